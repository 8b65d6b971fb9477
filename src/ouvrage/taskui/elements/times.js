/**
 * Times of a recording as people read them.
 *
 *     clock(62.5)   "1:02.50"
 */

/**
 * @param {number} seconds
 * @returns {number} to the millisecond, never below zero
 */
export function exact(seconds) {
  return Math.max(0, Math.round(seconds * 1000) / 1000);
}

/**
 * @param {number} seconds
 * @returns {string} minutes, seconds and hundredths
 */
export function clock(seconds) {
  const hundredths = Math.max(0, Math.round(seconds * 100));
  const minutes = Math.floor(hundredths / 6000);
  const rest = ((hundredths % 6000) / 100).toFixed(2);
  return `${minutes}:${rest.padStart(5, "0")}`;
}
