/**
 * Sends answers so that none is lost: each is on the device's disk before it is posted, is posted
 * until the server says that it has it, and is shown until then.
 *
 * Its key is the assignment, of which the server takes one answer: whatever is posted twice is
 * stored once. It is sent only from a page of the person who wrote it.
 */

import { inStore, person } from "./device.js";

/** @typedef {import("./device.js").Answer} Answer */

const WAITS_MS = [2000, 5000, 15000, 60000, 300000];
const POST_MS_MAX = 180000;
const SHOWN_AFTER_MS = 3000;
// What a proxy or a busy server says of a request that may pass later.
const LATER = [408, 421, 425, 429];
const NOT_STORED = ["csrfmiddlewaretoken", "then", "time_spans"];
const box = document.getElementById("ouvrage-outbox");
/** @type {HTMLFormElement | null} */
const form = document.querySelector("form[data-draft-url]");
const current = form?.dataset.assignment;
/** @type {number | undefined} */
let timer;

/**
 * @param {string} spans as a page tells them, in seconds ago: "0:95-40,20-0"
 * @param {number} seconds how much later they are told
 * @returns {string}
 */
function later(spans, seconds) {
  const [first, rest] = spans.split(":");
  if (!rest) return spans;
  return `${first}:${rest.replace(/\d+/g, (ago) => String(Number(ago) + seconds))}`;
}

/**
 * @param {Answer} answer
 * @param {string} then whether a next task is wanted
 * @returns {Promise<Response | undefined>} nothing when no server was reached
 */
async function post(answer, then) {
  const body = new URLSearchParams(answer.fields);
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (token instanceof HTMLInputElement) body.set(token.name, token.value);
  const seconds = Math.max(0, Math.round((Date.now() - answer.at) / 1000));
  body.set("time_spans", later(answer.spans, seconds));
  body.set("then", then);
  const stop = new AbortController();
  const limit = setTimeout(() => stop.abort(), POST_MS_MAX);
  const headers = { "X-Requested-With": "fetch" };
  const request = { method: "POST", body, headers, signal: stop.signal };
  try {
    return await fetch(answer.url, { ...request, redirect: "manual" });
  } catch {
    return undefined;
  } finally {
    clearTimeout(limit);
  }
}

/**
 * @param {Response | undefined} reply
 * @returns {"sent" | Answer["state"]}
 */
function outcome(reply) {
  if (!reply || reply.status >= 500 || LATER.includes(reply.status)) return "waiting";
  if (reply.type === "opaqueredirect" || reply.status === 403) return "out";
  return reply.status === 200 ? "sent" : "refused";
}

/**
 * Posts the answer; it is removed once the server has it, and keeps its state otherwise.
 * @param {Answer} answer
 * @param {string} then
 * @returns {Promise<{state: string, next: string}>} `next` is the page that follows
 */
async function send(answer, then) {
  const reply = await post(answer, then);
  /** @type {{next?: string} | undefined} */
  const told = reply?.status === 200 ? await reply.json().catch(() => undefined) : undefined;
  const known = typeof told?.next === "string";
  const state = reply?.status === 200 && !known ? "waiting" : outcome(reply);
  await inStore("outbox", "readwrite", (store) => {
    if (state === "sent") return store.delete(answer.assignment);
    const kept = store.get(answer.assignment);
    // What was removed meanwhile stays away.
    kept.onsuccess = () => {
      if (kept.result?.at === answer.at) store.put({ ...answer, state, tries: answer.tries + 1 });
    };
    return kept;
  });
  return { state, next: told?.next || "" };
}

/**
 * @template T
 * @param {() => Promise<T>} act
 * @returns {Promise<T>} after what other pages send at this moment
 */
function alone(act) {
  return navigator.locks ? navigator.locks.request("ouvrage-outbox", act) : act();
}

/** @returns {Promise<Answer[]>} the answers of everybody on this device, the oldest first */
export async function answers() {
  /** @type {Answer[]} */
  const all = await inStore("outbox", "readonly", (store) => store.getAll());
  return all.sort((one, other) => one.at - other.at);
}

/** @returns {Promise<Answer[]>} what is on its way, of this person */
async function mine() {
  return (await answers()).filter((answer) => answer.person === person);
}

/** Sends all that waits, shows what is left, and tries again later. */
export async function flush() {
  clearTimeout(timer);
  await alone(async () => {
    for (const answer of await mine()) {
      if (answer.state === "refused") continue;
      const { state, next } = await send(answer, "stop");
      if (answer.assignment === current && isHidden()) {
        if (state === "sent") location.assign(next);
        else if (state === "refused") form?.removeAttribute("hidden");
      }
      if (state === "waiting") break;
    }
  });
  const left = await show();
  if (!left.length) return;
  const tries = Math.min(...left.map((answer) => answer.tries));
  timer = setTimeout(flush, WAITS_MS[Math.min(tries, WAITS_MS.length) - 1] || WAITS_MS[0]);
}

/**
 * Says what has not arrived.
 * @returns {Promise<Answer[]>} what is to be sent again
 */
async function show() {
  const all = await mine();
  for (const line of box?.querySelectorAll("[data-state]") || []) {
    if (!(line instanceof HTMLElement)) continue;
    const refused = line.dataset.state === "refused";
    const shown = all.filter(
      (answer) =>
        (answer.state === "refused") === refused && !(refused && answer.assignment === current),
    );
    line.hidden = !shown.length;
    const count = line.querySelector("output");
    if (count) count.textContent = String(shown.length);
  }
  if (box) box.hidden = !box.querySelector("[data-state]:not([hidden])");
  document.dispatchEvent(new Event("ouvrage:outbox"));
  return all.filter((answer) => answer.state !== "refused");
}

/** The answer waits on the device: its form is gone, and the line that says so has the focus. */
function keepForLater() {
  form?.setAttribute("hidden", "");
  box?.focus();
}

/** @returns {boolean | undefined} asked so, because a control may be called "hidden" */
function isHidden() {
  return form?.hasAttribute("hidden");
}

/** Sends what waits; an answer that was sent from this page is not asked for again beside it. */
async function begin() {
  const waits = (await mine()).filter((answer) => answer.state !== "refused");
  if (waits.some((answer) => answer.assignment === current)) keepForLater();
  await flush();
}

/**
 * @param {HTMLFormElement} form
 * @param {string} title
 */
function watch(form, title) {
  let [busy, plain] = [false, false];

  /** @param {HTMLElement | null} button sends the form as a page without scripts does */
  const pass = (button) => {
    [busy, plain] = [false, true];
    form.requestSubmit(button);
  };
  /** @param {HTMLButtonElement} button */
  const sendNow = async (button) => {
    const sent = new FormData(form);
    /** @type {[string, string][]} */
    const fields = [];
    sent.forEach((value, name) => {
      if (typeof value === "string" && !NOT_STORED.includes(name)) fields.push([name, value]);
    });
    const url = form.getAttribute("action") || "";
    /** @type {Answer} */
    const answer = {
      ...{ assignment: form.dataset.assignment || "", person, title, url, fields },
      ...{ spans: String(sent.get("time_spans") || ""), at: Date.now() },
      ...{ tries: 0, state: "waiting" },
    };
    try {
      await inStore("outbox", "readwrite", (store) => store.put(answer));
    } catch {
      pass(button);
      return;
    }
    const slow = setTimeout(show, SHOWN_AFTER_MS);
    const { state, next } = await alone(() => send(answer, button.value));
    clearTimeout(slow);
    if (state === "sent") {
      location.assign(next);
    } else if (state === "waiting") {
      busy = false;
      await show();
      keepForLater();
      flush();
    } else {
      pass(button);
    }
  };

  // On the document, so that the form's own listeners have told the time before.
  document.addEventListener("submit", (event) => {
    if (event.target !== form) return;
    const button = event.submitter;
    const files = form.querySelector("input[type=file]");
    const other = !(button instanceof HTMLButtonElement) || button.hasAttribute("formaction");
    if (plain || other || files) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    sendNow(button).catch(() => pass(button));
  });
  addEventListener("pageshow", () => {
    [busy, plain] = [false, false];
  });
}

if (form) import("./stops.js");
if (person) {
  if (form) watch(form, document.querySelector("h1")?.textContent || "");
  addEventListener("online", flush);
  begin().catch(() => undefined);
}
