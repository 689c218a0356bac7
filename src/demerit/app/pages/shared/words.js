// @ts-check
/**
 * Every string of the pages by key: `t("shared.weeks", { n: 4 })`. What stands before the first dot names the file of the
 * catalogue. A text holds `{places}`; one that hangs on a number `n` is an object of plural forms (`one`, `other`).
 */

/** Language -> its own name. @type {Record<string, string>} */
export const LANGUAGES = { en: "English", "zh-Hans": "简体中文" };
const KEPT = "demerit.language";
/** @typedef {string | Record<string, string>} Text */
/** @type {Record<string, Text>} */
const words = {};

/** @returns {string} the language asked for: in the address, kept from before, or the browser's. */
export function language() {
  const asked = new URLSearchParams(location.search).get("language") ?? kept() ?? navigator.language;
  return asked.toLowerCase().startsWith("zh") ? "zh-Hans" : "en";
}

/** @returns {string | null} */
function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

/** Read the words of these parts and those that all pages share; English stands in for what is not translated yet. @param {...string} parts */
export async function readWords(...parts) {
  const asked = language();
  document.documentElement.lang = asked;
  for (const which of new Set(["en", asked])) {
    const found = await Promise.all([...new Set(["shared", ...parts])].map((part) => read(which, part)));
    Object.assign(words, ...found);
  }
}

/** @param {string} which @param {string} part @returns {Promise<Record<string, Text>>} */
async function read(which, part) {
  const answer = await fetch(new URL(`./catalogues/${which}/${part}.json`, import.meta.url));
  if (!answer.ok) return {};
  const texts = /** @type {Record<string, Text>} */ (await answer.json());
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [`${part}.${key}`, text]));
}

/** Take another language from now on. @param {string} which */
export function speak(which) {
  try {
    localStorage.setItem(KEPT, which);
  } catch { /* a browser that keeps nothing shows it this once */ }
  const here = new URL(location.href);
  here.searchParams.set("language", which);
  location.assign(here);
}

/** Give the text of a key with its places filled. @param {string} key @param {Record<string, string | number>} [values] @returns {string} */
export function t(key, values = {}) {
  const found = words[key];
  if (found === undefined) return key.slice(key.lastIndexOf(".") + 1).replaceAll("_", " ");
  const text = typeof found === "string" ? found : (found[new Intl.PluralRules(language()).select(Number(values.n))] ?? found.other);
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? shown(values[name]) : whole));
}

/** @param {string} key @returns {boolean} whether some catalogue has it */
export const has = (key) => key in words;

/** @param {string | number} value */
const shown = (value) => (typeof value === "number" ? number(value) : value);

/** Give a number as this language writes it. @param {number} value @param {number} [digits] */
export const number = (value, digits = 0) => new Intl.NumberFormat(language(), { maximumFractionDigits: digits }).format(value).replace("-", "−");

/** Give a share in per cent. @param {number} share @param {number} [digits] */
export const percent = (share, digits = 0) => `${number(100 * share, digits)} %`;
