/**
 * Places in a text, counted two ways: browsers count 16-bit units, answers count code points (as
 * Python does, and as "Unicode offsets" are documented). In "👋 Ana" the name begins at unit 3 and
 * at code point 2.
 */
export class Offsets {
  /** @param {string} text */
  constructor(text) {
    /** @type {number[] | undefined} where each code point begins; absent where both agree */
    this.starts = undefined;
    /** How many code points the text has. */
    this.points = text.length;
    if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return;
    /** @type {number[]} */
    const starts = [];
    let at = 0;
    for (const point of text) {
      starts.push(at);
      at += point.length;
    }
    this.points = starts.length;
    starts.push(at);
    this.starts = starts;
  }

  /**
   * @param {number} point
   * @returns {number} the unit at which that code point begins
   */
  toUnits(point) {
    return this.starts ? this.starts[Math.max(0, Math.min(point, this.points))] : point;
  }

  /**
   * @param {number} unit
   * @returns {number} the code point that this unit belongs to
   */
  toPoints(unit) {
    if (!this.starts) return unit;
    let [low, high] = [0, this.points];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= unit) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
