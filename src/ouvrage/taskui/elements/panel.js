/**
 * What stands around the picture: labels, tools, the chosen shape in words and numbers, and the
 * list of all shapes. Whoever cannot see or point at the picture can do everything from here.
 */

import { tool } from "./icons.js";
import { button, make } from "./widget.js";
import { word } from "./words.js";

/**
 * @typedef {import("./layer.js").Shape} Shape
 * @typedef {import("./drawing.js").Drawing} Drawing
 */

// Controls of ours that belong to no form: their values are not part of the answer.
const APART = { form: "ouvrage-none" };
const OPEN_LIST = "(min-width: 60rem)";

export class Panel {
  /** @param {Drawing} drawing */
  constructor(drawing) {
    this.drawing = drawing;
    /** @type {Map<number, {row: HTMLElement, text: HTMLElement, shape: Shape}>} */
    this.rows = new Map();
    this.current = 0;
    this.tools();
    this.labels = this.labelled();
    this.chosen = this.chosenShape();
    this.list = make("ol", { class: "shape-list" });
    this.count = make("summary");
    this.listed = make("details", { class: "shape-listed" }, this.count, this.list);
    if (matchMedia(OPEN_LIST).matches) this.listed.setAttribute("open", "");
    this.nothing = this.ticked(word("Nothing to mark in this image"), (box) => drawing.declare(box.checked));
    this.keys = this.keyList();
  }

  tools() {
    const { drawing } = this;
    const { stage, kind } = drawing;
    drawing.undoing = tool("undo", word("Undo"), "Ctrl+Z", () => drawing.step(-1));
    drawing.redoing = tool("redo", word("Redo"), "Ctrl+Y", () => drawing.step(1));
    this.draw = tool("draw", word("Draw"), "D", () => drawing.change("draw"));
    this.move = tool("move", word("Move"), "M", () => drawing.change("move"));
    this.finish = tool("finish", word("Finish"), "F", () => drawing.finish());
    this.alone = tool("alone", word("Hide the others"), "H", () => drawing.toggle("alone"));
    this.names = tool("names", word("Names"), "T", () => drawing.toggle("unnamed"));
    this.whole = tool("whole", word("Whole image"), "W", () => stage.fit());
    this.zoom = make("span", { class: "zoom" });
    const fill = /** @type {HTMLInputElement} */ (
      make("input", { type: "range", min: "0", max: "100", value: "20", ...APART })
    );
    fill.addEventListener("input", () =>
      stage.layer.style.setProperty("--fill", String(Number(fill.value) / 100)),
    );
    this.bar = make(
      "div", { class: "tools", role: "group", "aria-label": word("Tools") },
      this.draw, this.move, ...(kind.most > 2 ? [this.finish] : []), drawing.undoing, drawing.redoing,
      tool("closer", word("Zoom in"), "+", () => stage.zoom(1.5)),
      tool("farther", word("Zoom out"), "−", () => stage.zoom(1 / 1.5)),
      this.whole, this.alone, this.names,
    );
    this.view = make(
      "div", { class: "view" }, make("label", {}, word("Fill"), " ", fill), this.zoom,
    );
  }

  labelled() {
    const { drawing } = this;
    const group = make("div", { class: "labels", role: "radiogroup", "aria-label": word("Label") });
    this.radios = drawing.labels.map((label, place) => {
      const radio = /** @type {HTMLInputElement} */ (
        make("input", { type: "radio", name: `ouvrage_label_${drawing.number}`, ...APART })
      );
      const { colour, dash } = drawing.look(label);
      const swatch = make("span", { class: dash ? "swatch dashed" : "swatch", "aria-hidden": "true" });
      swatch.style.setProperty("--ink", colour);
      const key = place < 10 ? [make("kbd", { "aria-hidden": "true" }, String((place + 1) % 10))] : [];
      group.append(make("label", { class: "label" }, radio, swatch, make("bdi", {}, label), ...key));
      radio.addEventListener("change", () => drawing.take(label));
      return radio;
    });
    return group;
  }

  /** @param {string} text @param {(box: HTMLInputElement) => void} act */
  ticked(text, act) {
    const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", ...APART }));
    box.addEventListener("change", () => act(box));
    this.tick = box;
    return make("label", { class: "choice" }, box, text);
  }

  chosenShape() {
    const { drawing } = this;
    this.select = /** @type {HTMLSelectElement} */ (make("select", { ...APART }));
    this.select.append(...drawing.labels.map((label) => new Option(label, label)));
    this.select.addEventListener("change", () => drawing.relabel(this.select.value));
    this.numbers = drawing.fields().map(([name], place) => {
      const input = /** @type {HTMLInputElement} */ (
        make("input", { type: "number", step: "any", inputmode: "numeric", ...APART })
      );
      input.addEventListener("change", () => drawing.enter(place, input.valueAsNumber));
      return { input, name: make("label", { class: "number-field" }, name, " ", input) };
    });
    this.title = make("p", { class: "chosen-title" });
    this.corner = tool("corner", word("Next corner"), "C", () => drawing.nextCorner());
    const remove = tool("remove", word("Remove"), "⌫", () => drawing.remove());
    const [back, forth] = [
      tool("back", word("Previous shape"), "P", () => drawing.next(-1)),
      tool("forth", word("Next shape"), "N", () => drawing.next(1)),
    ];
    const corner = drawing.kind.most > 1 ? [this.corner] : [];
    this.chooser = make("div", { class: "tools" }, back, forth, ...corner, remove);
    return make(
      "div", { class: "chosen-shape", role: "group", "aria-label": word("The chosen shape") },
      this.title, make("label", { class: "relabel" }, word("Label"), " ", this.select),
      ...this.numbers.map(({ name }) => name), this.chooser,
    );
  }

  keyList() {
    const { kind } = this.drawing;
    /** @type {[string, string][]} */
    const keys = [
      ["1 – 9", word("Label of the next shapes")],
      ["← ↑ → ↓", word("Cross, chosen shape or corner: one pixel; with Shift, ten")],
      ["Enter", word("Shows the cross, then places a corner or point")],
      ["F", word("Finishes the shape; so does a click on its first or last point")],
      ["Esc", word("Drops the shape in the making, then the choice")],
      ["⌫", word("Removes the last point, the chosen corner or the chosen shape")],
      ["N, P", word("Next and previous shape")],
      ["C", word("Next corner of the chosen shape, for the arrow keys")],
      ["L", word("Label of the chosen shape")],
      ["D, M", word("Draw, or move shapes and the image")],
      ["H, T", word("Hides the other shapes, or their names")],
      ["+ −, W", word("Zoom, whole image; so do the wheel and two fingers")],
      ["Ctrl+Z, Ctrl+Y", word("Undo, redo")],
    ];
    const list = make("dl", { class: "keys" });
    for (const [key, meaning] of keys) {
      if (key === "F" && kind.most <= 2) continue;
      list.append(make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, meaning)));
    }
    return make("details", {}, make("summary", {}, word("Keyboard"), " ", make("kbd", {}, "?")), list);
  }

  /** @param {number} scale */
  zoomed(scale) {
    if (this.zoom) this.zoom.textContent = `${Math.round(scale * 100)} %`;
  }

  /** The labels are others now. */
  relabelled() {
    const before = this.labels;
    this.labels = this.labelled();
    before.replaceWith(this.labels);
    this.select?.replaceChildren(...this.drawing.labels.map((label) => new Option(label, label)));
  }

  /** The focus goes to the label of the chosen shape, or of the next ones. */
  toLabel() {
    if (this.drawing.theChosen) this.select?.focus();
    else this.radios?.find((radio) => radio.checked)?.focus();
  }

  toKeys() {
    const open = this.keys.toggleAttribute("open");
    const focus = open ? this.keys.querySelector("summary") : this.drawing.stage.element;
    /** @type {HTMLElement | null} */ (focus)?.focus();
  }

  /** Shows how things are now. */
  sync() {
    const { drawing } = this;
    const { shapes, mode } = drawing;
    this.press(this.draw, mode === "draw");
    this.press(this.move, mode === "move");
    this.press(this.alone, drawing.classList.contains("alone"));
    this.press(this.names, !drawing.classList.contains("unnamed"));
    this.finish?.setAttribute("aria-disabled", String(!drawing.isFinishable));
    this.radios?.forEach((radio, place) => {
      radio.checked = drawing.labels[place] === drawing.label;
    });
    if (this.count) this.count.textContent = word("Shapes: {count}", { count: shapes.length });
    this.nothing.hidden = shapes.length > 0;
    if (this.tick) this.tick.checked = drawing.nothing;
    this.syncRows(shapes);
    this.syncChosen();
  }

  /** @param {HTMLElement | undefined} element @param {boolean} pressed */
  press(element, pressed) {
    element?.setAttribute("aria-pressed", String(pressed));
  }

  /** @param {Shape[]} shapes */
  syncRows(shapes) {
    const left = new Set(this.rows.keys());
    shapes.forEach((shape) => {
      left.delete(shape.id);
      let known = this.rows.get(shape.id);
      if (!known) {
        const text = button("", () => this.drawing.choose(shape.id, true));
        known = { row: make("li", {}, text), text, shape };
        text.textContent = this.drawing.told(shape);
        this.rows.set(shape.id, known);
        this.list.append(known.row);
      } else if (known.shape !== shape) {
        known.text.textContent = this.drawing.told(shape);
        known.shape = shape;
      }
    });
    for (const id of left) {
      this.rows.get(id)?.row.remove();
      this.rows.delete(id);
    }
    const { chosen } = this.drawing;
    if (this.current !== chosen) this.rows.get(this.current)?.text.removeAttribute("aria-current");
    this.rows.get(chosen)?.text.setAttribute("aria-current", "true");
    this.current = chosen;
  }

  syncChosen() {
    const { drawing } = this;
    const shape = drawing.theChosen;
    this.chosen.hidden = !shape;
    if (!shape) return;
    const [place, all] = [drawing.shapes.indexOf(shape) + 1, drawing.shapes.length];
    if (this.title) this.title.textContent = word("Shape {place} of {all}", { place, all });
    if (this.select) this.select.value = shape.label;
    drawing.fields().forEach(([, value], field) => {
      const number = this.numbers?.[field];
      if (!number) return;
      number.name.hidden = value === undefined;
      number.input.value = value === undefined ? "" : String(value);
    });
  }
}
