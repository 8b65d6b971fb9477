/**
 * Boxes, polygons, lines and points on a picture: `crowd-bounding-box`, `crowd-polygon`,
 * `crowd-polyline`, `crowd-line` and `crowd-keypoint`.
 *
 * Every change ends in `alter`, which writes the documented answer; what a hand is still doing is
 * only drawn. Whole points of the picture are written, whatever the zoom and the screen.
 */

import { nearest, onStage } from "./geometry.js";
import { Hand } from "./hand.js";
import { Keyboard } from "./keyboard.js";
import { KINDS, answerOf, shapesOf } from "./kinds.js";
import { Layer, looks } from "./layer.js";
import { Panel } from "./panel.js";
import { Pictured, named } from "./pictured.js";
import { Stage } from "./stage.js";
import { word } from "./words.js";

/**
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("./layer.js").Shape} Shape
 */

const GRIP_BESIDE = 26;
const MIDDLE_FROM = 44;
const TELL_MS = 400;
let drawings = 0;

export class Drawing extends Pictured {
  begin() {
    this.kind = KINDS[this.localName];
    this.number = ++drawings;
    this.named = named(this.json("labels", []));
    this.look = looks(this.named, this.json("label-colors", {}));
    this.label = this.named[0] || "";
    this.mode = "draw";
    this.nothing = false;
    /** @type {Shape[]} */
    this.shapes = [];
    this.last = 0;
    this.chosen = 0;
    this.corner = -1;
    /** @type {Point[]} */
    this.sketch = [];
    this.hand = new Hand(this);
    this.stage = new Stage(this.kind.shift, {
      ready: () => this.ready(),
      failed: () => this.missing(this.stage),
      viewed: () => this.marked(),
      ...this.hand.hands(),
    });
    this.layer = new Layer(this.stage.world, this.kind);
    this.layer.look = this.look;
    this.keyboard = new Keyboard(this);
    this.panel = new Panel(this);
    this.build();
    this.stage.open(this.getAttribute("src") || "");
  }

  build() {
    const { panel, stage } = this;
    this.frame(
      stage, word("Image to draw on"),
      word("The arrow keys move the cross or the chosen shape. Enter places a point."),
      [panel.labels, panel.bar], [panel.view, panel.chosen, panel.nothing, panel.listed, panel.keys],
    );
  }

  ready() {
    this.found();
    const { kind, stage, input, history } = this;
    const given = shapesOf(kind, this.json("initial-value", null), stage.size);
    if (given.length && input && history) {
      // Shapes to look over are an answer as they are; undoing everything comes back to them.
      const first = JSON.stringify(answerOf(kind, given, stage.size));
      input.value = input.value || first;
      history.steps = history.steps.map((step) => step || first);
    }
    this.restored();
  }

  /** @param {any} value the documented answer, or null */
  read(value) {
    if (!this.stage || !this.stage.isReady) return;
    const [before, found] = [this.shapes, shapesOf(this.kind, value, this.stage.size)];
    const known = new Map(before.map((shape) => [keyOf(shape), shape]));
    const free = new Set(before.map((shape) => shape.id));
    const same = found.map((item) => {
      const was = known.get(keyOf(item));
      return was && free.delete(was.id) ? was : undefined;
    });
    // Another state of the shape in the same place keeps its number, and with it the choice.
    this.shapes = same.map((was, place) => was || {
      ...found[place], id: free.delete(before[place]?.id) ? before[place].id : ++this.last,
    });
    this.nothing = value !== null && !found.length;
    this.sketch = [];
    this.settle();
  }

  /** The hand is free; the choice is one that exists. */
  settle() {
    this.hand.drop();
    if (!this.theChosen) this.chosen = 0;
    const { theChosen, corner } = this;
    if (!theChosen || corner >= this.kind.handles(theChosen.points).length) this.corner = -1;
    this.draw();
  }

  draw() {
    this.layer.sync(this.shapes, this.chosen);
    this.drawSketch();
    this.marked();
    this.panel.sync();
  }

  /** @param {Point} [next] where the next point would be */
  drawSketch(next) {
    const { kind, sketch } = this;
    const points = next ? [...sketch, nearest(next, this.stage.size)] : sketch;
    const two = kind.closed && kind.most === 2 && points.length === 2;
    this.layer.sketch(two ? kind.outline(kind.tidy(points, this.stage.size)) : points, two, this.label, sketch);
  }

  /** Marks of the chosen shape, which depend on the view. @param {Point[]} [now] where it is dragged */
  marked(now) {
    const { kind, stage, layer } = this;
    if (!layer || !this.panel) return;
    this.panel.zoomed(stage.view.scale);
    const points = now || this.theChosen?.points;
    layer.hold(points ? kind.handles(points) : [], this.middles(points).map(({ at }) => at), this.corner);
    const beside = GRIP_BESIDE / stage.view.scale;
    const high = points && points.every(([, y]) => y * stage.view.scale + stage.view.y > 2 * GRIP_BESIDE);
    this.grip = layer.gripAt(points && kind.most > 1 ? kind.outline(points) : null, beside, !high);
  }

  /**
   * @param {Point[] | undefined} points
   * @returns {{at: Point, after: number}[]} where a vertex can be added, between those far apart
   */
  middles(points) {
    const { kind } = this;
    if (!points || kind.most <= 2) return [];
    const found = [];
    for (let after = 0; after < points.length - (kind.closed ? 0 : 1); after += 1) {
      const [[ax, ay], [bx, by]] = [points[after], points[(after + 1) % points.length]];
      if (Math.hypot(bx - ax, by - ay) * this.stage.view.scale < MIDDLE_FROM) continue;
      found.push({ at: /** @type {Point} */ ([(ax + bx) / 2, (ay + by) / 2]), after });
    }
    return found;
  }

  get theChosen() {
    return this.shapes.find((shape) => shape.id === this.chosen);
  }

  get isFinishable() {
    return this.kind.most > 2 && this.sketch.length >= this.kind.least;
  }

  /** @param {{label: string, points: Point[]}} shape @returns {string} the shape in words */
  told({ label, points }) {
    const [first, second] = points.map((point) => point.map(short));
    const [x, y] = first;
    if (this.kind.most === 1) return word("{label}: {x}, {y}", { label, x, y });
    if (this.kind.most > 2) return word("{label}: {count} points from {x}, {y}", { label, x, y, count: points.length });
    if (!this.kind.closed) return word("{label}: {x}, {y} to {right}, {bottom}", { label, x, y, right: second[0], bottom: second[1] });
    const [width, height] = [short(points[1][0] - points[0][0]), short(points[1][1] - points[0][1])];
    return word("{label}: {x}, {y}, size {width} × {height}", { label, x, y, width, height });
  }

  /**
   * The shapes are these now, and the answer with them.
   * @param {Shape[]} shapes
   * @param {string} sentence what happened
   */
  alter(shapes, sentence) {
    this.shapes = shapes;
    if (shapes.length) this.nothing = false;
    const answered = shapes.length > 0 || this.nothing;
    this.write(answered ? answerOf(this.kind, shapes, this.stage.size) : null);
    this.settle();
    this.say(sentence);
  }

  /** Adds a shape of the present label. @param {Point[]} points */
  add(points) {
    const shape = { id: ++this.last, label: this.label, points: this.kind.tidy(points, this.stage.size) };
    this.chosen = shape.id;
    this.corner = -1;
    this.sketch = [];
    this.alter([...this.shapes, shape], word("Added. {shape}", { shape: this.told(shape) }));
  }

  /** Places a point of the shape in the making. @param {Point} at */
  place(at) {
    if (!this.stage.isReady) return;
    const { kind, sketch } = this;
    const point = nearest(at, this.stage.size);
    if (kind.most === 1) return this.add([point]);
    const latest = sketch[sketch.length - 1];
    if (latest && String(latest) === String(point)) return this.isFinishable && this.finish();
    this.sketch = [...sketch, point];
    if (this.sketch.length === kind.most) return this.add(this.sketch);
    if (this.chosen) this.choose(0);
    this.draw();
    this.say(word("Point {count} at {x}, {y}", { count: this.sketch.length, x: point[0], y: point[1] }));
  }

  finish() {
    if (this.isFinishable) this.add(this.sketch);
  }

  /** Another state of the chosen shape. @param {Partial<Shape>} state */
  remake(state) {
    const { theChosen } = this;
    if (!theChosen) return;
    const shape = { ...theChosen, ...state };
    if (keyOf(shape) === keyOf(theChosen)) return this.settle();
    const shapes = this.shapes.map((other) => (other === theChosen ? shape : other));
    this.alter(shapes, word("Changed. {shape}", { shape: this.told(shape) }));
  }

  /** @param {number} id of a shape, or 0 @param {boolean} [shown] whether the view goes there */
  choose(id, shown = false) {
    this.chosen = id;
    this.corner = -1;
    this.draw();
    const { theChosen } = this;
    if (!theChosen) return;
    if (shown) this.stage.show(theChosen.points[0]);
    this.say(word("Chosen. {shape}", { shape: this.told(theChosen) }));
  }

  /** @param {number} by */
  next(by) {
    const { shapes, theChosen } = this;
    if (!shapes.length) return;
    const place = theChosen ? shapes.indexOf(theChosen) + by : by > 0 ? 0 : -1;
    this.choose(shapes[(place + shapes.length) % shapes.length].id, true);
  }

  nextCorner() {
    const { theChosen } = this;
    if (!theChosen || this.kind.most === 1) return;
    this.hold(this.corner + 1 < this.kind.handles(theChosen.points).length ? this.corner + 1 : -1);
  }

  /** @param {number} corner of the chosen shape; less than 0 for all of it */
  hold(corner) {
    const { theChosen } = this;
    if (!theChosen) return;
    this.corner = corner;
    this.marked();
    this.panel.sync();
    const [x, y] = (this.kind.handles(theChosen.points)[corner] || [0, 0]).map(short);
    this.say(corner < 0 ? word("The whole shape") : word("Corner {count} at {x}, {y}", { count: corner + 1, x, y }));
  }

  /** @returns {[string, number | undefined][]} what of the chosen shape can be typed */
  fields() {
    const points = this.theChosen?.points;
    const { kind } = this;
    if (kind.closed && kind.most === 2) {
      const [[left, top], [right, bottom]] = points || [[], []];
      return [
        [word("Left"), left], [word("Top"), top],
        [word("Width"), points && right - left], [word("Height"), points && bottom - top],
      ];
    }
    const [x, y] = points?.[kind.most === 1 ? 0 : this.corner] || [];
    return [[word("Across"), x], [word("Down"), y]];
  }

  /** @param {number} place of the field @param {number} value that was typed */
  enter(place, value) {
    const { theChosen, kind, stage } = this;
    if (!theChosen || !Number.isFinite(value)) return this.panel.sync();
    const typed = this.fields().map(([, number]) => number || 0);
    typed[place] = value;
    const [x, y, width, height] = typed;
    const points = kind.closed && kind.most === 2
      ? kind.tidy([[x, y], [x + width, y + height]], stage.size)
      : kind.pulled(theChosen.points, Math.max(0, this.corner), [x, y], stage.size);
    return this.remake({ points });
  }

  /** Tells where the cross is once it rests. @param {Point} cross */
  tell([x, y]) {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.say(word("Cross at {x}, {y}", { x, y })), TELL_MS);
  }

  /** Removes the last point in the making, the corner, or the shape that is chosen. */
  remove() {
    const { theChosen, kind, corner } = this;
    if (this.sketch.length) {
      this.sketch = this.sketch.slice(0, -1);
      this.draw();
      this.say(word("The last point is removed."));
    } else if (theChosen && corner >= 0 && kind.most > 2 && theChosen.points.length > kind.least) {
      this.remake({ points: theChosen.points.filter((_, place) => place !== corner) });
    } else if (theChosen) {
      const sentence = word("Removed. {shape}", { shape: this.told(theChosen) });
      this.alter(this.shapes.filter((shape) => shape !== theChosen), sentence);
    }
  }

  /** Takes this label for the next shapes. @param {string} label */
  take(label) {
    this.label = label;
    this.drawSketch();
    this.panel.sync();
    this.say(word("Label of the next shapes: {label}", { label }));
  }

  /** @param {boolean} nothing whether the person says that there is nothing to mark */
  declare(nothing) {
    this.nothing = nothing;
    this.alter([], nothing ? word("Noted: nothing to mark.") : word("No answer yet."));
  }

  /** Gives the chosen shape this label. @param {string} label */
  relabel(label) {
    this.remake({ label });
  }

  /** @param {string} mode */
  change(mode) {
    this.mode = mode;
    this.classList.toggle("moving", mode === "move");
    this.layer.aim(null);
    this.settle();
  }

  /** Drops what the hand was doing. */
  calm() {
    this.hand.drop();
    if (this.theChosen) this.layer.drag(this.chosen, this.theChosen.points);
    this.drawSketch();
    this.marked();
  }

  /** @param {number} factor about the cross, the chosen shape or the middle */
  zoom(factor) {
    const point = this.keyboard.cross || this.theChosen?.points[Math.max(0, this.corner)];
    this.stage.zoom(factor, point && onStage(this.stage.view, point));
  }

  /** @param {string} name of a way to see */
  toggle(name) {
    this.classList.toggle(name);
    this.panel.sync();
  }

  /** @param {number} by */
  step(by) {
    this.keyboard.moving = "";
    if (by < 0 && this.sketch.length) this.remove();
    else super.step(by);
  }

  get labels() {
    return this.named;
  }

  set labels(labels) {
    this.setAttribute("labels", JSON.stringify(labels));
    if (!this.panel) return;
    this.named = named(labels);
    this.look = looks(this.named, this.json("label-colors", {}));
    this.layer.look = this.look;
    this.label = this.named[0] || "";
    this.panel.relabelled();
    this.draw();
  }
}

/** @param {number} value */
const short = (value) => Math.round(value * 100) / 100;

/** @param {{label: string, points: Point[]}} shape */
const keyOf = ({ label, points }) => JSON.stringify([label, points]);

for (const name of Object.keys(KINDS)) customElements.define(name, class extends Drawing {});
