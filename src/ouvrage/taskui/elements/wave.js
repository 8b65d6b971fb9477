/**
 * The recording as a drawing: how loud it is, its segments, and where the sound is.
 *
 * Time goes from left to right in every language. The drawing scrolls; one canvas of the size of the
 * screen is drawn anew where it stands, however long the recording is.
 */

import { loudest, PEAKS_A_SECOND, peaksAt } from "./peaks.js";
import { clock } from "./times.js";
import { button, make } from "./widget.js";
import { word } from "./words.js";

/**
 * @typedef {import("./segments.js").Segment} Segment
 * @typedef {import("./segments.js").Edge} Edge
 * @typedef {import("./sound.js").Sound} Sound
 * @typedef {{
 *   tapped: (time: number) => void,
 *   drawn: (start: number, end: number) => void,
 *   pulled: (edge: Edge, time: number, last: boolean) => void,
 *   hue: (segment: Segment) => number,
 * }} Acts
 */

const ZOOM = 1.6;
const PIXELS_A_SECOND_MAX = 400;
const DRAG_PIXELS = 4;
const STEP_SECONDS = 0.01;
const FAR = 10;
/** @type {Edge[]} */
const EDGES = ["start", "end"];

export class Wave {
  /**
   * @param {Sound} sound
   * @param {Acts} acts
   */
  constructor(sound, acts) {
    this.sound = sound;
    this.acts = acts;
    /** @type {Uint8Array | null} */
    this.peaks = null;
    this.scale = 0;
    /** @type {Segment | null} */
    this.chosen = null;
    this.canvas = /** @type {HTMLCanvasElement} */ (make("canvas", { "aria-hidden": "true" }));
    this.ground = make("div", { class: "wave-ground", role: "slider", tabindex: "0" });
    this.ground.setAttribute("aria-label", word("Place in the recording"));
    this.bands = make("div", { class: "wave-bands", "aria-hidden": "true" });
    this.needle = make("div", { class: "wave-needle" });
    this.handles = EDGES.map((edge) => this.handle(edge));
    this.inner = make("div", { class: "wave-inner" }, this.canvas, this.bands, this.ground);
    this.inner.append(...this.handles, this.needle);
    this.window = make("div", { class: "wave-window", dir: "ltr" }, this.inner);
    this.note = make("p", { class: "quiet" }, word("The drawing of the sound is being made."));
    this.zoom = [
      button(word("Zoom in"), () => this.rescale(this.scale * ZOOM), "+"),
      button(word("Zoom out"), () => this.rescale(this.scale / ZOOM), "−"),
      button(word("Whole recording"), () => this.rescale(0), "0"),
    ];
    this.element = make("div", { class: "wave" }, this.window, this.note);
    this.listen();
  }

  listen() {
    this.window.addEventListener("scroll", () => this.paint());
    new ResizeObserver(() => this.rescale(this.scale)).observe(this.window);
    this.ground.addEventListener("pointerdown", (event) => this.pressed(event));
    this.ground.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !this.key(event)) return;
      event.preventDefault();
    });
  }

  /** The recording's length is known: its place is there, its drawing comes. */
  async begin() {
    this.rescale(0);
    try {
      this.peaks = await peaksAt(this.sound.audio.src, this.sound.duration);
      this.note.remove();
    } catch {
      this.note.textContent = word("This recording is too long, or not here, to draw its sound. Everything else works.");
    }
    this.paint();
  }

  /** @returns {number} pixels a second with which everything is in view */
  get least() {
    return this.window.clientWidth / Math.max(0.1, this.sound.duration);
  }

  /** @param {number} scale pixels a second */
  rescale(scale) {
    const { duration } = this.sound;
    if (!duration || !this.window.clientWidth) return;
    const { currentTime } = this.sound.audio;
    this.scale = Math.max(this.least, Math.min(PIXELS_A_SECOND_MAX, scale));
    this.inner.style.setProperty("inline-size", `${Math.floor(this.scale * duration)}px`);
    this.window.scrollLeft = currentTime * this.scale - this.window.clientWidth / 2;
    this.show(this.segments || [], this.chosen);
    this.paint();
    this.point(false);
  }

  /**
   * @param {Segment[]} segments in order
   * @param {Segment | null} chosen the one that has handles
   */
  show(segments, chosen) {
    this.segments = segments;
    this.chosen = chosen;
    this.bands.replaceChildren(
      ...segments.map((segment) => {
        const band = make("div", { class: `wave-band hue${this.acts.hue(segment)}` });
        band.append(make("span", {}, segment.label));
        if (segment === chosen) band.classList.add("chosen");
        band.style.setProperty("left", `${segment.start * this.scale}px`);
        band.style.setProperty("width", `${(segment.end - segment.start) * this.scale}px`);
        return band;
      }),
    );
    EDGES.forEach((edge, place) => {
      const handle = this.handles[place];
      handle.hidden = !chosen;
      if (!chosen) return;
      handle.style.setProperty("left", `${chosen[edge] * this.scale}px`);
      this.tell(handle, chosen[edge]);
    });
  }

  /**
   * @param {HTMLElement} slider
   * @param {number} time
   */
  tell(slider, time) {
    slider.setAttribute("aria-valuemin", "0");
    slider.setAttribute("aria-valuemax", this.sound.duration.toFixed(2));
    slider.setAttribute("aria-valuenow", time.toFixed(2));
    slider.setAttribute("aria-valuetext", clock(time));
  }

  /** @param {boolean} follow whether the needle is kept in view */
  point(follow) {
    const { currentTime } = this.sound.audio;
    const place = currentTime * this.scale;
    this.needle.style.setProperty("left", `${place}px`);
    this.tell(this.ground, currentTime);
    const { scrollLeft, clientWidth } = this.window;
    if (follow && (place < scrollLeft || place > scrollLeft + clientWidth)) {
      this.window.scrollLeft = place - clientWidth / 8;
    }
  }

  /** Draws the part that is in view. */
  paint() {
    const { canvas, peaks, scale, window: view } = this;
    const context = canvas.getContext("2d");
    const [width, height] = [view.clientWidth, canvas.clientHeight];
    if (!context || !width || !height) return;
    const density = Math.min(2, devicePixelRatio || 1);
    [canvas.width, canvas.height] = [width * density, height * density];
    canvas.style.setProperty("width", `${width}px`);
    context.scale(density, density);
    context.fillStyle = getComputedStyle(view).color;
    for (let at = 0; at < width; at += 1) {
      const place = ((view.scrollLeft + at) / scale) * PEAKS_A_SECOND;
      const loud = peaks ? loudest(peaks, place, place + PEAKS_A_SECOND / scale) : 0;
      const tall = Math.max(1, loud * (height - 4));
      context.fillRect(at, (height - tall) / 2, 1, tall);
    }
  }

  /** @param {PointerEvent} event @returns {number} the time under the hand */
  timeAt(event) {
    return (event.clientX - this.inner.getBoundingClientRect().left) / this.scale;
  }

  /**
   * A tap goes there; a mouse that is drawn over the sound makes a segment. A finger that is drawn
   * over it scrolls, as everywhere on a phone.
   * @param {PointerEvent} event
   */
  pressed(event) {
    if (event.button) return;
    const [from, x] = [this.timeAt(event), event.clientX];
    const draws = event.pointerType !== "touch";
    if (draws) this.ground.setPointerCapture(event.pointerId);
    const sketch = make("div", { class: "wave-sketch" });
    const far = (/** @type {PointerEvent} */ now) => Math.abs(now.clientX - x) > DRAG_PIXELS;
    this.during(this.ground, (now, last) => {
      const to = this.timeAt(now);
      if (last) sketch.remove();
      if (!far(now)) {
        if (last) this.acts.tapped(from);
      } else if (draws && last) {
        this.acts.drawn(Math.min(from, to), Math.max(from, to));
      } else if (draws) {
        if (!sketch.isConnected) this.inner.append(sketch);
        sketch.style.setProperty("left", `${Math.min(from, to) * this.scale}px`);
        sketch.style.setProperty("width", `${Math.abs(to - from) * this.scale}px`);
      }
    });
  }

  /**
   * Follows one pointer on an element until it leaves.
   * @param {HTMLElement} element
   * @param {(event: PointerEvent, last: boolean) => void} act
   */
  during(element, act) {
    const stop = new AbortController();
    const { signal } = stop;
    element.addEventListener("pointermove", (event) => act(event, false), { signal });
    element.addEventListener("pointercancel", () => stop.abort(), { signal });
    element.addEventListener(
      "pointerup",
      (event) => {
        stop.abort();
        act(event, true);
      },
      { signal },
    );
  }

  /** @param {Edge} edge @returns {HTMLElement} */
  handle(edge) {
    const handle = make("div", { class: `wave-handle ${edge}`, role: "slider", tabindex: "0" });
    handle.setAttribute("aria-label", edge === "start" ? word("Beginning of the segment") : word("End of the segment"));
    handle.addEventListener("pointerdown", (event) => {
      if (event.button || !this.chosen) return;
      handle.setPointerCapture(event.pointerId);
      const off = this.timeAt(event) - this.chosen[edge];
      this.during(handle, (now, last) => this.acts.pulled(edge, this.timeAt(now) - off, last));
    });
    handle.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
      if (!way || !this.chosen || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const by = way * STEP_SECONDS * (event.shiftKey ? FAR : 1);
      this.acts.pulled(edge, this.chosen[edge] + by, false);
    });
    // The presses of one visit are one step to undo.
    for (const name of ["keyup", "blur"]) {
      handle.addEventListener(name, () => {
        if (this.chosen) this.acts.pulled(edge, this.chosen[edge], true);
      });
    }
    return handle;
  }

  /** @param {KeyboardEvent} event @returns {boolean} */
  key(event) {
    const by = STEP_SECONDS * FAR * (event.shiftKey ? FAR : 1);
    const act = {
      ArrowLeft: () => this.sound.skip(-by),
      ArrowRight: () => this.sound.skip(by),
      Home: () => this.sound.seek(0),
      End: () => this.sound.seek(this.sound.duration),
      " ": () => this.sound.toggle(),
      Enter: () => this.acts.tapped(this.sound.audio.currentTime),
      "+": () => this.rescale(this.scale * ZOOM),
      "-": () => this.rescale(this.scale / ZOOM),
      0: () => this.rescale(0),
    }[event.key];
    act?.();
    return act !== undefined;
  }
}
