/**
 * Keeps what is typed: on the device 300 ms after each change, on the server at most every 15
 * seconds and whenever the page is hidden. After a reload or a power cut the fields come back.
 *
 * The device's copy (IndexedDB, written through to the disk) wins only while the server has not
 * confirmed it, so that no two clocks are ever compared.
 */

import { inStore, person } from "./device.js";

/** @typedef {import("./device.js").Fields} Fields */
/** @typedef {import("./device.js").Draft} Draft */
/** @typedef {import("./device.js").Answer} Answer */

const DEVICE_DELAY_MS = 300;
const SERVER_DELAY_MS = 15000;
const KEPT_MS = 7 * 24 * 3600 * 1000;
const OURS = ["csrfmiddlewaretoken", "client_key", "then", "task", "time_spans", "page_key"];

/**
 * Removes drafts of other tasks that were sent, and old ones.
 * @param {string} current the assignment on screen
 */
async function forgetOthers(current) {
  /** @type {Draft[]} */
  const drafts = await inStore("drafts", "readonly", (store) => store.getAll());
  for (const draft of drafts) {
    const old = Date.now() - draft.at > KEPT_MS;
    if (draft.assignment !== current && (draft.done || old)) {
      await inStore("drafts", "readwrite", (store) => store.delete(draft.assignment));
    }
  }
}

/**
 * @param {HTMLFormElement} form
 * @returns {Fields} what the person entered, without files
 */
function fieldsOf(form) {
  /** @type {Fields} */
  const fields = [];
  new FormData(form).forEach((value, name) => {
    if (typeof value === "string" && !OURS.includes(name)) fields.push([name, value]);
  });
  return fields;
}

/**
 * Puts kept values back into the form; ticks exactly what was ticked.
 * @param {HTMLFormElement} form
 * @param {Fields} fields
 * @param {boolean} timeOnly leave what was entered as the server drew it
 */
function fill(form, fields, timeOnly) {
  /** @type {Map<string, string[]>} */
  const left = new Map();
  for (const [name, value] of fields) left.set(name, [...(left.get(name) || []), value]);
  for (const control of Array.from(form.elements)) {
    if (timeOnly && control.getAttribute("name") !== "active_seconds") continue;
    if (control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type)) {
      control.checked = (left.get(control.name) || []).includes(control.value);
    } else if (control instanceof HTMLSelectElement && control.multiple) {
      const chosen = left.get(control.name) || [];
      for (const option of Array.from(control.options)) {
        option.selected = chosen.includes(option.value);
      }
    } else if (isTyped(control)) {
      const value = left.get(control.name)?.shift();
      if (value !== undefined) control.value = value;
    }
  }
  form.dispatchEvent(new Event("ouvrage:restored"));
}

/**
 * @param {Element} control
 * @returns {control is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement}
 */
function isTyped(control) {
  if (control instanceof HTMLInputElement) {
    return control.type !== "file" && !OURS.includes(control.name);
  }
  return control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement;
}

/**
 * Watches `form` and says in `note` where the work is kept.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} note
 */
async function keepDrafts(form, note) {
  const assignment = form.dataset.assignment || "";
  let [changed, done, loaded] = [false, false, false];
  let sentAt = -SERVER_DELAY_MS;
  /** @type {number | undefined} */
  let deviceTimer;
  /** @type {number | undefined} */
  let serverTimer;

  /** @param {string | undefined} text */
  const say = (text) => {
    if (text && note.textContent !== text) note.textContent = text;
  };
  /**
   * @param {boolean} sent
   * @returns {Promise<boolean>} whether the device kept it
   */
  const keep = (sent) => {
    /** @type {Draft} */
    const draft = { assignment, person, fields: fieldsOf(form), at: Date.now(), sent, done };
    const kept = inStore("drafts", "readwrite", (store) => store.put(draft));
    return kept.then(() => true, () => false);
  };
  const toDevice = async () => {
    clearTimeout(deviceTimer);
    deviceTimer = undefined;
    if (await keep(false)) say(note.dataset.device);
  };
  const toServer = async () => {
    clearTimeout(serverTimer);
    serverTimer = undefined;
    if (!changed || done) return;
    changed = false;
    sentAt = performance.now();
    const answer = await fetch(form.dataset.draftUrl || "", {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "fetch" },
      keepalive: true,
    }).catch(() => undefined);
    if (answer?.status !== 204) {
      changed = true;
    } else if (!changed && !done) {
      await keep(true);
      say(note.dataset.saved);
    }
  };
  const change = () => {
    changed = true;
    clearTimeout(deviceTimer);
    deviceTimer = setTimeout(toDevice, DEVICE_DELAY_MS);
    const wait = Math.max(1000, sentAt + SERVER_DELAY_MS - performance.now());
    serverTimer ??= setTimeout(toServer, wait);
  };

  form.addEventListener("input", change);
  form.addEventListener("change", change);
  form.addEventListener("submit", () => {
    done = true;
    clearTimeout(deviceTimer);
    clearTimeout(serverTimer);
    keep(false);
  });
  addEventListener("pageshow", () => {
    done = false;
  });
  addEventListener("online", toServer);
  const leave = () => {
    clearTimeout(deviceTimer);
    if (!done && (loaded || changed)) keep(!changed);
    toServer();
  };
  document.addEventListener("visibilitychange", () => document.hidden && leave());
  addEventListener("pagehide", leave);

  /** @type {Draft | undefined} */
  const typed = await inStore("drafts", "readonly", (store) => store.get(assignment));
  /** @type {Answer | undefined} */
  const refused = await inStore("outbox", "readonly", (store) => store.get(assignment));
  const kept = typed || (refused && { ...refused, sent: false });
  loaded = true;
  if (kept && !changed && form.dataset.refused === undefined) {
    changed = !kept.sent;
    fill(form, kept.fields, kept.sent);
    if (changed) say(note.dataset.back);
  }
  await forgetOthers(assignment);
}

const form = document.querySelector("form[data-draft-url]");
const note = document.getElementById("ouvrage-draft");
if (form instanceof HTMLFormElement && note) keepDrafts(form, note);
