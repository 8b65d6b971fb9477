/**
 * What every element that needs a hand has in common: its hidden input, its history, its voice.
 *
 * An element calls `begin` once, `write` after each finished change, and draws what `read` gives it
 * whenever another answer comes back: from the draft, from undo, or from a script.
 */

import { History } from "./history.js";
import { word } from "./words.js";

/**
 * @param {string} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(string | Node)} children
 * @returns {HTMLElement}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * @param {string} text what the button says
 * @param {() => void} act
 * @param {string} [key] shown beside it, for those who type
 * @returns {HTMLButtonElement}
 */
export function button(text, act, key = "") {
  const element = /** @type {HTMLButtonElement} */ (make("button", { type: "button" }, text));
  element.className = "widget-button";
  if (key) element.append(" ", make("kbd", {}, key));
  element.addEventListener("click", act);
  return element;
}

export class Widget extends HTMLElement {
  connectedCallback() {
    if (this.input) return;
    const input = this.querySelector("input[data-widget]");
    if (!(input instanceof HTMLInputElement)) return;
    this.input = input;
    this.querySelector(".widget-wait")?.remove();
    this.voice = make("p", { class: "hidden", role: "status" });
    this.undoing = button(word("Undo"), () => this.step(-1), "Ctrl+Z");
    this.redoing = button(word("Redo"), () => this.step(1), "Ctrl+Y");
    this.begin();
    this.append(this.voice);
    this.addEventListener("keydown", (event) => this.pressed(event));
    const assignment = input.form?.dataset.assignment;
    this.history = new History(assignment ? `${assignment}/${input.name}` : "", input.value);
    this.history.load().then(() => this.mark());
    input.form?.addEventListener("submit", () => this.history?.keep(true));
    input.form?.addEventListener("ouvrage:restored", () => this.restored());
    this.restored();
  }

  /** Builds the element's inside, once. */
  begin() {}

  /**
   * Draws this answer.
   * @param {unknown} _value the documented JSON, or null when there is no answer yet
   */
  read(_value) {}

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const { target } = event;
    const box = target instanceof HTMLInputElement && target.type !== "checkbox";
    const typed = target instanceof HTMLTextAreaElement || box;
    if (typed || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    this.step(key === "y" || event.shiftKey ? 1 : -1);
  }

  /** @param {number} by one step back or forth */
  step(by) {
    const step = by < 0 ? this.history?.undo() : this.history?.redo();
    if (step === undefined || !this.input) return;
    this.input.value = step;
    this.restored();
    this.say(by < 0 ? word("Undone.") : word("Done again."));
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  restored() {
    this.read(this.value);
    this.history?.meet(this.input?.value || "");
    this.mark();
  }

  /**
   * Keeps a finished change.
   * @param {unknown} value null when there is no answer any more
   */
  write(value) {
    if (!this.input) return;
    this.input.value = value === null ? "" : JSON.stringify(value);
    this.history?.push(this.input.value);
    this.mark();
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  mark() {
    const { undoing, redoing, history } = this;
    const last = history ? history.steps.length - 1 : 0;
    // Not `disabled`: the button that was just pressed keeps the focus.
    undoing?.setAttribute("aria-disabled", String(!history || history.at === 0));
    redoing?.setAttribute("aria-disabled", String(!history || history.at === last));
  }

  /** @param {string} sentence what just happened, for those who do not see it */
  say(sentence) {
    if (this.voice) this.voice.textContent = sentence;
  }

  /**
   * @template T
   * @param {string} name of an attribute that holds JSON
   * @param {T} otherwise
   * @returns {T}
   */
  json(name, otherwise) {
    try {
      return JSON.parse(this.getAttribute(name) || "") ?? otherwise;
    } catch {
      return otherwise;
    }
  }

  /** The answer as documented, or null. */
  get value() {
    try {
      return JSON.parse(this.input?.value || "null");
    } catch {
      return null;
    }
  }

  set value(value) {
    this.write(value);
    this.read(value);
  }

  get _submittableValue() {
    return this.value;
  }
}
