/**
 * Measures the time of work on a page: while the page is visible and the person has not paused.
 * Nothing else of what they do is looked at.
 *
 * The seconds live in the form's `active_seconds`, so that they travel with the answer and with the
 * draft; a draft that is put back continues them. The spans of time travel with the form too, or by
 * themselves when the page is left, as seconds before they are sent: no clock but the server's is
 * believed. A span that arrives twice is stored once.
 */

const TICK_MS = 1000;
/** A tick later than this means that the device slept; the sleep is not counted. */
const TICK_MS_MAX = 5000;
const SPANS_MAX = 60;

/**
 * @param {number} seconds
 * @returns {string} minutes and seconds, "3:07"
 */
function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** @returns {string} a name for this visit, made by chance */
function visitName() {
  const parts = Array.from(crypto.getRandomValues(new Uint32Array(4)));
  return parts.map((part) => part.toString(16).padStart(8, "0")).join("");
}

/**
 * @param {HTMLFormElement | null} form
 * @param {string} name
 * @returns {HTMLInputElement | null}
 */
function field(form, name) {
  const found = form?.elements.namedItem(name);
  return found instanceof HTMLInputElement ? found : null;
}

/**
 * @param {HTMLElement} panel its `data-timer` is the form's id; it may hold an `output` and a
 *   `button`; `data-time-about` and `data-time-subject` say what the page is for
 */
function start(panel) {
  const found = document.getElementById(panel.dataset.timer || "");
  const form = found instanceof HTMLFormElement ? found : null;
  const seconds = field(form, "active_seconds");
  const output = panel.querySelector("output");
  const button = panel.querySelector("button");
  const pageKey = visitName();
  /** @type {[number, number][]} */
  const spans = [];
  let [first, last, rest] = [0, Date.now(), 0];
  let [paused, open, sent] = [false, false, false];

  /** @param {boolean} working whether the time since the last call was work */
  const count = (working) => {
    const now = Date.now();
    const passed = now - last;
    if (working && passed >= 0 && passed <= TICK_MS_MAX) {
      if (!open) spans.push([last, last]);
      open = true;
      spans[spans.length - 1][1] = now;
      rest += passed;
    } else {
      open = false;
    }
    last = now;
    if (spans.length > SPANS_MAX) {
      spans.shift();
      first += 1;
    }
    if (!seconds || !output) return;
    seconds.value = String(Number(seconds.value || 0) + Math.floor(rest / 1000));
    rest %= 1000;
    output.textContent = clock(Number(seconds.value));
  };
  const close = () => {
    count(!paused && !document.hidden);
    open = false;
  };
  /** @returns {string} the number of the first span, then each as seconds ago: "0:95-40,20-0" */
  const told = () => {
    const now = Date.now();
    const ago = (/** @type {number} */ at) => Math.max(0, Math.round((now - at) / 1000));
    return `${first}:${spans.map(([from, to]) => `${ago(from)}-${ago(to)}`).join(",")}`;
  };
  const send = () => {
    if (sent || !spans.length || !panel.dataset.timeUrl) return;
    const report = new FormData();
    report.set("time_spans", told());
    report.set("page_key", pageKey);
    report.set("time_about", panel.dataset.timeAbout || "");
    report.set("time_subject", panel.dataset.timeSubject || "");
    const token = document.querySelector("input[name=csrfmiddlewaretoken]");
    if (token instanceof HTMLInputElement) report.set(token.name, token.value);
    navigator.sendBeacon(panel.dataset.timeUrl, report);
  };

  button?.addEventListener("click", () => {
    close();
    paused = !paused;
    button.textContent = (paused ? panel.dataset.resume : panel.dataset.pause) || "";
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      count(!paused);
      open = false;
      send();
    } else {
      last = Date.now();
    }
  });
  form?.addEventListener("submit", (event) => {
    close();
    const spansField = field(form, "time_spans");
    const keyField = field(form, "page_key");
    if (!spansField || !keyField) return;
    spansField.value = told();
    keyField.value = pageKey;
    const to = event.submitter instanceof HTMLButtonElement ? event.submitter.formAction : "";
    sent = !to || !form.dataset.draftUrl || !to.endsWith(form.dataset.draftUrl);
    // An answer that waits for a network stays on its page, where nothing is left to do.
    if (sent && form.dataset.draftUrl) paused = true;
  });
  addEventListener("pagehide", () => {
    close();
    send();
    sent = true;
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) [sent, paused] = [false, false];
    last = Date.now();
  });
  count(false);
  panel.hidden = !output;
  setInterval(() => count(!paused && !document.hidden), TICK_MS);
}

for (const panel of document.querySelectorAll("[data-timer]")) {
  if (panel instanceof HTMLElement) start(panel);
}
