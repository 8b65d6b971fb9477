/**
 * Names, dates and whatever else is sought in a text, each marked with a label.
 *
 *     {"entities": [{"startOffset": 0, "endOffset": 11, "label": "person"}]}
 *
 * Offsets count code points. Marks may overlap. Either a label is chosen first and then words are
 * passed over, or words are selected first and then a label is given.
 *
 * @typedef {import("./spans.js").Span} Span
 * @typedef {{label: string, shortDisplayName?: string, fullDisplayName?: string}} Label
 * @typedef {{startOffset: number, endOffset: number, label: string}} Entity
 */

import { Offsets } from "./offsets.js";
import { added, over, removed, same, sorted } from "./spans.js";
import { TextPane } from "./text-pane.js";
import { button, make, Widget } from "./widget.js";
import { word } from "./words.js";

const HUES = 8;
const QUOTE_MAX = 60;
const KEYS = "123456789abcdefghijklmnopqrstuvwxyz";

let widgets = 0;

class EntityAnnotation extends Widget {
  begin() {
    const text = this.getAttribute("text") || "";
    this.text = text;
    this.offsets = new Offsets(text);
    /** @type {Span[]} */
    this.spans = [];
    /** @type {Span | null} the mark that labels and the Delete key act on */
    this.chosen = null;
    /** @type {string | null} the label that the next selection by mouse gets at once */
    this.brush = null;
    this.nothing = false;
    widgets += 1;
    this.key = `ouvrage-marks-${widgets}`;
    this.pane = new TextPane(text, {
      whole: () => this.whole?.checked ?? true,
      selected: (range, hand) => this.selected(range, hand),
      tapped: (at) => this.tapped(at),
      say: (sentence) => this.say(sentence),
    });
    this.build(this.pane);
    const given = this.initial();
    if (this.input && !this.input.value && given.length) {
      this.input.value = JSON.stringify({ entities: this.entities(given) });
    }
  }

  /** @returns {Label[]} as given; a plain string is a label of that name */
  get labels() {
    /** @type {(string | Label)[]} */
    const given = this.json("labels", []);
    return given.map((one) => (typeof one === "string" ? { label: one } : one));
  }

  set labels(labels) {
    this.setAttribute("labels", JSON.stringify(labels));
    this.drawLabels();
    this.draw();
  }

  /** @param {TextPane} pane */
  build(pane) {
    const header = this.getAttribute("header") || word("Text to mark");
    const title = make("p", { class: "prompt", id: `${this.key}-title` }, header);
    this.buttons = make("div", { class: "widget-bar mark-labels", role: "group" });
    this.buttons.setAttribute("aria-label", word("Labels"));
    this.state = make("p", { class: "widget-state quiet" });
    pane.words.setAttribute("aria-labelledby", title.id);
    pane.words.setAttribute("aria-describedby", `${this.key}-keys`);
    const top = make("div", { class: "widget-top" }, this.buttons, this.state);
    this.list = make("ol", { class: "marks" });
    this.append(title, top, pane.element, this.tools(), this.marksHead(), this.list, this.help());
    this.drawLabels();
  }

  tools() {
    this.whole = this.check(word("Whole words"), true, () => this.say(this.wholeWords()));
    this.none = this.check(word("Nothing to mark in this text"), false, () => this.declare());
    this.deleting = button(word("Delete the mark"), () => this.remove(this.chosen), "Del");
    const bar = make("div", { class: "widget-bar" });
    if (this.undoing && this.redoing) bar.append(this.undoing, this.redoing);
    bar.append(this.deleting);
    for (const check of [this.whole, this.none]) bar.append(check.parentElement || check);
    return bar;
  }

  /**
   * @param {string} text
   * @param {boolean} checked
   * @param {() => void} act
   * @returns {HTMLInputElement}
   */
  check(text, checked, act) {
    const input = document.createElement("input");
    input.type = "checkbox";
    input.checked = checked;
    input.addEventListener("change", act);
    make("label", { class: "widget-check" }, input, text);
    return input;
  }

  wholeWords() {
    return this.whole?.checked
      ? word("Selections widen to whole words.")
      : word("Selections keep single characters.");
  }

  marksHead() {
    this.count = make("h2", { class: "marks-head", tabindex: "-1" });
    return this.count;
  }

  help() {
    const lines = [
      ["←  →  ↑  ↓", word("moves in the text; with Ctrl by whole words")],
      ["Shift", word("with these keys selects")],
      ["1  2  3 …", word("gives the selection or the chosen mark this label")],
      [",  .", word("chooses the mark before or after")],
      ["Enter", word("chooses the mark at the cursor")],
      ["Del", word("deletes the chosen mark")],
      ["Esc", word("lets go of the selection and the label")],
      ["Ctrl+Z  Ctrl+Y", word("undoes and does again")],
      ["?", word("shows these lines")],
    ];
    const rows = lines.map(([keys, what]) =>
      make("tr", {}, make("th", { scope: "row" }, make("kbd", {}, keys)), make("td", {}, what)),
    );
    this.keys = make("details", { class: "widget-keys" });
    this.keys.append(
      make("summary", {}, word("Keys and gestures")),
      make("p", { id: `${this.key}-keys` }, word("By touch: one tap chooses a word, another tap widens the selection to it, a tap on the selection lets it go. By mouse: words are selected by passing over them; with a label chosen beforehand they are marked at once.")),
      make("table", {}, make("tbody", {}, ...rows)),
    );
    return this.keys;
  }

  drawLabels() {
    const buttons = this.labels.map(({ label, fullDisplayName }, index) => {
      const act = () => this.give(label);
      const element = button("", act, KEYS[index] || "");
      const name = make("bdi", {}, fullDisplayName || label);
      element.prepend(make("span", { class: `hue hue${index % HUES}`, "aria-hidden": "true" }), name);
      element.dataset.label = label;
      // The selection stays while a finger or the mouse is on the button.
      element.addEventListener("pointerdown", (event) => event.preventDefault());
      return element;
    });
    this.buttons?.replaceChildren(...buttons);
  }

  /** @returns {Span[]} what the requester marked beforehand, as far as it fits */
  initial() {
    /** @type {Entity[]} */
    const given = this.json("initial-value", []);
    return Array.isArray(given) ? this.spansOf(given) : [];
  }

  /**
   * @param {Entity[]} entities
   * @returns {Span[]} in units; without those that lie outside the text
   */
  spansOf(entities) {
    const { offsets } = this;
    if (!offsets) return [];
    const inside = entities.filter(
      ({ startOffset, endOffset }) =>
        startOffset >= 0 && startOffset < endOffset && endOffset <= offsets.points,
    );
    return sorted(
      inside.map(({ startOffset, endOffset, label }) => ({
        start: offsets.toUnits(startOffset),
        end: offsets.toUnits(endOffset),
        label,
      })),
    );
  }

  /**
   * @param {readonly Span[]} spans
   * @returns {Entity[]} in code points
   */
  entities(spans) {
    const points = (/** @type {number} */ unit) => this.offsets?.toPoints(unit) ?? unit;
    return spans.map(({ start, end, label }) => ({
      startOffset: points(start),
      endOffset: points(end),
      label,
    }));
  }

  /** @param {unknown} value */
  read(value) {
    const answer = /** @type {{entities?: Entity[]} | null} */ (value);
    const entities = Array.isArray(answer?.entities) ? answer.entities : [];
    this.spans = this.spansOf(entities);
    this.nothing = answer !== null && this.spans.length === 0;
    const { chosen } = this;
    if (chosen && !this.spans.some((span) => same(span, chosen))) this.chosen = null;
    this.draw();
  }

  /**
   * @param {Span[]} spans
   * @param {string} sentence what was done
   */
  change(spans, sentence) {
    this.spans = spans;
    this.nothing = this.nothing && spans.length === 0;
    this.write(spans.length || this.nothing ? { entities: this.entities(spans) } : null);
    this.draw();
    this.say(sentence);
  }

  declare() {
    this.nothing = Boolean(this.none?.checked);
    this.change(
      this.spans,
      this.nothing ? word("The answer is: nothing to mark.") : word("There is no answer yet."),
    );
  }

  /**
   * @param {[number, number] | null} range
   * @param {import("./text-pane.js").Hand} hand
   */
  selected(range, hand) {
    if (range) this.chosen = null;
    if (range && this.brush && hand === "mouse") {
      this.add(range, this.brush);
      return;
    }
    if (range && hand === "keys") this.say(word("Selected: {text}", { text: this.quote(range) }));
    this.drawState();
  }

  /**
   * @param {number} at
   * @returns {boolean} whether a mark lies there; one tap after another goes through all of them
   */
  tapped(at) {
    const here = over(this.spans || [], at);
    if (here.length === 0) return false;
    const place = here.findIndex((span) => this.chosen && same(span, this.chosen));
    this.pick(here[(place + 1) % here.length]);
    return true;
  }

  /** @param {Span} span becomes the chosen mark */
  pick(span) {
    this.chosen = span;
    if (this.pane) this.pane.range = null;
    this.draw();
    const place = (this.spans || []).findIndex((one) => same(one, span)) + 1;
    const [label, text] = [this.nameOf(span.label), this.quote([span.start, span.end])];
    const values = { place, count: this.spans?.length || 0, label, text };
    this.say(word("Mark {place} of {count}, {label}: {text}", values));
  }

  /** @param {number} by chooses another mark */
  turn(by) {
    const spans = this.spans || [];
    if (spans.length === 0) return;
    const now = spans.findIndex((span) => this.chosen && same(span, this.chosen));
    const first = by > 0 ? 0 : spans.length - 1;
    this.pick(spans[now < 0 ? first : (now + by + spans.length) % spans.length]);
    this.pane?.words.querySelector(".chosen")?.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} label to the chosen mark, to the selection, or to what is selected next */
  give(label) {
    const range = this.pane?.range;
    if (this.chosen) this.relabel(this.chosen, label);
    else if (range) this.add(range, label);
    else this.hold(label);
  }

  /** @param {string} label */
  hold(label) {
    this.brush = this.brush === label ? null : label;
    this.drawState();
    const values = { label: this.nameOf(label) };
    this.say(
      this.brush
        ? word("What the mouse selects now becomes {label}.", values)
        : word("{label} is no longer chosen.", values),
    );
  }

  /**
   * @param {[number, number]} range
   * @param {string} label
   */
  add([start, end], label) {
    const values = { label: this.nameOf(label), text: this.quote([start, end]) };
    if (this.pane) this.pane.range = null;
    getSelection()?.removeAllRanges();
    this.change(
      added(this.spans || [], { start, end, label }),
      word("Marked as {label}: {text}", values),
    );
  }

  /**
   * @param {Span} span
   * @param {string} label
   */
  relabel(span, label) {
    const next = { ...span, label };
    this.chosen = next;
    const values = { label: this.nameOf(label), text: this.quote([span.start, span.end]) };
    this.change(
      added(removed(this.spans || [], span), next),
      word("Now {label}: {text}", values),
    );
  }

  /** @param {Span | null | undefined} span */
  remove(span) {
    if (!span) return;
    this.chosen = null;
    const text = this.quote([span.start, span.end]);
    this.change(removed(this.spans || [], span), word("Mark deleted: {text}", { text }));
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    super.pressed(event);
    const { target } = event;
    const elsewhere = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    if (event.defaultPrevented || elsewhere || event.ctrlKey || event.altKey || event.metaKey) return;
    if (this.input?.matches(":disabled")) return;
    if (this.labelled(event) || this.commanded(event)) event.preventDefault();
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean} whether the key stands for a label; digits by their place on the keyboard,
   *   because a French one needs Shift for them
   */
  labelled(event) {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    const place = digit && !event.shiftKey ? Number(digit[1]) - 1 : KEYS.indexOf(event.key);
    const label = event.key.length === 1 && place >= 0 ? this.labels[place] : undefined;
    if (label) this.give(label.label);
    return Boolean(label);
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean}
   */
  commanded(event) {
    const { key } = event;
    if (key === "." || key === ",") this.turn(key === "." ? 1 : -1);
    else if (key === "Delete" || key === "Backspace") this.remove(this.chosen);
    else if (key === "Escape") this.letGo();
    else if ((key === "?" || key === "؟") && this.keys instanceof HTMLDetailsElement) {
      this.keys.open = !this.keys.open;
    } else if (key === "Enter" && event.target === this.pane?.words) {
      this.tapped(this.pane.caret[1]);
    } else return false;
    return true;
  }

  letGo() {
    this.brush = null;
    this.chosen = null;
    this.draw();
  }

  /**
   * @param {string} label
   * @returns {string} how it is shown in full
   */
  nameOf(label) {
    const found = this.labels.find((one) => one.label === label);
    return found?.fullDisplayName || label;
  }

  /**
   * @param {[number, number]} range
   * @returns {string} its words, shortened
   */
  quote([start, end]) {
    const words = Array.from((this.text || "").slice(start, end).replace(/\s+/g, " "));
    return words.length > QUOTE_MAX ? `${words.slice(0, QUOTE_MAX - 1).join("")}…` : words.join("");
  }

  draw() {
    const { labels, chosen } = this;
    const places = new Map(labels.map(({ label }, index) => [label, index]));
    const marks = (this.spans || []).map((span) => {
      const index = places.get(span.label) ?? 0;
      const tag = labels[index]?.shortDisplayName || span.label;
      return { ...span, hue: index % HUES, tag, chosen: Boolean(chosen && same(span, chosen)) };
    });
    this.pane?.draw(marks);
    if (this.none) this.none.checked = this.nothing || false;
    if (this.none) this.none.disabled = marks.length > 0;
    this.drawState();
    this.drawList();
  }

  drawState() {
    const range = this.pane?.range;
    const { chosen, brush } = this;
    this.deleting?.setAttribute("aria-disabled", String(!chosen));
    const lit = chosen ? chosen.label : brush;
    for (const element of Array.from(this.buttons?.children || [])) {
      if (!(element instanceof HTMLElement)) continue;
      element.setAttribute("aria-pressed", String(element.dataset.label === lit));
    }
    if (!this.state) return;
    const shown = chosen ? [chosen.start, chosen.end] : range;
    if (shown) {
      const text = this.quote(/** @type {[number, number]} */ (shown));
      const lead = chosen ? word("Chosen mark:") : word("Selected words:");
      this.state.replaceChildren(lead, " ", make("bdi", {}, text));
    } else if (brush) {
      this.state.textContent = word("What the mouse selects now becomes {label}.", {
        label: this.nameOf(brush),
      });
    } else {
      this.state.textContent = word("A label marks the selected words.");
    }
  }

  drawList() {
    if (!this.list || !this.count) return;
    const spans = this.spans || [];
    this.count.textContent = word("Marks: {count}", { count: spans.length });
    const held = this.list.contains(document.activeElement) && document.activeElement;
    const row = held && held.closest("li");
    const place = row ? Array.from(this.list.children).indexOf(row) : -1;
    const kind = held ? held.tagName + held.className : "";
    this.list.replaceChildren(...spans.map((span) => this.row(span)));
    if (place < 0) return;
    const next = this.list.children[Math.min(place, spans.length - 1)];
    const controls = Array.from(next?.querySelectorAll("select, button") || []);
    const again = controls.find((one) => one.tagName + one.className === kind);
    (again instanceof HTMLElement ? again : this.count).focus();
  }

  /**
   * @param {Span} span
   * @returns {HTMLElement}
   */
  row(span) {
    const text = this.quote([span.start, span.end]);
    const show = button("", () => this.pick(span));
    show.classList.add("mark-words");
    show.append(make("bdi", {}, text));
    show.setAttribute("aria-pressed", String(Boolean(this.chosen && same(span, this.chosen))));
    const choice = /** @type {HTMLSelectElement} */ (make("select", {}));
    choice.setAttribute("aria-label", word("Label of {text}", { text }));
    for (const { label } of this.labels) choice.append(new Option(this.nameOf(label), label));
    choice.value = span.label;
    choice.addEventListener("change", () => this.relabel(span, choice.value));
    const gone = button(word("Delete"), () => this.remove(span));
    gone.setAttribute("aria-label", `${word("Delete")} ${text}`);
    return make("li", {}, show, choice, gone);
  }
}

customElements.define("crowd-entity-annotation", EntityAnnotation);
customElements.define("crowd-entity-annotator", class extends EntityAnnotation {});
