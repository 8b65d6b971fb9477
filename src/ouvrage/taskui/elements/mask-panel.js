/**
 * What stands around a picture that is painted on: labels, tools, sizes, and the list of what is
 * painted with its share of the picture, from which everything can be chosen or removed too.
 */

import { tool } from "./icons.js";
import { button, make } from "./widget.js";
import { word } from "./words.js";

/** @typedef {import("./mask.js").Mask} Mask */

// Controls of ours that belong to no form: their values are not part of the answer.
const APART = { form: "ouvrage-none" };

export class MaskPanel {
  /** @param {Mask} mask */
  constructor(mask) {
    this.mask = mask;
    this.modes = this.modeTools();
    this.bar = this.tools();
    this.labels = this.labelled();
    this.radius = this.slider(word("Brush"), "0.5", "60", "0.5", (value) => mask.tools.resize(value));
    this.tolerance = this.slider(word("Wand reaches"), "0", "120", "1", (value) => {
      mask.tools.tolerance = value;
    });
    this.sizes = make("div", { class: "view" }, this.radius.name, this.tolerance.name);
    const cover = this.slider(word("Cover"), "10", "100", "5", (value) =>
      mask.style.setProperty("--cover", String(value / 100)),
    );
    cover.input.value = "50";
    this.zoom = make("output", { class: "zoom" });
    this.view = make("div", { class: "view" }, cover.name, this.zoom);
    this.tick = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", ...APART }));
    this.tick.addEventListener("change", () => mask.declare(this.tick.checked));
    this.nothing = make("label", { class: "choice" }, this.tick, word("Nothing to mark in this image"));
    this.list = make("ol", { class: "shape-list painted" });
    this.listed = make("details", { open: "" }, make("summary", {}, word("What is painted")), this.list);
    this.keys = this.keyList();
  }

  /** @returns {Record<string, HTMLElement>} */
  modeTools() {
    const use = (/** @type {string} */ mode) => () => this.mask.tools.change(mode);
    return {
      brush: tool("draw", word("Brush"), "B", use("brush")),
      eraser: tool("eraser", word("Eraser"), "E", use("eraser")),
      outline: tool("outline", word("Outline"), "O", use("outline")),
      wand: tool("wand", word("Magic wand"), "A", use("wand")),
      patches: tool("patches", word("Patches"), "S", use("patches")),
      move: tool("move", word("Move"), "M", use("move")),
    };
  }

  tools() {
    const { mask } = this;
    mask.undoing = tool("undo", word("Undo"), "Ctrl+Z", () => mask.step(-1));
    mask.redoing = tool("redo", word("Redo"), "Ctrl+Y", () => mask.step(1));
    this.finish = tool("finish", word("Finish"), "F", () => mask.tools.finish());
    this.spare = tool("spare", word("Keep other labels"), "K", () => mask.spare(!mask.sparing));
    this.bare = tool("alone", word("Hide the paint"), "H", () => mask.toggle("unpainted"));
    const next = mask.several ? [tool("add", word("Next instance"), "I", () => mask.take(mask.label))] : [];
    return make(
      "div", { class: "tools", role: "group", "aria-label": word("Tools") },
      ...Object.values(this.modes), this.finish, ...next, mask.undoing, mask.redoing, this.spare, this.bare,
      tool("closer", word("Zoom in"), "+", () => mask.zoom(1.5)),
      tool("farther", word("Zoom out"), "−", () => mask.zoom(1 / 1.5)),
      tool("whole", word("Whole image"), "W", () => mask.stage.fit()),
    );
  }

  labelled() {
    const { mask } = this;
    const group = make("div", { class: "labels", role: "radiogroup", "aria-label": word("Label") });
    this.radios = mask.labels.map((label, place) => {
      const radio = /** @type {HTMLInputElement} */ (
        make("input", { type: "radio", name: `ouvrage_mask_${mask.number}`, ...APART })
      );
      radio.addEventListener("change", () => mask.take(label));
      const key = place < 10 ? [make("kbd", { "aria-hidden": "true" }, String((place + 1) % 10))] : [];
      const swatch = mask.several ? [] : [this.swatch(mask.look(label).colour)];
      group.append(make("label", { class: "label" }, radio, ...swatch, make("bdi", {}, label), ...key));
      return radio;
    });
    return group;
  }

  /** @param {string} colour */
  swatch(colour) {
    const swatch = make("span", { class: "swatch", "aria-hidden": "true" });
    swatch.style.setProperty("--ink", colour);
    return swatch;
  }

  /**
   * @param {string} text @param {string} min @param {string} max @param {string} step
   * @param {(value: number) => void} act
   */
  slider(text, min, max, step, act) {
    const input = /** @type {HTMLInputElement} */ (make("input", { type: "range", min, max, step, ...APART }));
    input.addEventListener("input", () => act(input.valueAsNumber));
    return { input, name: make("label", {}, text, " ", input) };
  }

  keyList() {
    /** @type {[string, string][]} */
    const keys = [
      ["1 – 9", word("Label to paint with")],
      ["← ↑ → ↓", word("Cross: one pixel; with Shift, ten")],
      ["Enter", word("Shows the cross, puts the tool down, and lifts it again")],
      ["B, E", word("Brush, eraser")],
      ["O, F", word("Outline to fill; F or a click on its first point finishes it")],
      ["A, S", word("Magic wand, patches of like colour")],
      ["[ ]", word("Smaller and larger brush")],
      ["K", word("Keeps what has another label as it is")],
      ...(this.mask.several ? [/** @type {[string, string]} */ (["I", word("Begins the next instance")])] : []),
      ["M", word("Moves the image")],
      ["H", word("Hides the paint")],
      ["+ −, W", word("Zoom, whole image; so do the wheel and two fingers")],
      ["Ctrl+Z, Ctrl+Y", word("Undo, redo")],
    ];
    const list = make("dl", { class: "keys" });
    for (const [key, meaning] of keys) {
      list.append(make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, meaning)));
    }
    return make("details", {}, make("summary", {}, word("Keyboard"), " ", make("kbd", {}, "?")), list);
  }

  toKeys() {
    const open = this.keys.toggleAttribute("open");
    const focus = open ? this.keys.querySelector("summary") : this.mask.stage.element;
    /** @type {HTMLElement | null} */ (focus)?.focus();
  }

  /** The labels are others now. */
  relabelled() {
    const before = this.labels;
    this.labels = this.labelled();
    before.replaceWith(this.labels);
  }

  /** @param {number} scale */
  zoomed(scale) {
    this.zoom.textContent = `${Math.round(scale * 100)} %`;
  }

  /** Shows how things are now. */
  sync() {
    const { mask } = this;
    const { tools, paint } = mask;
    for (const [mode, element] of Object.entries(this.modes)) press(element, tools.mode === mode);
    press(this.spare, mask.sparing);
    press(this.bare, mask.classList.contains("unpainted"));
    this.finish?.setAttribute("aria-disabled", String(tools.sketch.length < 3));
    this.radius.input.value = String(tools.radius);
    this.tolerance.input.value = String(tools.tolerance);
    this.radios?.forEach((radio, place) => {
      radio.checked = mask.labels[place] === mask.label;
    });
    const counts = paint.counts();
    const numbers = paint.entries.map((_, place) => place + 1).filter((number) => counts[number] > 0);
    this.nothing.hidden = numbers.length > 0;
    this.tick.checked = mask.nothing;
    this.list.replaceChildren(...numbers.map((number) => this.row(number, counts)));
  }

  /** @param {number} number @param {Uint32Array} counts */
  row(number, counts) {
    const { mask } = this;
    const { label, color } = mask.paint.entries[number - 1];
    const share = mask.paint.share(number, counts);
    const choice = button(word("{label}: {share} % of the image", { label, share }), () => mask.choose(number));
    if (number === mask.current) choice.setAttribute("aria-current", "true");
    const remove = tool("remove", word("Remove {label}", { label }), "", () => mask.clear(number));
    const parts = number === mask.current && mask.several ? [this.relabelling(label)] : [];
    return make("li", {}, this.swatch(color), " ", choice, ...parts, remove);
  }

  /** @param {string} label */
  relabelling(label) {
    const select = /** @type {HTMLSelectElement} */ (make("select", { "aria-label": word("Label"), ...APART }));
    select.append(...this.mask.labels.map((one) => new Option(one, one)));
    select.value = label;
    select.addEventListener("change", () => this.mask.relabel(select.value));
    return select;
  }
}

/** @param {HTMLElement | undefined} element @param {boolean} pressed */
function press(element, pressed) {
  element?.setAttribute("aria-pressed", String(pressed));
}
