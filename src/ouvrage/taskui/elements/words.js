/**
 * The words an element shows, in the person's language: the page carries them as JSON in
 * `#ouvrage-words`, under their English sentence.
 */

/** @type {Element | null} */
let block = null;
/** @type {Record<string, string>} */
let words = {};

/**
 * @param {string} msgid the English sentence, with `{name}` where a value goes
 * @param {Record<string, string | number>} [values]
 * @returns {string} the sentence in the person's language, filled
 */
export function word(msgid, values = {}) {
  const here = document.getElementById("ouvrage-words");
  if (here !== block) {
    block = here;
    words = JSON.parse(here?.textContent || "{}");
  }
  const sentence = words[msgid] || msgid;
  return sentence.replace(/\{(\w+)\}/g, (blank, name) => String(values[name] ?? blank));
}
