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
for (const media of task?.querySelectorAll("img, audio, video, source") ?? []) {
  media.addEventListener("error", offer);
  if (media instanceof HTMLImageElement && media.complete && media.naturalWidth === 0 && media.src) {
    offer();
  }
}
