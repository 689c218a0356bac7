// @ts-check
/** @import { Room, Sent } from "../shared/messages.js" */
/** The teacher's page: who is there, the clock, cards; and the wall, which a projector shows. */
import { html, useState } from "../shared/ui.js";
import { number, percent, t } from "../shared/words.js";
import { Histogram, Provinces, Series, Ties } from "./wall.js";

/** @param {{ room: Room, ask: (message: Sent) => void, since: number }} it */
export function Teacher({ room, ask, since }) {
  const [wall, show] = useState(false);
  const left = room.until === null ? null : Math.max(0, Math.ceil(room.until - (performance.now() - since) / 1000));
  const clock = room.state === "running" && left !== null ? t("class.next_in", { n: left }) : t(room.state === "waiting" ? "class.waiting" : room.state === "over" ? "class.refused.over" : "class.paused");
  const walls = html`<div class="walls"><${Histogram} room=${room} /><${Ties} room=${room} /><${Series} room=${room} /><${Provinces} room=${room} /></div>`;
  if (wall) {
    return html`<div class="wall"><header><div><h1>${t("class.week_of", { week: room.week, weeks: room.weeks })}</h1><p class="quiet">${clock} · ${t("class.pupils", { n: room.pupils.length })} · ${t("class.people", { n: room.people })}</p></div>
      <p class="code"><span class="small quiet">${room.address.replace(/\?.*/, "")}</span><strong>${room.code}</strong></p><img src=${room.qr} alt=${room.address} />
      <button type="button" class="bare" onClick=${() => show(false)}>${t("class.wall.leave")}</button></header>${walls}</div>`;
  }
  return html`<header class="top"><div><h1>${t("class.teacher")}</h1><p class="quiet">${t("class.week_of", { week: room.week, weeks: room.weeks })} · ${clock} · ${t("class.people", { n: room.people })}</p>
      <div class="row">
        ${room.state === "running" ? html`<button type="button" class="first" onClick=${() => ask({ kind: "teach", what: "pause" })}>${t("class.pause")}</button>` : html`<button type="button" class="first" disabled=${room.state === "over"} onClick=${() => ask({ kind: "teach", what: "start" })}>${t("class.start")}</button>`}
        <button type="button" disabled=${room.state === "over"} onClick=${() => ask({ kind: "teach", what: "step" })}>${t("class.step")}</button>
        <button type="button" disabled=${room.state === "over"} onClick=${() => ask({ kind: "teach", what: "end" })}>${t("class.end")}</button>
        <button type="button" onClick=${() => show(true)}>${t("class.wall.show")}</button>
      </div>
      <p class="field"><label for="seconds">${t("class.speed")}</label><select id="seconds" onChange=${(/** @type {Event} */ event) => ask({ kind: "speed", seconds: Number(/** @type {HTMLSelectElement} */ (event.target).value) })}>
        ${[...new Set([5, 10, 20, 30, 60, 120, room.seconds])].sort((a, b) => a - b).map((n) => html`<option value=${n} selected=${n === room.seconds}>${n}</option>`)}</select></p></div>
    <div class="join"><img src=${room.qr} alt=${room.address} /><p><strong>${room.code}</strong><br /><span class="small">${room.address}</span></p></div></header>
    <section><h2>${t("class.cards")}</h2><p class="small quiet">${t("class.cards.about")}</p>
      <div class="row">${room.cards.map((card) => html`<button type="button" key=${card.name} aria-pressed=${card.on} disabled=${room.state === "over"} onClick=${() => ask({ kind: "card", card: card.name })}>${t(`class.card.${card.name}`)}: ${t(card.on ? "class.on" : "class.off")}${card.coming ? html` <span class="small">(${t("class.coming")})</span>` : null}</button>`)}</div></section>
    <section><h2>${t("class.pupils", { n: room.pupils.length })}</h2><div class="table"><table class="pupils"><thead><tr><th>${t("class.nickname")}</th><th class="n">${t("class.score")}</th><th class="n">${t("class.decided")}</th><th></th><th>${t("class.what")}</th></tr></thead>
      <tbody>${room.pupils.map((pupil) => html`<tr key=${pupil.seat}><th scope="row">${pupil.nickname}</th><td class="n">${pupil.score ?? "–"}</td><td class="n">${pupil.picked}</td><td>${t(pupil.here ? "class.here" : "class.away")}</td>
        <td><div class="row"><button type="button" aria-pressed=${pupil.frozen} onClick=${() => ask({ kind: "seat", seat: pupil.seat, what: pupil.frozen ? "thaw" : "freeze" })}>${t(pupil.frozen ? "class.thaw" : "class.freeze")}<span class="hidden"> ${pupil.nickname}</span></button>
          <button type="button" onClick=${() => ask({ kind: "seat", seat: pupil.seat, what: "kick" })}>${t("class.kick")}<span class="hidden"> ${pupil.nickname}</span></button></div></td></tr>`)}</tbody></table></div></section>
    ${room.state === "over" ? html`<section><h2>${t("class.debrief")}</h2><p>${t("class.debrief.about")}</p><${Beside} room=${room} />
      <p class="row"><button type="button" onClick=${() => ask({ kind: "teach", what: "csv" })}>${t("class.csv")}</button>
        <button type="button" onClick=${() => ask({ kind: "teach", what: "wipe" })}>${t("class.wipe")}</button><span class="small quiet">${t("class.wipe.sure")}</span></p></section>` : null}
    ${walls}`;
}

/** The last month beside the same month without the scheme. @param {{ room: Room }} it */
function Beside({ room }) {
  const other = room.series_null;
  if (!other) return null;
  const last = (/** @type {number[]} */ values) => values.at(-1) ?? 0;
  return html`<div class="table"><table><thead><tr><th></th><th class="n">${t("class.with")}</th><th class="n">${t("class.without")}</th></tr></thead><tbody>
    <tr><th scope="row">${t("class.series.dissent")}</th><td class="n">${percent(last(room.series.dissent), 2)}</td><td class="n">${percent(last(other.dissent), 2)}</td></tr>
    <tr><th scope="row">${t("class.series.fear")}</th><td class="n">${number(last(room.series.fear), 1)}</td><td class="n">${number(last(other.fear), 1)}</td></tr>
    <tr><th scope="row">${t("class.series.friends")}</th><td class="n">${number(last(room.series.friends), 2)}</td><td class="n">${number(last(other.friends), 2)}</td></tr></tbody></table></div>`;
}
