// @ts-check
/** @import { Act, ActKind, Booked, Happened, Law, Listed, Person, Rests, View } from "./messages.js" */
/** What whoever plays a citizen sees: the dial, the choices, the ledger, friends, gates. Both games are drawn with it. */
import { html, MARKS } from "./ui.js";
import { has, number, t } from "./words.js";

/** The decisions as the page groups them. @type {Record<string, string[]>} */
export const GROUPS = {
  say: ["speak", "criticise", "venue"], buy: ["shop", "use", "scold"], pay: ["pay", "borrow", "card", "deal", "game_it", "bribe"],
  go: ["go", "route", "travel", "move", "carry", "phone"], meet: ["visit", "serve", "care"], drop: ["treat"],
  look: ["look_up"], brag: ["brag"], denounce: ["denounce"],
};
const LINES = [600, 650, 700, 750];
const FROM = 215;
const SPAN = 250;

/** @param {number} share @param {number} radius */
const at = (share, radius) => {
  const angle = ((FROM - SPAN * share) * Math.PI) / 180;
  return [160 + radius * Math.cos(angle), 150 - radius * Math.sin(angle)];
};

/** @param {number} from @param {number} to @param {number} radius */
const arc = (from, to, radius) => {
  const [x0, y0] = at(from, radius);
  const [x1, y1] = at(to, radius);
  return `M${x0.toFixed(1)} ${y0.toFixed(1)}A${radius} ${radius} 0 ${SPAN * (to - from) > 180 ? 1 : 0} 1 ${x1.toFixed(1)} ${y1.toFixed(1)}`;
};

/** The dial of the score, as the application had it. @param {{ law: Law, view: View, change?: number | null }} it */
export function Dial({ law, view, change }) {
  const width = law.high - law.low;
  const share = view.score === null ? 0 : (view.score - law.low) / width;
  const ticks = Array.from({ length: width / 10 + 1 }, (_, k) => k / (width / 10));
  const band = view.band ? t(`play.band.${view.band}`) : t("play.no_score");
  return html`<figure class="dial">
    <svg viewBox="0 0 320 254" role="img" aria-label=${view.score === null ? t("play.no_score") : t("play.dial", { score: view.score, low: law.low, high: law.high, band })}>
      <path class="track" d=${arc(0, 1, 118)} />
      <path class="value" d=${arc(0, 1, 118)} pathLength="100" style=${{ strokeDasharray: `${(100 * share).toFixed(2)} 100` }} />
      ${ticks.map((k, i) => {
        const [x0, y0] = at(k, 130);
        const [x1, y1] = at(k, i % 5 ? 134 : 139);
        return html`<line class="tick" x1=${x0.toFixed(1)} y1=${y0.toFixed(1)} x2=${x1.toFixed(1)} y2=${y1.toFixed(1)} />`;
      })}
      ${LINES.filter((line) => line > law.low && line < law.high).map((line) => {
        const [x, y] = at((line - law.low) / width, 97);
        return html`<text class=${`line ${view.score !== null && view.score >= line ? "met" : ""}`} x=${x.toFixed(1)} y=${(y + 4).toFixed(1)}>${line}</text>`;
      })}
      <text class="end" x=${at(0, 118)[0].toFixed(1)} y=${(at(0, 118)[1] + 22).toFixed(1)}>${law.low}</text>
      <text class="end" x=${at(1, 118)[0].toFixed(1)} y=${(at(1, 118)[1] + 22).toFixed(1)}>${law.high}</text>
      <g class="needle" style=${{ transform: `rotate(${(SPAN * share - (FROM - 180)).toFixed(2)}deg)` }}><path d="M48 150 L36 145.5 L36 154.5 Z" /></g>
      <text class="score" x="160" y="158">${view.score ?? "–"}</text>
      <text class="band" x="160" y="184">${band}</text>
      ${change ? html`<text class=${`change ${change > 0 ? "rise" : "fall"}`} x="160" y="208">${signed(change)}</text>` : null}
    </svg>
  </figure>`;
}

/** @param {{ law: Law, view: View }} it */
export function Accounts({ law, view }) {
  return html`<ul class="accounts">${law.accounts.map((account, k) => html`
    <li><span>${t(`play.account.${account.name}`)}</span><meter min="0" max=${account.cap} value=${view.points[k]} aria-label=${t(`play.account.${account.name}`)}></meter>
      <span class="n">${view.points[k]}<span class="quiet">/${account.cap}</span></span></li>`)}</ul>`;
}

/** @param {number} points */
export const signed = (points) => (points > 0 ? `+${number(points, 1)}` : number(points, 1));

/** @param {{ grade: string }} it */
export const Badge = ({ grade }) => html`<span class=${`badge ${grade}`} data-mark=${MARKS[grade] ?? ""} title=${t(`shared.grade.${grade}.means`)}>${t(`shared.grade.${grade}`)}</span>`;

/** @param {{ rests: Rests }} it */
export const Why = ({ rests }) => html`<details class="why"><summary>${t("shared.why")}</summary>
  <p>${rests.summary}</p>
  ${rests.size ? html`<p class="small quiet">${t("play.size", { grade: has(`shared.size.${rests.size}`) ? t(`shared.size.${rests.size}`) : rests.size })}</p>` : null}
  ${rests.sources.map((source) => html`<p class="small quiet">${source}</p>`)}
  ${rests.disputed_by.map((source) => html`<p class="small quiet">${t("play.disputed_by")} ${source}</p>`)}</details>`;

/** @param {Law} law @param {Booked} entry */
export const groundOf = (law, entry) => {
  const own = entry.entry.split(":")[0];
  return law.entries[entry.entry] ?? law.entries[own] ?? law.entries[`${own}:${entry.account}`] ?? null;
};

/** @param {Law} law @param {Booked} entry */
const named = (law, entry) => {
  const [own, deed] = entry.entry.split(":");
  if (deed) return t("play.friend_did", { deed: t(`deeds.${deed}`) });
  if (["start", "decay", "limit", "association", "recovery"].includes(own)) return t(`play.entry.${own}`);
  return t(`named.rule.${own}`);
};

/** @param {{ law: Law, entries: Booked[], day?: (week: number) => string }} it */
export function Ledger({ law, entries, day }) {
  if (!entries.length) return html`<p class="quiet">${t("play.nothing_booked")}</p>`;
  return html`<ol class="ledger">${entries.map((entry) => {
    const ground = groundOf(law, entry);
    return html`<li><span class=${`points ${entry.points > 0 ? "rise" : "fall"}`}>${signed(entry.points)}</span>
      <div><span class="what">${named(law, entry)}</span> <span class="quiet small">${t(`play.account.${entry.account}`)}${day && entry.week >= 0 ? ` · ${day(entry.week)}` : ""}</span>
        ${ground ? html`<div class="row small"><${Badge} grade=${ground.grade} /><${Why} rests=${ground} /></div>` : null}</div></li>`;
  })}</ol>`;
}

/** @param {{ law: Law, view: View, choose: (act: string, deed: string | null) => void, off: boolean, weekly?: string }} it */
export function Choices({ law, view, choose, off, weekly = "play.each_week" }) {
  const kinds = Object.fromEntries(law.acts.map((act) => [act.name, act]));
  const due = Object.fromEntries(view.acts.map((act) => [act.name, act]));
  const grouped = new Set(Object.values(GROUPS).flat());
  const groups = { ...GROUPS, more: view.acts.map((act) => act.name).filter((name) => !grouped.has(name)) };
  return html`<div class="choices">${Object.entries(groups).map(([group, names]) => {
    const acts = names.filter((name) => name in due);
    if (!acts.length) return group === "drop" ? html`<p class="none small quiet">${t("play.nobody_to_drop")}</p>` : null;
    const picked = acts.filter((name) => due[name].picked);
    return html`<details key=${group} name="choices"><summary><span>${t(`play.group.${group}`)}</span>
        <span class="quiet">${picked.length ? picked.map((name) => t(`deeds.${name}.${due[name].picked}`)).join(", ") : t("play.by_habit")}</span></summary>
      ${acts.map((name) => html`<${Deeds} key=${name} kind=${kinds[name]} act=${due[name]} choose=${choose} off=${off} weekly=${weekly} />`)}</details>`;
  })}</div>`;
}

/** @param {{ kind: ActKind, act: Act, choose: (act: string, deed: string | null) => void, off: boolean, weekly: string }} it */
function Deeds({ kind, act, choose, off, weekly }) {
  return html`<fieldset disabled=${off}><legend>${t(`deeds.${act.name}`)} <span class="quiet">${t(kind.monthly ? "play.this_month" : weekly)}</span></legend>
    <label><input type="radio" name=${act.name} checked=${!act.picked} onChange=${() => choose(act.name, null)} /><span>${t("play.by_habit")}</span></label>
    ${kind.deeds.map((deed, k) => html`<label class=${act.open[k] ? "" : "shut"}>
      <input type="radio" name=${act.name} checked=${act.picked === deed} disabled=${!act.open[k]} onChange=${() => choose(act.name, deed)} />
      <span>${t(`deeds.${act.name}.${deed}`)}${act.believed[k] ? html` <span class="quiet small">${t("play.believed", { points: signed(act.believed[k]) })}</span>` : null}</span></label>`)}
  </fieldset>`;
}

/** @param {{ view: View, choose: (act: string, deed: string | null) => void, ask: (citizen: number) => void, off: boolean }} it */
export function Friends({ view, choose, ask, off }) {
  const treat = view.acts.find((act) => act.name === "treat");
  return html`<p class="quiet">${t("play.friends_count", { n: view.friends.length })}${view.pressed ? html` <strong class="fall">${t("play.pressed", { n: view.pressed })}</strong>` : null}</p>
  <ul class="friends">${view.friends.map((friend) => html`<li key=${friend.citizen}>
    <span class="n">${friend.score ?? "·"}</span>
    <div><span>${t(`named.kind.${friend.kind}`)}, ${friend.age}, ${t(`named.occupation.${friend.occupation}`)}</span>
      <div class="small quiet">${t(`named.said.${friend.said}`)}</div>
      ${friend.floor ? html`<div class=${`small ${friend.drops ? "fall" : "quiet"}`}>${t(friend.drops ? "play.would_drop_you" : "play.floor", { floor: friend.floor })}</div>` : null}
      ${friend.lowest && treat ? html`<div class="row"><span class="small">${t("play.lowest")}</span>
        ${["press", "cut"].map((deed) => html`<button type="button" disabled=${off} aria-pressed=${treat.picked === deed} onClick=${() => choose("treat", treat.picked === deed ? null : deed)}>${t(`deeds.treat.${deed}`)}</button>`)}</div>` : null}</div>
    <button type="button" class="bare small" onClick=${() => ask(friend.citizen)}>${t("play.look_them_up")}<span class="hidden"> ${friend.citizen}</span></button></li>`)}</ul>`;
}

/** @param {{ law: Law, view: View }} it */
export function Gates({ law, view }) {
  const near = view.gates.filter((gate) => gate.line !== null);
  const lists = view.gates.filter((gate) => gate.line === null);
  return html`<ul class="gates">${[...near, ...lists].map((gate) => {
    const { rests } = law.gates[gate.name];
    return html`<li class=${gate.open ? "open" : "closed"}><span class="line n">${gate.line ?? "≡"}</span>
      <div><span>${t(`named.gate.${gate.name}`)}</span>${" "}
        <span class="small">${gate.open ? t("play.open") : gate.line !== null && view.score !== null && gate.line > view.score ? t("play.shut_by", { n: gate.line - view.score }) : t("play.shut")}</span>
        <div class="row small"><${Badge} grade=${rests.grade} /><${Why} rests=${rests} /></div></div></li>`;
  })}</ul>`;
}

/** What the crowd's map, the registers and the matchmaker say. @param {{ law: Law, view: View, listed: Listed | undefined, ask: (citizen: number) => void }} it */
export function Around({ law, view, listed, ask }) {
  const look = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const field = /** @type {HTMLInputElement} */ (/** @type {HTMLFormElement} */ (event.target).elements.namedItem("citizen"));
    if (field.value) ask(Number(field.value));
  };
  return html`
    ${view.map ? html`<section><h3>${t("play.map")}</h3><p class="small quiet">${t("play.map.about", { n: view.map.reports })}</p>
      <dl class="tiles">${Object.entries({ museum: view.map.museum, rally: view.map.rally, hostile: view.map.hostile }).map(([place, points]) => html`<div><dt>${t(`deeds.go.${place}`)}</dt><dd class=${points > 0 ? "rise" : "fall"}>${signed(Math.round(10 * points) / 10)}</dd></div>`)}</dl>
      ${view.map.marked ? html`<p class="notice">${t("play.map.marked")}</p>` : null}</section>` : null}
    <section><h3>${t("play.register")}</h3><p class="small quiet">${t("play.register.about")}</p>
      <form class="row" onSubmit=${look}><label class="grow"><span class="name">${t("play.citizen_number")}</span><input name="citizen" type="number" min="0" inputmode="numeric" value=${view.person.citizen} /></label><button>${t("play.look_up")}</button></form>
      <div aria-live="polite">${listed ? html`<p class=${`notice ${listed.registers.length ? "error" : ""}`}>${t(listed.registers.length ? "play.register.on" : "play.register.clean", { citizen: String(listed.citizen) })}</p>
        ${listed.registers.map((name) => html`<div class="row small"><span>${t(`named.register.${name}`)}</span><${Badge} grade=${law.registers[name].grade} /><${Why} rests=${law.registers[name]} /></div>`)}` : null}</div></section>
    ${view.match ? html`<section><h3>${t("play.match")}</h3><p>${view.match.mate !== null ? t("play.match.together", { n: view.match.months }) : t(view.match.looking ? "play.match.looking" : "play.match.not")}</p></section>` : null}
    ${law.tips.length ? html`<section><h3>${t("play.tips")}</h3><ul class="plain">${law.tips.map((tip) => html`<li>${tip.text} <${Badge} grade=${tip.grade} /></li>`)}</ul></section>` : null}`;
}

/** What came of the weeks that passed. @param {{ law: Law, happened: Happened }} it */
export function Passed({ law, happened }) {
  const did = Object.entries(happened.did).filter(([deed]) => !deed.startsWith("use.") && !deed.startsWith("pastime."));
  return html`<section class="passed"><h2>${t("play.passed", { n: happened.weeks })}</h2>
    ${did.length ? html`<p>${t("play.you_did")} ${did.map(([deed, times]) => `${t(`deeds.${deed.split(".")[0]}`)}: ${t(`deeds.${deed}`)}${Number(times) > 1 ? ` ×${times}` : ""}`).join("; ")}.</p>` : null}
    ${happened.opened.map((name) => html`<p class="rise">${t("play.opened")} ${t(`named.gate.${name}`)} <${Badge} grade=${law.gates[name].rests.grade} /></p>`)}
    ${happened.shut.map((name) => html`<p class="fall">${t("play.closed")} ${t(`named.gate.${name}`)} <${Badge} grade=${law.gates[name].rests.grade} /></p>`)}
    ${happened.lost ? html`<p class="fall">${t("play.lost", { n: happened.lost })}</p>` : null}
    ${happened.gained ? html`<p class="rise">${t("play.gained", { n: happened.gained })}</p>` : null}
    <${Ledger} law=${law} entries=${summed(happened.entries)} /></section>`;
}

/** Add up entries of the same kind. @param {Booked[]} entries */
function summed(entries) {
  /** @type {Map<string, Booked>} */
  const found = new Map();
  for (const entry of entries.filter((one) => one.entry !== "start")) {
    const key = `${entry.entry} ${entry.account}`;
    const before = found.get(key);
    found.set(key, before ? { ...before, points: before.points + entry.points } : { ...entry });
  }
  return [...found.values()].filter((entry) => entry.points).sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
}

/** A person in a line. @param {Person} person */
export const personLine = (person) => t("named.person", {
  age: String(person.age), sex: t(`named.sex.${person.sex}`), occupation: t(`named.occupation.${person.occupation}`),
  place: t(person.urban ? "named.urban" : "named.rural", { province: t(`named.province.${person.province}`) }),
});
