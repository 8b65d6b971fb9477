/**
 * Counts the seconds of work on a page: up only, while the page is visible and the person has not
 * paused. The count lives in the form's `active_seconds`, so that it travels with the answer and
 * with the draft; a draft that is put back continues it.
 */

const TICK_MS = 1000;
/** A tick later than this means that the device slept; the sleep is not counted. */
const TICK_MS_MAX = 5000;

/**
 * @param {number} seconds
 * @returns {string} minutes and seconds, "3:07"
 */
function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * @param {HTMLElement} panel holds an `output` and a `button`; `data-timer` is the form's id
 * @param {HTMLInputElement} field
 */
function start(panel, field) {
  const output = /** @type {HTMLOutputElement} */ (panel.querySelector("output"));
  const button = /** @type {HTMLButtonElement} */ (panel.querySelector("button"));
  let paused = false;
  let last = performance.now();
  let rest = 0;

  const count = () => {
    const now = performance.now();
    const passed = now - last;
    last = now;
    if (!paused && !document.hidden && passed <= TICK_MS_MAX) rest += passed;
    field.value = String(Number(field.value || 0) + Math.floor(rest / 1000));
    rest %= 1000;
    output.textContent = clock(Number(field.value));
  };
  button.addEventListener("click", () => {
    count();
    paused = !paused;
    button.textContent = (paused ? panel.dataset.resume : panel.dataset.pause) || "";
  });
  document.addEventListener("visibilitychange", () => {
    last = performance.now();
  });
  field.form?.addEventListener("submit", count);
  count();
  panel.hidden = false;
  setInterval(count, TICK_MS);
}

for (const panel of document.querySelectorAll("[data-timer]")) {
  if (!(panel instanceof HTMLElement)) continue;
  const form = document.getElementById(panel.dataset.timer || "");
  const field = form instanceof HTMLFormElement && form.elements.namedItem("active_seconds");
  if (field instanceof HTMLInputElement) start(panel, field);
}
