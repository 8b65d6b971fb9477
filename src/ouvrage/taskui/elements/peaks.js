/**
 * How loud a recording is, a hundred times a second, for its drawing.
 *
 * A browser decodes a file at once, at its own rate and with all its channels, so that an hour would
 * take more memory than an old phone has. Only short recordings are decoded; the others are worked
 * on without a drawing.
 */

export const PEAKS_A_SECOND = 100;
export const DRAWN_SECONDS_MAX = 600;
const FILE_BYTES_MAX = 32 * 1024 * 1024;
const RATE = 8000;

/**
 * @param {Float32Array[]} channels samples between -1 and 1, all of one length
 * @param {number} count of peaks
 * @returns {Uint8Array} the loudest of each part, 255 for the loudest of all
 */
export function peaksOf(channels, count) {
  const found = new Float32Array(count);
  for (const samples of channels) {
    for (let at = 0; at < samples.length; at += 1) {
      const place = Math.min(count - 1, Math.floor((at * count) / samples.length));
      const loud = Math.abs(samples[at]);
      if (loud > found[place]) found[place] = loud;
    }
  }
  const most = found.reduce((one, other) => Math.max(one, other), 0) || 1;
  return Uint8Array.from(found, (loud) => Math.round((loud / most) * 255));
}

/**
 * @param {Uint8Array} peaks
 * @param {number} from place among them, with its fraction
 * @param {number} to
 * @returns {number} the loudest between, from 0 to 1
 */
export function loudest(peaks, from, to) {
  const [first, last] = [Math.max(0, Math.floor(from)), Math.min(peaks.length, Math.ceil(to))];
  let most = 0;
  for (let place = first; place < last; place += 1) most = Math.max(most, peaks[place]);
  return most / 255;
}

/**
 * @param {string} source address of the recording
 * @param {number} seconds it lasts
 * @returns {Promise<Uint8Array>} its peaks
 * @throws when it is too long, of another host, or cannot be decoded
 */
export async function peaksAt(source, seconds) {
  const address = new URL(source, location.href);
  if (seconds > DRAWN_SECONDS_MAX || address.origin !== location.origin) throw new Error("not drawn");
  const answer = await fetch(address);
  const size = Number(answer.headers.get("Content-Length"));
  if (!answer.ok || size > FILE_BYTES_MAX) throw new Error("not drawn");
  const context = new OfflineAudioContext(1, 1, RATE);
  const sound = await context.decodeAudioData(await answer.arrayBuffer());
  const channels = Array.from({ length: sound.numberOfChannels }, (_, one) => sound.getChannelData(one));
  return peaksOf(channels, Math.max(1, Math.ceil(sound.duration * PEAKS_A_SECOND)));
}
