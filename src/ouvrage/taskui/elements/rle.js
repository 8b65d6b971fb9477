/**
 * A label map as runs: `[label, length, label, length, …]` in reading order, label 0 for "nothing".
 *
 * One map for a whole picture, so that no pixel can belong to two labels. `runsOf(pixelsOf(r, n))`
 * is `r` for every r in shortest form.
 */

/**
 * @param {ArrayLike<number>} map one label a pixel
 * @returns {number[]} its runs, neighbours always of different labels
 */
export function runsOf(map) {
  /** @type {number[]} */
  const runs = [];
  let start = 0;
  for (let at = 1; at <= map.length; at += 1) {
    if (at < map.length && map[at] === map[start]) continue;
    if (map.length > 0) runs.push(map[start], at - start);
    start = at;
  }
  return runs;
}

/**
 * @param {number[]} runs
 * @param {number} size the number of pixels
 * @returns {Uint8Array} one label a pixel
 * @throws {RangeError} when the runs are not whole, or do not fill the picture exactly
 */
export function pixelsOf(runs, size) {
  const map = new Uint8Array(size);
  let at = 0;
  for (let place = 0; place < runs.length; place += 2) {
    const [label, length] = [runs[place], runs[place + 1]];
    const whole = Number.isInteger(label) && Number.isInteger(length);
    if (!whole || label < 0 || label > 255 || length < 1 || at + length > size) {
      throw new RangeError(`run ${place / 2 + 1} does not fit`);
    }
    map.fill(label, at, at + length);
    at += length;
  }
  if (at !== size) throw new RangeError(`${size - at} pixels are missing`);
  return map;
}
