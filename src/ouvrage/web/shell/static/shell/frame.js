/**
 * The portal's part in the frame of a page with scripts. It runs before those, tells the portal what
 * the page's controls hold, and puts in the files that the portal hands over. Whatever arrives from
 * here is a proposal: only the portal's own buttons send an answer.
 */
(() => {
  const VERSION = 1;
  const DRAFT_DELAY_MS = 200;
  const form = document.forms[0];
  const crowd = /** @type {HTMLElement & {submit: () => void}} */ (
    document.querySelector("crowd-form")
  );
  /** @type {MessagePort | undefined} */
  let port;
  /** @type {number | undefined} */
  let timer;

  // Sending is the portal's, so that no page sends by itself.
  crowd.submit = () => {};
  form.addEventListener("submit", (event) => event.preventDefault());
  // A link would lead the frame to where nothing may load, and take the page away.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!link) return;
    event.preventDefault();
    const place = link.getAttribute("href") || "";
    if (place.startsWith("#")) document.getElementById(place.slice(1))?.scrollIntoView();
  });
  // No policy stops WebRTC in every browser, so its constructors go, and frames that would have
  // fresh ones are taken out before anything in them runs.
  for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection"]) {
    Reflect.deleteProperty(window, name);
  }
  const { apply } = Reflect;
  const all = document.querySelectorAll;
  const { remove } = Element.prototype;
  const without = () => {
    const nested = apply(all, document, ["iframe, frame, object, embed"]);
    for (let n = 0; n < nested.length; n += 1) apply(remove, nested[n], []);
  };
  new MutationObserver(without).observe(document, { childList: true, subtree: true });

  const fields = () => {
    /** @type {[string, string][]} */
    const pairs = [];
    new FormData(form).forEach((value, name) => {
      if (typeof value === "string") pairs.push([name, value]);
    });
    return pairs;
  };
  /** @param {Record<string, unknown>} message */
  const tell = (message) => port?.postMessage({ v: VERSION, ...message });
  const change = () => {
    clearTimeout(timer);
    timer = setTimeout(() => tell({ type: "draft", fields: fields() }), DRAFT_DELAY_MS);
  };

  /** @param {[string, string][]} pairs */
  const fill = (pairs) => {
    /** @type {Map<string, string[]>} */
    const left = new Map();
    for (const [name, value] of pairs) left.set(name, [...(left.get(name) || []), value]);
    for (const control of Array.from(form.elements)) {
      if (control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type)) {
        control.checked = (left.get(control.name) || []).includes(control.value);
      } else if (control instanceof HTMLSelectElement && control.multiple) {
        const chosen = left.get(control.name) || [];
        for (const option of Array.from(control.options)) {
          option.selected = chosen.includes(option.value);
        }
      } else if (
        control instanceof HTMLInputElement ||
        control instanceof HTMLTextAreaElement ||
        control instanceof HTMLSelectElement
      ) {
        const value = left.get(control.name)?.shift();
        if (value !== undefined) control.value = value;
      }
    }
    crowd.dispatchEvent(new Event("restored", { bubbles: true }));
  };

  /**
   * @param {number} number
   * @param {boolean} final whether the answer is about to be sent
   * @param {boolean} whole whether what is required must be there
   */
  const collect = (number, final, whole) => {
    const goes =
      !final ||
      (crowd.dispatchEvent(new Event("submit", { cancelable: true })) &&
        (!whole || form.reportValidity()));
    tell({ type: "answer", number, held: !goes, fields: fields() });
  };

  /**
   * @param {number} number
   * @param {Blob} blob
   */
  const show = (number, blob) => {
    const address = URL.createObjectURL(blob);
    for (const element of document.querySelectorAll(`[data-media="${number}"]`)) {
      element.setAttribute("src", address);
      if (element.parentElement instanceof HTMLMediaElement) element.parentElement.load();
    }
  };

  /** @param {MessageEvent} event */
  const hear = ({ data }) => {
    if (data.v !== VERSION) return;
    if (data.type === "collect") collect(data.number, data.final, data.whole);
    else if (data.type === "fill") fill(data.fields);
    else if (data.type === "media") show(data.number, data.blob);
  };

  addEventListener("message", (event) => {
    if (port || event.source !== parent || !event.ports[0]) return;
    port = event.ports[0];
    port.onmessage = hear;
    const wanted = Array.from(document.querySelectorAll("[data-media]"), (element) =>
      Number(element.getAttribute("data-media")),
    );
    tell({ type: "ready", fields: fields() });
    tell({ type: "media", numbers: Array.from(new Set(wanted)) });
    const measure = () => tell({ type: "height", pixels: Math.ceil(document.body.offsetHeight) });
    new ResizeObserver(measure).observe(document.body);
    form.addEventListener("input", change);
    form.addEventListener("change", change);
  });
})();
