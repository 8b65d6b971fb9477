/**
 * A task page with scripts of its requester, in its frame: opens it, hands files over, and keeps in
 * the form what the page says is answered. Whatever comes from the frame is checked for its shape
 * and its size; everything else of it is ignored. The page may stop answering: then that is said,
 * and the rest of this page goes on working.
 */

/** @typedef {{page: string, media: string[], runner: string}} Given */
/** @typedef {"good" | "held" | "large" | "silent"} Outcome */

const VERSION = 1;
const READY_MS_MAX = 15000;
const ANSWER_MS_MAX = 4000;
const ASK_EVERY_MS = 5000;
const MESSAGES_MAX = 40;
const MESSAGES_WINDOW_MS = 1000;
const PAIRS_MAX = 5000;
const HEIGHT_PIXELS_MAX = 20000;
// A page as high as its frame would grow for ever; what is typed lets it grow again.
const HEIGHTS_MAX = 30;

/**
 * @param {unknown} given
 * @returns {given is [string, string][]} whether it is what a form sends
 */
function isFields(given) {
  return (
    Array.isArray(given) &&
    given.length <= PAIRS_MAX &&
    given.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isText))
  );
}

/**
 * @param {unknown} given
 * @returns {given is string}
 */
function isText(given) {
  return typeof given === "string";
}

/** @returns {() => boolean} whether one more message is heard now */
function gate() {
  let [since, count] = [0, 0];
  return () => {
    const now = performance.now();
    if (now - since > MESSAGES_WINDOW_MS) [since, count] = [now, 0];
    count += 1;
    return count <= MESSAGES_MAX;
  };
}

/**
 * @param {HTMLElement} section says what is told in `data-…`; holds a notice and the place
 * @param {Given} given
 */
function open(section, given) {
  const form = section.closest("form");
  const found = form?.elements.namedItem("ouvrage_answer");
  const answer = found instanceof HTMLInputElement ? found : null;
  const notice = /** @type {HTMLElement} */ (section.querySelector("[data-notice]"));
  const runner = document.createElement("iframe");
  const { port1: port, port2 } = new MessageChannel();
  /** @type {Map<number, (outcome: Outcome) => void>} */
  const asked = new Map();
  const handed = new Set();
  const isHeard = gate();
  let [ready, restored, passing, number] = [false, false, false, 0];
  let [tallest, heights] = [0, 0];

  /** @param {string} key which of the section's sentences; none when empty */
  const say = (key) => {
    const text = key ? section.dataset[key] || "" : "";
    if (notice.textContent !== text) notice.textContent = text;
    notice.hidden = !text;
  };
  /** @param {Record<string, unknown>} message */
  const tell = (message) => port.postMessage({ v: VERSION, ...message });

  /**
   * @param {unknown} fields
   * @param {boolean} first the page as it was opened, which is no change
   * @returns {Outcome}
   */
  const keep = (fields, first) => {
    if (!isFields(fields)) return "held";
    const bytesMax = Number(section.dataset.bytesMax);
    const length = fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
    const text = length > bytesMax ? "" : JSON.stringify(fields);
    if (!text || new TextEncoder().encode(text).length > bytesMax) {
      say("large");
      return "large";
    }
    if (answer && answer.value !== text) {
      answer.value = text;
      if (!first) answer.dispatchEvent(new Event("input", { bubbles: true }));
    }
    return "good";
  };

  /**
   * @param {boolean} final
   * @returns {Promise<Outcome>} what came of asking the page for its answer
   */
  const ask = (final) => {
    const mine = (number += 1);
    return new Promise((resolve) => {
      const timer = setTimeout(() => asked.get(mine)?.("silent"), ANSWER_MS_MAX);
      asked.set(mine, (outcome) => {
        clearTimeout(timer);
        asked.delete(mine);
        resolve(outcome);
      });
      tell({ type: "collect", number: mine, final, whole: !form?.noValidate });
    });
  };
  const stuck = () => {
    say("stuck");
    section.dispatchEvent(new Event("error"));
  };

  /** @param {number} wanted */
  const hand = async (wanted) => {
    const address = Number.isInteger(wanted) ? given.media[wanted] : undefined;
    if (!address || handed.has(wanted)) return;
    handed.add(wanted);
    const blob = await fetch(address)
      .then((got) => (got.ok ? got.blob() : undefined))
      .catch(() => undefined);
    if (blob) tell({ type: "media", number: wanted, blob });
    else section.dispatchEvent(new Event("error"));
  };

  /** @type {Record<string, (message: any) => void>} */
  const ways = {
    ready: ({ fields }) => {
      if (ready) return;
      ready = true;
      if (restored && answer?.value) tell({ type: "fill", fields: JSON.parse(answer.value) });
      else keep(fields, true);
      for (const button of form?.querySelectorAll("[data-when-ready]") || []) {
        button.removeAttribute("disabled");
      }
    },
    draft: ({ fields }) => {
      heights = 0;
      if (keep(fields, false) === "good") say("");
    },
    answer: ({ fields, held, number: mine }) => {
      const outcome = keep(fields, false);
      asked.get(mine)?.(outcome === "good" && held ? "held" : outcome);
    },
    height: ({ pixels }) => {
      // It never shrinks, so that no button of ours comes under a hand by the page's will.
      if (!Number.isFinite(pixels) || pixels <= tallest || heights >= HEIGHTS_MAX) return;
      heights += 1;
      tallest = Math.min(pixels, HEIGHT_PIXELS_MAX);
      runner.style.setProperty("block-size", `${tallest}px`);
    },
    media: ({ numbers }) => {
      if (Array.isArray(numbers)) numbers.slice(0, given.media.length).forEach(hand);
    },
  };
  port.onmessage = ({ data }) => {
    const heard = data?.type === "height" || isHeard();
    if (heard && data?.v === VERSION && Object.hasOwn(ways, data.type)) ways[data.type](data);
  };

  runner.title = section.dataset.title || "";
  runner.addEventListener("load", () => {
    runner.contentWindow?.postMessage({ page: given.page }, location.origin, [port2]);
  }, { once: true });
  runner.src = given.runner;
  section.append(runner);
  setTimeout(() => {
    if (!ready) stuck();
  }, READY_MS_MAX);

  if (!form) return;
  form.addEventListener("ouvrage:restored", () => {
    restored = true;
    if (ready && answer?.value) tell({ type: "fill", fields: JSON.parse(answer.value) });
  });
  // Before all others that listen for it: the answer is asked for first, then it is sent.
  document.addEventListener("submit", async (event) => {
    if (event.target !== form || passing) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    const sends = !submitter?.hasAttribute("formnovalidate");
    const outcome = await ask(sends);
    if (outcome === "good" || (outcome === "silent" && !sends)) {
      passing = true;
      form.requestSubmit(submitter);
      passing = false;
    } else if (outcome === "silent") stuck();
    else if (outcome === "held") say("held");
  }, true);
  let waiting = false;
  setInterval(async () => {
    if (!ready || waiting || document.hidden) return;
    waiting = true;
    const outcome = await ask(false);
    waiting = false;
    if (outcome === "silent") stuck();
    else if (outcome === "good" && notice.textContent === section.dataset.stuck) say("");
  }, ASK_EVERY_MS);
}

/** Opens the page that stands in this document now, once. */
function start() {
  const section = document.querySelector("[data-framed]");
  const given = document.getElementById("ouvrage-framed");
  if (!(section instanceof HTMLElement) || !given || section.querySelector("iframe")) return;
  open(section, JSON.parse(given.textContent || ""));
}

start();
// An author's page is drawn again while its source is written.
document.addEventListener("ouvrage:drawn", start);
