// @ts-check
/** @import { Pace, Refused, Sent, Told } from "./messages.js" */
/** The laboratory: a scenario, two worlds while they live, what came of them. */
import { Code, asksCode, codeGiven } from "../shared/code.js";
import { line } from "../shared/line.js";
import { html, render, say } from "../shared/ui.js";
import { LANGUAGES, has, language, readWords, speak, t } from "../shared/words.js";
import { Ask } from "./ask.js";
import { Citizen, Found } from "./found.js";
import { Live } from "./live.js";
import { addressOf, asks, citizen, doing, found, isBroken, isUp, months, offer, promised, ran, scenario, wrong } from "./state.js";
import { ask } from "./asking.js";
import { fragmentOf, hold, take } from "./carried.js";
import { Writer } from "./writer.js";

await readWords("doors", "laboratory", "article", "named");
document.title = `${t("doors.laboratory")} - demerit`;

/** @type {import("../shared/line.js").Line<Sent> | undefined} */
let server;
/** Whether worlds were asked for of which the server has not told yet: what it tells now is of those before. */
let begins = false;
/** Whether the server is just being told of laws again. */
let holds = false;

/** Read what can be chosen, and open the line; a server that others may call asks for its code first. */
async function enter() {
  const answer = await ask("/laboratory/offer");
  if (!answer) return;
  if (!answer.ok) {
    wrong.value = await answer.text();
    return;
  }
  wrong.value = "";
  const known = await answer.json();
  const amiss = await take(location.hash);
  offer.value = known;
  if (amiss) wrong.value = t(amiss);
  server?.close();
  server = line("laboratory", hear, (up) => {
    const first = up && !isUp.value;
    isUp.value = up;
    isBroken.value = !up;
    if (up && first && promised && !ran.value && !amiss) start();
    if (!up && lives()) {
      doing.value = "";
      wrong.value = t("laboratory.lost");
    }
  }, { code: codeGiven() });
}

const lives = () => !["", "over"].includes(doing.value);

/** @param {Told} told */
function hear(told) {
  if (told.kind === "doing" && told.what === "waiting") begun();
  if (begins && ["doing", "month", "found"].includes(told.kind)) return;
  if (told.kind === "doing") doing.value = told.what;
  else if (told.kind === "month") months.value = [...months.value, told];
  else if (told.kind === "found") {
    found.value = told;
    doing.value = "over";
    say(t("laboratory.doing.over"));
    show("differences");
  } else if (told.kind === "citizen") citizen.value = told;
  else if (told.kind === "refused") refused(told);
}

/** Forget what came of the worlds before: from here on the server tells of the new ones alone. */
function begun() {
  begins = false;
  months.value = [];
  found.value = null;
}

/** @param {Refused} told */
function refused({ why, says, n }) {
  const key = `laboratory.refused.${why}`;
  wrong.value = why === "not_possible" ? says : t(has(key) ? key : "laboratory.refused.other", { says, why });
  if (asksCode(why)) asks.value = true;
  if (doing.value === "waiting" || (n === null && lives())) doing.value = "";
}

async function start() {
  if (!isUp.value || holds) return;
  wrong.value = "";
  const asked = structuredClone(scenario.value);
  holds = true;
  await hold(asked).finally(() => { holds = false; });
  if (!isUp.value) return;
  begun();
  begins = true;
  ran.value = asked;
  history.replaceState(null, "", addressOf(asked) + fragmentOf(asked));
  doing.value = "waiting";
  server?.send({ kind: "start", scenario: asked });
  show("live");
}

/** Bring a part of the page into sight, once it is drawn. @param {string} id */
const show = (id) => requestAnimationFrame(() => document.getElementById(id)?.scrollIntoView());

const pace = (/** @type {Pace["do"]} */ what, /** @type {number} */ speed) => {
  server?.send({ kind: "pace", do: what, months_a_second: speed });
  if (what === "go") doing.value = "living";
};
const why = (/** @type {"a" | "b"} */ side, /** @type {number} */ id) => server?.send({ kind: "why", run: found.value?.run ?? "none", side, citizen: id });

function Page() {
  return html`<a class="skip" href="#content">${t("shared.skip")}</a>
    <header class="site"><div><a class="name" href="/">demerit</a><nav aria-label="demerit"><ul><li><a href="/laboratory" aria-current="page">${t("shared.laboratory")}</a></li><li><a href="/play">${t("shared.play")}</a></li><li><a href=${`/article?language=${language()}`}>${t("shared.article")}</a></li></ul></nav>
      <label class="end row"><span class="hidden">${t("shared.language")}</span><select onChange=${(/** @type {any} */ e) => speak(e.target.value)}>${Object.entries(LANGUAGES).map(([key, name]) => html`<option value=${key} selected=${key === language()}>${name}</option>`)}</select></label></div></header>
    <div class="scale" aria-hidden="true"></div>
    <main id="content" class="wide"><p class="kind">${t("shared.synthetic")} ${language() === "en" ? "" : t("shared.not_reviewed")}</p><h1>${t("doors.laboratory")}</h1>
      ${isBroken.value ? html`<p class="notice offline">${t("laboratory.offline")}</p>` : null}
      ${wrong.value ? html`<p class="notice error" role="alert">${wrong.value}</p>` : null}
      ${asks.value ? html`<${Code} enter=${enter} />` : html`<div class="bench"><${Ask} start=${start} /><div>${doing.value ? null : html`<p class="lead">${t("laboratory.lead")}</p>`}${found.value ? html`<${Found} why=${why} />` : null}<${Live} pace=${pace} /><${Writer} /></div></div>`}</main><${Citizen} why=${why} />`;
}

render(html`<${Page} />`, /** @type {HTMLElement} */ (document.getElementById("page")));
await enter();
