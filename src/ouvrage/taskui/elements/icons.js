/** Drawn signs for buttons, and the making of SVG. */

import { make } from "./widget.js";

/** @type {Record<string, string>} paths in a square of 24 */
const PATHS = {
  draw: "M4 20l1-5L16 4l4 4L9 19zM13 7l4 4",
  move: "M12 3v18M3 12h18M9 6l3-3 3 3M9 18l3 3 3-3M6 9l-3 3 3 3M18 9l3 3-3 3",
  undo: "M8 5L4 9l4 4M4 9h10a6 6 0 0 1 0 12h-3",
  redo: "M16 5l4 4-4 4M20 9H10a6 6 0 0 0 0 12h3",
  closer: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM15 15l6 6M7 10h6M10 7v6",
  farther: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM15 15l6 6M7 10h6",
  whole: "M3 9V3h6M15 3h6v6M21 15v6h-6M9 21H3v-6",
  remove: "M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6",
  alone: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7-10-7-10-7zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
  names: "M5 19L12 4l7 15M8 13h8",
  finish: "M4 12l6 6L20 6",
  corner: "M5 19V5h14M5 5m-2 0a2 2 0 1 0 4 0 2 2 0 0 0-4 0M11 12h8v8",
  back: "M15 5l-7 7 7 7",
  eraser: "M4 15l9-9 7 7-7 7H8zM9 10l7 7M13 20h7",
  outline: "M5 19L3 8l9-5 9 7-4 10zM3 8m-1 0a1 1 0 1 0 2 0 1 1 0 0 0-2 0M12 3m-1 0a1 1 0 1 0 2 0 1 1 0 0 0-2 0",
  wand: "M4 20L14 10M16 3v4M14 5h4M20 9v4M18 11h4M19 3l-1 1",
  patches: "M3 3h18v18H3zM3 10l7 2 2-9M10 12l-2 9M10 12l11 3",
  spare: "M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3",
  add: "M12 5v14M5 12h14",
  forth: "M9 5l7 7-7 7",
};

/**
 * @param {string} tag
 * @param {Record<string, string>} [attributes]
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/**
 * @param {string} name of a path above
 * @param {string} text what the button does, in words
 * @param {string} key that does the same
 * @param {() => void} act
 * @returns {HTMLButtonElement}
 */
export function tool(name, text, key, act) {
  const sign = svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
  sign.append(svg("path", { d: PATHS[name] }));
  const element = /** @type {HTMLButtonElement} */ (
    make("button", { type: "button", class: "tool", title: key ? `${text} (${key})` : text })
  );
  element.append(sign, make("span", { class: "tool-name" }, text));
  if (key) element.append(make("kbd", { "aria-hidden": "true" }, key));
  element.addEventListener("click", () => {
    if (element.getAttribute("aria-disabled") !== "true") act();
  });
  return element;
}
