/**
 * Draws the progress of a project again every five seconds while its page is visible.
 * The server sends the finished part of the page; without this file a reload shows the same.
 */
const PAUSE_MS = 5000;
const FAILURES_MAX = 5;

const part = document.getElementById("progress");
let failures = 0;

/** @param {HTMLElement} part */
async function draw(part) {
  const address = part.dataset.address;
  if (!address || document.hidden || part.contains(document.activeElement)) return;
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    if (!response.ok || response.redirected) throw new Error(String(response.status));
    part.innerHTML = await response.text();
    failures = 0;
  } catch {
    failures += 1;
  }
}

/** @param {HTMLElement} part */
function wait(part) {
  setTimeout(async () => {
    await draw(part);
    if (failures < FAILURES_MAX) wait(part);
  }, PAUSE_MS);
}

if (part && part.dataset.live === "1") wait(part);
