/**
 * A recording under the hand: its buttons, and keys that work while a text is typed.
 *
 * The keys go with Alt and are told by their place on the keyboard, so that they are the same on
 * every layout and no letter is lost to them.
 */

import { clock } from "./times.js";
import { button, make } from "./widget.js";
import { word } from "./words.js";

const SKIP_SECONDS = 3;
const SPEEDS = [0.5, 0.6, 0.75, 0.9, 1, 1.25, 1.5, 2];
// Controls of ours that belong to no form: their values are not part of the answer.
export const APART = { form: "ouvrage-none" };
const NEVER_ENDING = 1e7;

/** @typedef {{start: number, end: number}} Stretch */

/** @type {Sound | undefined} the one that the keys move: the first of the page, or the last touched */
let inHand;

/**
 * @param {string} name
 * @returns {HTMLElement} the key as it is shown
 */
export function altKey(name) {
  return make("kbd", {}, `Alt+${name}`);
}

export class Sound {
  /** @param {HTMLAudioElement} audio */
  constructor(audio) {
    this.audio = audio;
    /** @type {Stretch | null} what is played: at its end the sound stops, or begins it again */
    this.stretch = null;
    this.looping = false;
    this.heard = () => {};
    this.place = make("span", { class: "sound-place", dir: "ltr" });
    this.bar = this.buttons();
    inHand ??= this;
    for (const name of ["play", "pause", "timeupdate", "seeked", "durationchange", "ended"]) {
      audio.addEventListener(name, () => this.moved());
    }
    audio.addEventListener("play", () => {
      inHand = this;
      this.follow();
    });
    audio.addEventListener("durationchange", () => {
      // What was recorded in a browser does not say how long it is until its end was seen.
      if (audio.duration === Infinity) audio.currentTime = NEVER_ENDING;
    });
    audio.addEventListener("error", () => this.failed());
    if (audio.error) this.failed();
    this.moved();
  }

  /** @returns {HTMLElement} */
  buttons() {
    this.playing = button(word("Play"), () => this.toggle(), "Alt+K");
    this.speed = /** @type {HTMLSelectElement} */ (make("select", { ...APART }));
    this.speed.append(...SPEEDS.map((one) => new Option(`${one} ×`, String(one), one === 1, one === 1)));
    this.speed.addEventListener("change", () => this.go(Number(this.speed?.value)));
    const speed = make("label", { class: "sound-speed" }, word("Speed"), " ", this.speed);
    speed.append(" ", altKey("↑ ↓"));
    const values = { seconds: SKIP_SECONDS };
    return make(
      "div", { class: "widget-bar sound-bar", role: "group", "aria-label": word("Recording") },
      this.playing,
      button(word("Back {seconds} s", values), () => this.skip(-SKIP_SECONDS), "Alt+J"),
      button(word("Forward {seconds} s", values), () => this.skip(SKIP_SECONDS), "Alt+L"),
      speed, this.place,
    );
  }

  /** @returns {number} seconds, 0 while it is not known */
  get duration() {
    return Number.isFinite(this.audio.duration) ? this.audio.duration : 0;
  }

  toggle() {
    inHand = this;
    if (this.audio.paused) this.start();
    else this.audio.pause();
  }

  start() {
    this.audio.play().catch(() => this.moved());
  }

  /** @param {Stretch} stretch is played from its beginning */
  play(stretch) {
    this.stretch = stretch;
    this.audio.currentTime = stretch.start;
    this.start();
  }

  /** @param {number} time where the sound goes; a stretch that plays once is let go, a loop stays */
  seek(time) {
    if (!this.looping) this.stretch = null;
    this.audio.currentTime = Math.max(0, Math.min(this.duration, time));
    this.moved();
  }

  /** @param {number} by seconds */
  skip(by) {
    this.seek(this.audio.currentTime + by);
  }

  /** @param {number} speed */
  go(speed) {
    this.audio.playbackRate = speed;
    if (this.speed) this.speed.value = String(speed);
  }

  /** @param {number} by one step slower or faster */
  hasten(by) {
    const at = SPEEDS.indexOf(this.audio.playbackRate) + by;
    if (SPEEDS[at]) this.go(SPEEDS[at]);
  }

  /** Looks at the place with every frame: the browser tells it only four times a second. */
  follow() {
    if (this.audio.paused) return;
    this.moved();
    requestAnimationFrame(() => this.follow());
  }

  moved() {
    const { audio, stretch } = this;
    if (stretch && audio.currentTime >= stretch.end && !audio.seeking) {
      if (this.looping) {
        audio.currentTime = stretch.start;
        if (audio.ended) this.start();
      } else if (!audio.paused || audio.ended) {
        audio.pause();
        this.stretch = null;
        audio.currentTime = stretch.end;
      }
    }
    const text = this.playing?.firstChild;
    if (text) text.textContent = audio.paused ? word("Play") : word("Stop");
    this.place.textContent = `${clock(audio.currentTime)} / ${clock(this.duration)}`;
    this.heard();
  }

  failed() {
    const open = make("a", { href: this.audio.src, target: "_blank", rel: "noopener noreferrer" });
    open.append(word("Open the recording"));
    const said = make("p", { class: "notice warning" }, word("This browser cannot play the recording."));
    said.append(" ", open);
    if (this.bar.isConnected) this.bar.replaceWith(said);
    else this.bar = said;
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean} whether the key was one of ours
   */
  pressed(event) {
    const act = {
      KeyK: () => this.toggle(),
      KeyJ: () => this.skip(-SKIP_SECONDS),
      KeyL: () => this.skip(SKIP_SECONDS),
      ArrowUp: () => this.hasten(1),
      ArrowDown: () => this.hasten(-1),
    }[event.code];
    act?.();
    return act !== undefined;
  }
}

/**
 * Keys of this sound and its element, while it is the one in hand.
 * @param {Sound} sound
 * @param {(event: KeyboardEvent) => boolean} more
 */
export function listen(sound, more) {
  document.addEventListener("keydown", (event) => {
    if (inHand !== sound || !sound.audio.isConnected || event.defaultPrevented) return;
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    if (sound.pressed(event) || more(event)) event.preventDefault();
  });
}
