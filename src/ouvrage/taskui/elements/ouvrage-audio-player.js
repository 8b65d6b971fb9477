/**
 * A recording to listen to beside a question: the browser's own player, which is there without
 * scripts, and under it what those who type need.
 */

import { listen, Sound } from "./sound.js";
import { button } from "./widget.js";
import { word } from "./words.js";

class AudioPlayer extends HTMLElement {
  connectedCallback() {
    const audio = this.querySelector("audio");
    if (this.sound || !audio) return;
    const sound = new Sound(audio);
    this.sound = sound;
    /** @type {number | null} where the stretch begins, while its end is to come */
    this.from = null;
    this.loop = button("", () => this.turn(), "Alt+R");
    sound.bar.insertBefore(this.loop, sound.place);
    this.append(sound.bar);
    listen(sound, (event) => {
      if (event.code !== "KeyR") return false;
      this.turn();
      return true;
    });
    this.tell();
  }

  /** Begins a stretch, ends it and plays it again and again, lets it go. */
  turn() {
    const { sound } = this;
    if (!sound) return;
    const at = sound.audio.currentTime;
    if (sound.looping) {
      sound.looping = false;
      sound.stretch = null;
    } else if (this.from === null || this.from === undefined) {
      this.from = at;
    } else {
      const [start, end] = this.from < at ? [this.from, at] : [at, this.from];
      this.from = null;
      sound.looping = end > start;
      if (sound.looping) sound.play({ start, end });
    }
    this.tell();
  }

  tell() {
    const { loop, sound } = this;
    if (!loop?.firstChild || !sound) return;
    const open = this.from !== null && this.from !== undefined;
    const text = open ? word("Loop: ends here") : word("Loop: begins here");
    loop.firstChild.textContent = sound.looping ? word("No loop any more") : text;
    loop.setAttribute("aria-pressed", String(sound.looping));
  }
}

customElements.define("ouvrage-audio-player", AudioPlayer);
