// @ts-check
/** The laboratory: a scenario, two worlds while they live, what came of them. */
import { line } from "../shared/line.js";
import { html, render, say } from "../shared/ui.js";
import { LANGUAGES, language, readWords, speak, t } from "../shared/words.js";
import { Ask } from "./ask.js";
import { Citizen, Found } from "./found.js";
import { Live } from "./live.js";
import { addressOf, citizen, doing, found, isUp, months, offer, promised, ran, scenario, wrong } from "./state.js";
import { Writer } from "./writer.js";

await readWords("doors", "laboratory", "article");
document.title = t("doors.laboratory");

const server = line("laboratory", hear, (up) => {
  const first = up && !isUp.value;
  isUp.value = up;
  if (first && promised && !ran.value) start();
});

/** @param {any} told */
function hear(told) {
  if (told.kind === "doing") doing.value = told.what;
  else if (told.kind === "month") months.value = [...months.value, told];
  else if (told.kind === "found") {
    found.value = told;
    doing.value = "over";
    say(t("laboratory.doing.over"));
  } else if (told.kind === "citizen") citizen.value = told;
  else if (told.kind === "refused") {
    wrong.value = told.why === "not_possible" ? told.says : t(`laboratory.refused.${told.why}`, { says: told.says });
    if (doing.value !== "over" && !months.value.length) doing.value = "";
  }
}

function start() {
  wrong.value = "";
  months.value = [];
  found.value = null;
  ran.value = structuredClone(scenario.value);
  history.replaceState(null, "", addressOf(scenario.value));
  doing.value = "waiting";
  server.send({ kind: "start", scenario: scenario.value });
}

const pace = (/** @type {string} */ what, /** @type {number} */ speed) => {
  server.send({ kind: "pace", do: what, months_a_second: speed });
  if (what === "go") doing.value = "living";
};
const why = (/** @type {string} */ side, /** @type {number} */ id) => server.send({ kind: "why", side, citizen: id });

function Page() {
  return html`<a class="skip" href="#content">${t("shared.skip")}</a>
    <header class="site"><div><a class="name" href="/">demerit</a><nav aria-label="demerit"><ul><li><a href="/laboratory" aria-current="page">${t("shared.laboratory")}</a></li><li><a href="/play">${t("shared.play")}</a></li><li><a href=${`/article?language=${language()}`}>${t("shared.article")}</a></li></ul></nav>
      <label class="end row"><span class="hidden">${t("shared.language")}</span><select onChange=${(/** @type {any} */ e) => speak(e.target.value)}>${Object.entries(LANGUAGES).map(([key, name]) => html`<option value=${key} selected=${key === language()}>${name}</option>`)}</select></label></div></header>
    <div class="scale" aria-hidden="true"></div>
    <main id="content" class="wide"><p class="kind">${t("shared.synthetic")} ${language() === "en" ? "" : t("shared.not_reviewed")}</p><h1>${t("doors.laboratory")}</h1>
      ${wrong.value ? html`<p class="notice error" role="alert">${wrong.value}</p>` : null}
      <div class="bench"><${Ask} start=${start} /><div>${doing.value ? null : html`<p class="lead">${t("laboratory.lead")}</p>`}${found.value ? html`<${Found} why=${why} />` : null}<${Live} pace=${pace} /><${Writer} /></div></div></main><${Citizen} why=${why} />`;
}

const answer = await fetch("/laboratory/offer");
offer.value = await answer.json();
render(html`<${Page} />`, /** @type {HTMLElement} */ (document.getElementById("page")));
