/** Steps that can be undone and done again. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { History } from "../../src/ouvrage/taskui/elements/history.js";

test("steps are undone and done again in order", () => {
  const history = new History("", "");
  ["a", "b", "b", "c"].forEach((step) => history.push(step));
  assert.equal(history.undo(), "b");
  assert.equal(history.undo(), "a");
  assert.equal(history.undo(), "");
  assert.equal(history.undo(), undefined);
  assert.equal(history.redo(), "a");
  history.push("d");
  assert.equal(history.redo(), undefined);
  assert.deepEqual(history.steps, ["", "a", "d"]);
});

test("a draft that comes back is the step it was, or a new one", () => {
  const history = new History("", "");
  ["a", "b"].forEach((step) => history.push(step));
  history.meet("a");
  assert.equal(history.redo(), "b");
  history.meet("x");
  assert.deepEqual(history.steps, ["", "a", "b", "x"]);
});

test("the same answer reached twice is undone step by step", () => {
  const history = new History("", "a");
  ["b", "a"].forEach((step) => history.push(step));
  for (const step of ["b", "a"]) {
    assert.equal(history.undo(), step);
    history.meet(step);
  }
  assert.equal(history.undo(), undefined);
  assert.equal(history.redo(), "b");
});

test("the last hundred steps are kept, fewer when they are large, two at least", () => {
  const history = new History("", "");
  for (let step = 0; step < 150; step += 1) history.push(String(step));
  assert.equal(history.steps.length, 100);
  assert.equal(history.steps[99], "149");
  for (const letter of "abcd") history.push(letter.repeat(1_500_000));
  assert.deepEqual(history.steps.map((step) => step[0]), ["c", "d"]);
});
