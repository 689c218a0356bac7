// @ts-check
/** The code of a server that others than its own machine may call: asked for once, kept while the tab is open. */
import { html } from "./ui.js";
import { t } from "./words.js";

const KEPT = "demerit.code";
/** Refusals after which the code is asked for. */
const ASKS = ["needs_code", "wrong_code", "too_many_guesses"];

/** @param {string} why of a refusal @returns {boolean} whether it is one for want of the code */
export const asksCode = (why) => ASKS.includes(why);

/** @returns {string} the code that was given, or nothing */
export function codeGiven() {
  try {
    return sessionStorage.getItem(KEPT) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} code */
function keep(code) {
  try {
    sessionStorage.setItem(KEPT, code);
  } catch { /* a browser that keeps nothing asks again */ }
}

/** Asks for the code. @param {{ enter: (code: string) => void }} it */
export function Code({ enter }) {
  return html`<form onSubmit=${(/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const code = /** @type {HTMLInputElement} */ (document.getElementById("code")).value.trim().toUpperCase();
    keep(code);
    enter(code);
  }}><label><span class="name">${t("shared.code")}</span><input id="code" required maxlength="6" autocomplete="off" autocapitalize="characters" /></label><p><button class="first">${t("shared.enter")}</button></p></form>`;
}
