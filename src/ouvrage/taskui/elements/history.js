/**
 * Steps of work that can be undone and done again, kept on the device so that they survive a
 * reload. A step is the text of an answer, as the element's hidden input holds it.
 *
 *     const history = new History("assignment/field", input.value);
 *     await history.load();
 *     history.push(input.value);
 *     const before = history.undo();      a step, or undefined at the beginning
 */

const STEPS_MAX = 100;
const BYTES_MAX = 4_000_000;
const KEPT_MS = 7 * 24 * 3600 * 1000;

/** @typedef {{key: string, steps: string[], at: number, time: number, done: boolean}} Kept */

/** @type {Promise<IDBDatabase> | undefined} */
let database;

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(histories: IDBObjectStore) => IDBRequest<T>} act
 * @returns {Promise<T>}
 */
async function inStore(mode, act) {
  database ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("ouvrage-history", 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore("histories", { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const transaction = (await database).transaction("histories", mode);
  const request = act(transaction.objectStore("histories"));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

export class History {
  /**
   * @param {string} key what it is the history of; nothing is kept under an empty one
   * @param {string} first the answer before any step
   */
  constructor(key, first) {
    this.key = key;
    this.steps = [first];
    this.at = 0;
  }

  /** Finds the steps of an earlier visit, and forgets those of tasks that were sent or are old. */
  async load() {
    if (!this.key) return;
    /** @type {Kept[]} */
    const all = await inStore("readonly", (store) => store.getAll()).catch(() => []);
    for (const kept of all) {
      if (kept.key === this.key) {
        const mine = this.steps.slice(0, this.at + 1);
        this.steps = kept.steps;
        this.at = kept.at;
        mine.forEach((step) => this.meet(step));
      } else if (kept.done || Date.now() - kept.time > KEPT_MS) {
        await inStore("readwrite", (store) => store.delete(kept.key)).catch(() => undefined);
      }
    }
  }

  /**
   * Goes to the latest step that is `step`, or adds it: what a draft that came back calls for.
   * @param {string} step
   */
  meet(step) {
    if (step === this.steps[this.at]) return;
    const known = this.steps.lastIndexOf(step);
    if (known < 0) this.push(step);
    else this.at = known;
  }

  /**
   * Adds a step after the present one; what had been undone is forgotten.
   * @param {string} step
   */
  push(step) {
    if (step === this.steps[this.at]) return;
    this.steps = [...this.steps.slice(0, this.at + 1), step].slice(-STEPS_MAX);
    let bytes = this.steps.reduce((sum, one) => sum + one.length, 0);
    while (bytes > BYTES_MAX && this.steps.length > 2) bytes -= (this.steps.shift() || "").length;
    this.at = this.steps.length - 1;
    this.keep(false);
  }

  /** @returns {string | undefined} the step before; undefined at the beginning */
  undo() {
    return this.move(-1);
  }

  /** @returns {string | undefined} the step that was undone last; undefined at the end */
  redo() {
    return this.move(1);
  }

  /**
   * @param {number} by
   * @returns {string | undefined}
   */
  move(by) {
    if (this.steps[this.at + by] === undefined) return undefined;
    this.at += by;
    this.keep(false);
    return this.steps[this.at];
  }

  /** @param {boolean} done whether the answer was sent */
  keep(done) {
    if (!this.key) return;
    const { key, steps, at } = this;
    const kept = { key, steps, at, time: Date.now(), done };
    inStore("readwrite", (store) => store.put(kept)).catch(() => undefined);
  }
}
