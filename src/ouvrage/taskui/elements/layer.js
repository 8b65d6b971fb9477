/**
 * Shapes as SVG over the picture. A shape that did not change is not touched: what a hand drags
 * costs the same among a thousand shapes as alone. Marks keep their size at every zoom.
 */

import { bounds } from "./geometry.js";
import { svg } from "./icons.js";

/**
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("./kinds.js").Kind} Kind
 * @typedef {{id: number, label: string, points: Point[]}} Shape
 * @typedef {{group: SVGElement, line: SVGElement, pin: SVGElement, name: SVGElement, shape: Shape}} Drawn
 */

// Seen apart by most colour-blind people (Okabe and Ito, 2008); dashes tell further labels apart.
const COLOURS = ["#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"];
const DASHES = ["", "7 4", "2 3", "9 3 2 3"];
const NAME_CHARACTERS_MAX = 30;

/**
 * @param {string[]} labels
 * @param {any} chosen colours by label, or in the order of the labels
 * @returns {(label: string) => {colour: string, dash: string}}
 */
export function looks(labels, chosen) {
  const own = labels.map((label, place) => (Array.isArray(chosen) ? chosen[place] : chosen?.[label]));
  return (label) => {
    const place = Math.max(0, labels.indexOf(label));
    const colour = String(own[place] || "");
    const known = colour && CSS.supports("color", colour);
    return {
      colour: known ? colour : COLOURS[place % COLOURS.length],
      dash: known ? "" : DASHES[Math.floor(place / COLOURS.length) % DASHES.length],
    };
  };
}

/** @param {Point[]} points @param {boolean} closed */
export const path = (points, closed) =>
  points.length ? `M${points.map((point) => point.join(" ")).join("L")}${closed ? "Z" : ""}` : "";

/** @param {SVGElement} element @param {Point} point */
const place = (element, [x, y]) => element.setAttribute("transform", `translate(${x} ${y})`);

/** @param {string} name @param {...SVGElement} children @returns {SVGElement} kept at one size */
function mark(name, ...children) {
  const still = svg("g", { class: "still" });
  still.append(...children);
  const group = svg("g", { class: name });
  group.append(still);
  return group;
}

export class Layer {
  /** @param {SVGElement} world @param {Kind} kind */
  constructor(world, kind) {
    this.kind = kind;
    /** @type {Map<number, Drawn>} */
    this.drawn = new Map();
    this.look = looks([], undefined);
    this.chosen = 0;
    this.shapes = svg("g", { class: "shapes" });
    this.draft = svg("path", { class: "draft" });
    this.draftEnds = svg("g");
    this.handles = svg("g");
    this.grip = mark(
      "grip",
      svg("circle", { r: "11" }),
      svg("path", { d: "M0-7V7M-7 0H7M-2-5L0-7 2-5M-2 5L0 7 2 5M-5-2L-7 0-5 2M5-2L7 0 5 2" }),
    );
    this.cross = mark("cross", svg("path", { d: "M-9999 0H9999M0-9999V9999" }));
    this.hide(this.grip, true);
    this.hide(this.cross, true);
    world.append(this.shapes, this.draft, this.draftEnds, this.handles, this.grip, this.cross);
  }

  /** @param {SVGElement} element @param {boolean} hidden */
  hide(element, hidden) {
    element.classList.toggle("away", hidden);
  }

  /** @param {Shape[]} shapes @param {number} chosen the id of the chosen one, or 0 */
  sync(shapes, chosen) {
    const left = new Set(this.drawn.keys());
    for (const shape of shapes) {
      left.delete(shape.id);
      const drawn = this.drawn.get(shape.id) || this.added(shape);
      if (drawn.shape !== shape) this.update(drawn, shape);
    }
    for (const id of left) {
      this.drawn.get(id)?.group.remove();
      this.drawn.delete(id);
    }
    if (this.chosen !== chosen) this.drawn.get(this.chosen)?.group.classList.remove("chosen");
    this.chosen = chosen;
    this.drawn.get(chosen)?.group.classList.add("chosen");
  }

  /** @param {Shape} shape @returns {Drawn} */
  added(shape) {
    const [line, name] = [svg("path", { class: "line" }), svg("text", { y: "-5" })];
    const dot = this.kind.most === 1 ? [svg("circle", { r: "5" })] : [];
    const pin = mark("pin", ...dot, name);
    const group = svg("g", { class: "shape" });
    group.append(line, pin);
    this.shapes.append(group);
    const drawn = { group, line, pin, name, shape };
    this.drawn.set(shape.id, drawn);
    this.update(drawn, shape);
    return drawn;
  }

  /** @param {Drawn} drawn @param {Shape} shape */
  update(drawn, shape) {
    const { colour, dash } = this.look(shape.label);
    drawn.shape = shape;
    drawn.group.style.setProperty("--ink", colour);
    drawn.line.setAttribute("stroke-dasharray", dash);
    drawn.name.textContent = shape.label.slice(0, NAME_CHARACTERS_MAX);
    this.put(drawn, shape.points);
  }

  /** @param {Drawn} drawn @param {Point[]} points */
  put(drawn, points) {
    if (this.kind.most > 1) drawn.line.setAttribute("d", path(this.kind.outline(points), this.kind.closed));
    const highest = points.reduce((one, other) => (other[1] < one[1] ? other : one));
    place(drawn.pin, highest);
  }

  /** Draws a shape where a hand has it now. @param {number} id @param {Point[]} points */
  drag(id, points) {
    const drawn = this.drawn.get(id);
    if (drawn) this.put(drawn, points);
  }

  /**
   * Handles of the chosen shape; none without points.
   * @param {Point[]} handles
   * @param {Point[]} middles where a vertex can be added
   * @param {number} active
   */
  hold(handles, middles, active) {
    const all = [...handles, ...middles];
    while (this.handles.childElementCount > all.length) this.handles.lastElementChild?.remove();
    while (this.handles.childElementCount < all.length) {
      this.handles.append(mark("handle", svg("circle")));
    }
    all.forEach((point, index) => {
      const group = /** @type {SVGElement} */ (this.handles.children[index]);
      place(group, point);
      group.classList.toggle("middle", index >= handles.length);
      group.classList.toggle("active", index === active);
    });
  }

  /**
   * The shape in the making.
   * @param {Point[]} points
   * @param {boolean} closed
   * @param {string} label
   */
  sketch(points, closed, label) {
    this.draft.setAttribute("d", path(points, closed));
    this.draft.style.setProperty("--ink", this.look(label).colour);
    while (this.draftEnds.childElementCount > points.length) this.draftEnds.lastElementChild?.remove();
    while (this.draftEnds.childElementCount < points.length) {
      this.draftEnds.append(mark("handle", svg("circle")));
    }
    points.forEach((point, index) => place(/** @type {any} */ (this.draftEnds.children[index]), point));
  }

  /** @param {Point | null} point */
  aim(point) {
    this.hide(this.cross, !point);
    if (point) place(this.cross, point);
  }

  /**
   * The grip by which a shape is moved, above or below it.
   * @param {Point[] | null} points
   * @param {number} beside in the picture's pixels
   * @param {boolean} below
   * @returns {Point | null} where it is
   */
  gripAt(points, beside, below) {
    this.hide(this.grip, !points);
    if (!points) return null;
    const { left, right, top, bottom } = bounds(points);
    const at = /** @type {Point} */ ([(left + right) / 2, below ? bottom + beside : top - beside]);
    place(this.grip, at);
    return at;
  }
}
