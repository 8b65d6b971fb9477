/**
 * Shows the task page beside its source while it is written: what the button "Look at it" does,
 * once the author pauses. Without this file the button does it.
 */
const PAUSE_MS = 700;

const form = document.querySelector("form#editor");
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
/** @type {AbortController | undefined} */
let asking;

/** @param {HTMLFormElement} written */
async function look(written) {
  asking?.abort();
  asking = new AbortController();
  const body = new FormData(written);
  body.set("look", "1");
  const response = await fetch(written.action, { method: "POST", body, signal: asking.signal });
  if (response.redirected || !(response.ok || response.status === 422)) return;
  const drawn = new DOMParser().parseFromString(await response.text(), "text/html");
  take(drawn, "ouvrage-words");
  const part = drawn.getElementById("look");
  if (part) document.getElementById("look")?.replaceWith(part);
  document.dispatchEvent(new Event("ouvrage:drawn"));
  for (const style of drawn.querySelectorAll("head link[rel=stylesheet]")) {
    if (!document.querySelector(`link[href="${style.getAttribute("href")}"]`))
      document.head.append(style);
  }
  for (const module of drawn.querySelectorAll("body > script[type=module][src]"))
    import(String(module.getAttribute("src"))).catch(() => undefined);
}

/**
 * Puts an element of the answer where the page has its like, or at the page's end.
 * @param {Document} drawn
 * @param {string} id
 */
function take(drawn, id) {
  const fresh = drawn.getElementById(id);
  const old = document.getElementById(id);
  if (!fresh) return;
  if (old) old.replaceWith(fresh);
  else document.body.append(fresh);
}

if (form instanceof HTMLFormElement) {
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => look(form).catch(() => undefined), PAUSE_MS);
  });
}
