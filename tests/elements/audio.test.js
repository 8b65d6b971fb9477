/** What is computed of recordings: times, segments, loudness. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { loudest, peaksOf } from "../../src/ouvrage/taskui/elements/peaks.js";
import { cut, fresh, inOrder, joined, pulled, under } from "../../src/ouvrage/taskui/elements/segments.js";
import { clock, exact } from "../../src/ouvrage/taskui/elements/times.js";

const said = (start, end, text = "", label = "Ana") => ({ start, end, label, text });

test("times are shown in minutes, seconds and hundredths", () => {
  assert.deepEqual([0, 9.999, 62.5, 3600, -1].map(clock), [
    "0:00.00", "0:10.00", "1:02.50", "60:00.00", "0:00.00",
  ]);
  assert.deepEqual([1.23456, -0.2].map(exact), [1.235, 0]);
});

test("a new segment lasts two seconds, less where another begins or the recording ends", () => {
  assert.deepEqual(fresh([], 1, 10, "Ana"), said(1, 3));
  assert.deepEqual(fresh([said(2.5, 3)], 1, 10, "Ana"), said(1, 2.5));
  assert.deepEqual(fresh([said(0, 1)], 9, 10, "Ana"), said(9, 10));
  assert.deepEqual(fresh([], 10, 10, "Ana"), said(9.98, 10));
});

test("an edge is pulled as far as the other one and the recording let it", () => {
  const one = said(2, 4);
  assert.deepEqual(pulled(one, "start", 3, 10), said(3, 4));
  assert.deepEqual(pulled(one, "start", 9, 10), said(3.98, 4));
  assert.deepEqual(pulled(one, "start", -1, 10), said(0, 4));
  assert.deepEqual(pulled(one, "end", 1, 10), said(2, 2.02));
  assert.deepEqual(pulled(one, "end", 99, 10), said(2, 10));
});

test("a segment is cut where the sound is, its text where the cursor is", () => {
  assert.deepEqual(cut(said(0, 4, "one two"), 1.5, 3), [said(0, 1.5, "one"), said(1.5, 4, "two")]);
  assert.deepEqual(cut(said(0, 4, "one"), 4, 0), []);
  assert.deepEqual(cut(said(1, 4, "one"), 1.01, 0), []);
});

test("segments that are joined keep both texts and the first label", () => {
  const whole = joined(said(0, 3, "one", "Bo"), said(1, 2, "two"));
  assert.deepEqual(whole, said(0, 3, "one two", "Bo"));
  assert.deepEqual(joined(said(0, 1), said(2, 3, "two")), said(0, 3, "two"));
});

test("of segments at one time the one that began last is meant", () => {
  const all = inOrder([said(2, 5), said(0, 9), said(2, 3)]);
  assert.deepEqual(all.map(({ start, end }) => [start, end]), [[0, 9], [2, 3], [2, 5]]);
  assert.deepEqual([1, 2.5, 4, 9].map((time) => under(all, time)), [0, 2, 2, -1]);
});

test("peaks are the loudest of each part, against the loudest of all", () => {
  const left = Float32Array.from([0, 0.1, -0.5, 0.2]);
  const right = Float32Array.from([0, -0.25, 0, 0]);
  const peaks = peaksOf([left, right], 2);
  assert.deepEqual(Array.from(peaks), [128, 255]);
  assert.deepEqual(Array.from(peaksOf([new Float32Array(4)], 2)), [0, 0]);
  assert.equal(loudest(peaks, 0, 0.5), 128 / 255);
  assert.equal(loudest(peaks, 0.5, 1.5), 1);
  assert.equal(loudest(peaks, 5, 6), 0);
});

test("ten minutes become peaks in little time and memory", () => {
  const samples = Float32Array.from({ length: 600 * 8000 }, (_, at) => Math.sin(at));
  const peaks = peaksOf([samples], 60_000);
  assert.equal(peaks.byteLength, 60_000);
  assert.equal(peaks.length, 60_000);
});
