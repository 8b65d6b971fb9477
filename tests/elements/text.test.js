/** Marks of a text: places counted two ways, whole words and characters, overlaps. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { characterAt, snapped, wordAt } from "../../src/ouvrage/taskui/elements/boundaries.js";
import { Offsets } from "../../src/ouvrage/taskui/elements/offsets.js";
import { added, lanes, over, removed, segments } from "../../src/ouvrage/taskui/elements/spans.js";

const FAMILY = "👩‍👩‍👧";
const FLAG = "🇲🇬";
const COMBINED = "e\u0301"; // é, written as two code points
const TEXTS = [
  "",
  "plain",
  "👋 Ana, 🌍!",
  `${FAMILY}${FLAG}${COMBINED}x`,
  "التقى أحمدُ بفاطمةَ في ٢٠٢٤",
  "שלום עולם 👍🏽",
];

/** @param {string} text @param {string} part */
const placeOf = (text, part) => [text.indexOf(part), text.indexOf(part) + part.length];

test("every code point is found at its unit and back", () => {
  for (const text of TEXTS) {
    const offsets = new Offsets(text);
    const points = Array.from(text);
    assert.equal(offsets.points, points.length);
    for (let point = 0; point <= points.length; point += 1) {
      const unit = points.slice(0, point).join("").length;
      assert.equal(offsets.toUnits(point), unit);
      assert.equal(offsets.toPoints(unit), point);
    }
  }
});

test("a unit inside a pair belongs to its code point", () => {
  const offsets = new Offsets("👋 Ana");
  assert.equal(offsets.toPoints(1), 0);
  assert.equal(offsets.toPoints(3), 2);
});

test("places outside the text are brought to its ends", () => {
  const offsets = new Offsets("👋");
  assert.equal(offsets.toUnits(9), 2);
  assert.equal(offsets.toUnits(-1), 0);
});

test("a written character is never cut, with the browser's segmenter and without", () => {
  const text = `a${FAMILY}${FLAG}${FLAG}${COMBINED}👍🏽`;
  const wanted = ["a", FAMILY, FLAG, FLAG, COMBINED, "👍🏽"];
  const Segmenter = Intl.Segmenter;
  for (const known of [Segmenter, undefined]) {
    Intl.Segmenter = /** @type {typeof Segmenter} */ (known);
    /** @type {string[]} */
    const found = [];
    for (let at = 0; at < text.length; at = characterAt(text, at)[1]) {
      const [start, end] = characterAt(text, at);
      assert.equal(start, at);
      for (let inside = start; inside < end; inside += 1) {
        assert.deepEqual(characterAt(text, inside), [start, end]);
      }
      found.push(text.slice(start, end));
    }
    assert.deepEqual(found, wanted);
  }
  Intl.Segmenter = Segmenter;
});

test("a selection widens to whole words and leaves spaces out", () => {
  for (const [text, given, wanted] of [
    ["Marie Curie lived", "ie Cur", "Marie Curie"],
    ["in  Paris  today", " Paris ", "Paris"],
    ["l’Italie gagne", "tal", "Italie"],
    ["Mr O’Brien left", "O’Bri", "O’Brien"],
    ["التقى أحمدُ بفاطمةَ في", "حمدُ بفا", "أحمدُ بفاطمةَ"],
    ["می‌خواهم بروم", "خواه", "می‌خواهم"],
    [`go ${FAMILY}!`, FAMILY, FAMILY],
    ["first\nsecond", "rst\nsec", "first\nsecond"],
    ["(2024)", "02", "2024"],
  ]) {
    const [start, end] = placeOf(text, given);
    const found = snapped(text, start, end, true);
    assert.equal(text.slice(...(found || [0, 0])), wanted);
  }
});

test("without whole words a selection keeps its letters and never cuts a character", () => {
  const text = `abc ${FAMILY} d`;
  assert.deepEqual(snapped(text, 1, 2, false), [1, 2]);
  assert.deepEqual(snapped(text, 3, 6, false), [3, 4 + FAMILY.length]);
  assert.deepEqual(snapped(text, 6, 3, false), [3, 4 + FAMILY.length]);
});

test("spaces alone are no mark of whole words", () => {
  assert.equal(snapped("a   b", 1, 4, true), null);
  assert.equal(snapped("a   b", 2, 2, true), null);
  assert.deepEqual(snapped("a   b", 1, 4, false), [1, 4]);
});

test("words of scripts without spaces are found one by one", () => {
  const [start, end] = wordAt("東京都に行く", 0) || [9, 9];
  assert.ok(start === 0 && end <= 3, "which of 東, 東京 and 東京都 is a word, dictionaries decide");
  assert.equal(wordAt("a, b", 1), null);
  assert.deepEqual(wordAt("one two", 5), [4, 7]);
});

const NAME = { start: 0, end: 11, label: "person" };
const FIRST = { start: 0, end: 5, label: "given" };
const LATER = { start: 3, end: 20, label: "work" };

test("marks stand in the order of the text, each once", () => {
  const spans = [LATER, FIRST, NAME, NAME].reduce(added, /** @type {typeof NAME[]} */ ([]));
  assert.deepEqual(spans, [NAME, FIRST, LATER]);
  assert.deepEqual(removed(spans, { ...FIRST }), [NAME, LATER]);
});

test("the shortest mark over a place comes first", () => {
  assert.deepEqual(over([NAME, FIRST, LATER], 4), [FIRST, NAME, LATER]);
  assert.deepEqual(over([NAME, FIRST, LATER], 20), []);
});

test("overlapping marks cut the text without losing any of it", () => {
  assert.deepEqual(segments([NAME, FIRST, LATER], 25), [
    { start: 0, end: 3, spans: [0, 1] },
    { start: 3, end: 5, spans: [0, 1, 2] },
    { start: 5, end: 11, spans: [0, 2] },
    { start: 11, end: 20, spans: [2] },
    { start: 20, end: 25, spans: [] },
  ]);
  assert.deepEqual(segments([], 4), [{ start: 0, end: 4, spans: [] }]);
});

test("overlapping marks are drawn on lines of their own", () => {
  const apart = { start: 21, end: 22, label: "date" };
  assert.deepEqual(lanes([NAME, FIRST, LATER, apart]), [0, 1, 2, 0]);
});
