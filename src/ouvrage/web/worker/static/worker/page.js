/**
 * Fits a page to the device: moments in its own clock instead of UTC, shown and typed, and what may
 * stay open where there is room. Without scripts both stay readable. Then it brings the outbox.
 */

const WIDE = "(min-width: 60rem)";

const format = new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
  dateStyle: "medium",
  timeStyle: "short",
});
for (const time of document.querySelectorAll("time[datetime]")) {
  if (time instanceof HTMLTimeElement && time.dateTime.includes("T")) {
    time.textContent = format.format(new Date(time.dateTime));
  }
}
const offset = -new Date().getTimezoneOffset();
for (const input of document.querySelectorAll("input[name=utc_offset]")) {
  if (!(input instanceof HTMLInputElement) || input.value !== "") continue;
  input.value = String(offset);
  for (const field of input.form?.querySelectorAll("input[type=datetime-local]") || []) {
    if (!(field instanceof HTMLInputElement) || !field.value) continue;
    const local = Date.parse(`${field.value}Z`) + offset * 60000;
    field.value = new Date(local).toISOString().slice(0, 19);
  }
}
for (const note of document.querySelectorAll("[data-local]")) {
  if (note instanceof HTMLElement) note.textContent = note.dataset.local || "";
}
for (const details of document.querySelectorAll("details[data-open-when-wide]")) {
  if (details instanceof HTMLDetailsElement) details.open = matchMedia(WIDE).matches;
}
import("./outbox.js");
