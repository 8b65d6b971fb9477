/**
 * Regions of a picture in natural pixels, as runs of rows: what a brush, a polygon or a wand covers.
 *
 * A region is `{x, y, width, height, inside}`: a box, and one byte a pixel of it, row by row. It is
 * clamped to the picture, so that nothing outside can be painted.
 *
 * @typedef {import("./geometry.js").Point} Point
 * @typedef {import("./geometry.js").Size} Size
 * @typedef {{x: number, y: number, width: number, height: number, inside: Uint8Array}} Region
 */

/**
 * @param {Point[]} points
 * @param {number} margin
 * @param {Size} size
 * @returns {Region} empty, around the points
 */
function around(points, margin, size) {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const left = Math.max(0, Math.floor(Math.min(...xs) - margin));
  const top = Math.max(0, Math.floor(Math.min(...ys) - margin));
  const right = Math.min(size.width, Math.ceil(Math.max(...xs) + margin));
  const bottom = Math.min(size.height, Math.ceil(Math.max(...ys) + margin));
  const [width, height] = [Math.max(0, right - left), Math.max(0, bottom - top)];
  return { x: left, y: top, width, height, inside: new Uint8Array(width * height) };
}

/**
 * Where a round brush passes from one point to the next: every pixel whose middle lies within
 * `radius` of the line, and the pixel that holds the first point, so that a fine brush paints too.
 * @param {Point} from
 * @param {Point} to
 * @param {number} radius
 * @param {Size} size of the picture
 * @returns {Region}
 */
export function stroke(from, to, radius, size) {
  const region = around([from, to], radius + 1, size);
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length2 = dx * dx + dy * dy;
  for (let row = 0; row < region.height; row += 1) {
    for (let column = 0; column < region.width; column += 1) {
      const [px, py] = [region.x + column + 0.5 - from[0], region.y + row + 0.5 - from[1]];
      const along = length2 ? Math.min(1, Math.max(0, (px * dx + py * dy) / length2)) : 0;
      const [ex, ey] = [px - along * dx, py - along * dy];
      if (ex * ex + ey * ey <= radius * radius) region.inside[row * region.width + column] = 1;
    }
  }
  const [column, row] = [Math.floor(from[0]) - region.x, Math.floor(from[1]) - region.y];
  if (column >= 0 && column < region.width && row >= 0 && row < region.height) {
    region.inside[row * region.width + column] = 1;
  }
  return region;
}

/**
 * The inside of a polygon by the even-odd rule: every pixel whose middle lies inside.
 * @param {Point[]} vertices
 * @param {Size} size of the picture
 * @returns {Region}
 */
export function polygon(vertices, size) {
  if (vertices.length < 3) return { x: 0, y: 0, width: 0, height: 0, inside: new Uint8Array(0) };
  const region = around(vertices, 0, size);
  for (let row = 0; row < region.height; row += 1) {
    const crossings = crossingsAt(vertices, region.y + row + 0.5);
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const first = Math.max(0, Math.ceil(crossings[pair] - region.x - 0.5));
      const last = Math.min(region.width, Math.ceil(crossings[pair + 1] - region.x - 0.5));
      if (last > first) region.inside.fill(1, row * region.width + first, row * region.width + last);
    }
  }
  return region;
}

/**
 * @param {Point[]} vertices
 * @param {number} y
 * @returns {number[]} where the outline crosses this height, from the smallest x
 */
function crossingsAt(vertices, y) {
  /** @type {number[]} */
  const found = [];
  vertices.forEach(([ax, ay], place) => {
    const [bx, by] = vertices[(place + 1) % vertices.length];
    if (ay <= y !== by <= y) found.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
  });
  return found.sort((a, b) => a - b);
}

/**
 * The pixels that look like the one at `seed`: connected ones whose largest difference in red, green
 * or blue is at most `tolerance`.
 * @param {Uint8ClampedArray} rgba four bytes a pixel
 * @param {Size} size
 * @param {Point} seed
 * @param {number} tolerance from 0 to 255
 * @returns {Region} the whole picture's box
 */
export function wand(rgba, size, seed, tolerance) {
  const { width, height } = size;
  const inside = new Uint8Array(width * height);
  const [x, y] = [Math.floor(seed[0]), Math.floor(seed[1])];
  const region = { x: 0, y: 0, width, height, inside };
  if (x < 0 || y < 0 || x >= width || y >= height) return region;
  const first = (y * width + x) * 4;
  const [red, green, blue] = [rgba[first], rgba[first + 1], rgba[first + 2]];
  /** @param {number} pixel */
  const alike = (pixel) =>
    inside[pixel] === 0 &&
    Math.abs(rgba[pixel * 4] - red) <= tolerance &&
    Math.abs(rgba[pixel * 4 + 1] - green) <= tolerance &&
    Math.abs(rgba[pixel * 4 + 2] - blue) <= tolerance;
  const waiting = [y * width + x];
  while (waiting.length > 0) {
    const pixel = /** @type {number} */ (waiting.pop());
    if (!alike(pixel)) continue;
    const start = pixel - (pixel % width);
    let [left, right] = [pixel, pixel];
    while (left > start && alike(left - 1)) left -= 1;
    while (right + 1 < start + width && alike(right + 1)) right += 1;
    inside.fill(1, left, right + 1);
    for (const step of [-width, width]) {
      const line = start + step;
      if (line < 0 || line >= inside.length) continue;
      for (let at = left + step; at <= right + step; at += 1) {
        if (alike(at) && (at === left + step || !alike(at - 1))) waiting.push(at);
      }
    }
  }
  return region;
}

/**
 * @param {Region} region of a smaller picture
 * @param {Size} from that picture's size
 * @param {Size} to the size of the whole one
 * @returns {Region} the same region of the whole picture
 */
export function enlarged(region, from, to) {
  if (from.width === to.width && from.height === to.height) return region;
  const [across, down] = [to.width / from.width, to.height / from.height];
  const [x, y] = [Math.floor(region.x * across), Math.floor(region.y * down)];
  const width = Math.min(to.width, Math.ceil((region.x + region.width) * across)) - x;
  const height = Math.min(to.height, Math.ceil((region.y + region.height) * down)) - y;
  const inside = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1) {
    const line = Math.min(region.height - 1, Math.max(0, Math.floor((y + row + 0.5) / down) - region.y));
    for (let column = 0; column < width; column += 1) {
      const place = Math.floor((x + column + 0.5) / across) - region.x;
      const near = Math.min(region.width - 1, Math.max(0, place));
      inside[row * width + column] = region.inside[line * region.width + near];
    }
  }
  return { x, y, width, height, inside };
}

/**
 * @param {ArrayLike<number>} patches one number a pixel
 * @param {Size} size
 * @param {number} patch
 * @returns {Region} the pixels of that patch
 */
export function patchOf(patches, size, patch) {
  let [left, top, right, bottom] = [size.width, size.height, 0, 0];
  for (let pixel = 0; pixel < patches.length; pixel += 1) {
    if (patches[pixel] !== patch) continue;
    const [x, y] = [pixel % size.width, Math.floor(pixel / size.width)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x + 1), Math.min(top, y), y + 1];
  }
  const [width, height] = [Math.max(0, right - left), Math.max(0, bottom - top)];
  const inside = new Uint8Array(width * height);
  for (let place = 0; place < inside.length; place += 1) {
    const pixel = (top + Math.floor(place / width)) * size.width + left + (place % width);
    inside[place] = patches[pixel] === patch ? 1 : 0;
  }
  return { x: left, y: top, width, height, inside };
}
