import assert from "node:assert/strict";
import test from "node:test";

import { enlarged, patchOf, polygon, stroke, wand } from "../../src/ouvrage/taskui/elements/region.js";
import { pixelsOf, runsOf } from "../../src/ouvrage/taskui/elements/rle.js";
import { superpixels } from "../../src/ouvrage/taskui/elements/superpixels.js";

/** @param {{width: number, height: number, inside: Uint8Array}} region */
function drawn(region) {
  const rows = [];
  for (let row = 0; row < region.height; row += 1) {
    rows.push(Array.from(region.inside.subarray(row * region.width, (row + 1) * region.width)).join(""));
  }
  return rows;
}

/** Draws a picture: each letter is a grey of its own. */
function picture(rows, greys) {
  const width = rows[0].length;
  const rgba = new Uint8ClampedArray(width * rows.length * 4);
  rows.join("").split("").forEach((letter, pixel) => {
    rgba.set([greys[letter], greys[letter], greys[letter], 255], pixel * 4);
  });
  return { rgba, size: { width, height: rows.length } };
}

test("runs of a map are its neighbours taken together", () => {
  assert.deepEqual(runsOf([0, 0, 1, 1, 1, 0]), [0, 2, 1, 3, 0, 1]);
  assert.deepEqual(runsOf([]), []);
});

test("a map comes back from its runs", () => {
  const map = Uint8Array.from({ length: 500 }, (_, at) => (at * at) % 3);
  assert.deepEqual(pixelsOf(runsOf(map), 500), map);
});

test("runs that do not fill the picture are refused", () => {
  assert.throws(() => pixelsOf([0, 3], 4), /1 pixels are missing/);
  assert.throws(() => pixelsOf([0, 5], 4), /run 1 does not fit/);
  assert.throws(() => pixelsOf([0, 2, 256, 2], 4), /run 2 does not fit/);
  assert.throws(() => pixelsOf([0, 1.5, 1, 2.5], 4), /run 1 does not fit/);
});

test("a fine brush paints one pixel", () => {
  const point = [2.9, 1.1];
  const region = stroke(point, point, 0.1, { width: 5, height: 5 });
  assert.equal(region.inside.reduce((sum, pixel) => sum + pixel, 0), 1);
  assert.equal(region.inside[(1 - region.y) * region.width + (2 - region.x)], 1);
});

test("a brush leaves no gap along its way and nothing outside the picture", () => {
  const region = stroke([-4, 2], [40, 2], 1, { width: 6, height: 4 });
  assert.deepEqual([region.x, region.width], [0, 6]);
  assert.deepEqual(drawn(region), ["000000", "111111", "111111", "000000"]);
});

test("a polygon covers the pixels whose middle lies inside", () => {
  const square = [[1, 1], [4, 1], [4, 3], [1, 3]];
  const region = polygon(square, { width: 6, height: 6 });
  assert.deepEqual([region.x, region.y, drawn(region)], [1, 1, ["111", "111"]]);
});

test("polygons that share a side share no pixel, also when the side runs through middles", () => {
  const size = { width: 4, height: 4 };
  const [corner, far] = [[0, 0], [4, 4]];
  const upper = polygon([corner, [4, 0], far], size);
  const lower = polygon([corner, far, [0, 4]], size);
  assert.deepEqual(drawn(upper), ["1111", "0111", "0011", "0001"]);
  assert.deepEqual(drawn(lower), ["0000", "1000", "1100", "1110"]);
});

test("where an outline crosses itself, what is covered twice is empty", () => {
  const bow = [[0, 0], [6, 6], [6, 0], [0, 6]];
  const rows = drawn(polygon(bow, { width: 6, height: 6 }));
  assert.deepEqual([rows[1], rows[4]], ["100011", "100011"]);
});

test("the wand takes connected pixels of like colour and stops at an edge", () => {
  const { rgba, size } = picture(["aaxb", "aaxb", "xxxa", "bbba"], { a: 10, b: 20, x: 200 });
  assert.deepEqual(drawn(wand(rgba, size, [0.5, 0.5], 15)), ["1100", "1100", "0000", "0000"]);
  assert.deepEqual(drawn(wand(rgba, size, [3, 0], 10)), ["0001", "0001", "0001", "1111"]);
  assert.deepEqual(drawn(wand(rgba, size, [3, 0], 9)), ["0001", "0001", "0000", "0000"]);
  assert.deepEqual(drawn(wand(rgba, size, [9, 0], 9)), ["0000", "0000", "0000", "0000"]);
});

test("superpixels follow the edge between two colours", () => {
  const row = "aaaaaaaaaaaaabbbbbbbbbbbbbbbbbbb";
  const { rgba, size } = picture(Array(32).fill(row), { a: 30, b: 220 });
  const patches = superpixels(rgba, size.width, size.height, 16);
  const sides = new Map();
  patches.forEach((patch, pixel) => {
    sides.set(patch, (sides.get(patch) || new Set()).add(row[pixel % 32]));
  });
  assert.ok([...sides.values()].every((letters) => letters.size === 1));
  assert.deepEqual([...sides.keys()], Array.from({ length: sides.size }, (_, at) => at));
});

test("every superpixel is one piece", () => {
  const rgba = Uint8ClampedArray.from({ length: 40 * 30 * 4 }, (_, at) => (at * 7919) % 251);
  const patches = superpixels(rgba, 40, 30, 20);
  const seen = new Set();
  const pieces = new Set();
  for (let start = 0; start < patches.length; start += 1) {
    if (seen.has(start)) continue;
    assert.ok(!pieces.has(patches[start]), "a second piece of one patch");
    pieces.add(patches[start]);
    const waiting = [start];
    while (waiting.length > 0) {
      const pixel = waiting.pop();
      if (seen.has(pixel) || patches[pixel] !== patches[start]) continue;
      seen.add(pixel);
      if (pixel % 40 > 0) waiting.push(pixel - 1);
      if (pixel % 40 < 39) waiting.push(pixel + 1);
      if (pixel >= 40) waiting.push(pixel - 40);
      if (pixel < 1160) waiting.push(pixel + 40);
    }
  }
});

test("a region of a smaller picture covers the same part of the whole one", () => {
  const small = { x: 1, y: 0, width: 1, height: 2, inside: Uint8Array.of(1, 0) };
  const whole = enlarged(small, { width: 3, height: 2 }, { width: 6, height: 4 });
  assert.deepEqual([whole.x, whole.y, drawn(whole)], [2, 0, ["11", "11", "00", "00"]]);
});

test("a patch is cut out with its box", () => {
  const region = patchOf([0, 0, 1, 0, 1, 1], { width: 3, height: 2 }, 1);
  assert.deepEqual([region.x, region.y, drawn(region)], [1, 0, ["01", "11"]]);
});
