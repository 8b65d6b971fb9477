/** Shows what is kept on this device, and removes it when it is asked to. */

import { inStore, person } from "./device.js";
import { answers, flush } from "./outbox.js";

/** @typedef {import("./device.js").Answer} Answer */
/** @typedef {import("./device.js").Draft} Draft */

const ABOUT_THE_PAGE = ["client_key", "active_seconds", "page_key", "task"];
const page = document.getElementById("ouvrage-device");
const pattern = document.getElementById("ouvrage-answer");

/**
 * @param {string} selector
 * @returns {HTMLElement | null | undefined}
 */
function part(selector) {
  return page?.querySelector(selector);
}

/** @returns {Promise<Draft[]>} what this person typed here, sent or not */
async function drafts() {
  /** @type {Draft[]} */
  const all = await inStore("drafts", "readonly", (store) => store.getAll());
  return all.filter((draft) => draft.person === person);
}

/**
 * @param {Answer} answer
 * @returns {Node}
 */
function drawn(answer) {
  if (!(pattern instanceof HTMLTemplateElement)) return document.createTextNode("");
  const copy = /** @type {DocumentFragment} */ (pattern.content.cloneNode(true));
  const title = copy.querySelector("[data-title]");
  if (title) title.textContent = answer.title;
  for (const line of copy.querySelectorAll(`[data-${answer.state}]`)) line.removeAttribute("hidden");
  const list = copy.querySelector("[data-fields]");
  for (const [name, value] of answer.fields) {
    if (ABOUT_THE_PAGE.includes(name)) continue;
    const line = document.createElement("bdi");
    line.textContent = `${name}: ${value}`;
    const item = document.createElement("li");
    item.append(line);
    list?.append(item);
  }
  copy.querySelector("[data-open]")?.setAttribute("href", answer.url.replace(/submit\/$/, ""));
  copy.querySelector("[data-remove]")?.addEventListener("click", async () => {
    await inStore("outbox", "readwrite", (store) => store.delete(answer.assignment));
    show();
  });
  return copy;
}

async function show() {
  const all = await answers();
  const own = all.filter((answer) => answer.person === person);
  part("[data-answers]")?.replaceChildren(...own.map(drawn));
  const none = part("[data-none]");
  if (none) none.hidden = own.length > 0;
  const send = part("[data-send]");
  if (send) send.hidden = !own.some((answer) => answer.state !== "refused");
  const others = part("[data-others]");
  if (others) {
    others.hidden = all.length === own.length;
    const count = others.querySelector("output");
    if (count) count.textContent = String(all.length - own.length);
  }
  const count = part("[data-drafts]");
  if (count) count.textContent = String((await drafts()).filter((draft) => !draft.done).length);
  if (page) page.hidden = false;
}

async function wipe() {
  for (const { assignment } of await drafts()) {
    await inStore("drafts", "readwrite", (store) => store.delete(assignment));
  }
  for (const answer of await answers()) {
    if (answer.person !== person) continue;
    await inStore("outbox", "readwrite", (store) => store.delete(answer.assignment));
  }
  await show();
}

part("[data-send]")?.addEventListener("click", () => flush());
part("[data-wipe]")?.addEventListener("click", wipe);
document.addEventListener("ouvrage:outbox", show);
show();
