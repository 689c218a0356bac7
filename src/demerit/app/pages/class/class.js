// @ts-check
/** @import { Heard, Law, Seen, Sent, Told } from "../shared/messages.js" */
/** A class: the teacher's page where the address holds the teacher's token, else a pupil's telephone. */
import { line, put } from "../shared/line.js";
import { html, render, say, useEffect, useState } from "../shared/ui.js";
import { Accounts, Around, Choices, Dial, Friends, Gates, Ledger, Passed, personLine, signed } from "../shared/seat.js";
import { has, readWords, t } from "../shared/words.js";
import { Ending } from "../play/ending.js";
import { Teacher } from "./teacher.js";

await readWords("play", "deeds", "class", "named");
document.title = `${t("class.title")} - demerit`;
const token = new URLSearchParams(location.hash.slice(1)).get("teacher");
if (token) {
  put("demerit.class.teacher", token);
  history.replaceState(null, "", `${location.pathname}${location.search}#teacher`);
}
const teaches = location.hash.startsWith("#teacher");
const page = /** @type {HTMLElement} */ (document.getElementById("page"));
page.className = teaches ? "page wide" : "seat";

/** What the server said last, by kind. @type {Heard} */
let told = {};
/** @type {() => void} */
let draw = () => {};
const state = { up: false, notice: "", since: 0 };
const server = line("class", hear, (up) => {
  state.up = up;
  draw();
}, { role: teaches ? "teacher" : "seat" });

/** @param {Told} message */
function hear(message) {
  if (message.kind === "refused") {
    const key = `class.refused.${message.why}`;
    state.notice = t(has(key) ? key : "class.refused.other", { says: message.says, why: message.says || message.why });
    say(state.notice);
  } else if (message.kind === "picked") {
    const act = told.seen?.view.acts.find((one) => one.name === message.act);
    if (act) act.picked = message.deed;
  } else if (message.kind === "csv") {
    save(message.name, message.text);
  } else {
    if (message.kind === "gone") told = {};
    told = { ...told, [message.kind]: message };
    if (message.kind === "welcome" && message.role === "pupil") told.gone = null;
    state.notice = "";
    state.since = performance.now();
    if (message.kind === "seen") announce(message);
  }
  draw();
}

/** @param {Seen} seen */
function announce({ view, happened }) {
  if (!happened || view.score === null) return;
  const change = view.score - (happened.before ?? view.score);
  if (change) say(t("play.score_now", { score: view.score, change: signed(change), n: happened.weeks }));
}

/** @param {string} name @param {string} text */
function save(name, text) {
  const link = document.createElement("a");
  link.href = `data:text/csv;charset=utf-8,${encodeURIComponent(text)}`;
  link.download = name;
  link.click();
}

/** @param {Sent} message */
const ask = (message) => server.send(message);

function Page() {
  const [, again] = useState(0);
  useEffect(() => {
    draw = () => again((n) => n + 1);
    draw();
    const clock = setInterval(draw, 1000);
    return () => clearInterval(clock);
  }, []);
  return html`${state.up ? null : html`<p class="notice offline">${t("play.offline")}</p>`}
    ${state.notice ? html`<p class="notice error" role="alert">${state.notice}</p>` : null}
    ${told.room ? html`<${Teacher} room=${told.room} ask=${ask} since=${state.since} />`
      : told.ended && told.law ? html`<${Ending} law=${told.law} seen=${told.seen} debrief=${told.ended.debrief} again=${null} on=${null} />`
      : told.seen && told.law ? html`<${Pupil} seen=${told.seen} law=${told.law} />` : told.welcome || told.gone ? html`<${Join} />` : html`<p class="quiet" role="status">${t("play.waking")} …</p>`}`;
}

function Join() {
  const given = new URLSearchParams(location.search).get("code") ?? "";
  return html`<h1>${t("class.join")}</h1>${told.gone ? html`<p class="notice">${t(`class.gone.${told.gone.why}`)}</p>` : null}
    <p class="lead">${t("class.join.about")}</p>
    <form onSubmit=${(/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (document.getElementById(name)).value.trim();
      ask({ kind: "join", code: field("code").toUpperCase(), nickname: field("nickname") });
    }}>
      <div class="field"><label for="code">${t("class.code")}</label><input id="code" required minlength="6" maxlength="6" autocomplete="off" autocapitalize="characters" value=${given} /></div>
      <div class="field"><label for="nickname">${t("class.nickname")}</label><input id="nickname" required maxlength="24" autocomplete="off" /></div>
      <button class="first">${t("class.join")}</button></form>`;
}

/** @param {{ seen: Seen, law: Law }} it */
function Pupil({ seen, law }) {
  const { view, happened, state: how, until, frozen } = seen;
  const off = !state.up || how === "over" || frozen;
  const choose = (/** @type {string} */ act, /** @type {string | null} */ deed) => ask({ kind: "choose", act, deed });
  const look = (/** @type {number} */ citizen) => ask({ kind: "ask", citizen });
  const change = happened && happened.before !== null && view.score !== null ? view.score - happened.before : null;
  const left = until === null ? null : Math.max(0, Math.ceil(until - (performance.now() - state.since) / 1000));
  return html`<p class="who"><span>${personLine(view.person)}</span><span>${t("class.week_of", { week: view.week, weeks: view.weeks })}</span></p>
    <h1 class="hidden">${t("class.title")}</h1>
    <${Dial} law=${law} view=${view} change=${change} />
    ${frozen ? html`<p class="notice">${t("class.frozen")}</p>` : null}
    ${happened ? html`<${Passed} law=${law} happened=${happened} />` : null}
    <h2>${t("play.choices")}</h2><p class="small quiet">${t("play.choices.about")}</p>
    <${Choices} law=${law} view=${view} choose=${choose} off=${off} weekly="class.this_week" />
    <h2>${t("play.friends")}</h2><${Friends} view=${view} choose=${choose} ask=${look} off=${off} />
    <h2>${t("play.gates")}</h2><${Gates} law=${law} view=${view} />
    <h2>${t("play.ledger")}</h2><${Accounts} law=${law} view=${view} /><${Ledger} law=${law} entries=${view.ledger} />
    <h2>${t("play.around")}</h2><${Around} law=${law} view=${view} listed=${told.answer?.listed} ask=${look} />
    <div class="bar" role="timer" aria-label=${t("class.next_label")}><div><span>${left !== null && how === "running" ? t("class.next_in", { n: left }) : t(view.week <= 1 ? "class.waiting" : "class.paused")}</span></div></div>`;
}

render(html`<${Page} />`, page);
