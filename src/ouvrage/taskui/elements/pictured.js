/** What the elements that work on a picture share: its frame, its faults, its labels, its keys. */

import { Widget, button, make } from "./widget.js";
import { word } from "./words.js";

export class Pictured extends Widget {
  /**
   * Puts the stage with its header and what stands around it into the page.
   * @param {import("./stage.js").Stage} stage
   * @param {string} name of the picture where there is no header
   * @param {string} hint what keys do on it, for those who do not see it
   * @param {Node[]} above
   * @param {Node[]} below
   */
  frame(stage, name, hint, above, below) {
    const header = this.getAttribute("header") || "";
    const said = make("p", { class: "hidden", id: `ouvrage-hint-${this.id || this.input?.name}` }, hint);
    stage.element.setAttribute("aria-label", header || name);
    stage.element.setAttribute("aria-describedby", said.id);
    if (header) this.append(make("p", { class: "prompt" }, header));
    this.append(...above, said, stage.element, ...below);
    // Our own controls are no part of the answer, so that nobody keeps a draft for them.
    for (const name of ["input", "change"]) {
      this.addEventListener(name, (event) => {
        if (event.target !== this.input) event.stopPropagation();
      });
    }
  }

  /** The picture did not come. @param {import("./stage.js").Stage} stage */
  missing(stage) {
    const source = this.getAttribute("src");
    this.fault(
      stage,
      word("The image of this task could not be loaded."),
      make("p", {}, word("The time so far counts. Further down, the task can be given back, or reported as broken.")),
      ...(source ? [button(word("Load the image again"), () => stage.open(source))] : []),
    );
  }

  /** @param {import("./stage.js").Stage} stage @param {string} sentence @param {...Node} more */
  fault(stage, sentence, ...more) {
    this.found();
    const notice = { class: "notice error stage-fault", role: "alert" };
    stage.element.before(make("div", notice, make("p", {}, sentence), ...more));
  }

  /** What was wrong is so no more. */
  found() {
    this.querySelector(".stage-fault")?.remove();
  }
}

/** @param {any} labels @returns {string[]} */
export function named(labels) {
  if (!Array.isArray(labels)) return [];
  return labels.map((label) => String(label?.label ?? label?.name ?? label));
}

/**
 * @param {KeyboardEvent} event
 * @param {string[]} labels
 * @returns {string | undefined} the label of a digit's key, by its place: on some, digits need Shift
 */
export function labelOf(event, labels) {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  return digit ? labels[(Number(digit[1]) + 9) % 10] : undefined;
}

/** @param {KeyboardEvent} event @returns {string} the letter, on keyboards of other scripts by its place */
export function letterOf(event) {
  const latin = /^[\x20-\x7e−]$/.test(event.key);
  return latin ? event.key.toLowerCase() : event.code.replace(/^Key/, "").toLowerCase();
}
