/** Colours of pictures and of entries: reading pixels, naming colours, cutting patches. */

import { make } from "./widget.js";

/**
 * @typedef {import("./geometry.js").Size} Size
 * @typedef {import("./paint.js").Entry} Entry
 * @typedef {{numbers: Int32Array, size: Size}} Patches
 */

const PATCH_PIXELS = 250_000;
const PATCHES = 400;
const GOLDEN_ANGLE = 137.508;

/**
 * @param {HTMLImageElement} image
 * @param {Size} size in which it is read
 * @param {boolean} [smooth]
 * @returns {Uint8ClampedArray} four bytes a pixel
 * @throws {DOMException} when the picture comes from another host
 */
export function rgbaOf(image, { width, height }, smooth = true) {
  const canvas = /** @type {HTMLCanvasElement} */ (make("canvas"));
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new DOMException("no canvas");
  context.imageSmoothingEnabled = smooth;
  context.drawImage(image, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}

/** @param {Size} size @param {number} most pixels @returns {Size} in the same shape, no larger */
export function within({ width, height }, most) {
  const shrink = Math.min(1, Math.sqrt(most / (width * height)));
  return { width: Math.max(1, Math.floor(width * shrink)), height: Math.max(1, Math.floor(height * shrink)) };
}

/** @param {string} colour any that CSS knows @returns {string} as #rrggbb */
export function hex(colour) {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return "#000000";
  context.fillStyle = colour;
  return String(context.fillStyle);
}

/** @param {Entry[]} entries @returns {string} a colour that none of them has, far from the last ones */
export function freeColour(entries) {
  const used = new Set(entries.map(({ color }) => color));
  let colour = "";
  for (let turn = entries.length; !colour || used.has(colour); turn += 1) {
    const [hue, light] = [(turn * GOLDEN_ANGLE) % 360, 40 + (turn % 4) * 8];
    colour = hex(`hsl(${hue.toFixed(1)}, ${72 - (turn % 3) * 12}%, ${light}%)`);
  }
  return colour;
}

/**
 * @param {string} source of a mask's picture
 * @param {Size} size
 * @param {Entry[]} entries
 * @returns {Promise<Uint8Array>} the number of each pixel: the entry whose colour it has
 */
export async function numbersOf(source, size, entries) {
  const picture = /** @type {HTMLImageElement} */ (make("img", { src: source }));
  await picture.decode();
  const rgba = rgbaOf(picture, size, false);
  const numbers = new Map(entries.map(({ color }, place) => [color, place + 1]));
  const map = new Uint8Array(rgba.length / 4);
  for (let pixel = 0, at = 0; pixel < map.length; pixel += 1, at += 4) {
    if (rgba[at + 3] < 128) continue;
    const colour = (1 << 24) | (rgba[at] << 16) | (rgba[at + 1] << 8) | rgba[at + 2];
    map[pixel] = numbers.get(`#${colour.toString(16).slice(1)}`) || 0;
  }
  return map;
}

/** @param {HTMLImageElement} image @param {Size} size @returns {Promise<Patches>} */
export async function patchesOf(image, size) {
  const small = within(size, PATCH_PIXELS);
  const rgba = rgbaOf(image, small);
  const { superpixels } = await import("./superpixels.js");
  return { numbers: superpixels(rgba, small.width, small.height, PATCHES), size: small };
}

/** @param {Patches} patches @param {HTMLCanvasElement} canvas on which their edges are drawn */
export function drawEdges({ numbers, size: { width, height } }, canvas) {
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext("2d");
  if (!context) return;
  const picture = context.createImageData(width, height);
  for (let pixel = 0; pixel < numbers.length; pixel += 1) {
    const right = (pixel + 1) % width && numbers[pixel] !== numbers[pixel + 1];
    const below = pixel + width < numbers.length && numbers[pixel] !== numbers[pixel + width];
    if (right || below) picture.data.set([255, 255, 255, 190], pixel * 4);
  }
  context.putImageData(picture, 0, 0);
}
