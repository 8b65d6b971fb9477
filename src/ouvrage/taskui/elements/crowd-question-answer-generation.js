/**
 * Questions about a text with their answers, each with the passage it comes from where one is
 * selected.
 *
 *     {"questionAnswers": [{"question": "Who?", "answer": "Ana", "tags": ["person"],
 *                           "startOffset": 2, "endOffset": 5}]}
 *
 * Offsets count code points and are absent where no passage was selected. What is only begun is
 * kept as it is; the server says what it still lacks.
 *
 * @typedef {{question: string, answer: string, tags: string[], startOffset?: number,
 *   endOffset?: number}} Pair
 */

import { Offsets } from "./offsets.js";
import { TextPane } from "./text-pane.js";
import { button, make, Widget } from "./widget.js";
import { word } from "./words.js";

const HUES = 8;
const PAIRS_MAX = 100;
const QUOTE_MAX = 120;

let widgets = 0;

/** @returns {Pair} */
function blank() {
  return { question: "", answer: "", tags: [] };
}

/**
 * @param {string} text
 * @returns {number} how many words it has, as the server counts them
 */
function countOf(text) {
  return text.split(/\s+/).filter(Boolean).length;
}

class QuestionAnswerGeneration extends Widget {
  begin() {
    widgets += 1;
    this.key = `ouvrage-questions-${widgets}`;
    const text = this.getAttribute("text") || "";
    this.text = text;
    this.offsets = new Offsets(text);
    /** @type {Pair[]} */
    this.pairs = [blank()];
    this.pane = new TextPane(text, {
      whole: () => true,
      selected: (range, hand) => this.selected(range, hand),
      tapped: (at) => this.tapped(at),
      say: (sentence) => this.say(sentence),
    });
    const header = this.getAttribute("header") || word("Questions about this text, with their answers");
    const title = make("p", { class: "prompt", id: `${this.key}-title` }, header);
    this.pane.words.setAttribute("aria-labelledby", title.id);
    this.state = make("p", { class: "widget-state quiet" });
    this.cards = make("div", { class: "pair-cards" });
    this.adding = button(word("Add a question"), () => this.add());
    const bar = make("div", { class: "widget-bar" }, this.adding);
    if (this.undoing && this.redoing) bar.append(this.undoing, this.redoing);
    this.append(title, this.state, this.pane.element, this.cards, bar, this.limits());
  }

  /**
   * @param {string} name of an attribute
   * @param {number} otherwise
   * @returns {number}
   */
  number(name, otherwise) {
    const value = Number.parseInt(this.getAttribute(name) || "", 10);
    return Number.isNaN(value) ? otherwise : value;
  }

  get most() {
    return Math.min(PAIRS_MAX, this.number("max-questions", PAIRS_MAX));
  }

  limits() {
    const least = this.number("min-questions", 1);
    const values = { least, most: this.most };
    const sentence = word("Questions asked for: {least} at least, {most} at most.", values);
    return make("p", { class: "quiet" }, sentence);
  }

  /** @returns {string[]} */
  get tags() {
    return this.json("question-tags", []);
  }

  /** Keeps what is typed, without a step of its own for every letter. */
  keep() {
    if (!this.input) return;
    this.input.value = this.written();
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  written() {
    const begun = (this.pairs || []).some(
      (pair) => pair.question || pair.answer || pair.tags.length || pair.startOffset !== undefined,
    );
    return begun ? JSON.stringify({ questionAnswers: this.pairs }) : "";
  }

  /** @param {string} sentence what was done; empty after typing */
  change(sentence) {
    const text = this.written();
    this.write(text ? JSON.parse(text) : null);
    if (!sentence) return;
    this.draw();
    this.say(sentence);
  }

  /** @param {number} by */
  step(by) {
    this.history?.push(this.input?.value || "");
    super.step(by);
  }

  /** @param {unknown} value */
  read(value) {
    const answer = /** @type {{questionAnswers?: Pair[]} | null} */ (value);
    const pairs = Array.isArray(answer?.questionAnswers) ? answer.questionAnswers : [];
    this.pairs = pairs.length ? pairs : [blank()];
    this.draw();
  }

  /**
   * @param {[number, number] | null} range
   * @param {import("./text-pane.js").Hand} hand
   */
  selected(range, hand) {
    this.drawState();
    if (range && hand === "keys") this.say(word("Selected: {text}", { text: this.quote(range) }));
  }

  /**
   * @param {number} at
   * @returns {boolean}
   */
  tapped(at) {
    const index = (this.pairs || []).findIndex((pair) => {
      const range = this.rangeOf(pair);
      return range && range[0] <= at && at < range[1];
    });
    if (index < 0) return false;
    this.focusOn(index);
    return true;
  }

  /** @param {number} index of the pair whose question gets the focus */
  focusOn(index) {
    const field = this.cards?.children[index]?.querySelector("textarea");
    field?.focus();
    field?.scrollIntoView({ block: "center" });
  }

  /**
   * @param {Pair} pair
   * @returns {[number, number] | null} in units
   */
  rangeOf({ startOffset, endOffset }) {
    if (startOffset === undefined || endOffset === undefined || !this.offsets) return null;
    return [this.offsets.toUnits(startOffset), this.offsets.toUnits(endOffset)];
  }

  /**
   * @param {[number, number]} range
   * @returns {string}
   */
  quote([start, end]) {
    const words = Array.from((this.text || "").slice(start, end).replace(/\s+/g, " "));
    return words.length > QUOTE_MAX ? `${words.slice(0, QUOTE_MAX - 1).join("")}…` : words.join("");
  }

  add() {
    const pairs = this.pairs || [];
    if (pairs.length >= this.most) return;
    pairs.push(blank());
    const place = pairs.length;
    if (this.pane?.range) this.tie(place - 1);
    else this.change(word("Question {place} is there, still empty.", { place }));
    this.focusOn(place - 1);
  }

  /** @param {number} index the pair that gets the selected passage */
  tie(index) {
    const range = this.pane?.range;
    const pair = this.pairs?.[index];
    if (!range || !pair || !this.offsets || !this.pane) return;
    pair.startOffset = this.offsets.toPoints(range[0]);
    pair.endOffset = this.offsets.toPoints(range[1]);
    this.pane.range = null;
    getSelection()?.removeAllRanges();
    const values = { place: index + 1, text: this.quote(range) };
    this.change(word("Passage of question {place}: {text}", values));
  }

  /** @param {number} index */
  untie(index) {
    const pair = this.pairs?.[index];
    delete pair?.startOffset;
    delete pair?.endOffset;
    this.change(word("Question {place} has no passage any more.", { place: index + 1 }));
  }

  /** @param {number} index */
  remove(index) {
    this.pairs?.splice(index, 1);
    if (this.pairs?.length === 0) this.pairs.push(blank());
    this.change(word("Question {place} deleted.", { place: index + 1 }));
    this.focusOn(Math.max(0, index - 1));
  }

  draw() {
    const pairs = this.pairs || [];
    const marks = pairs.flatMap((pair, index) => {
      const range = this.rangeOf(pair);
      const look = { hue: index % HUES, tag: String(index + 1), chosen: false };
      return range ? [{ start: range[0], end: range[1], ...look }] : [];
    });
    marks.sort((one, other) => one.start - other.start || other.end - one.end);
    this.pane?.draw(marks);
    this.cards?.replaceChildren(...pairs.map((pair, index) => this.card(pair, index)));
    this.adding?.setAttribute("aria-disabled", String(pairs.length >= this.most));
    this.drawState();
  }

  drawState() {
    const range = this.pane?.range;
    if (!this.state) return;
    if (range) {
      this.state.replaceChildren(word("Selected words:"), " ", make("bdi", {}, this.quote(range)));
    } else {
      this.state.textContent = word("A selected passage can be given to a question.");
    }
    for (const tie of Array.from(this.querySelectorAll("[data-tie]"))) {
      tie.setAttribute("aria-disabled", String(!range));
    }
  }

  /**
   * @param {Pair} pair
   * @param {number} index
   * @returns {HTMLElement}
   */
  card(pair, index) {
    const place = index + 1;
    const title = make("h2", {}, word("Question {place}", { place }));
    const question = this.field(pair, "question", word("Question"), index);
    const answer = this.field(pair, "answer", word("Answer"), index);
    const gone = button(word("Delete this question"), () => this.remove(index));
    const parts = [title, this.passage(pair, index), ...question, ...answer, ...this.tagging(pair, index)];
    const card = make("section", { class: "card pair-card" }, ...parts);
    card.append(make("div", { class: "widget-bar" }, gone));
    return card;
  }

  /**
   * @param {Pair} pair
   * @param {number} index
   * @returns {HTMLElement}
   */
  passage(pair, index) {
    const range = this.rangeOf(pair);
    const bar = make("div", { class: "widget-bar" });
    const tie = button(word("Take the selected passage"), () => this.tie(index));
    tie.dataset.tie = "";
    tie.addEventListener("pointerdown", (event) => event.preventDefault());
    bar.append(tie);
    if (!range) return bar;
    bar.append(button(word("Without a passage"), () => this.untie(index)));
    const words = make("p", { class: "pair-passage" }, make("bdi", {}, this.quote(range)));
    return make("div", {}, words, bar);
  }

  /**
   * @param {Pair} pair
   * @param {"question" | "answer"} what
   * @param {string} text of the label
   * @param {number} index
   * @returns {HTMLElement[]}
   */
  field(pair, what, text, index) {
    const id = `${this.key}-${what}-${index}`;
    const area = /** @type {HTMLTextAreaElement} */ (make("textarea", { id, dir: "auto", rows: "2" }));
    const count = make("p", { class: "quiet", id: `${id}-count` });
    area.setAttribute("aria-describedby", count.id);
    area.value = pair[what];
    const counted = () => {
      const [least, most] = [this.number(`${what}-min-words`, 1), this.number(`${what}-max-words`, 0)];
      const values = { count: countOf(area.value), least, most };
      count.textContent = most
        ? word("Words: {count} ({least} at least, {most} at most)", values)
        : word("Words: {count} ({least} at least)", values);
    };
    area.addEventListener("input", (event) => {
      event.stopPropagation();
      pair[what] = area.value;
      counted();
      this.keep();
    });
    area.addEventListener("change", () => this.change(""));
    counted();
    return [make("label", { for: id }, text), area, count];
  }

  /**
   * @param {Pair} pair
   * @param {number} index
   * @returns {HTMLElement[]} nothing where no tag is offered and none may be made
   */
  tagging(pair, index) {
    const own = this.getAttribute("allow-custom-question-tags");
    const free = own !== null && own !== "false";
    const all = Array.from(new Set([...this.tags, ...pair.tags]));
    if (all.length === 0 && !free) return [];
    const boxes = all.map((tag) => this.tag(pair, tag));
    const group = make("fieldset", { class: "pair-tags" }, make("legend", {}, word("Tags")));
    group.append(make("div", {}, ...boxes));
    if (free) group.append(this.ownTag(pair, index));
    return [group];
  }

  /**
   * @param {Pair} pair
   * @param {string} tag
   * @returns {HTMLElement}
   */
  tag(pair, tag) {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = pair.tags.includes(tag);
    box.addEventListener("change", () => {
      const others = pair.tags.filter((one) => one !== tag);
      pair.tags = box.checked ? [...others, tag] : others;
      this.change("");
    });
    return make("label", { class: "widget-check" }, box, make("bdi", {}, tag));
  }

  /**
   * @param {Pair} pair
   * @param {number} index
   * @returns {HTMLElement}
   */
  ownTag(pair, index) {
    const id = `${this.key}-tag-${index}`;
    const input = /** @type {HTMLInputElement} */ (make("input", { id, type: "text", maxlength: "60" }));
    const put = () => {
      const tag = input.value.trim();
      if (!tag || pair.tags.includes(tag)) return;
      pair.tags = [...pair.tags, tag];
      this.change(word("Tag added: {tag}", { tag }));
      document.getElementById(id)?.focus();
    };
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      put();
    });
    const label = make("label", { for: id }, word("Another tag"));
    return make("div", { class: "widget-bar" }, label, input, button(word("Add the tag"), put));
  }
}

customElements.define("crowd-question-answer-generation", QuestionAnswerGeneration);
