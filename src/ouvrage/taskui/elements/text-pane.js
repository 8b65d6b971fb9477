/**
 * A text whose parts can be selected by mouse, by touch and by keyboard alone, with marks drawn
 * over it. Its words are never changed: marks add no text, no space and no break between letters,
 * so that Arabic stays joined and lines run in their own direction.
 *
 * Places are counted in the browser's 16-bit units.
 *
 * @typedef {{start: number, end: number, hue: number, tag: string, chosen: boolean}} Mark
 * @typedef {object} Hooks
 * @property {() => boolean} whole whether selections widen to whole words
 * @property {(range: [number, number] | null, hand: Hand) => void} selected
 * @property {(at: number) => boolean} tapped whether the tap on this place was for a mark
 * @property {(sentence: string) => void} say
 * @typedef {"mouse" | "touch" | "keys"} Hand
 */

import { characterAt, snapped, wordAt } from "./boundaries.js";
import { lanes, segments } from "./spans.js";
import { make } from "./widget.js";

const LANES_DRAWN = 5;
const LANE_PIXELS = 3;

export class TextPane {
  /**
   * @param {string} text
   * @param {Hooks} hooks
   */
  constructor(text, hooks) {
    this.text = text;
    this.hooks = hooks;
    /** @type {[number, number] | null} what is selected, fit for a mark */
    this.range = null;
    /** @type {Mark[]} */
    this.marks = [];
    /** @type {[number, number]} where the keyboard's selection began and where it is */
    this.caret = [0, 0];
    /** @type {Hand} */
    this.hand = "mouse";
    this.pressed = false;
    /** Whether the selection is drawn, and not only the browser's own. */
    this.painted = false;
    /** @type {WeakMap<Node, number>} the unit at which each text node begins */
    this.starts = new WeakMap();
    this.words = make("div", { class: "marked-text", dir: "auto", role: "group", tabindex: "0" });
    this.cursor = make("span", { class: "marked-cursor", "aria-hidden": "true" });
    this.element = make("div", { class: "marked-pane" }, this.words, this.cursor);
    this.listen();
    this.draw([]);
  }

  listen() {
    const { words } = this;
    words.addEventListener("pointerdown", (event) => {
      this.hand = event.pointerType === "touch" ? "touch" : "mouse";
      this.pressed = this.hand === "mouse";
      this.cursor.hidden = true;
    });
    addEventListener("pointerup", () => this.released());
    addEventListener("pointercancel", () => this.released());
    words.addEventListener("click", (event) => this.clicked(event));
    words.addEventListener("keydown", (event) => this.typed(event));
    words.addEventListener("focus", () => this.showCursor());
    words.addEventListener("blur", () => {
      this.cursor.hidden = true;
      if (this.range && !this.painted) this.draw(this.marks);
    });
    document.addEventListener("selectionchange", () => this.changed());
    addEventListener("resize", () => this.showCursor());
    this.cursor.hidden = true;
  }

  /**
   * @param {Mark[]} marks in the order of the text
   * @param {boolean} [paint] whether to draw the selection too
   */
  draw(marks, paint = true) {
    this.marks = marks;
    this.painted = paint && this.range !== null;
    const held = this.native();
    const drawn = lanes(marks.map(({ start, end }) => ({ start, end, label: "" })));
    const cuts = marks.map(({ start, end }, index) => ({ start, end, label: String(index) }));
    if (this.range && paint) cuts.push({ start: this.range[0], end: this.range[1], label: "" });
    cuts.sort((one, other) => one.start - other.start);
    const parts = segments(cuts, this.text.length).map(({ start, end, spans }) => {
      const node = document.createTextNode(this.text.slice(start, end));
      this.starts.set(node, start);
      const over = spans.map((index) => cuts[index].label);
      return over.length ? this.part(node, start, over, drawn) : node;
    });
    this.words.replaceChildren(...parts);
    if (held) this.select(held);
    if (!this.cursor.hidden) this.showCursor();
  }

  /**
   * @param {Text} node
   * @param {number} start
   * @param {string[]} over the marks over it by their place in the list, "" for the selection
   * @param {number[]} drawn the line of each mark
   * @returns {HTMLElement}
   */
  part(node, start, over, drawn) {
    const element = make("span", { class: "mark-part" }, node);
    const indices = over.filter(Boolean).map(Number);
    element.classList.toggle("selected", over.includes(""));
    element.classList.toggle("marked", indices.length > 0);
    element.classList.toggle("chosen", indices.some((index) => this.marks[index].chosen));
    const shadows = [];
    const depth = Math.min(LANES_DRAWN, Math.max(0, ...indices.map((index) => drawn[index] + 1)));
    for (let lane = 0; lane < depth; lane += 1) {
      const mark = indices.find((index) => drawn[index] === lane);
      const color = mark === undefined ? "var(--sheet)" : `var(--hue${this.marks[mark].hue})`;
      shadows.push(`inset 0 ${-(lane + 1) * LANE_PIXELS}px ${color}`);
    }
    if (depth) element.style.setProperty("box-shadow", shadows.join(","));
    if (depth) element.style.setProperty("padding-block-end", `${depth * LANE_PIXELS}px`);
    const begun = indices.filter((index) => this.marks[index].start === start);
    if (begun.length) {
      element.dataset.tag = begun.map((index) => this.marks[index].tag).join(" · ");
    }
    return element;
  }

  /** Forgets the selection. */
  clear() {
    this.range = null;
    if (this.native()) getSelection()?.collapse(...this.nodeAt(this.caret[1]));
    this.draw(this.marks);
  }

  /**
   * @param {Node | null} node
   * @param {number} offset
   * @returns {number | null} the unit at that place of the document; null outside the text
   */
  unitAt(node, offset) {
    if (!node || !this.words.contains(node)) return null;
    const start = this.starts.get(node);
    if (start !== undefined) return start + offset;
    const next = node.childNodes[offset];
    if (next) return this.starts.get(next.firstChild || next) ?? null;
    const last = node.lastChild?.lastChild || node.lastChild;
    return last ? (this.starts.get(last) || 0) + (last.textContent || "").length : 0;
  }

  /**
   * @param {number} unit
   * @returns {[Node, number]}
   */
  nodeAt(unit) {
    let found = /** @type {Node} */ (this.words);
    for (const child of Array.from(this.words.childNodes)) {
      const node = child.firstChild || child;
      if ((this.starts.get(node) ?? 0) > unit) break;
      found = node;
    }
    return [found, Math.max(0, unit - (this.starts.get(found) ?? unit))];
  }

  /** @returns {[number, number] | null} the browser's own selection, as units; null elsewhere */
  native() {
    const selection = getSelection();
    if (!selection || selection.rangeCount === 0) return null;
    const anchor = this.unitAt(selection.anchorNode, selection.anchorOffset);
    const focus = this.unitAt(selection.focusNode, selection.focusOffset);
    return anchor === null || focus === null ? null : [anchor, focus];
  }

  /** @param {[number, number]} range */
  select([anchor, focus]) {
    getSelection()?.setBaseAndExtent(...this.nodeAt(anchor), ...this.nodeAt(focus));
  }

  /**
   * @param {[number, number] | null} range
   * @param {Hand} hand
   */
  choose(range, hand) {
    this.range = range && snapped(this.text, range[0], range[1], this.hooks.whole());
    this.hooks.selected(this.range, hand);
  }

  /** The selection moved: a finger's handles report here alone. */
  changed() {
    const native = this.native();
    if (!native || this.pressed || this.hand !== "touch" || native[0] === native[1]) return;
    const range = snapped(this.text, native[0], native[1], this.hooks.whole());
    const same = this.range && range && range[0] === this.range[0] && range[1] === this.range[1];
    if (range && !same) this.choose(native, "touch");
  }

  /** The mouse let go: what it passed over is the selection. */
  released() {
    if (!this.pressed) return;
    this.pressed = false;
    const native = this.native();
    if (!native) return;
    this.caret = native;
    if (native[0] !== native[1]) {
      this.choose(native, "mouse");
      this.draw(this.marks);
    }
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const native = this.native();
    const dragged = native && native[0] !== native[1];
    if (dragged && this.hand === "mouse") return;
    const part = event.target instanceof Element ? event.target.closest(".mark-part.marked") : null;
    const at = part ? this.starts.get(/** @type {Node} */ (part.firstChild)) : undefined;
    const held = this.hand === "touch" && this.range;
    if (!held && at !== undefined && this.hooks.tapped(at)) return;
    if (this.hand === "touch") this.touched(event);
    else if (this.range) this.choose(null, "mouse");
    this.draw(this.marks);
  }

  /**
   * A finger's tap: the first chooses a word, another widens to it, one inside takes it back.
   * @param {MouseEvent} event
   */
  touched(event) {
    const at = this.unitAtPoint(event.clientX, event.clientY);
    if (at === null) return;
    const found = wordAt(this.text, at) || (at > 0 && wordAt(this.text, at - 1));
    const [start, end] = found || characterAt(this.text, Math.min(at, this.text.length - 1));
    getSelection()?.removeAllRanges();
    const { range } = this;
    if (!range) this.choose([start, end], "touch");
    else if (start >= range[0] && end <= range[1]) this.choose(null, "touch");
    else this.choose([Math.min(start, range[0]), Math.max(end, range[1])], "touch");
  }

  /**
   * @param {number} x
   * @param {number} y
   * @returns {number | null}
   */
  unitAtPoint(x, y) {
    if (document.caretPositionFromPoint) {
      const place = document.caretPositionFromPoint(x, y);
      return place && this.unitAt(place.offsetNode, place.offset);
    }
    const range = document.caretRangeFromPoint(x, y);
    return range && this.unitAt(range.startContainer, range.startOffset);
  }

  /** @param {KeyboardEvent} event */
  typed(event) {
    const { key, shiftKey } = event;
    const far = event.ctrlKey || event.altKey || event.metaKey;
    if (key.startsWith("Arrow") || key === "Home" || key === "End") {
      event.preventDefault();
      this.move(key, far, shiftKey);
    } else if (key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.hand = "keys";
      this.caret = [0, this.text.length];
      this.went(true, 0);
    } else if (key === "Escape" && this.range) {
      event.preventDefault();
      this.choose(null, "keys");
      this.clear();
    }
  }

  /**
   * @param {string} key
   * @param {boolean} far by words, or to the end of the text
   * @param {boolean} extend
   */
  move(key, far, extend) {
    const selection = getSelection();
    if (!selection) return;
    this.hand = "keys";
    const before = this.caret[1];
    this.select(this.native() || this.caret);
    if (far && (key === "Home" || key === "End")) {
      const end = key === "Home" ? 0 : this.text.length;
      this.select([extend ? this.caret[0] : end, end]);
    } else {
      const [direction, step] = STEPS[key];
      selection.modify(extend ? "extend" : "move", direction, far && step === "character" ? "word" : step);
    }
    const native = this.native();
    if (native) this.caret = native;
    else this.select(this.caret);
    this.went(extend, before);
  }

  /**
   * @param {boolean} extended
   * @param {number} before where the caret was
   */
  went(extended, before) {
    const [anchor, focus] = this.caret;
    if (extended && anchor !== focus) this.choose(this.caret, "keys");
    else if (this.range) this.choose(null, "keys");
    if (this.painted) this.draw(this.marks, false);
    this.select(this.caret);
    this.showCursor();
    if (extended) return;
    const passed = this.text.slice(Math.min(before, focus), Math.max(before, focus)).trim();
    const here = this.text.slice(...characterAt(this.text, Math.min(focus, this.text.length - 1)));
    this.hooks.say(passed.length > 1 ? passed : here);
  }

  /** Draws where the keyboard is, when the keyboard is what is used. */
  showCursor() {
    const shown = this.words.matches(":focus-visible") && document.activeElement === this.words;
    this.cursor.hidden = !shown;
    if (!shown || !this.text) return;
    const box = this.element.getBoundingClientRect();
    const place = this.boxAt(this.caret[1]);
    this.cursor.style.setProperty("left", `${place.x - box.x}px`);
    this.cursor.style.setProperty("top", `${place.y - box.y + this.element.scrollTop}px`);
    this.cursor.style.setProperty("height", `${place.height}px`);
    this.cursor.scrollIntoView({ block: "nearest" });
  }

  /**
   * @param {number} unit
   * @returns {{x: number, y: number, height: number}} where a caret before that unit stands
   */
  boxAt(unit) {
    const range = document.createRange();
    range.setStart(...this.nodeAt(unit));
    const [exact] = Array.from(range.getClientRects());
    if (exact) return exact;
    const last = unit >= this.text.length;
    const [start, end] = characterAt(this.text, last ? this.text.length - 1 : unit);
    range.setStart(...this.nodeAt(start));
    range.setEnd(...this.nodeAt(end));
    const box = range.getBoundingClientRect();
    return { x: last ? box.right : box.left, y: box.y, height: box.height };
  }
}

/** @type {Record<string, [string, string]>} */
const STEPS = {
  ArrowLeft: ["left", "character"],
  ArrowRight: ["right", "character"],
  ArrowUp: ["backward", "line"],
  ArrowDown: ["forward", "line"],
  Home: ["backward", "lineboundary"],
  End: ["forward", "lineboundary"],
};
