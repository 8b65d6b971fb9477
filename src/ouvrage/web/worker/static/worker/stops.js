/**
 * Gives the forms that stop a task the seconds its page counted, and shows the report that it does
 * not work where an image, a sound or a film of it did not load. Without scripts both forms work.
 */

const task = document.getElementById("ouvrage-task");
const counted = task?.querySelector("input[name=active_seconds]");
for (const form of document.querySelectorAll("form[data-stop]")) {
  form.addEventListener("submit", () => {
    const seconds = form.querySelector("input[name=active_seconds]");
    if (seconds instanceof HTMLInputElement && counted instanceof HTMLInputElement) {
      seconds.value = counted.value;
    }
  });
}

const report = document.querySelector("details[data-broken]");
const offer = () => {
  if (report instanceof HTMLDetailsElement && !report.open) {
    report.open = true;
    report.classList.add("offered");
  }
};
// Captured, because an element that draws makes its picture later.
task?.addEventListener("error", offer, true);
for (const image of task?.querySelectorAll("img") ?? []) {
  if (image.complete && image.naturalWidth === 0 && image.src) offer();
}
