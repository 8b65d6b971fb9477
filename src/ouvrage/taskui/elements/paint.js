/**
 * A label map of a picture and the canvas that shows it.
 *
 * Entry n has the number n + 1 on the map; 0 is nothing. Only what changed is drawn anew.
 */

import { pixelsOf, runsOf } from "./rle.js";
import { make } from "./widget.js";

/**
 * @typedef {import("./geometry.js").Size} Size
 * @typedef {import("./region.js").Region} Region
 * @typedef {{label: string, color: string}} Entry
 */

export const ENTRIES_MAX = 255;

export class Paint {
  constructor() {
    this.canvas = /** @type {HTMLCanvasElement} */ (make("canvas", { class: "mask pixels" }));
    this.size = { width: 0, height: 0 };
    this.map = new Uint8Array(0);
    /** @type {Entry[]} */
    this.entries = [];
  }

  /** @param {Size} size of the picture */
  open(size) {
    this.size = size;
    [this.canvas.width, this.canvas.height] = [size.width, size.height];
    this.map = new Uint8Array(size.width * size.height);
  }

  /**
   * Shows what was written; runs that do not fit the picture count as nothing.
   * @param {number[] | undefined} runs
   * @param {Entry[]} written the entries of the runs
   * @param {Entry[]} entries those to show, in which each written one stands by its label
   */
  read(runs, written, entries) {
    this.map.fill(0);
    try {
      if (runs) this.map = pixelsOf(runs, this.map.length);
    } catch {
      // Another picture than the one that was painted on: nothing of it can be kept.
    }
    this.entries = entries;
    if (entries !== written) {
      const numbers = [0, ...written.map(({ label }) => entries.findIndex((one) => one.label === label) + 1)];
      this.map.forEach((number, pixel) => {
        this.map[pixel] = numbers[number] || 0;
      });
    }
    this.draw({ x: 0, y: 0, ...this.size, inside: new Uint8Array(0) });
  }

  /**
   * @param {string} name of the entries in the answer
   * @returns {Record<string, unknown> & {entries: number}} the answer, with entries that have a pixel
   */
  answer(name) {
    const counts = this.counts();
    const used = this.entries.map((_, place) => place).filter((place) => counts[place + 1] > 0);
    const numbers = new Uint8Array(ENTRIES_MAX + 1);
    used.forEach((place, number) => {
      numbers[place + 1] = number + 1;
    });
    const { width, height } = this.size;
    return {
      entries: used.length,
      inputImageProperties: { height, width },
      [name]: used.map((place) => this.entries[place]),
      runs: runsOf(this.map.map((number) => numbers[number])),
    };
  }

  /** @returns {Uint32Array} how many pixels each number has */
  counts() {
    const counts = new Uint32Array(ENTRIES_MAX + 1);
    for (const number of this.map) counts[number] += 1;
    return counts;
  }

  /** @param {number} number @param {Uint32Array} counts @returns {string} per cent of the picture */
  share(number, counts = this.counts()) {
    const share = (counts[number] / Math.max(1, this.map.length)) * 100;
    const { lang } = document.documentElement;
    return share.toLocaleString(lang || undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  }

  /**
   * Gives the region's pixels to a number; 0 takes them away.
   * @param {Region} region
   * @param {number} number
   * @param {number | null} only the one number that may be painted over, beside nothing
   */
  fill(region, number, only) {
    for (let row = 0; row < region.height; row += 1) {
      const line = (region.y + row) * this.size.width + region.x;
      for (let column = 0; column < region.width; column += 1) {
        if (!region.inside[row * region.width + column]) continue;
        const before = this.map[line + column];
        if (only === null || before === 0 || before === only) this.map[line + column] = number;
      }
    }
    this.draw(region);
  }

  /** @param {number} number whose pixels become nothing */
  clear(number) {
    this.map.forEach((one, pixel) => {
      if (one === number) this.map[pixel] = 0;
    });
  }

  /** Draws the map anew there. @param {Region} region */
  draw({ x, y, width, height }) {
    const context = this.canvas.getContext("2d");
    if (!context || !width || !height) return;
    const picture = context.createImageData(width, height);
    const colours = new Uint32Array(ENTRIES_MAX + 1);
    this.entries.forEach(({ color }, place) => {
      const [red, green, blue] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
      colours[place + 1] = new Uint32Array(Uint8Array.of(red, green, blue, 255).buffer)[0];
    });
    const pixels = new Uint32Array(picture.data.buffer);
    for (let row = 0; row < height; row += 1) {
      const line = (y + row) * this.size.width + x;
      for (let column = 0; column < width; column += 1) {
        pixels[row * width + column] = colours[this.map[line + column]];
      }
    }
    context.putImageData(picture, x, y);
  }
}
