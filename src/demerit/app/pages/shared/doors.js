// @ts-check
import { html, render } from "./ui.js";
import { LANGUAGES, language, readWords, speak, t } from "./words.js";

const DOORS = ["play", "class", "laboratory"];

await readWords("doors");
const { doors } = await (await fetch("/health")).json();
document.title = `${t("doors.title")} - demerit`;
render(html`
  <h1>${t("doors.title")}</h1>
  <p class="lead">${t("doors.lead")}</p>
  <nav class="doors">${DOORS.filter((door) => doors.includes(door)).map((door) => html`
    <a href=${`/${door}`}><strong>${t(`doors.${door}`)}</strong><span>${t(`doors.${door}.about`)}</span></a>`)}
    <a href=${`/article?language=${language()}`}><strong>${t("doors.article")}</strong><span>${t("doors.article.about")}</span></a></nav>
  <p class="quiet">${t("doors.scope")} ${language() === "en" ? "" : t("shared.not_reviewed")}</p>
  <p><label class="row small"><span>${t("shared.language")}</span><select onChange=${(/** @type {any} */ e) => speak(e.target.value)}>${Object.entries(LANGUAGES).map(([key, name]) => html`<option value=${key} lang=${key} selected=${key === language()}>${name}</option>`)}</select></label></p>`, /** @type {HTMLElement} */ (document.getElementById("page")));
