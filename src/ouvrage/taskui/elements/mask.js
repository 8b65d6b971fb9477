/**
 * Labels to the pixel: `crowd-semantic-segmentation` and `crowd-instance-segmentation`.
 *
 * A canvas of the picture's own size lies over it. Every finished change ends in `keep`, which
 * writes the map as runs; the server makes of them the picture that is documented.
 */

import { freeColour, hex, numbersOf } from "./colours.js";
import { onStage } from "./geometry.js";
import { looks } from "./layer.js";
import { MaskKeys } from "./mask-keys.js";
import { MaskPanel } from "./mask-panel.js";
import { MaskTools } from "./mask-tools.js";
import { ENTRIES_MAX, Paint } from "./paint.js";
import { Pictured, named } from "./pictured.js";
import { Stage } from "./stage.js";
import { word } from "./words.js";

/**
 * @typedef {import("./paint.js").Entry} Entry
 * @typedef {import("./region.js").Region} Region
 */

let masks = 0;

export class Mask extends Pictured {
  begin() {
    this.number = ++masks;
    this.several = this.localName === "crowd-instance-segmentation";
    this.part = this.several ? "instances" : "labels";
    this.named = named(this.json("labels", []));
    this.look = looks(this.named, this.json("label-colors", {}));
    this.label = this.named[0] || "";
    /** The number that is painted with; 0 before an instance is begun. */
    this.current = 0;
    this.sparing = false;
    this.nothing = false;
    this.paint = new Paint();
    this.tools = new MaskTools(this);
    this.stage = new Stage(0, {
      ready: () => this.ready(),
      failed: () => this.missing(this.stage),
      viewed: () => this.viewed(),
      down: (point) => this.tools.down(point),
      move: (point) => this.tools.move(point),
      up: () => this.tools.up(),
      cancel: () => this.restored(),
      hover: (point) => this.tools.hover(point),
    });
    this.stage.image.after(this.paint.canvas, this.tools.edges);
    this.stage.world.append(this.tools.draft, this.tools.ring);
    this.panel = new MaskPanel(this);
    this.keys = new MaskKeys(this);
    this.build();
    this.stage.open(this.getAttribute("src") || "");
  }

  build() {
    const { panel, stage } = this;
    this.frame(
      stage, word("Image to paint on"),
      word("The arrow keys move the cross. Enter puts the tool down there, and lifts it again."),
      [panel.labels, panel.bar, panel.sizes], [panel.view, panel.nothing, panel.listed, panel.keys],
    );
  }

  async ready() {
    this.found();
    this.paint.open(this.stage.size);
    this.tools.forget();
    await this.begun();
    this.restored();
  }

  /** Takes a mask to look over as the answer, where there is none yet. */
  async begun() {
    const { input, history, paint } = this;
    const given = this.json("initial-value", /** @type {any} */ (null));
    if (!given?.src || !input || !history) return;
    const written = this.several ? given.instances || [] : Object.entries(given.labelMappings || {})
      .map(([label, { color }]) => ({ label, color }));
    paint.entries = written.map((/** @type {Entry} */ { label, color }) => ({ label, color: hex(color) }));
    try {
      paint.map = await numbersOf(given.src, paint.size, paint.entries);
    } catch {
      this.fault(this.stage, word("The mask to look over could not be loaded."));
      return;
    }
    const first = JSON.stringify(this.answer());
    input.value = input.value || first;
    history.steps = history.steps.map((step) => step || first);
  }

  /** @param {any} value what was written, or null */
  read(value) {
    if (!this.stage?.isReady || !this.panel) return;
    const written = value?.[this.part] || [];
    const entries = this.several ? written : this.named.map((label) => ({
      label, color: hex(this.look(label).colour),
    }));
    this.paint.read(value?.runs, written, entries);
    this.nothing = value !== null && !written.length;
    this.tools.drop();
    if (!this.several) this.current = this.named.indexOf(this.label) + 1;
    else if (this.current > entries.length) this.current = 0;
    this.panel.sync();
    this.viewed();
  }

  /** @returns {object | null} what is painted; null while nothing is and nobody said so */
  answer() {
    const { entries, ...answer } = this.paint.answer(this.part);
    if (entries) this.nothing = false;
    return entries || this.nothing ? answer : null;
  }

  /** A change is finished. @param {string} sentence */
  keep(sentence) {
    this.write(this.answer());
    // Instances without a pixel are gone, and the others count anew.
    if (this.several && (this.value?.instances.length || 0) < this.paint.entries.length) this.read(this.value);
    this.panel.sync();
    this.say(sentence);
  }

  viewed() {
    if (!this.panel) return;
    const { view, size } = this.stage;
    for (const canvas of [this.paint.canvas, this.tools.edges]) {
      const scale = (view.scale * size.width) / Math.max(1, canvas.width);
      canvas.style.setProperty("transform", `translate(${view.x}px, ${view.y}px) scale(${scale})`);
    }
    this.panel.zoomed(view.scale);
  }

  /** Paints or erases the region, with the label or instance of now. @param {Region} region */
  fill(region) {
    const erases = this.tools.mode === "eraser";
    if (!erases && this.several && !this.current) this.addInstance();
    if (!erases && !this.current) return;
    this.paint.fill(region, erases ? 0 : this.current, this.sparing ? this.current : null);
  }

  addInstance() {
    const { entries } = this.paint;
    if (entries.length >= ENTRIES_MAX || !this.label) return;
    this.paint.entries = [...entries, { label: this.label, color: freeColour(entries) }];
    this.current = entries.length + 1;
  }

  /** @returns {string} how much the present label or instance covers */
  told() {
    const entry = this.paint.entries[this.current - 1];
    if (!entry) return word("Changed.");
    return word("{label}: {share} % of the image", { label: entry.label, share: this.paint.share(this.current) });
  }

  /** Takes this label for what is painted next. @param {string} label */
  take(label) {
    this.label = label;
    this.current = this.several ? 0 : this.named.indexOf(label) + 1;
    this.panel.sync();
    this.say(this.several ? word("Label of the next instance: {label}", { label }) : word("Label: {label}", { label }));
  }

  /** Goes on painting at this entry. @param {number} number */
  choose(number) {
    this.current = number;
    this.label = this.paint.entries[number - 1]?.label || this.label;
    this.panel.sync();
    this.say(this.told());
  }

  /** @param {string} label of the present instance */
  relabel(label) {
    this.paint.entries = this.paint.entries.map((entry, place) =>
      place === this.current - 1 ? { ...entry, label } : entry,
    );
    this.label = label;
    this.keep(this.told());
  }

  /** @param {number} number whose pixels are taken away */
  clear(number) {
    const { label } = this.paint.entries[number - 1];
    this.paint.clear(number);
    this.keep(word("Removed: {label}", { label }));
    this.read(this.value);
  }

  /** @param {boolean} nothing whether the person says that there is nothing to mark */
  declare(nothing) {
    this.nothing = nothing;
    this.paint.map.fill(0);
    this.keep(nothing ? word("Noted: nothing to mark.") : word("No answer yet."));
    this.read(this.value);
  }

  /** @param {string} name of a way to see */
  toggle(name) {
    this.classList.toggle(name);
    this.panel.sync();
  }

  /** @param {boolean} sparing whether what has another label stays as it is */
  spare(sparing) {
    this.sparing = sparing;
    this.panel.sync();
  }

  /** @param {number} factor about the cross or the middle */
  zoom(factor) {
    const { cross } = this.keys;
    this.stage.zoom(factor, cross ? onStage(this.stage.view, cross) : undefined);
  }

  /** @param {number} by */
  step(by) {
    this.keys.lift();
    if (by < 0 && this.tools.sketch.length) this.tools.shorten();
    else super.step(by);
  }

  get labels() {
    return this.named;
  }

  set labels(labels) {
    this.setAttribute("labels", JSON.stringify(labels));
    if (!this.panel) return;
    this.named = named(labels);
    this.look = looks(this.named, this.json("label-colors", {}));
    this.label = this.named[0] || "";
    this.panel.relabelled();
    this.restored();
  }
}

for (const name of ["crowd-semantic-segmentation", "crowd-instance-segmentation"]) {
  customElements.define(name, class extends Mask {});
}
