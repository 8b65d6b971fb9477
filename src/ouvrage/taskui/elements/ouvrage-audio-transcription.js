/**
 * A recording cut into segments, each with who speaks and what is said.
 *
 *     {"duration": 12.4, "segments": [{"start": 0.5, "end": 2.75, "label": "Ana", "text": "Hello."}]}
 *
 * Times are seconds to the millisecond, in the order in which segments begin. An empty list says
 * that nothing is said.
 *
 * @typedef {import("./segments.js").Segment} Segment
 * @typedef {import("./segments.js").Edge} Edge
 */

import { cut, fresh, inOrder, joined, pulled, SECONDS_LEAST, under } from "./segments.js";
import { APART, listen, Sound } from "./sound.js";
import { clock, exact } from "./times.js";
import { Wave } from "./wave.js";
import { button, make, Widget } from "./widget.js";
import { word } from "./words.js";

const SEGMENTS_MAX = 500;
const HUES = 8;

class AudioTranscription extends Widget {
  begin() {
    /** @type {Segment[]} */
    this.segments = [];
    /** @type {Segment | null} the one that the keys and the handles act on */
    this.chosen = null;
    /** @type {string[]} */
    this.labels = this.json("labels", []);
    const audio = /** @type {HTMLAudioElement} */ (make("audio", { preload: "metadata" }));
    audio.src = this.getAttribute("src") || "";
    this.sound = new Sound(audio);
    this.wave = new Wave(this.sound, {
      tapped: (time) => this.tapped(time),
      drawn: (start, end) => this.add({ ...this.blank(start), start: exact(start), end: exact(end) }),
      pulled: (edge, time, last) => this.pull(edge, time, last),
      hue: (segment) => Math.max(0, (this.labels || []).indexOf(segment.label)) % HUES,
    });
    this.sound.heard = () => this.wave?.point(!audio.paused);
    audio.addEventListener("loadedmetadata", () => this.lasting());
    audio.addEventListener("durationchange", () => this.lasting());
    this.build(audio);
    listen(this.sound, (event) => this.act(event));
    const given = this.json("initial-value", []);
    if (this.input && !this.input.value && Array.isArray(given) && given.length) {
      this.input.value = JSON.stringify({ segments: given });
    }
  }

  /** @param {HTMLAudioElement} audio */
  build(audio) {
    const header = this.getAttribute("header") || word("What is said in this recording");
    this.list = make("ol", { class: "segments" });
    this.count = make("h2", {});
    this.none = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", ...APART }));
    this.none.addEventListener("change", () => this.change(""));
    this.silence = make("label", { class: "widget-check" }, this.none, word("Nothing is said in this recording"));
    const loop = button(word("Loop"), () => this.loop(), "Alt+R");
    this.looping = loop;
    this.sound?.bar.insertBefore(loop, this.sound.place);
    const tools = make("div", { class: "widget-bar" });
    tools.append(button(word("New segment here"), () => this.begun(), "Alt+N"));
    if (this.undoing && this.redoing) tools.append(this.undoing, this.redoing);
    tools.append(...(this.wave?.zoom || []));
    const top = make("div", { class: "sound-top" }, this.sound?.bar || "", this.wave?.element || "", tools);
    this.append(make("p", { class: "prompt" }, header), audio, top);
    this.append(this.silence, this.count, this.list, this.help());
  }

  help() {
    /** @type {[string, string][]} */
    const lines = [
      ["Alt+K", word("plays and stops")],
      ["Alt+J  Alt+L", word("goes back or forward")],
      ["Alt+↑  Alt+↓", word("plays faster or slower")],
      ["Alt+P", word("plays the chosen segment")],
      ["Alt+R", word("plays it again and again, or no more")],
      ["Alt+N", word("makes a segment from here")],
      ["Alt+I  Alt+O", word("lets the chosen segment begin or end here")],
      ["Alt+S", word("cuts the chosen segment here, its text at the cursor")],
      ["Alt+PageUp  Alt+PageDown", word("chooses the segment before or after")],
      ["←  →", word("on the drawing and on the ends of a segment: moves, further with Shift")],
      ["Ctrl+Z  Ctrl+Y", word("undoes and does again")],
    ];
    const rows = lines.map(([keys, what]) =>
      make("tr", {}, make("th", { scope: "row" }, make("kbd", {}, keys)), make("td", {}, what)),
    );
    const keys = make("details", { class: "widget-keys" }, make("summary", {}, word("Keys and gestures")));
    keys.append(make("p", {}, word("By mouse: drawing over the sound makes a segment. By touch: a tap goes there, and the ends of the chosen segment can be pulled. The keys with Alt work while a text is typed.")));
    keys.append(make("table", {}, make("tbody", {}, ...rows)));
    return keys;
  }

  /** How long the recording is became known. */
  lasting() {
    if (!this.sound?.duration || this.lasts === this.sound.duration) return;
    this.lasts = this.sound.duration;
    this.wave?.begin();
    this.draw();
  }

  /** @param {number} at @returns {Segment} a new one, with the label of the last before it */
  blank(at) {
    const before = (this.segments || []).filter((one) => one.start <= at).pop();
    const label = (this.chosen || before)?.label || this.labels?.[0] || "";
    return fresh(this.segments || [], at, this.lasts || 0, label);
  }

  begun() {
    if (this.lasts) this.add(this.blank(this.sound?.audio.currentTime || 0));
  }

  /** @param {Segment} segment */
  add(segment) {
    const segments = this.segments || [];
    const most = this.lasts || 0;
    segment.end = Math.min(segment.end, exact(most));
    if (segment.end - segment.start < SECONDS_LEAST) return;
    if (segments.length >= SEGMENTS_MAX) {
      this.say(word("There are {most} segments; no more are possible.", { most: SEGMENTS_MAX }));
      return;
    }
    this.segments = inOrder([...segments, segment]);
    this.chosen = segment;
    this.change(word("New segment: {place}", { place: this.told(segment) }));
    this.focusOn(segment);
  }

  /** @param {Segment} segment @returns {string} */
  told({ start, end }) {
    return `${clock(start)} – ${clock(end)}`;
  }

  /** @param {number} time */
  tapped(time) {
    const segment = this.segments?.[under(this.segments, time)] || null;
    this.choose(segment);
    if (this.sound) this.sound.stretch = null;
    this.sound?.seek(time);
  }

  /**
   * @param {Edge} edge
   * @param {number} time
   * @param {boolean} last whether the hand let go
   */
  pull(edge, time, last) {
    const { chosen } = this;
    if (!chosen) return;
    Object.assign(chosen, pulled(chosen, edge, time, this.lasts || 0));
    this.wave?.show(this.segments || [], chosen);
    const row = this.row(chosen);
    const field = row?.querySelector(`input[data-edge=${edge}]`);
    if (field instanceof HTMLInputElement) field.value = String(chosen[edge]);
    if (last) this.settle(chosen, edge);
  }

  /**
   * Keeps an edge where it is now; the hand goes on where it was, though the order may be another.
   * @param {Segment} segment
   * @param {Edge} edge
   */
  settle(segment, edge) {
    const before = this.segments || [];
    this.segments = inOrder(before);
    if (this.written() === this.input?.value) return;
    this.write(JSON.parse(this.written()));
    this.say(this.told(segment));
    if (this.segments.every((one, index) => one === before[index])) return;
    const inList = this.list?.contains(document.activeElement);
    this.draw();
    if (inList) /** @type {HTMLElement | null} */ (this.row(segment)?.querySelector(`input[data-edge=${edge}]`))?.focus();
  }

  /** @param {KeyboardEvent} event @returns {boolean} */
  act(event) {
    const { chosen, sound } = this;
    const at = sound?.audio.currentTime || 0;
    const act = {
      KeyN: () => this.begun(),
      KeyR: () => this.loop(),
      KeyP: () => this.hear(chosen),
      KeyI: () => this.pull("start", at, true),
      KeyO: () => this.pull("end", at, true),
      KeyS: () => this.cut(chosen),
      PageUp: () => this.next(-1),
      PageDown: () => this.next(1),
    }[event.code];
    act?.();
    return act !== undefined;
  }

  loop() {
    const { sound, chosen } = this;
    if (!sound) return;
    sound.looping = !sound.looping;
    sound.stretch = sound.looping ? chosen : null;
    this.looping?.setAttribute("aria-pressed", String(sound.looping));
    this.say(sound.looping ? word("Segments are played again and again.") : word("Segments are played once."));
  }

  /** @param {Segment | null | undefined} segment */
  hear(segment) {
    if (!segment) return;
    this.choose(segment);
    this.sound?.play(segment);
  }

  /** @param {number} by */
  next(by) {
    const segments = this.segments || [];
    const at = this.chosen ? segments.indexOf(this.chosen) + by : by > 0 ? 0 : segments.length - 1;
    if (!segments[at]) return;
    this.choose(segments[at]);
    this.focusOn(segments[at]);
    this.sound?.seek(segments[at].start);
  }

  /** @param {Segment | null} segment */
  cut(segment) {
    const at = this.sound?.audio.currentTime || 0;
    const area = segment && this.row(segment)?.querySelector("textarea");
    const parts = segment && area ? cut(segment, at, area.selectionEnd) : [];
    if (!segment || !parts.length) {
      this.say(word("The place of the sound is not inside the chosen segment."));
      return;
    }
    this.segments = inOrder([...(this.segments || []).filter((one) => one !== segment), ...parts]);
    this.chosen = parts[1];
    this.change(word("Cut at {place}", { place: clock(at) }));
    this.focusOn(parts[1]);
  }

  /** @param {Segment} segment is joined with the one after it */
  join(segment) {
    const segments = this.segments || [];
    const other = segments[segments.indexOf(segment) + 1];
    if (!other) return;
    const whole = joined(segment, other);
    this.segments = inOrder([...segments.filter((one) => one !== segment && one !== other), whole]);
    this.chosen = whole;
    this.change(word("Joined: {place}", { place: this.told(whole) }));
    this.focusOn(whole);
  }

  /** @param {Segment} segment */
  remove(segment) {
    const segments = this.segments || [];
    const at = segments.indexOf(segment);
    this.segments = segments.filter((one) => one !== segment);
    this.chosen = null;
    this.change(word("Segment deleted: {place}", { place: this.told(segment) }));
    const next = this.segments[Math.min(at, this.segments.length - 1)];
    if (next) this.focusOn(next);
    else this.wave?.ground.focus();
  }

  /** @param {Segment | null} segment */
  choose(segment) {
    this.chosen = segment;
    if (this.sound?.looping) this.sound.stretch = segment;
    this.wave?.show(this.segments || [], segment);
    Array.from(this.list?.children || []).forEach((row, index) => {
      row.classList.toggle("chosen", this.segments?.[index] === segment);
    });
  }

  /** @param {Segment} segment @returns {Element | undefined} */
  row(segment) {
    return this.list?.children[(this.segments || []).indexOf(segment)];
  }

  /** @param {Segment} segment whose text gets the focus */
  focusOn(segment) {
    this.row(segment)?.querySelector("textarea")?.focus();
  }

  /** @returns {string} the answer as it stands; empty when there is none */
  written() {
    const segments = this.segments || [];
    if (!segments.length && !this.none?.checked) return "";
    const listed = segments.map(({ start, end, label, text }) =>
      this.labels?.length ? { start, end, label, text } : { start, end, text },
    );
    return JSON.stringify({ ...(this.lasts ? { duration: exact(this.lasts) } : {}), segments: listed });
  }

  /** Keeps what is typed, without a step of its own for every letter. */
  keep() {
    if (!this.input) return;
    this.input.value = this.written();
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** @param {string} sentence what was done; empty when everybody sees it */
  change(sentence) {
    const text = this.written();
    this.write(text ? JSON.parse(text) : null);
    this.draw();
    if (sentence) this.say(sentence);
  }

  /** @param {number} by */
  step(by) {
    this.history?.push(this.input?.value || "");
    super.step(by);
  }

  /** @param {unknown} value */
  read(value) {
    const answer = /** @type {{segments?: Partial<Segment>[]} | null} */ (value);
    const given = Array.isArray(answer?.segments) ? answer.segments : [];
    const read = given.map(({ start, end, label, text }) => ({
      start: exact(Number(start)), end: exact(Number(end)), label: label || this.labels?.[0] || "", text: text || "",
    }));
    this.segments = inOrder(read.filter(({ start, end }) => start < end));
    const at = this.chosen?.start;
    this.chosen = this.segments.find((one) => one.start === at) || null;
    if (this.none) this.none.checked = answer !== null && !given.length;
    this.draw();
  }

  draw() {
    const segments = this.segments || [];
    this.list?.replaceChildren(...segments.map((segment, index) => this.card(segment, index)));
    if (this.count) this.count.textContent = word("Segments: {count}", { count: segments.length });
    if (this.silence) this.silence.hidden = segments.length > 0;
    this.choose(this.chosen || null);
  }

  /**
   * @param {Segment} segment
   * @param {number} index
   * @returns {HTMLElement}
   */
  card(segment, index) {
    const place = index + 1;
    const title = make("h3", {}, word("Segment {place}", { place }));
    const area = /** @type {HTMLTextAreaElement} */ (make("textarea", { rows: "2", dir: "auto", ...APART }));
    area.value = segment.text;
    area.setAttribute("aria-label", word("Text of segment {place}", { place }));
    area.addEventListener("input", (event) => {
      event.stopPropagation();
      segment.text = area.value;
      this.keep();
    });
    area.addEventListener("change", (event) => {
      event.stopPropagation();
      this.write(JSON.parse(this.written()));
    });
    const times = ["start", "end"].map((edge) => this.time(segment, /** @type {Edge} */ (edge)));
    const bar = make("div", { class: "widget-bar" });
    bar.append(button(word("Play"), () => this.hear(segment)), ...times, ...this.speaker(segment));
    const tools = make("div", { class: "widget-bar" });
    tools.append(button(word("Cut here"), () => this.cut(segment)));
    if (this.segments?.[index + 1]) tools.append(button(word("Join with the next"), () => this.join(segment)));
    tools.append(button(word("Delete"), () => this.remove(segment)));
    const card = make("li", { class: "card segment" }, title, bar, area, tools);
    card.setAttribute("aria-label", `${word("Segment {place}", { place })}, ${this.told(segment)}`);
    card.addEventListener("focusin", () => {
      if (this.chosen !== segment) this.choose(segment);
    });
    return card;
  }

  /**
   * @param {Segment} segment
   * @param {Edge} edge
   * @returns {HTMLElement}
   */
  time(segment, edge) {
    const field = /** @type {HTMLInputElement} */ (make("input", { type: "number", step: "0.01", min: "0", ...APART }));
    field.dataset.edge = edge;
    field.value = String(segment[edge]);
    field.addEventListener("input", (event) => event.stopPropagation());
    field.addEventListener("change", (event) => {
      event.stopPropagation();
      if (Number.isNaN(field.valueAsNumber)) field.value = String(segment[edge]);
      this.chosen = segment;
      this.pull(edge, field.valueAsNumber, true);
    });
    // A field of ours must not send the whole answer.
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      field.dispatchEvent(new Event("change"));
    });
    const text = edge === "start" ? word("From (s)") : word("To (s)");
    return make("label", { class: "segment-time" }, text, " ", field);
  }

  /** @param {Segment} segment @returns {HTMLElement[]} nothing where there are no labels */
  speaker(segment) {
    if (!this.labels?.length) return [];
    const select = /** @type {HTMLSelectElement} */ (make("select", { ...APART }));
    select.append(...this.labels.map((label) => new Option(label, label)));
    select.value = segment.label;
    select.addEventListener("change", (event) => {
      event.stopPropagation();
      segment.label = select.value;
      this.write(JSON.parse(this.written()));
      this.choose(segment);
    });
    return [make("label", { class: "segment-time" }, word("Label"), " ", select)];
  }
}

customElements.define("ouvrage-audio-transcription", AudioTranscription);
