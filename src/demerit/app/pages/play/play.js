// @ts-check
/** @import { Choices as Offered, Heard, Law, Seen, Sent, Told } from "../shared/messages.js" */
import { Code, asksCode, codeGiven } from "../shared/code.js";
import { line } from "../shared/line.js";
import { html, render, say, useEffect, useState } from "../shared/ui.js";
import { Accounts, Around, Choices, Dial, Friends, Gates, Ledger, Passed, personLine, signed } from "../shared/seat.js";
import { has, language, number, readWords, t } from "../shared/words.js";
import { Ending } from "./ending.js";

await readWords("play", "deeds", "named");
document.title = `${t("play.title")} - demerit`;

/** What the server said last, by kind. @type {Heard & { asks?: boolean }} */
let told = {};
/** @type {() => void} */
let draw = () => {};
/** @type {{ up: boolean, busy: boolean, notice: string, code: string }} */
const state = { up: false, busy: false, notice: "", code: codeGiven() };
let server = open();

function open() {
  return line("play", hear, (up) => {
    state.up = up;
    draw();
  }, { code: state.code });
}

/** @param {Told} message */
function hear(message) {
  state.busy = false;
  if (message.kind === "refused") {
    const key = `play.refused.${message.why}`;
    state.notice = t(has(key) ? key : "play.refused.other", { says: message.says, why: message.says || message.why });
    say(state.notice);
    told.asks = asksCode(message.why);
  } else if (message.kind === "picked") {
    const act = told.seen?.view.acts.find((one) => one.name === message.act);
    if (act) act.picked = message.deed;
  } else if (message.kind === "gone" || message.kind === "candidates") {
    told = { ...told, seen: null, ended: null, law: null, candidates: message.kind === "candidates" ? message : null };
  } else {
    told = { ...told, [message.kind]: message, asks: false };
    state.notice = "";
    if (message.kind === "seen") announce(message);
    if (message.kind === "ended" || (message.kind === "seen" && message.happened)) window.scrollTo(0, 0);
  }
  draw();
}

/** @param {Seen} seen */
function announce({ view, happened }) {
  if (!happened || view.score === null) return;
  const change = view.score - (happened.before ?? view.score);
  say(change ? t("play.score_now", { score: view.score, change: signed(change), n: happened.weeks }) : t("play.score_same", { score: view.score }));
}

/** @param {Sent} message */
function ask(message) {
  state.busy = message.kind === "pass" || message.kind === "begin" || message.kind === "finish";
  server.send(message);
  draw();
}

const dayOf = (/** @type {string} */ day) => new Intl.DateTimeFormat(language(), { year: "numeric", month: "long" }).format(new Date(day));

function Page() {
  const [, again] = useState(0);
  useEffect(() => {
    draw = () => again((n) => n + 1);
    draw();
  }, []);
  return html`${state.up ? null : html`<p class="notice offline">${t("play.offline")}</p>`}
    ${state.notice ? html`<p class="notice error" role="alert">${state.notice}</p>` : null}
    ${told.asks ? html`<${Code} enter=${enter} />` : told.ended ? html`<${Ending} law=${told.law} seen=${told.seen} debrief=${told.ended.debrief} again=${() => ask({ kind: "leave" })} on=${told.seen?.state === "over" ? null : () => { told.ended = null; draw(); }} />` : told.seen && told.law ? html`<${Life} seen=${told.seen} law=${told.law} />` : told.candidates ? html`<${Who} of=${told.candidates} />` : html`<p class="quiet" role="status">${t("play.waking")} …</p>`}`;
}

/** @param {string} code */
function enter(code) {
  state.code = code;
  server.close();
  server = open();
}

/** @param {{ of: Offered }} it */
function Who({ of }) {
  const { candidates, people } = of;
  return html`<h1>${t("play.title")}</h1><p class="lead">${t("play.lead")}</p><h2>${t("play.who")}</h2>
    <ul class="persons">${candidates.map((one) => html`<li key=${one.person.citizen}><button type="button" disabled=${state.busy} onClick=${() => ask({ kind: "begin", citizen: one.person.citizen })}>
      <strong>${t(`play.prepared.${one.prepared}`)}</strong><span class="big">${one.score}</span>
      <span class="small quiet">${personLine(one.person)}; ${t("play.friends_of", { n: one.friends })}</span></button></li>`)}</ul>
    <form onSubmit=${(/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      ask({ kind: "begin", citizen: Number(/** @type {HTMLInputElement} */ (document.getElementById("which")).value) });
    }}><label for="which" class="small quiet">${t("play.any", { n: people })}</label>
      <div class="row"><input id="which" class="grow" type="number" min="0" max=${people - 1} required inputmode="numeric" /><button disabled=${state.busy}>${t("play.be")}</button></div></form>
    <p class="small quiet">${t("play.aware")}</p>`;
}

/** @param {{ seen: Seen, law: Law }} it */
function Life({ seen, law }) {
  const { view, happened, state: how } = seen;
  const off = state.busy || !state.up || how === "over";
  const choose = (/** @type {string} */ act, /** @type {string | null} */ deed) => ask({ kind: "choose", act, deed });
  const look = (/** @type {number} */ citizen) => ask({ kind: "ask", citizen });
  const change = happened && happened.before !== null && view.score !== null ? view.score - happened.before : null;
  const start = new Date(view.day).getTime() - view.week * 604_800_000;
  const day = (/** @type {number} */ week) => dayOf(new Date(start + week * 604_800_000).toISOString().slice(0, 10));
  return html`<p class="who"><span>${personLine(view.person)}</span><span>${t("play.week_of", { week: view.week, weeks: view.weeks, day: dayOf(view.day) })}</span></p>
    <h1 class="hidden">${t("play.title")}</h1>
    <${Dial} law=${law} view=${view} change=${change} />
    ${happened ? html`<${Passed} law=${law} happened=${happened} />` : null}
    <h2>${t("play.choices")}</h2><p class="small quiet">${t("play.choices.about")}</p>
    <${Choices} law=${law} view=${view} choose=${choose} off=${off} />
    <h2>${t("play.friends")}</h2><${Friends} view=${view} choose=${choose} ask=${look} off=${off} />
    <h2>${t("play.gates")}</h2><p class="small quiet">${t("play.gates.about")}</p><${Gates} law=${law} view=${view} />
    <h2>${t("play.ledger")}</h2><p class="small quiet">${t("play.ledger.about")}</p>
    <${Accounts} law=${law} view=${view} /><${Ledger} law=${law} entries=${view.ledger} day=${day} />
    <h2>${t("play.around")}</h2><${Around} law=${law} view=${view} listed=${told.answer?.listed} ask=${look} />
    <p class="row"><button type="button" disabled=${off || view.week < 4} onClick=${() => ask({ kind: "finish" })}>${t("play.finish")}</button></p>
    <nav class="bar" aria-label=${t("play.passing")}><div>
      <button type="button" disabled=${off} onClick=${() => ask({ kind: "pass", how: "week" })}>${t("play.pass.week")}</button>
      <button type="button" class="first" disabled=${off} onClick=${() => ask({ kind: "pass", how: "month" })}>${t("play.pass.month")}</button>
      <button type="button" disabled=${off} onClick=${() => ask({ kind: "pass", how: "year" })}>${t("play.pass.year")}</button></div></nav>`;
}

render(html`<${Page} />`, /** @type {HTMLElement} */ (document.getElementById("page")));
