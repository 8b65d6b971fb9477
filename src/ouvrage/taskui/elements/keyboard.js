/**
 * Everything by keys. Letters count while the focus is in the element and not in a field; the
 * arrows, Enter and Delete while it is on the picture, where they move a cross or what is chosen.
 */

import { moved, nearest } from "./geometry.js";
import { labelOf, letterOf } from "./pictured.js";

/**
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("./drawing.js").Drawing} Drawing
 */

/** @type {Record<string, Point>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const FAR = 10;
const ZOOM = 1.5;
const ONE_MOVE_MS = 1000;

export class Keyboard {
  /** @param {Drawing} drawing */
  constructor(drawing) {
    this.drawing = drawing;
    /** @type {Point | null} where the cross is, while it is shown */
    this.cross = null;
    /** @type {Point | null} where it was last */
    this.was = null;
    this.moving = "";
    this.movedAt = 0;
    drawing.addEventListener("keydown", (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (this.pressed(event)) event.preventDefault();
    });
    drawing.stage.element.addEventListener("blur", () => drawing.layer.aim(null));
  }

  /** A hand took over: the cross goes, and the next arrow key is a step of its own. */
  rest() {
    this.cross = null;
    this.moving = "";
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key meant something */
  pressed(event) {
    const { drawing } = this;
    const target = /** @type {HTMLElement} */ (event.target);
    const field = target instanceof HTMLInputElement && target.type === "number";
    // A field of ours must not send the whole answer.
    if (event.key === "Enter" && target instanceof HTMLInputElement) {
      target.dispatchEvent(new Event("change", { bubbles: true }));
      return true;
    }
    if (field || target instanceof HTMLSelectElement) {
      if (event.key !== "Escape") return false;
      drawing.stage.element.focus();
      return true;
    }
    if (target === drawing.stage.element && this.onStage(event)) return true;
    return this.letter(event);
  }

  /** @param {KeyboardEvent} event @returns {boolean} */
  onStage(event) {
    const { drawing } = this;
    const arrow = ARROWS[event.key];
    if (arrow) {
      const far = event.shiftKey ? FAR : 1;
      this.arrow([arrow[0] * far, arrow[1] * far]);
    } else if (event.key === "Enter") {
      this.enter();
    } else if (event.key === "Delete" || event.key === "Backspace") {
      drawing.remove();
    } else if (event.key === "Escape") {
      return this.escape();
    } else {
      return false;
    }
    return true;
  }

  /** @param {Point} by */
  arrow(by) {
    const { drawing } = this;
    const { kind, stage, theChosen, corner } = drawing;
    if (!stage.isReady) return;
    if (!theChosen || drawing.sketch.length) {
      const [x, y] = this.cross || this.middle();
      this.aim(this.cross ? [x + by[0], y + by[1]] : [x, y]);
      return;
    }
    const { points } = theChosen;
    const handle = kind.handles(points)[corner];
    const next = handle
      ? kind.pulled(points, corner, [handle[0] + by[0], handle[1] + by[1]], stage.size)
      : kind.tidy(moved(points, by, stage.size), stage.size);
    this.nudge(next, `${drawing.chosen}/${corner}`);
    stage.show(kind.handles(next)[Math.max(0, corner)]);
  }

  /**
   * Moves what is chosen; presses that follow one another are one step to undo.
   * @param {Point[]} points
   * @param {string} what
   */
  nudge(points, what) {
    const { drawing } = this;
    const { history, theChosen } = drawing;
    if (String(points) === String(theChosen?.points)) return;
    const now = Date.now();
    const follows = this.moving === what && now - this.movedAt < ONE_MOVE_MS;
    if (follows && history && history.at > 0) history.at -= 1;
    drawing.remake({ points });
    [this.moving, this.movedAt] = [what, now];
  }

  /** @returns {Point} where the cross comes up */
  middle() {
    const { stage } = this.drawing;
    if (this.was) return this.was;
    const { width = 0, height = 0 } = stage.box || {};
    return nearest(stage.point([width / 2, height / 2]), stage.size);
  }

  /** @param {Point} at */
  aim(at) {
    const { drawing } = this;
    this.cross = nearest(at, drawing.stage.size);
    this.was = this.cross;
    drawing.stage.show(this.cross);
    drawing.layer.aim(this.cross);
    if (drawing.sketch.length) drawing.drawSketch(this.cross);
    drawing.tell(this.cross);
  }

  enter() {
    const { drawing } = this;
    if (!drawing.stage.isReady) return;
    if (drawing.chosen && !drawing.sketch.length) {
      drawing.choose(0);
      this.cross = null;
    }
    if (!this.cross) {
      this.aim(this.middle());
      return;
    }
    const { cross } = this;
    drawing.place(cross);
    if (drawing.chosen) this.rest();
    drawing.layer.aim(this.cross);
  }

  /** @returns {boolean} */
  escape() {
    const { drawing } = this;
    if (drawing.sketch.length || drawing.hand.gesture) {
      drawing.sketch = [];
      drawing.calm();
    } else if (drawing.chosen) drawing.choose(0);
    else if (!this.cross) return false;
    else this.rest();
    drawing.layer.aim(this.cross);
    return true;
  }

  /** @param {KeyboardEvent} event @returns {boolean} */
  letter(event) {
    const { drawing } = this;
    const label = labelOf(event, drawing.labels);
    if (label !== undefined) {
      drawing.take(label);
      return true;
    }
    const act = this.acts()[letterOf(event)];
    if (!act) return false;
    act();
    return true;
  }

  /** @returns {Record<string, () => void>} */
  acts() {
    const { drawing } = this;
    const zoom = (/** @type {number} */ factor) => drawing.zoom(factor);
    return {
      d: () => drawing.change("draw"),
      m: () => drawing.change("move"),
      f: () => drawing.finish(),
      h: () => drawing.toggle("alone"),
      t: () => drawing.toggle("unnamed"),
      w: () => drawing.stage.fit(),
      n: () => drawing.next(1),
      p: () => drawing.next(-1),
      c: () => drawing.nextCorner(),
      l: () => drawing.panel.toLabel(),
      "+": () => zoom(ZOOM),
      "=": () => zoom(ZOOM),
      pageup: () => zoom(ZOOM),
      "-": () => zoom(1 / ZOOM),
      pagedown: () => zoom(1 / ZOOM),
      "?": () => drawing.panel.toKeys(),
    };
  }
}
