/** Boxes, polygons, lines and points: their geometry, their views, their documented JSON. */

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  area, fitted, isInside, lineDistance, moved, natural, nearest, onStage, zoomed,
} from "../../src/ouvrage/taskui/elements/geometry.js";
import { KINDS, answerOf, shapeAt, shapesOf } from "../../src/ouvrage/taskui/elements/kinds.js";

const SIZE = { width: 800, height: 600 };
const STAGE = { width: 326, height: 243 };
const BOX = KINDS["crowd-bounding-box"];
const POLYGON = KINDS["crowd-polygon"];
const KEYPOINT = KINDS["crowd-keypoint"];

test("a point comes back from the stage exactly, at any zoom and place", () => {
  let view = fitted(STAGE, SIZE);
  for (const factor of [1, 1.5, 3, 2.7, 10, 0.3, 16]) {
    view = zoomed(view, factor, [120, 40], STAGE, SIZE);
    for (const point of [[0, 0], [799, 1], [400, 300], [800, 600]]) {
      assert.deepEqual(nearest(natural(view, onStage(view, point)), SIZE), point);
    }
  }
});

test("zoom keeps the point under the pointer, up to sixteen times and down to the whole", () => {
  const whole = fitted(STAGE, SIZE);
  const close = zoomed(whole, 8, [100, 90], STAGE, SIZE);
  const [before, after] = [natural(whole, [100, 90]), natural(close, [100, 90])];
  assert.ok(Math.hypot(before[0] - after[0], before[1] - after[1]) < 1e-9);
  assert.equal(zoomed(whole, 1e6, [0, 0], STAGE, SIZE).scale, 16);
  const again = zoomed(close, 1e-6, [9, 9], STAGE, SIZE);
  for (const part of ["scale", "x", "y"]) assert.ok(Math.abs(again[part] - whole[part]) < 1e-9);
});

test("a shape is moved no farther than to the edge", () => {
  assert.deepEqual(moved([[10, 10], [30, 40]], [-50, 5], SIZE), [[0, 15], [20, 45]]);
  assert.deepEqual(moved([[10, 10], [30, 40]], [5000, 5000], SIZE), [[780, 570], [800, 600]]);
});

test("a box is two corners in any order, at least a pixel, inside the picture", () => {
  assert.deepEqual(BOX.tidy([[30, 40], [10, 20]], SIZE), [[10, 20], [30, 40]]);
  assert.deepEqual(BOX.tidy([[800, 600], [800, 600]], SIZE), [[799, 599], [800, 600]]);
  assert.deepEqual(BOX.tidy([[-9, -9], [999, 999]], SIZE), [[0, 0], [800, 600]]);
  assert.deepEqual(BOX.write([[1, 2], [4, 8]], "cat"), {
    height: 6, label: "cat", left: 1, top: 2, width: 3,
  });
});

test("each handle of a box pulls its own edges and never past the other", () => {
  const points = [[10, 20], [30, 40]];
  const pulled = (handle, to) => BOX.pulled(points, handle, to, SIZE);
  assert.deepEqual(pulled(0, [5, 6]), [[5, 6], [30, 40]]);
  assert.deepEqual(pulled(1, [5, 6]), [[10, 6], [30, 40]]);
  assert.deepEqual(pulled(2, [50, 6]), [[10, 6], [50, 40]]);
  assert.deepEqual(pulled(3, [50, 6]), [[10, 20], [50, 40]]);
  assert.deepEqual(pulled(4, [50, 60]), [[10, 20], [50, 60]]);
  assert.deepEqual(pulled(5, [50, 60]), [[10, 20], [30, 60]]);
  assert.deepEqual(pulled(6, [5, 60]), [[5, 20], [30, 60]]);
  assert.deepEqual(pulled(7, [5, 60]), [[5, 20], [30, 40]]);
  assert.deepEqual(pulled(7, [500, 60]), [[29, 20], [30, 40]]);
});

test("a keypoint is a pixel of the picture", () => {
  assert.deepEqual(KEYPOINT.pulled([[1, 1]], 0, [800, 600], SIZE), [[799, 599]]);
  assert.deepEqual(KEYPOINT.write([[7, 8]], "nose"), { label: "nose", x: 7, y: 8 });
});

test("inside, beside and area", () => {
  const corners = [[0, 0], [10, 0], [10, 10], [5, 3], [0, 10]];
  assert.equal(isInside(corners, [2, 2]), true);
  assert.equal(isInside(corners, [5, 8]), false);
  assert.equal(area(corners), 65);
  assert.equal(lineDistance([[0, 0], [10, 0]], [5, 4]), 4);
  assert.equal(lineDistance([[0, 0], [10, 0]], [13, 4]), 5);
  assert.equal(lineDistance([[3, 4]], [0, 0]), 5);
});

test("the smallest of several shapes is meant", () => {
  const shapes = [[[0, 0], [100, 100]], [[10, 10], [20, 20]], [[5, 5], [60, 60]]]
    .map((points) => ({ points }));
  assert.equal(shapeAt(BOX, shapes, [15, 15], 2), shapes[1]);
  assert.equal(shapeAt(BOX, shapes, [50, 50], 2), shapes[2]);
  assert.equal(shapeAt(BOX, shapes, [101, 50], 2), shapes[0]);
  assert.equal(shapeAt(BOX, shapes, [110, 50], 2), undefined);
});

test("documented answers are read and written as they are", () => {
  const answers = {
    "crowd-bounding-box": { boundingBoxes: [{ height: 3.5, label: "a", left: 1, top: 2, width: 9 }] },
    "crowd-polygon": { polygons: [{ label: "a", vertices: [{ x: 1, y: 2 }, { x: 3, y: 4 }, { x: 5, y: 0 }] }] },
    "crowd-polyline": { polylines: [{ label: "a", vertices: [{ x: 1, y: 2 }, { x: 3, y: 4 }] }] },
    "crowd-line": { lines: [{ label: "a", vertices: [{ x: 1, y: 2 }, { x: 3.25, y: 4 }] }] },
    "crowd-keypoint": { keypoints: [{ label: "a", x: 1, y: 2 }] },
  };
  for (const [element, answer] of Object.entries(answers)) {
    const whole = { ...answer, inputImageProperties: { height: 600, width: 800 } };
    assert.deepEqual(answerOf(KINDS[element], shapesOf(KINDS[element], whole, SIZE), SIZE), whole);
    const [list] = Object.values(answer);
    assert.deepEqual(answerOf(KINDS[element], shapesOf(KINDS[element], list, SIZE), SIZE), whole);
  }
});

test("what is no shape is left out, and a shape outside is drawn inside", () => {
  const list = [null, 3, {}, { left: "a", top: 0, width: 1, height: 1 }, { vertices: [] }];
  assert.deepEqual(shapesOf(BOX, list, SIZE), []);
  assert.deepEqual(shapesOf(BOX, { polygons: [] }, SIZE), []);
  assert.deepEqual(shapesOf(BOX, "text", SIZE), []);
  const outside = [{ label: "a", vertices: [{ x: -5, y: 2 }, { x: 900, y: 4 }, { x: 5, y: 700 }] }];
  assert.deepEqual(shapesOf(POLYGON, outside, SIZE), [
    { label: "a", points: [[0, 2], [800, 4], [5, 600]] },
  ]);
});
