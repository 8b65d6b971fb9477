/**
 * Superpixels by SLIC (Achanta et al., "SLIC Superpixels Compared to State-of-the-art Superpixel
 * Methods", IEEE TPAMI 34(11), 2012): patches of like colour that follow the edges of a picture.
 *
 * Clusters of (lightness, a, b, x, y) seeded on a grid, each searched for only within twice the
 * grid's step; afterwards every patch is connected, since pieces that are too small join a neighbour.
 */

const ROUNDS = 8;
const PIECE_LEAST = 1 / 4;

/**
 * @param {Uint8ClampedArray} rgba four bytes a pixel
 * @param {number} width
 * @param {number} height
 * @param {number} count about how many patches are wanted
 * @param {number} compactness from 1 (follows colours) to 40 (nearly squares)
 * @returns {Int32Array} the patch of each pixel, numbered from 0 without gaps
 */
export function superpixels(rgba, width, height, count, compactness = 10) {
  const lab = labOf(rgba);
  const step = Math.max(1, Math.sqrt((width * height) / Math.max(1, count)));
  const centres = seeds(lab, width, height, step);
  const nearest = new Int32Array(width * height).fill(-1);
  for (let round = 0; round < ROUNDS; round += 1) {
    assign({ lab, width, height, step, centres, nearest, weight: (compactness / step) ** 2 });
    moveCentres({ lab, width, height, centres, nearest });
  }
  return connected(nearest, width, height, step * step * PIECE_LEAST);
}

/**
 * CIE L*a*b* (D65) of sRGB, IEC 61966-2-1.
 * @param {Uint8ClampedArray} rgba
 * @returns {Float32Array} three numbers a pixel
 */
function labOf(rgba) {
  const linear = new Float32Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    const value = byte / 255;
    linear[byte] = value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }
  const lab = new Float32Array((rgba.length / 4) * 3);
  /** @param {number} t */
  const root = (t) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    const [red, green, blue] = [linear[rgba[from]], linear[rgba[from + 1]], linear[rgba[from + 2]]];
    const x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047);
    const y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue);
    const z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883);
    lab[to] = 116 * y - 16;
    lab[to + 1] = 500 * (x - y);
    lab[to + 2] = 200 * (y - z);
  }
  return lab;
}

/**
 * @param {Float32Array} lab
 * @param {number} width
 * @param {number} height
 * @param {number} step
 * @returns {Float32Array} five numbers a centre: lightness, a, b, x, y
 */
function seeds(lab, width, height, step) {
  const columns = Math.max(1, Math.round(width / step));
  const rows = Math.max(1, Math.round(height / step));
  const centres = new Float32Array(columns * rows * 5);
  for (let place = 0; place < columns * rows; place += 1) {
    const x = Math.floor(((place % columns) + 0.5) * (width / columns));
    const y = Math.floor((Math.floor(place / columns) + 0.5) * (height / rows));
    const from = (y * width + x) * 3;
    centres.set([lab[from], lab[from + 1], lab[from + 2], x, y], place * 5);
  }
  return centres;
}

/**
 * Gives each pixel the nearest centre in colour and place.
 * @param {{lab: Float32Array, width: number, height: number, step: number, centres: Float32Array,
 *   nearest: Int32Array, weight: number}} picture
 */
function assign({ lab, width, height, step, centres, nearest, weight }) {
  const distances = new Float32Array(width * height).fill(Infinity);
  const reach = Math.ceil(step * 1.5);
  for (let centre = 0; centre * 5 < centres.length; centre += 1) {
    const [light, a, b, cx, cy] = centres.subarray(centre * 5, centre * 5 + 5);
    const [top, bottom] = [Math.max(0, Math.floor(cy) - reach), Math.min(height, cy + reach)];
    const [left, right] = [Math.max(0, Math.floor(cx) - reach), Math.min(width, cx + reach)];
    for (let y = top; y < bottom; y += 1) {
      for (let x = left; x < right; x += 1) {
        const pixel = y * width + x;
        const from = pixel * 3;
        const [dl, da, db] = [lab[from] - light, lab[from + 1] - a, lab[from + 2] - b];
        const place = (x - cx) * (x - cx) + (y - cy) * (y - cy);
        const distance = dl * dl + da * da + db * db + place * weight;
        if (distance < distances[pixel]) {
          distances[pixel] = distance;
          nearest[pixel] = centre;
        }
      }
    }
  }
}

/**
 * Puts each centre in the middle of its pixels.
 * @param {{lab: Float32Array, width: number, height: number, centres: Float32Array,
 *   nearest: Int32Array}} picture
 */
function moveCentres({ lab, width, height, centres, nearest }) {
  const sums = new Float64Array(centres.length);
  const counts = new Uint32Array(centres.length / 5);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const centre = nearest[pixel];
    if (centre < 0) continue;
    counts[centre] += 1;
    sums[centre * 5] += lab[pixel * 3];
    sums[centre * 5 + 1] += lab[pixel * 3 + 1];
    sums[centre * 5 + 2] += lab[pixel * 3 + 2];
    sums[centre * 5 + 3] += pixel % width;
    sums[centre * 5 + 4] += Math.floor(pixel / width);
  }
  counts.forEach((count, centre) => {
    if (count === 0) return;
    for (let part = centre * 5; part < centre * 5 + 5; part += 1) centres[part] = sums[part] / count;
  });
}

/**
 * Numbers the connected pieces; one that is too small joins the piece met before it.
 * @param {Int32Array} nearest
 * @param {number} width
 * @param {number} height
 * @param {number} least
 * @returns {Int32Array}
 */
function connected(nearest, width, height, least) {
  const patches = new Int32Array(width * height).fill(-1);
  const piece = new Int32Array(width * height);
  let next = 0;
  for (let start = 0; start < patches.length; start += 1) {
    if (patches[start] >= 0) continue;
    const before = start % width > 0 ? patches[start - 1] : start >= width ? patches[start - width] : -1;
    let size = 1;
    piece[0] = start;
    patches[start] = next;
    for (let at = 0; at < size; at += 1) {
      for (const pixel of neighbours(piece[at], width, height)) {
        if (patches[pixel] >= 0 || nearest[pixel] !== nearest[start]) continue;
        patches[pixel] = next;
        piece[size] = pixel;
        size += 1;
      }
    }
    if (size < least && before >= 0) {
      for (let at = 0; at < size; at += 1) patches[piece[at]] = before;
    } else {
      next += 1;
    }
  }
  return patches;
}

/**
 * @param {number} pixel
 * @param {number} width
 * @param {number} height
 * @returns {number[]}
 */
function neighbours(pixel, width, height) {
  const x = pixel % width;
  const found = [];
  if (x > 0) found.push(pixel - 1);
  if (x + 1 < width) found.push(pixel + 1);
  if (pixel >= width) found.push(pixel - width);
  if (pixel + width < width * height) found.push(pixel + width);
  return found;
}
