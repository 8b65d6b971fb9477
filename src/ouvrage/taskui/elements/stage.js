/**
 * A picture that can be looked at closely: zoom about the pointer, pan, pinch, and a magnifier
 * beside a finger that draws. What a hand does on it is told in the picture's own pixels.
 */

import { clamp, distance, fitted, kept, natural, onStage, zoomed } from "./geometry.js";
import { svg } from "./icons.js";
import { make } from "./widget.js";

/**
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {{
 *   ready: () => void, failed: () => void, viewed: () => void,
 *   down: (point: Point, event: PointerEvent) => boolean, move: (point: Point) => void,
 *   up: (point: Point) => void, cancel: () => void, hover: (point: Point | null) => void,
 * }} Hands what a hand does; `down` says whether it begins to draw rather than to pan
 */

const HEIGHT_SHARE_MAX = 0.7;
const HEIGHT_MIN = 180;
const GRID_FROM = 8;
const SMOOTH_UP_TO = 3;
const LOUPE = 120;
const LOUPE_FACTOR = 3;

export class Stage {
  /**
   * @param {number} shift how far inside a pixel a point is meant
   * @param {Hands} hands
   */
  constructor(shift, hands) {
    this.hands = hands;
    this.shift = shift;
    this.size = { width: 0, height: 0 };
    this.view = { scale: 1, x: 0, y: 0 };
    /** @type {Map<number, Point>} */
    this.pointers = new Map();
    this.doing = "";
    this.space = false;
    this.image = /** @type {HTMLImageElement} */ (make("img", { alt: "", draggable: "false" }));
    this.world = svg("g");
    this.layer = svg("svg", { class: "stage-layer", "aria-hidden": "true" });
    this.layer.append(this.world);
    this.grid = make("div", { class: "stage-grid" });
    this.loupe = /** @type {HTMLCanvasElement} */ (make("canvas", { class: "stage-loupe" }));
    this.loupe.hidden = true;
    this.element = make("div", { class: "stage", dir: "ltr", tabindex: "0", role: "application" });
    this.element.append(this.image, this.grid, this.layer, this.loupe);
    this.listen();
    this.image.addEventListener("load", () => this.loaded());
    this.image.addEventListener("error", () => hands.failed());
  }

  /** Loads the picture. @param {string} source */
  open(source) {
    if (source) this.image.src = source;
    else this.hands.failed();
  }

  get isReady() {
    return this.size.width > 0;
  }

  loaded() {
    this.size = { width: this.image.naturalWidth, height: this.image.naturalHeight };
    if (!this.isReady) {
      this.hands.failed();
      return;
    }
    this.watching = this.watching || new ResizeObserver(() => this.resized());
    this.watching.observe(this.element);
    this.resized();
    this.hands.ready();
  }

  resized() {
    const wide = this.element.clientWidth;
    const most = Math.max(HEIGHT_MIN, innerHeight * HEIGHT_SHARE_MAX);
    const tall = clamp((wide * this.size.height) / this.size.width, HEIGHT_MIN, most);
    this.element.style.setProperty("block-size", `${Math.round(tall)}px`);
    const whole = !this.box || this.view.scale <= fitted(this.box, this.size).scale * 1.001;
    this.box = { width: wide, height: Math.round(tall) };
    this.look(whole ? fitted(this.box, this.size) : kept(this.view, this.box, this.size));
  }

  /** @param {import("./geometry.js").View} view */
  look(view) {
    this.view = view;
    const { scale, x, y } = view;
    this.image.style.setProperty("transform", `translate(${x}px, ${y}px) scale(${scale})`);
    this.image.classList.toggle("pixels", scale > SMOOTH_UP_TO);
    const inset = this.shift * scale;
    this.world.setAttribute("transform", `translate(${x + inset} ${y + inset}) scale(${scale})`);
    this.layer.style.setProperty("--unscale", String(1 / scale));
    this.grid.hidden = scale < GRID_FROM;
    if (!this.grid.hidden) {
      this.grid.style.setProperty("background-size", `${scale}px ${scale}px`);
      this.grid.style.setProperty("background-position", `${x}px ${y}px`);
    }
    this.hands.viewed();
  }

  fit() {
    if (this.box) this.look(fitted(this.box, this.size));
  }

  /** @param {number} factor @param {Point} [at] a point of the stage; its middle otherwise */
  zoom(factor, at) {
    if (!this.box || !this.isReady) return;
    const middle = /** @type {Point} */ ([this.box.width / 2, this.box.height / 2]);
    this.look(zoomed(this.view, factor, at || middle, this.box, this.size));
  }

  /** @param {number} x @param {number} y */
  pan(x, y) {
    const view = { scale: this.view.scale, x: this.view.x + x, y: this.view.y + y };
    if (this.box) this.look(kept(view, this.box, this.size));
  }

  /** Pans as little as shows this point of the picture. @param {Point} point */
  show(point) {
    if (!this.box) return;
    const [x, y] = onStage(this.view, point);
    const edge = Math.min(40, this.box.width / 4, this.box.height / 4);
    const by = [
      clamp(x, edge, this.box.width - edge) - x, clamp(y, edge, this.box.height - edge) - y,
    ];
    if (by[0] || by[1]) this.pan(by[0], by[1]);
  }

  /** @param {MouseEvent} event @returns {Point} in the stage */
  at(event) {
    const place = this.element.getBoundingClientRect();
    const { clientLeft, clientTop } = this.element;
    return [event.clientX - place.left - clientLeft, event.clientY - place.top - clientTop];
  }

  /** @param {Point} at @returns {Point} in the picture */
  point(at) {
    const [x, y] = natural(this.view, at);
    return [x - this.shift, y - this.shift];
  }

  listen() {
    const stage = this.element;
    stage.addEventListener("pointerdown", (event) => this.down(event));
    stage.addEventListener("pointermove", (event) => this.move(event));
    stage.addEventListener("pointerup", (event) => this.up(event, false));
    stage.addEventListener("pointercancel", (event) => this.up(event, true));
    stage.addEventListener("pointerleave", () => this.hands.hover(null));
    stage.addEventListener("contextmenu", (event) => event.preventDefault());
    stage.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      this.space = true;
      event.preventDefault();
    });
    stage.addEventListener("keyup", () => {
      this.space = false;
    });
    stage.addEventListener("blur", () => {
      this.space = false;
    });
    const wheel = (/** @type {WheelEvent} */ event) => {
      if (!event.ctrlKey && document.activeElement !== stage) return;
      event.preventDefault();
      this.zoom(2 ** (-clamp(event.deltaY, -200, 200) / (event.ctrlKey ? 100 : 300)), this.at(event));
    };
    stage.addEventListener("wheel", wheel, { passive: false });
  }

  /** @param {PointerEvent} event */
  down(event) {
    if (!this.isReady || (event.pointerType === "mouse" && event.button > 1)) return;
    this.element.focus({ preventScroll: true });
    event.preventDefault();
    this.element.setPointerCapture(event.pointerId);
    const at = this.at(event);
    this.pointers.set(event.pointerId, at);
    if (this.pointers.size > 1) {
      if (this.doing === "draw") this.hands.cancel();
      this.doing = "pinch";
    } else if (event.button === 1 || this.space) {
      this.doing = "pan";
    } else {
      this.doing = this.hands.down(this.point(at), event) ? "draw" : "pan";
    }
    if (this.doing !== "draw") this.magnify(null);
  }

  /** @param {PointerEvent} event */
  move(event) {
    const at = this.at(event);
    const before = this.pointers.get(event.pointerId);
    if (!before) {
      if (this.isReady) this.hands.hover(this.point(at));
      return;
    }
    if (this.doing === "pinch" && this.pointers.size === 2) {
      const [other] = Array.from(this.pointers).filter(([id]) => id !== event.pointerId);
      const [was, is] = [distance(before, other[1]), distance(at, other[1])];
      this.pan((at[0] - before[0]) / 2, (at[1] - before[1]) / 2);
      this.zoom(is / Math.max(was, 1), [(at[0] + other[1][0]) / 2, (at[1] + other[1][1]) / 2]);
    } else if (this.doing === "pan") {
      this.pan(at[0] - before[0], at[1] - before[1]);
    } else if (this.doing === "draw") {
      this.hands.move(this.point(at));
      if (event.pointerType === "touch") this.magnify(at);
    }
    this.pointers.set(event.pointerId, at);
  }

  /** @param {PointerEvent} event @param {boolean} lost */
  up(event, lost) {
    if (!this.pointers.delete(event.pointerId)) return;
    this.magnify(null);
    if (this.doing === "draw" && lost) this.hands.cancel();
    else if (this.doing === "draw") this.hands.up(this.point(this.at(event)));
    if (!this.pointers.size || this.doing === "draw") this.doing = "";
  }

  /**
   * Shows enlarged what a finger covers.
   * @param {Point | null} at in the stage
   */
  magnify(at) {
    this.loupe.hidden = !at;
    if (!at || !this.box) return;
    const screen = window.devicePixelRatio || 1;
    const wide = Math.round(LOUPE * screen);
    if (this.loupe.width !== wide) [this.loupe.width, this.loupe.height] = [wide, wide];
    const context = this.loupe.getContext("2d");
    if (!context) return;
    const far = at[0] < LOUPE * 1.5 && at[1] < LOUPE * 1.5;
    this.loupe.classList.toggle("far", far);
    const scale = this.view.scale * LOUPE_FACTOR * screen;
    const [x, y] = natural(this.view, at);
    context.imageSmoothingEnabled = scale < SMOOTH_UP_TO * screen;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, wide, wide);
    context.setTransform(scale, 0, 0, scale, wide / 2 - x * scale, wide / 2 - y * scale);
    context.drawImage(this.image, 0, 0);
    context.setTransform(1, 0, 0, 1, 0, 0);
    for (const [colour, line] of /** @type {[string, number][]} */ ([["#fff", 3], ["#000", 1]])) {
      context.strokeStyle = colour;
      context.lineWidth = line * screen;
      context.beginPath();
      context.moveTo(wide / 2, 0);
      context.lineTo(wide / 2, wide);
      context.moveTo(0, wide / 2);
      context.lineTo(wide, wide / 2);
      context.stroke();
    }
  }
}
