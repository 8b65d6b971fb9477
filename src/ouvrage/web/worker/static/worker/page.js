/**
 * Fits a page to the device: moments in its own clock instead of UTC, and what may stay open where
 * there is room. Without scripts both stay readable.
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
for (const details of document.querySelectorAll("details[data-open-when-wide]")) {
  if (details instanceof HTMLDetailsElement) details.open = matchMedia(WIDE).matches;
}
