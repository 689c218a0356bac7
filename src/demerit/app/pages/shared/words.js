// @ts-check
/** Every string of the pages stands in a catalogue; what has no key there is shown as its name. */

/** @type {Record<string, string>} */
let words = {};
/** @type {Record<string, string>} */
let spare = {};

export const LANGUAGES = { en: "English", "zh-Hans": "简体中文" };

/** @returns {string} the language asked for: in the address, kept from before, or the browser's. */
export function language() {
  const asked = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem("demerit.language") ?? navigator.language;
  return asked.toLowerCase().startsWith("zh") ? "zh-Hans" : "en";
}

/** Read the catalogues; English stands in for what is not translated yet. */
export async function readWords() {
  const asked = language();
  const [own, english] = await Promise.all([asked, "en"].map(read));
  words = own;
  spare = english;
  document.documentElement.lang = asked;
}

/** @param {string} which @returns {Promise<Record<string, string>>} */
async function read(which) {
  const answer = await fetch(new URL(`./catalogues/${which}.json`, import.meta.url));
  return answer.ok ? answer.json() : {};
}

/** @param {string} which */
export function speak(which) {
  localStorage.setItem("demerit.language", which);
  location.reload();
}

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const text = words[key] ?? spare[key] ?? key.slice(key.lastIndexOf(".") + 1).replaceAll("_", " ");
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** @param {string} key @returns {boolean} whether some catalogue has it */
export function has(key) {
  return key in words || key in spare;
}
