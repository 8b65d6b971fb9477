/**
 * Responses put in order, once for each dimension that is asked about.
 *
 *     {"rankings": [{"name": "Clarity", "ranks": [2, 1, 2]}]}
 *
 * `ranks` follows the order of the responses; 1 is the best. A place that is still open is null.
 * Where ties are not possible, a place taken from another response is exchanged with it.
 *
 * @typedef {{name: string, allowTie?: boolean}} Dimension
 * @typedef {(number | null)[]} Ranks
 */

import { button, make, Widget } from "./widget.js";
import { word } from "./words.js";

/** No form has this id, so that what only draws is not sent. */
const NOWHERE = "ouvrage-nowhere";

let widgets = 0;

/**
 * @param {number} index
 * @returns {string} how the response is called: A, B, … Z, A1, …
 */
function letterOf(index) {
  return String.fromCharCode(65 + (index % 26)) + (index < 26 ? "" : Math.floor(index / 26));
}

class TextRanking extends Widget {
  begin() {
    widgets += 1;
    this.key = `ouvrage-ranking-${widgets}`;
    /** @type {string[]} */
    this.responses = this.json("responses", []);
    /** @type {Dimension[]} */
    this.dimensions = this.json("ordinal-ranking-dimensions", []);
    /** @type {Ranks[]} one for each dimension */
    this.ranks = [];
    const header = this.getAttribute("header") || word("The best response gets place 1.");
    const text = make("blockquote", { class: "panel plain-text", dir: "auto" });
    text.textContent = this.getAttribute("text");
    const cards = this.responses.map((response, index) => this.card(response, index));
    this.order = make("div", {});
    const bar = make("div", { class: "widget-bar" });
    if (this.undoing && this.redoing) bar.append(this.undoing, this.redoing);
    bar.append(button(word("Empty all places"), () => this.change([], word("All places are empty."))));
    this.append(
      make("p", { class: "prompt" }, header),
      ...(text.textContent ? [text] : []),
      make("div", { class: "responses" }, ...cards),
      bar,
      this.order,
    );
  }

  /**
   * @param {string} response
   * @param {number} index
   * @returns {HTMLElement}
   */
  card(response, index) {
    const letter = letterOf(index);
    const words = make("p", { class: "plain-text", dir: "auto" }, response);
    const places = (this.dimensions || []).map(({ name }, dimension) => {
      const choices = (this.responses || []).map((_, place) => this.place(dimension, index, place + 1));
      const legend = make("legend", {}, make("bdi", {}, name), " ");
      legend.append(make("span", { class: "hidden" }, word("Response {letter}", { letter })));
      return make("fieldset", { class: "places" }, legend, make("div", {}, ...choices));
    });
    const title = make("h2", {}, word("Response {letter}", { letter }));
    return make("section", { class: "card" }, title, words, ...places);
  }

  /**
   * @param {number} dimension
   * @param {number} response
   * @param {number} place
   * @returns {HTMLElement} a radio button
   */
  place(dimension, response, place) {
    const input = document.createElement("input");
    input.type = "radio";
    input.name = `${this.key}-${dimension}-${response}`;
    input.value = String(place);
    input.setAttribute("form", NOWHERE);
    input.addEventListener("change", () => this.put(dimension, response, place));
    input.addEventListener("keydown", (event) => {
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
      const chosen = digit && Number(digit[1]);
      if (!chosen || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      if (chosen > (this.responses?.length || 0)) return;
      this.put(dimension, response, chosen);
      this.radio(dimension, response, chosen)?.focus();
    });
    return make("label", { class: "place" }, input, String(place));
  }

  /**
   * @param {number} dimension
   * @param {number} response
   * @param {number} place
   * @returns {HTMLInputElement | null}
   */
  radio(dimension, response, place) {
    const name = `${this.key}-${dimension}-${response}`;
    return this.querySelector(`input[name="${name}"][value="${place}"]`);
  }

  /**
   * @param {number} dimension
   * @param {number} response
   * @param {number} place
   */
  put(dimension, response, place) {
    const ranks = this.full();
    const mine = ranks[dimension];
    const values = { letter: letterOf(response), place, name: this.dimensions?.[dimension].name || "" };
    let sentence = word("Response {letter}: place {place}, {name}", values);
    const holder = mine.findIndex((one, index) => one === place && index !== response);
    if (holder >= 0 && !this.dimensions?.[dimension].allowTie) {
      mine[holder] = mine[response];
      const freed = mine[holder];
      const other = letterOf(holder);
      sentence += freed
        ? `. ${word("Response {letter}: place {place}, {name}", { ...values, letter: other, place: freed })}`
        : `. ${word("Response {letter} has no place any more.", { letter: other })}`;
    }
    mine[response] = place;
    this.change(ranks, sentence);
  }

  /** @returns {Ranks[]} a copy with a place, or null, for every response */
  full() {
    const count = this.responses?.length || 0;
    return (this.dimensions || []).map((_, dimension) =>
      Array.from({ length: count }, (__, index) => this.ranks?.[dimension]?.[index] ?? null),
    );
  }

  /**
   * @param {Ranks[]} ranks
   * @param {string} sentence
   */
  change(ranks, sentence) {
    this.ranks = ranks;
    const full = this.full();
    const begun = full.some((one) => one.some((place) => place !== null));
    const names = (this.dimensions || []).map(({ name }) => name);
    this.write(begun ? { rankings: names.map((name, at) => ({ name, ranks: full[at] })) } : null);
    this.draw();
    this.say(sentence);
  }

  /** @param {unknown} value */
  read(value) {
    const answer = /** @type {{rankings?: {name: string, ranks: Ranks}[]} | null} */ (value);
    const rankings = Array.isArray(answer?.rankings) ? answer.rankings : [];
    this.ranks = (this.dimensions || []).map(
      ({ name }) => rankings.find((one) => one.name === name)?.ranks || [],
    );
    this.draw();
  }

  draw() {
    const full = this.full();
    const count = this.responses?.length || 0;
    full.forEach((ranks, dimension) => {
      ranks.forEach((taken, response) => {
        for (let place = 1; place <= count; place += 1) {
          const input = this.radio(dimension, response, place);
          if (!input) continue;
          input.checked = taken === place;
          input.parentElement?.classList.toggle("taken", input.checked);
        }
      });
    });
    this.drawOrder(full);
  }

  /** @param {Ranks[]} full */
  drawOrder(full) {
    const rows = full.map((ranks, dimension) => {
      const places = Array.from(new Set(ranks.filter((place) => place !== null)));
      places.sort((one, other) => Number(one) - Number(other));
      const parts = places.map((place) => {
        const holders = ranks.flatMap((one, index) => (one === place ? [letterOf(index)] : []));
        return `${place}: ${holders.join(" = ")}`;
      });
      const open = ranks.filter((place) => place === null).length;
      if (open) parts.push(word("without a place: {count}", { count: open }));
      const name = make("dt", {}, make("bdi", {}, this.dimensions?.[dimension].name || ""));
      return [name, make("dd", {}, make("bdi", {}, parts.join(" · ")))];
    });
    this.order?.replaceChildren(
      make("h2", {}, word("Order so far")),
      make("dl", {}, ...rows.flat()),
    );
  }
}

customElements.define("crowd-text-ranking", TextRanking);
