/**
 * Painting by keys. Letters count while the focus is in the element and not in a field; arrows and
 * Enter while it is on the picture, where they lead the cross.
 */

import { clamp } from "./geometry.js";
import { svg } from "./icons.js";
import { labelOf, letterOf } from "./pictured.js";
import { word } from "./words.js";

/**
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("./mask.js").Mask} Mask
 */

/** @type {Record<string, Point>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const FAR = 10;
const ZOOM = 1.5;
const GROW = 1.25;
const TELL_MS = 400;

export class MaskKeys {
  /** @param {Mask} mask */
  constructor(mask) {
    this.mask = mask;
    /** @type {Point | null} where the cross is, in the middle of a pixel */
    this.cross = null;
    this.isDown = false;
    const still = svg("g", { class: "still" });
    still.append(svg("path", { d: "M-9999 0H9999M0-9999V9999" }));
    this.sign = svg("g", { class: "cross away" });
    this.sign.append(still);
    mask.stage.world.append(this.sign);
    mask.addEventListener("keydown", (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (this.pressed(event)) event.preventDefault();
    });
    mask.stage.element.addEventListener("blur", () => this.rest());
    mask.stage.element.addEventListener("pointerdown", () => this.rest());
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key meant something */
  pressed(event) {
    const { mask } = this;
    const target = /** @type {HTMLElement} */ (event.target);
    if (target instanceof HTMLSelectElement) return false;
    // A field of ours must not send the whole answer.
    if (target instanceof HTMLInputElement && event.key === "Enter") return true;
    if (target instanceof HTMLInputElement && target.type === "range" && ARROWS[event.key]) return false;
    if (target === mask.stage.element && this.onStage(event)) return true;
    return this.letter(event);
  }

  /** @param {KeyboardEvent} event @returns {boolean} */
  onStage(event) {
    const { mask } = this;
    const arrow = ARROWS[event.key];
    if (arrow) this.arrow(arrow, event.shiftKey ? FAR : 1);
    else if (event.key === "Enter") this.enter();
    else if (event.key === "Backspace" && mask.tools.sketch.length) mask.tools.shorten();
    else if (event.key === "Escape") return this.escape();
    else return false;
    return true;
  }

  /** @param {Point} by @param {number} far */
  arrow([dx, dy], far) {
    const { stage, tools } = this.mask;
    if (!stage.isReady) return;
    const [x, y] = this.cross || this.middle();
    this.aim(this.cross ? [x + dx * far, y + dy * far] : [x, y]);
    if (this.cross && this.isDown) tools.move(this.cross);
    else if (this.cross) tools.hover(this.cross);
  }

  /** @returns {Point} where the cross comes up */
  middle() {
    const { stage } = this.mask;
    const { width = 0, height = 0 } = stage.box || {};
    return stage.point([width / 2, height / 2]);
  }

  /** @param {Point} at */
  aim([x, y]) {
    const { stage } = this.mask;
    this.cross = [
      clamp(Math.floor(x), 0, stage.size.width - 1) + 0.5,
      clamp(Math.floor(y), 0, stage.size.height - 1) + 0.5,
    ];
    stage.show(this.cross);
    this.sign.classList.remove("away");
    this.sign.setAttribute("transform", `translate(${this.cross.join(" ")})`);
    clearTimeout(this.telling);
    const [column, row] = this.cross.map(Math.floor);
    this.telling = setTimeout(() => this.mask.say(word("Cross at {x}, {y}", { x: column, y: row })), TELL_MS);
  }

  /** Shows the cross, puts the tool down there, or lifts it. */
  enter() {
    const { tools, stage } = this.mask;
    if (!stage.isReady || tools.mode === "move") return;
    if (!this.cross) {
      this.aim(this.middle());
    } else if (this.isDown) {
      this.lift();
    } else {
      clearTimeout(this.telling);
      tools.down(this.cross);
      if (tools.isBrush) {
        this.isDown = true;
        this.mask.say(word("The tool is down: arrows paint, Enter lifts it."));
      } else {
        tools.up();
      }
    }
  }

  /** What was painted by keys is a finished change. */
  lift() {
    if (!this.isDown) return;
    this.isDown = false;
    this.mask.tools.up();
  }

  /** The cross goes. */
  rest() {
    this.lift();
    clearTimeout(this.telling);
    this.cross = null;
    this.sign.classList.add("away");
  }

  /** @returns {boolean} */
  escape() {
    const { tools } = this.mask;
    if (tools.sketch.length) tools.drop();
    else if (this.cross) this.rest();
    else return false;
    return true;
  }

  /** @param {KeyboardEvent} event @returns {boolean} */
  letter(event) {
    const { mask } = this;
    const label = labelOf(event, mask.labels);
    if (label !== undefined) {
      this.lift();
      mask.take(label);
      return true;
    }
    const act = this.acts()[letterOf(event)];
    if (!act) return false;
    act();
    return true;
  }

  /** @returns {Record<string, () => void>} */
  acts() {
    const { mask } = this;
    const { tools, stage, panel } = mask;
    const use = (/** @type {string} */ mode) => () => {
      this.lift();
      tools.change(mode);
    };
    return {
      b: use("brush"), e: use("eraser"), o: use("outline"), a: use("wand"), s: use("patches"), m: use("move"),
      f: () => tools.finish(),
      k: () => mask.spare(!mask.sparing),
      h: () => mask.toggle("unpainted"),
      i: () => mask.several && mask.take(mask.label),
      w: () => stage.fit(),
      "[": () => tools.resize(tools.radius / GROW),
      "]": () => tools.resize(tools.radius * GROW),
      ",": () => tools.resize(tools.radius / GROW),
      ".": () => tools.resize(tools.radius * GROW),
      "+": () => mask.zoom(ZOOM), "=": () => mask.zoom(ZOOM), pageup: () => mask.zoom(ZOOM),
      "-": () => mask.zoom(1 / ZOOM), pagedown: () => mask.zoom(1 / ZOOM),
      "?": () => panel.toKeys(),
    };
  }
}
