/**
 * Segments of a recording: stretches with a beginning and an end in seconds, a label and a text.
 * They may overlap, as people do who speak at once. Nothing here draws.
 *
 * @typedef {{start: number, end: number, label: string, text: string}} Segment
 * @typedef {"start" | "end"} Edge
 */

import { exact } from "./times.js";

export const SECONDS_LEAST = 0.02;
const SECONDS_FRESH = 2;

/**
 * @param {Segment[]} segments
 * @returns {Segment[]} in the order in which they begin
 */
export function inOrder(segments) {
  return [...segments].sort((one, other) => one.start - other.start || one.end - other.end);
}

/**
 * A new segment from here: two seconds, less where another begins or the recording ends.
 * @param {Segment[]} segments
 * @param {number} at
 * @param {number} duration
 * @param {string} label
 * @returns {Segment}
 */
export function fresh(segments, at, duration, label) {
  const start = exact(Math.min(at, Math.max(0, duration - SECONDS_LEAST)));
  const next = segments.map((one) => one.start).filter((one) => one >= start + SECONDS_LEAST);
  const end = exact(Math.min(start + SECONDS_FRESH, duration, ...next));
  return { start, end, label, text: "" };
}

/**
 * @param {Segment} segment
 * @param {Edge} edge
 * @param {number} time where the edge goes, as far as the other one and the recording let it
 * @param {number} duration
 * @returns {Segment}
 */
export function pulled(segment, edge, time, duration) {
  const [least, most] =
    edge === "start" ? [0, segment.end - SECONDS_LEAST] : [segment.start + SECONDS_LEAST, duration];
  return { ...segment, [edge]: exact(Math.max(least, Math.min(most, time))) };
}

/**
 * @param {Segment} segment
 * @param {number} at
 * @param {number} caret where its text is parted
 * @returns {Segment[]} two, or none when the place is not well inside
 */
export function cut(segment, at, caret) {
  const time = exact(at);
  if (time < segment.start + SECONDS_LEAST || time > segment.end - SECONDS_LEAST) return [];
  const { text } = segment;
  return [
    { ...segment, end: time, text: text.slice(0, caret).trim() },
    { ...segment, start: time, text: text.slice(caret).trim() },
  ];
}

/**
 * @param {Segment} one
 * @param {Segment} other
 * @returns {Segment} from the first beginning to the last end, with both texts
 */
export function joined(one, other) {
  const text = [one.text, other.text].filter(Boolean).join(" ");
  return { ...one, start: Math.min(one.start, other.start), end: Math.max(one.end, other.end), text };
}

/**
 * @param {Segment[]} segments in order
 * @param {number} time
 * @returns {number} the index of the one that holds it and began last; -1 when there is none
 */
export function under(segments, time) {
  for (let index = segments.length - 1; index >= 0; index -= 1) {
    if (segments[index].start <= time && time < segments[index].end) return index;
  }
  return -1;
}
