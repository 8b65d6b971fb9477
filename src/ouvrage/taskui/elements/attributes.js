/**
 * Lists and objects as templates write them: JSON, or JavaScript's looser form of it, with single
 * quotes, names without quotes, commas too many and comments. Nothing is run.
 *
 *     literal("['Cat', 'Dog', ]")     ["Cat", "Dog"]
 */

const DEPTH_MAX = 20;
const SKIPPED = /(?:\s+|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
const TEXT = /"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'/y;
const NUMBER = /[+-]?(?:\d{1,30}\.?\d{0,30}|\.\d{1,30})(?:[eE][+-]?\d{1,2})?/y;
const NAME = /[A-Za-z_$][\w$-]*/y;
const ESCAPE = /\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[^])/g;
/** @type {Record<string, string>} */
const ESCAPED = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", "\n": "" };
const CONSTANTS = new Map([["true", true], ["false", false], ["null", null], ["undefined", null]]);

/**
 * @param {string | null} text
 * @returns {any} the value written in `text`; undefined when it is no such value
 */
export function literal(text) {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return new Reader(text).whole();
  }
}

class Reader {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.place = 0;
    this.skip();
  }

  whole() {
    try {
      const value = this.value(0);
      return this.place === this.text.length ? value : undefined;
    } catch {
      return undefined;
    }
  }

  skip() {
    SKIPPED.lastIndex = this.place;
    this.place += SKIPPED.exec(this.text)?.[0].length || 0;
  }

  /** @param {string} mark */
  take(mark) {
    if (this.text[this.place] !== mark) return false;
    this.place += 1;
    this.skip();
    return true;
  }

  /** @param {RegExp} pattern */
  match(pattern) {
    pattern.lastIndex = this.place;
    const found = pattern.exec(this.text);
    if (found) {
      this.place += found[0].length;
      this.skip();
    }
    return found;
  }

  /** @param {number} depth @returns {any} */
  value(depth) {
    if (depth > DEPTH_MAX) throw new SyntaxError();
    if (this.take("[")) return this.items(depth);
    if (this.take("{")) return this.members(depth);
    const text = this.match(TEXT);
    if (text) return plain(text);
    const number = this.match(NUMBER);
    if (number) return Number(number[0]);
    const name = this.match(NAME)?.[0] || "";
    if (!CONSTANTS.has(name)) throw new SyntaxError();
    return CONSTANTS.get(name);
  }

  /** @param {number} depth */
  items(depth) {
    const found = [];
    while (!this.take("]")) {
      if (this.take(",")) continue;
      found.push(this.value(depth + 1));
      this.separated("]");
    }
    return found;
  }

  /** @param {number} depth */
  members(depth) {
    /** @type {[string, any][]} */
    const found = [];
    while (!this.take("}")) {
      if (this.take(",")) continue;
      const text = this.match(TEXT);
      const name = text ? plain(text) : (this.match(NAME) || this.match(NUMBER))?.[0];
      if (name === undefined || !this.take(":")) throw new SyntaxError();
      found.push([name, this.value(depth + 1)]);
      this.separated("}");
    }
    return Object.fromEntries(found);
  }

  /** @param {string} closing */
  separated(closing) {
    if (!this.take(",") && this.text[this.place] !== closing) throw new SyntaxError();
  }
}

/** @param {RegExpExecArray} found */
function plain(found) {
  return (found[1] ?? found[2]).replace(ESCAPE, (_, written) =>
    written.length > 1
      ? String.fromCharCode(parseInt(written.slice(1), 16))
      : ESCAPED[written] ?? written,
  );
}
