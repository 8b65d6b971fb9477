/**
 * The five kinds of shapes, as points and as their documented JSON. Inside, every shape is a list
 * of points: two corners of a box, one keypoint, the vertices of the others. `shift` is how far
 * inside a pixel the point is meant: a keypoint is a pixel, the others lie between pixels.
 */

import { area, bounds, clamp, isInside, lineDistance, nearest } from "./geometry.js";

/**
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("./geometry.js").Size} Size
 * @typedef {{
 *   list: string, least: number, most: number, closed: boolean, shift: number,
 *   read: (item: any) => Point[], write: (points: Point[], label: string) => object,
 *   outline: (points: Point[]) => Point[], handles: (points: Point[]) => Point[],
 *   pulled: (points: Point[], handle: number, to: Point, size: Size) => Point[],
 *   tidy: (points: Point[], size: Size) => Point[],
 * }} Kind
 */

const POINTS_MAX = 10_000;

/** @type {Kind} */
const vertices = {
  list: "",
  least: 2,
  most: POINTS_MAX,
  closed: false,
  shift: 0,
  read: (item) => item.vertices.map(pointOf),
  write: (points, label) => ({ label, vertices: points.map(([x, y]) => ({ x, y })) }),
  outline: (points) => points,
  handles: (points) => points,
  pulled: (points, handle, to, size) =>
    points.map((point, place) => (place === handle ? nearest(to, size) : point)),
  tidy: (points, size) => points.map((point) => within(point, size)),
};

/** @type {Kind} */
const box = {
  ...vertices,
  list: "boundingBoxes",
  most: 2,
  closed: true,
  read: ({ left, top, width, height }) => [[left, top], [left + width, top + height]],
  write: ([[left, top], [right, bottom]], label) => ({
    height: bottom - top, label, left, top, width: right - left,
  }),
  outline: ([[left, top], [right, bottom]]) => [
    [left, top], [right, top], [right, bottom], [left, bottom],
  ],
  handles: ([[left, top], [right, bottom]]) => {
    const [middle, centre] = [(left + right) / 2, (top + bottom) / 2];
    return [
      [left, top], [middle, top], [right, top], [right, centre],
      [right, bottom], [middle, bottom], [left, bottom], [left, centre],
    ];
  },
  pulled: ([[left, top], [right, bottom]], handle, to, size) => {
    const [x, y] = nearest(to, size);
    return [
      [LEFT.has(handle) ? Math.min(x, right - 1) : left, handle < 3 ? Math.min(y, bottom - 1) : top],
      [RIGHT.has(handle) ? Math.max(x, left + 1) : right, LOW.has(handle) ? Math.max(y, top + 1) : bottom],
    ];
  },
  tidy: (points, size) => {
    const { left, top, right, bottom } = bounds(points.map((point) => within(point, size)));
    const [x, y] = [clamp(left, 0, size.width - 1), clamp(top, 0, size.height - 1)];
    return [[x, y], [Math.max(right, x + 1), Math.max(bottom, y + 1)]];
  },
};
const [LEFT, RIGHT, LOW] = [new Set([0, 6, 7]), new Set([2, 3, 4]), new Set([4, 5, 6])];

/** @type {Record<string, Kind>} */
export const KINDS = {
  "crowd-bounding-box": box,
  "crowd-polygon": { ...vertices, list: "polygons", least: 3, closed: true },
  "crowd-polyline": { ...vertices, list: "polylines" },
  "crowd-line": { ...vertices, list: "lines", most: 2 },
  "crowd-keypoint": {
    ...vertices,
    list: "keypoints",
    least: 1,
    most: 1,
    shift: 0.5,
    read: (item) => [pointOf(item)],
    write: ([[x, y]], label) => ({ label, x, y }),
    tidy: ([[x, y]], { width, height }) => [[clamp(x, 0, width - 1), clamp(y, 0, height - 1)]],
    pulled: (_, __, to, { width, height }) => [
      nearest(to, { width: width - 1, height: height - 1 }),
    ],
  },
};

/** @param {{x: number, y: number}} vertex @returns {Point} */
function pointOf({ x, y }) {
  return [x, y];
}

/** @param {Point} point @param {Size} size @returns {Point} as it is, but inside the picture */
function within([x, y], { width, height }) {
  return [clamp(x, 0, width), clamp(y, 0, height)];
}

/**
 * @param {Kind} kind
 * @param {any} value a documented answer, or what a template gave as one
 * @param {Size} size
 * @returns {{label: string, points: Point[]}[]} its shapes; what is none is left out
 */
export function shapesOf(kind, value, size) {
  const items = Array.isArray(value) ? value : value && value[kind.list];
  if (!Array.isArray(items)) return [];
  const found = [];
  for (const item of items) {
    try {
      const points = kind.read(item);
      const known = points.length >= kind.least && points.length <= kind.most;
      if (!known || !points.flat().every(Number.isFinite)) continue;
      found.push({ label: String(item.label ?? ""), points: kind.tidy(points, size) });
    } catch {
      continue;
    }
  }
  return found;
}

/**
 * @param {Kind} kind
 * @param {{label: string, points: Point[]}[]} shapes
 * @param {Size} size
 * @returns {Record<string, any>} the documented answer
 */
export function answerOf(kind, shapes, { width, height }) {
  return {
    [kind.list]: shapes.map(({ label, points }) => kind.write(points, label)),
    inputImageProperties: { height, width },
  };
}

/**
 * @template {{points: Point[]}} S
 * @param {Kind} kind
 * @param {S[]} shapes
 * @param {Point} point
 * @param {number} reach how far beside a line is still on it
 * @returns {S | undefined} the shape at that point; the smallest of several
 */
export function shapeAt(kind, shapes, point, reach) {
  let [found, least] = [/** @type {S | undefined} */ (undefined), Infinity];
  for (const shape of shapes) {
    const outline = kind.outline(shape.points);
    const hit = kind.closed && isInside(outline, point);
    const line = kind.closed ? [...outline, outline[0]] : outline;
    const away = hit ? 0 : lineDistance(line, point);
    const rank = kind.closed ? area(outline) : away;
    if (away <= reach && rank <= least) [found, least] = [shape, rank];
  }
  return found;
}
