/**
 * Number keys for radios and check boxes, each shown beside its choice.
 *
 * The keys belong to one question at a time: the one that has the focus, else the first without an
 * answer. They are off where text is typed, and a person can turn them off.
 */

import { word } from "./words.js";

const KEYS = "1234567890";
const OFF = "ouvrage-keys-off";
const TEXT = "textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])";

/**
 * @param {HTMLFormElement} form
 * @returns {HTMLInputElement[][]} its questions with choices, in the order of the page
 */
function questionsOf(form) {
  /** @type {Map<string, HTMLInputElement[]>} */
  const found = new Map();
  for (const control of Array.from(form.elements)) {
    if (!(control instanceof HTMLInputElement) || !["radio", "checkbox"].includes(control.type)) {
      continue;
    }
    if (!control.name || control.disabled) continue;
    found.set(control.name, [...(found.get(control.name) || []), control]);
  }
  return Array.from(found.values());
}

/**
 * @param {string} tag
 * @param {...(string | Node)} inside
 * @returns {HTMLElement}
 */
function made(tag, ...inside) {
  const element = document.createElement(tag);
  element.append(...inside);
  return element;
}

/** @param {HTMLFormElement} form */
function start(form) {
  const questions = questionsOf(form);
  /** @type {HTMLInputElement[] | undefined} */
  let current;
  let on = localStorage.getItem(OFF) === null;

  /** @type {Map<HTMLInputElement, HTMLElement>} */
  const marks = new Map();
  for (const question of questions) {
    for (const [place, choice] of question.slice(0, KEYS.length).entries()) {
      const mark = made("kbd", KEYS[place]);
      mark.setAttribute("aria-hidden", "true");
      choice.closest("label")?.append(mark);
      marks.set(choice, mark);
    }
  }

  const show = () => {
    const focused = questions.find((question) =>
      question.some((choice) => choice === document.activeElement),
    );
    const open = questions.find((question) => !question.some((choice) => choice.checked));
    current = focused || open || questions[0];
    for (const question of questions) {
      for (const choice of question) {
        const mark = marks.get(choice);
        if (mark) mark.hidden = !on || question !== current;
      }
    }
  };

  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = on;
  const turn = made("label", box, word("Keys are on"));
  turn.className = "choice";
  const help = document.createElement("details");
  help.className = "keys";
  help.append(
    made("summary", word("Keys on the keyboard"), " ", made("kbd", "?")),
    turn,
    made(
      "ul",
      made("li", word("Number keys choose in the question that is marked.")),
      made("li", word("Ctrl+Enter sends the answer and brings the next task.")),
      made("li", word("The question mark key opens and closes this list.")),
    ),
  );
  form.append(help);

  box.addEventListener("change", (event) => {
    event.stopPropagation();
    on = box.checked;
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    show();
  });
  document.addEventListener("focusin", show);
  form.addEventListener("change", show);
  form.addEventListener("ouvrage:restored", show);
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (!on || event.defaultPrevented || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      const send = form.querySelector(".submit button");
      if (key === "Enter" && send instanceof HTMLButtonElement) {
        event.preventDefault();
        send.click();
      }
      return;
    }
    if (target instanceof Element && target.closest(TEXT)) return;
    if (key === "?") {
      help.open = !help.open;
      help.querySelector("summary")?.focus();
      event.preventDefault();
      return;
    }
    const choice = current?.[KEYS.indexOf(key)];
    if (!choice || event.repeat) return;
    event.preventDefault();
    choice.focus();
    choice.click();
  });
  show();
}

const form = document.getElementById("ouvrage-task");
if (form instanceof HTMLFormElement) start(form);
