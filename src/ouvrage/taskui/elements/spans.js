/**
 * Marks of a text as plain lists: none of these functions changes what it is given.
 *
 * Marks may overlap and nest. They stand in the order of the text, so that the same marks are the
 * same list whichever came first.
 *
 * @typedef {{start: number, end: number, label: string}} Span
 * @typedef {{start: number, end: number, spans: number[]}} Segment a stretch of text under the same
 *   marks, which are given by their place in the list
 */

/**
 * @param {Span} one
 * @param {Span} other
 * @returns {number} which comes first in the text; of two that begin together, the longer
 */
function order(one, other) {
  if (one.start !== other.start) return one.start - other.start;
  if (one.end !== other.end) return other.end - one.end;
  return one.label < other.label ? -1 : Number(one.label > other.label);
}

/**
 * @param {Span} one
 * @param {Span} other
 * @returns {boolean}
 */
export function same(one, other) {
  return order(one, other) === 0;
}

/**
 * @param {readonly Span[]} spans
 * @returns {Span[]} in order, each once
 */
export function sorted(spans) {
  const all = [...spans].sort(order);
  return all.filter((span, place) => place === 0 || !same(span, all[place - 1]));
}

/**
 * @param {readonly Span[]} spans
 * @param {Span} span
 * @returns {Span[]}
 */
export function added(spans, span) {
  return sorted([...spans, span]);
}

/**
 * @param {readonly Span[]} spans
 * @param {Span} span
 * @returns {Span[]}
 */
export function removed(spans, span) {
  return spans.filter((one) => !same(one, span));
}

/**
 * @param {readonly Span[]} spans
 * @param {number} at
 * @returns {Span[]} the marks over that place, the shortest first
 */
export function over(spans, at) {
  const found = spans.filter((span) => span.start <= at && at < span.end);
  return found.sort((one, other) => one.end - one.start - (other.end - other.start));
}

/**
 * @param {readonly Span[]} spans in order
 * @param {number} length of the text
 * @returns {Segment[]} the whole text, cut wherever a mark begins or ends
 */
export function segments(spans, length) {
  const cuts = new Set([0, length]);
  for (const span of spans) cuts.add(span.start).add(span.end);
  const places = [...cuts].sort((one, other) => one - other);
  /** @type {Segment[]} */
  const found = [];
  /** @type {number[]} */
  let open = [];
  let next = 0;
  for (let place = 0; place + 1 < places.length; place += 1) {
    const [start, end] = [places[place], places[place + 1]];
    open = open.filter((index) => spans[index].end > start);
    while (next < spans.length && spans[next].start === start) open.push(next++);
    found.push({ start, end, spans: [...open] });
  }
  return found;
}

/**
 * @param {readonly Span[]} spans in order
 * @returns {number[]} for each the line it is drawn on, from 0, so that no two share one
 */
export function lanes(spans) {
  /** @type {number[]} */
  const ends = [];
  return spans.map((span) => {
    let lane = ends.findIndex((end) => end <= span.start);
    if (lane < 0) lane = ends.length;
    ends[lane] = span.end;
    return lane;
  });
}
