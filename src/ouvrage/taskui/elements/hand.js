/**
 * What a mouse, a pen or a finger does to the shapes: places points, pulls corners, moves shapes.
 * Dragging is never needed: a click places each corner of a box as well.
 */

import { distance, moved, nearest } from "./geometry.js";
import { shapeAt } from "./kinds.js";

/**
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("./drawing.js").Drawing} Drawing
 * @typedef {{
 *   does: "add" | "pull" | "shift", start: Point, points: Point[], now: Point[], corner: number,
 *   reach: number, moved: boolean, grown: boolean,
 * }} Gesture
 */

const STILL = 4;
const REACH = 9;
const REACH_TOUCH = 22;

export class Hand {
  /** @param {Drawing} drawing */
  constructor(drawing) {
    this.drawing = drawing;
    /** @type {Gesture | null} */
    this.gesture = null;
  }

  hands() {
    return {
      down: (/** @type {Point} */ point, /** @type {PointerEvent} */ event) => this.down(point, event),
      move: (/** @type {Point} */ point) => this.move(point),
      up: (/** @type {Point} */ point) => this.up(point),
      cancel: () => this.drawing.calm(),
      hover: (/** @type {Point | null} */ point) => this.hover(point),
    };
  }

  drop() {
    this.gesture = null;
  }

  /** @param {Point} one @param {Point} other @returns {number} in pixels of the screen */
  away(one, other) {
    return distance(one, other) * this.drawing.stage.view.scale;
  }

  /** @param {Point} point @param {PointerEvent} event @returns {boolean} */
  down(point, event) {
    const { drawing } = this;
    const reach = event.pointerType === "touch" ? REACH_TOUCH : REACH;
    drawing.keyboard.rest();
    const gesture = this.begun(point, reach);
    this.gesture = gesture;
    return gesture !== null;
  }

  /** @param {Point} point @param {number} reach @returns {Gesture | null} */
  begun(point, reach) {
    const { drawing } = this;
    const { kind, theChosen } = drawing;
    const base = { start: point, now: [], corner: -1, reach, moved: false, grown: false };
    const add = /** @type {Gesture} */ ({ ...base, does: "add", points: [] });
    if (drawing.sketch.length) return drawing.mode === "draw" ? add : null;
    if (theChosen) {
      const held = this.held(point, reach, theChosen.points);
      if (held) return /** @type {Gesture} */ ({ ...base, ...held });
    }
    if (drawing.mode === "draw" && kind.most > 1) return add;
    const shape = shapeAt(kind, drawing.shapes, point, reach / drawing.stage.view.scale);
    if (shape) {
      drawing.choose(shape.id);
      return { ...base, does: "shift", points: shape.points };
    }
    if (drawing.mode === "draw") return add;
    if (drawing.chosen) drawing.choose(0);
    return null;
  }

  /**
   * @param {Point} point
   * @param {number} reach
   * @param {Point[]} points of the chosen shape
   * @returns {Partial<Gesture> | null} what is held there
   */
  held(point, reach, points) {
    const { drawing } = this;
    const near = (/** @type {Point} */ at) => this.away(at, point) <= reach;
    const handles = drawing.kind.handles(points);
    const away = handles.map((handle) => this.away(handle, point));
    const corner = away.indexOf(Math.min(...away));
    if (away[corner] <= reach) return { does: "pull", points, corner };
    if (drawing.grip && this.away(drawing.grip, point) <= Math.max(reach, 14)) {
      return { does: "shift", points, corner: -1 };
    }
    const middle = drawing.middles(points).find(({ at }) => near(at));
    if (!middle) return null;
    const grown = [...points.slice(0, middle.after + 1), middle.at, ...points.slice(middle.after + 1)];
    return { does: "pull", points: grown, corner: middle.after + 1, grown: true };
  }

  /** @param {Point} point */
  move(point) {
    const { drawing, gesture } = this;
    if (!gesture) return;
    gesture.moved = gesture.moved || this.away(gesture.start, point) > STILL;
    if (!gesture.moved) return;
    if (gesture.does === "add") {
      this.preview(point);
      return;
    }
    const { kind, stage } = drawing;
    const by = /** @type {Point} */ ([
      Math.round(point[0] - gesture.start[0]), Math.round(point[1] - gesture.start[1]),
    ]);
    gesture.now = gesture.does === "pull"
      ? kind.pulled(gesture.points, gesture.corner, point, stage.size)
      : kind.tidy(moved(gesture.points, by, stage.size), stage.size);
    drawing.layer.drag(drawing.chosen, gesture.now);
    drawing.marked(gesture.now);
  }

  /** Draws the shape as it would be with its next point here. @param {Point} point */
  preview(point) {
    const { drawing, gesture } = this;
    drawing.layer.aim(gesture || drawing.mode === "draw" ? point : null);
    if (gesture && drawing.kind.most === 2 && !drawing.sketch.length) {
      drawing.sketch = [nearest(gesture.start, drawing.stage.size)];
      drawing.drawSketch(point);
      drawing.sketch = [];
    } else if (drawing.sketch.length) {
      drawing.drawSketch(point);
    }
  }

  /** @param {Point} point */
  up(point) {
    const { drawing, gesture } = this;
    this.gesture = null;
    if (!gesture) return;
    if (gesture.does === "add") this.added(point, gesture);
    else if (gesture.moved) drawing.remake({ points: gesture.now });
    else if (gesture.corner >= 0 && !gesture.grown) drawing.hold(gesture.corner);
  }

  /** @param {Point} point @param {Gesture} gesture */
  added(point, gesture) {
    const { drawing } = this;
    const { kind, sketch } = drawing;
    const [first, latest] = [sketch[0], sketch[sketch.length - 1]];
    const reach = gesture.reach;
    if (!sketch.length && !gesture.moved && this.chose(point, reach)) return;
    if (kind.most === 2 && gesture.moved && !sketch.length) {
      drawing.sketch = [nearest(gesture.start, drawing.stage.size)];
    }
    const closes = kind.closed && first && this.away(first, point) <= reach;
    const ends = latest && this.away(latest, point) <= STILL;
    if (drawing.isFinishable && (closes || ends)) drawing.finish();
    else drawing.place(point);
  }

  /** @param {Point} point @param {number} reach @returns {boolean} whether another shape was chosen */
  chose(point, reach) {
    const { drawing } = this;
    const shape = shapeAt(drawing.kind, drawing.shapes, point, reach / drawing.stage.view.scale);
    if (!shape || shape.id === drawing.chosen) return false;
    drawing.choose(shape.id);
    return true;
  }

  /** @param {Point | null} point */
  hover(point) {
    const { drawing } = this;
    if (point) this.preview(point);
    else if (!drawing.keyboard.cross) drawing.layer.aim(null);
  }
}
