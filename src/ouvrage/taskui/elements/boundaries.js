/**
 * Where words and written characters begin and end, so that a mark never cuts an emoji, a letter
 * with its accents or a pair of flags, and may widen to whole words.
 *
 * Apostrophes and hyphens part words: of "l'Italie" one may mark "Italie", and a selection from
 * "O" to "Brien" keeps what lies between. Scripts without spaces are cut by the browser's own
 * dictionary where it has one.
 */

const SPACELESS =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const WORD = /[\p{L}\p{N}_][\p{L}\p{M}\p{N}_\u00ad\u200c\u200d]*/gu;
const CHARACTER =
  /\r\n|\p{Regional_Indicator}{2}|[^\n](?:[\p{M}\p{Emoji_Modifier}\u{e0020}-\u{e007f}]|\u200d[^\n]?)*|\n/gu;
const SPACE = /\s/;

/**
 * @param {"word" | "grapheme"} granularity
 * @returns {Intl.Segmenter | undefined} absent in older browsers
 */
function segmenter(granularity) {
  return Intl.Segmenter && new Intl.Segmenter(undefined, { granularity });
}

/**
 * @param {string} text
 * @param {number} at
 * @returns {[number, number]} where the line around `at` begins and ends
 */
function line(text, at) {
  const end = text.indexOf("\n", at);
  return [at > 0 ? text.lastIndexOf("\n", at - 1) + 1 : 0, end < 0 ? text.length : end + 1];
}

/**
 * @param {string} text
 * @param {number} at
 * @returns {[number, number]} the written character that contains the unit `at`
 */
export function characterAt(text, at) {
  const known = segmenter("grapheme")?.segment(text).containing(at);
  if (known) return [known.index, known.index + known.segment.length];
  const [start, end] = line(text, at);
  for (const match of text.slice(start, end).matchAll(CHARACTER)) {
    const first = start + (match.index || 0);
    if (at < first + match[0].length) return [first, first + match[0].length];
  }
  return [at, Math.min(at + 1, text.length)];
}

/**
 * @param {string} text
 * @param {number} at
 * @returns {[number, number] | null} the word that contains the unit `at`; null between words
 */
export function wordAt(text, at) {
  const [start, end] = line(text, at);
  for (const match of text.slice(start, end).matchAll(WORD)) {
    const first = start + (match.index || 0);
    if (at < first) return null;
    if (at < first + match[0].length) return cut(match[0], first, at);
  }
  return null;
}

/**
 * @param {string} run of letters
 * @param {number} first where it begins
 * @param {number} at
 * @returns {[number, number]} the word of the run that contains `at`
 */
function cut(run, first, at) {
  if (!SPACELESS.test(run)) return [first, first + run.length];
  const known = segmenter("word")?.segment(run).containing(at - first);
  if (known) return [first + known.index, first + known.index + known.segment.length];
  const [start, end] = characterAt(run, at - first);
  return [first + start, first + end];
}

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {boolean} whole whether to widen to whole words and leave spaces at the ends out
 * @returns {[number, number] | null} the nearest place fit for a mark; null where nothing is left
 */
export function snapped(text, start, end, whole) {
  let [from, to] = [Math.max(0, Math.min(start, end)), Math.min(text.length, Math.max(start, end))];
  if (whole) {
    while (from < to && SPACE.test(text[from])) from += 1;
    while (to > from && SPACE.test(text[to - 1])) to -= 1;
  }
  if (from >= to) return null;
  from = ((whole && wordAt(text, from)) || characterAt(text, from))[0];
  to = ((whole && wordAt(text, to - 1)) || characterAt(text, to - 1))[1];
  return [from, to];
}
