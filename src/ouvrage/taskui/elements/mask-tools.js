/**
 * What a hand paints with: brush, eraser, outline, wand and patches. Whoever paints by keys uses the
 * same: the cross goes down, moves and is lifted as a hand does.
 */

import { drawEdges, patchesOf, rgbaOf, within } from "./colours.js";
import { clamp } from "./geometry.js";
import { svg } from "./icons.js";
import { path } from "./layer.js";
import { enlarged, patchOf, polygon, stroke, wand } from "./region.js";
import { make } from "./widget.js";
import { word } from "./words.js";

/**
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("./geometry.js").Size} Size
 * @typedef {import("./region.js").Region} Region
 * @typedef {import("./mask.js").Mask} Mask
 */

const SAMPLE_PIXELS = 4_000_000;
const CLOSE_WITHIN = 12;
const RADIUS_MAX = 200;

export class MaskTools {
  /** @param {Mask} mask */
  constructor(mask) {
    this.mask = mask;
    this.mode = "brush";
    this.radius = 10;
    this.tolerance = 24;
    /** @type {Point[]} the outline in the making */
    this.sketch = [];
    /** @type {Point | null} where the brush was last */
    this.last = null;
    this.edges = /** @type {HTMLCanvasElement} */ (make("canvas", { class: "mask edges pixels" }));
    this.draft = svg("path", { class: "draft" });
    this.ring = svg("circle", { class: "brush-ring away" });
  }

  /** Another picture is shown. */
  forget() {
    this.patches = undefined;
    this.sample = undefined;
    this.drop();
  }

  get isBrush() {
    return this.mode === "brush" || this.mode === "eraser";
  }

  /** @param {string} mode */
  change(mode) {
    this.mode = mode;
    this.drop();
    this.hover(null);
    this.mask.classList.toggle("moving", mode === "move");
    this.mask.classList.toggle("patching", mode === "patches");
    if (mode === "patches" && !this.patches) this.findPatches();
  }

  /** @param {number} radius in pixels of the picture */
  resize(radius) {
    this.radius = clamp(radius, 0.5, RADIUS_MAX);
    this.mask.panel.sync();
  }

  /** @param {Point} point @returns {boolean} whether something is painted from here on */
  down(point) {
    if (this.mode === "move") return false;
    this.hover(point);
    if (this.mode === "outline") this.place(point);
    else if (this.isBrush) this.dab(point);
    else this.pour(point);
    return true;
  }

  /** @param {Point} point */
  move(point) {
    this.hover(point);
    if (this.isBrush) this.dab(point);
    else if (this.mode === "patches") this.pour(point);
  }

  up() {
    this.last = null;
    if (this.mode !== "outline") this.mask.keep(this.mask.told());
  }

  /** Paints from where the brush was to here. @param {Point} point */
  dab(point) {
    this.mask.fill(stroke(this.last || point, point, this.radius, this.mask.stage.size));
    this.last = point;
  }

  /** Paints what looks alike around this point. @param {Point} point */
  pour(point) {
    const region = this.mode === "wand" ? this.alike(point) : this.patch(point);
    if (region) this.mask.fill(region);
  }

  /** @param {Point} point @returns {Region | null} */
  alike(point) {
    const whole = this.mask.stage.size;
    const size = within(whole, SAMPLE_PIXELS);
    try {
      this.sample ??= rgbaOf(this.mask.stage.image, size);
    } catch {
      this.unreadable();
      return null;
    }
    return enlarged(wand(this.sample, size, smaller(point, size, whole), this.tolerance), size, whole);
  }

  /** @param {Point} point @returns {Region | null} */
  patch(point) {
    if (!this.patches) return null;
    const { numbers, size } = this.patches;
    const whole = this.mask.stage.size;
    const [x, y] = smaller(point, size, whole);
    const column = clamp(Math.floor(x), 0, size.width - 1);
    const row = clamp(Math.floor(y), 0, size.height - 1);
    return enlarged(patchOf(numbers, size, numbers[row * size.width + column]), size, whole);
  }

  async findPatches() {
    const { stage } = this.mask;
    if (!stage.isReady) return;
    this.mask.say(word("Looking for patches of like colour."));
    try {
      this.patches = await patchesOf(stage.image, stage.size);
    } catch {
      this.unreadable();
      return;
    }
    drawEdges(this.patches, this.edges);
    this.mask.viewed();
    this.mask.say(word("Patches are shown."));
  }

  unreadable() {
    this.mask.fault(this.mask.stage, word("This image comes from another host: its colours cannot be read. Brush and outline work."));
  }

  /** Places a corner of an outline; near its first one, closes it. @param {Point} point */
  place([x, y]) {
    const { stage, panel } = this.mask;
    const [first] = this.sketch;
    const near = first && Math.hypot(x - first[0], y - first[1]) * stage.view.scale < CLOSE_WITHIN;
    if (near && this.sketch.length > 2) {
      this.finish();
      return;
    }
    this.sketch = [...this.sketch, [clamp(x, 0, stage.size.width), clamp(y, 0, stage.size.height)]];
    this.drawDraft();
    panel.sync();
    const place = { count: this.sketch.length, x: Math.round(x), y: Math.round(y) };
    this.mask.say(word("Point {count} at {x}, {y}", place));
  }

  /** Fills the outline. */
  finish() {
    if (this.sketch.length < 3) return;
    this.mask.fill(polygon(this.sketch, this.mask.stage.size));
    this.drop();
    this.mask.keep(this.mask.told());
  }

  /** Takes the last corner of the outline back. */
  shorten() {
    this.sketch = this.sketch.slice(0, -1);
    this.drawDraft();
    this.mask.panel.sync();
  }

  drop() {
    this.sketch = [];
    this.last = null;
    this.drawDraft();
    this.mask.panel?.sync();
  }

  /** @param {Point} [next] */
  drawDraft(next) {
    const points = next && this.sketch.length ? [...this.sketch, next] : this.sketch;
    this.draft.setAttribute("d", path(points, false));
  }

  /** @param {Point | null} point under the hand */
  hover(point) {
    this.ring.classList.toggle("away", !point || !this.isBrush);
    if (point) {
      this.ring.setAttribute("cx", String(point[0]));
      this.ring.setAttribute("cy", String(point[1]));
      this.ring.setAttribute("r", String(this.radius));
    }
    if (this.mode === "outline") this.drawDraft(point || undefined);
  }
}

/** @param {Point} point @param {Size} size @param {Size} whole @returns {Point} in the smaller size */
function smaller([x, y], size, whole) {
  return [(x * size.width) / whole.width, (y * size.height) / whole.height];
}
