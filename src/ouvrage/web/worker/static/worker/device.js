/**
 * What is kept on the device, written through to the disk: drafts and answers on their way.
 *
 *     await inStore("outbox", "readwrite", (store) => store.put(answer));
 */

/** The fields of a form as they would be sent. @typedef {[string, string][]} Fields */
/**
 * An answer that the server has not confirmed. `spans` are seconds before `at`.
 * @typedef {{assignment: string, person: string, title: string, url: string, fields: Fields,
 *   spans: string, at: number, tries: number, state: "waiting" | "out" | "refused"}} Answer
 */
/**
 * What was typed, and whether the server has it.
 * @typedef {{assignment: string, person: string, fields: Fields, at: number, sent: boolean,
 *   done: boolean}} Draft
 */

/** @type {Map<string, Promise<IDBDatabase>>} */
const opened = new Map();

/**
 * @param {string} name
 * @returns {Promise<IDBDatabase>}
 */
function open(name) {
  const found = opened.get(name);
  if (found) return found;
  /** @type {Promise<IDBDatabase>} */
  const opening = new Promise((resolve, reject) => {
    const request = indexedDB.open(`ouvrage-${name}`, 1);
    request.onupgradeneeded = () =>
      request.result.createObjectStore(name, { keyPath: "assignment" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  opened.set(name, opening);
  opening.catch(() => opened.delete(name));
  return opening;
}

/**
 * @template T
 * @param {"drafts" | "outbox"} name
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} act
 * @returns {Promise<T>} its result, once the transaction is on the disk
 */
export async function inStore(name, mode, act) {
  const transaction = (await open(name)).transaction(name, mode, { durability: "strict" });
  const request = act(transaction.objectStore(name));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** Whose page this is: what is of somebody else on this device is neither shown nor sent. */
export const person = document.getElementById("ouvrage-outbox")?.dataset.person || "";
