/**
 * Points, sizes and views as plain numbers. A point is `[x, y]`; a picture's points are counted in
 * its own pixels, whatever the zoom and the screen. A view says where the picture lies on its
 * stage: `stage = natural * scale + [x, y]`.
 */

/**
 * @typedef {[number, number]} Point
 * @typedef {{width: number, height: number}} Size
 * @typedef {{scale: number, x: number, y: number}} View
 * @typedef {{left: number, top: number, right: number, bottom: number}} Bounds
 */

/** A pixel of the picture is drawn at most this large. */
export const SCALE_MAX = 16;

/** @param {number} value @param {number} least @param {number} most */
export const clamp = (value, least, most) => Math.min(Math.max(value, least), most);

/** @param {Point} point @param {Size} size @returns {Point} the nearest whole point of the picture */
export const nearest = ([x, y], { width, height }) => [
  clamp(Math.round(x), 0, width),
  clamp(Math.round(y), 0, height),
];

/** @param {Point} one @param {Point} other */
export const distance = (one, other) => Math.hypot(one[0] - other[0], one[1] - other[1]);

/** @param {Point[]} points @returns {Bounds} */
export function bounds(points) {
  const [xs, ys] = [points.map((point) => point[0]), points.map((point) => point[1])];
  return {
    left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys),
  };
}

/**
 * @param {Point[]} points
 * @param {Point} by
 * @param {Size} size
 * @returns {Point[]} the points moved together, no farther than to the picture's edge
 */
export function moved(points, by, { width, height }) {
  const { left, top, right, bottom } = bounds(points);
  const x = clamp(by[0], Math.min(0, -left), Math.max(0, width - right));
  const y = clamp(by[1], Math.min(0, -top), Math.max(0, height - bottom));
  return points.map((point) => [point[0] + x, point[1] + y]);
}

/** @param {Point[]} corners @param {Point} point whether it lies inside, by counting crossings */
export function isInside(corners, [x, y]) {
  let inside = false;
  corners.forEach(([ax, ay], place) => {
    const [bx, by] = corners[(place || corners.length) - 1];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}

/** @param {Point[]} points @param {Point} point @returns {number} how far the point is from the line */
export function lineDistance(points, point) {
  let least = distance(points[0], point);
  for (let place = 1; place < points.length; place += 1) {
    const [[ax, ay], [bx, by]] = [points[place - 1], points[place]];
    const square = (bx - ax) ** 2 + (by - ay) ** 2;
    const along = ((point[0] - ax) * (bx - ax) + (point[1] - ay) * (by - ay)) / (square || 1);
    const share = clamp(along, 0, 1);
    least = Math.min(least, distance([ax + share * (bx - ax), ay + share * (by - ay)], point));
  }
  return least;
}

/** @param {Point[]} corners @returns {number} */
export function area(corners) {
  let twice = 0;
  corners.forEach(([ax, ay], place) => {
    const [bx, by] = corners[(place + 1) % corners.length];
    twice += ax * by - bx * ay;
  });
  return Math.abs(twice) / 2;
}

/** @param {View} view @param {Point} at @returns {Point} the picture's point under that of the stage */
export const natural = (view, at) => [(at[0] - view.x) / view.scale, (at[1] - view.y) / view.scale];

/** @param {View} view @param {Point} point @returns {Point} */
export const onStage = (view, point) => [
  point[0] * view.scale + view.x,
  point[1] * view.scale + view.y,
];

/** @param {Size} stage @param {Size} size @returns {View} the whole picture, in the middle */
export function fitted(stage, size) {
  const scale = Math.min(stage.width / size.width, stage.height / size.height);
  const [x, y] = [stage.width - size.width * scale, stage.height - size.height * scale];
  return { scale, x: x / 2, y: y / 2 };
}

/**
 * @param {View} view
 * @param {Size} stage
 * @param {Size} size
 * @returns {View} the picture covers the middle of the stage, so that it cannot be lost
 */
export function kept({ scale, x, y }, stage, size) {
  const [across, down] = [stage.width / 2, stage.height / 2];
  return {
    scale,
    x: clamp(x, across - size.width * scale, across),
    y: clamp(y, down - size.height * scale, down),
  };
}

/**
 * @param {View} view
 * @param {number} factor
 * @param {Point} at the point of the stage that stays where it is
 * @param {Size} stage
 * @param {Size} size
 * @returns {View} at the least the whole picture
 */
export function zoomed(view, factor, at, stage, size) {
  const whole = fitted(stage, size);
  const scale = clamp(view.scale * factor, whole.scale, Math.max(SCALE_MAX, whole.scale));
  if (scale === whole.scale) return whole;
  const by = scale / view.scale;
  const [x, y] = [at[0] - (at[0] - view.x) * by, at[1] - (at[1] - view.y) * by];
  return kept({ scale, x, y }, stage, size);
}
