/** Attributes that hold lists and objects, as templates write them. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { literal } from "../../src/ouvrage/taskui/elements/attributes.js";

test("lists and objects are read as templates write them", () => {
  const cases = JSON.parse(readFileSync(new URL("./literals.json", import.meta.url), "utf-8"));
  for (const [text, value] of cases) assert.deepEqual(literal(text), value, text);
});

test("what is no list or object is nothing, and is never run", () => {
  const texts = ["", null, "[", "['a' 'b']", "cats", "[alert(1)]", "['a'] x", "[".repeat(50), "'"];
  for (const text of texts) assert.equal(literal(text), undefined, String(text));
  assert.equal(Object.getPrototypeOf(literal("{'__proto__': 1}")), Object.prototype);
});
