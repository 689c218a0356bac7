// @ts-check
/** @import { Debrief, Law, Seen } from "../shared/messages.js" */
/** The end of a life: beside the twin who lived without the scheme, and what of all this was documented. */
import { html } from "../shared/ui.js";
import { Badge, Ledger } from "../shared/seat.js";
import { number, t } from "../shared/words.js";

const GRADES = ["documented", "reported", "disputed", "projected", "fiction"];

/** @param {{ mine: (number | null)[], twin: (number | null)[], low: number, high: number, label: string, lines?: number[] }} it */
function Lane({ mine, twin, low, high, label, lines = [] }) {
  const n = Math.max(mine.length, twin.length, 2);
  const x = (/** @type {number} */ k) => 34 + (k * 320) / (n - 1);
  const y = (/** @type {number} */ value) => 132 - (120 * (value - low)) / Math.max(1, high - low);
  const path = (/** @type {(number | null)[]} */ values) => values.map((value, k) => (value === null ? "" : `${x(k).toFixed(1)},${y(value).toFixed(1)}`)).filter(Boolean).join(" ");
  return html`<figure><svg class="lane" viewBox="0 0 360 144" role="img" aria-label=${label}>
    ${[low, ...lines, high].map((value) => html`<line class="grid" x1="34" x2="354" y1=${y(value)} y2=${y(value)} /><text x="28" y=${y(value) + 4} text-anchor="end">${value}</text>`)}
    <polyline class="twin" points=${path(twin)} /><polyline class="mine" points=${path(mine)} /></svg><figcaption>${label}</figcaption></figure>`;
}

/** @param {{ law: Law, seen: Seen | null, debrief: Debrief, again: (() => void) | null, on: (() => void) | null }} it */
export function Ending({ law, debrief, again, on }) {
  const { mine, twin } = debrief;
  /** @type {Array<[string, number, number]>} */
  const rows = [
    ["posts", mine.posts, twin.posts], ["political", mine.political, twin.political], ["dissent", mine.dissent, twin.dissent],
    ["praise", mine.praise, twin.praise], ["friends", mine.friends_end, twin.friends_end], ["lost", mine.lost_for_score, twin.lost_for_score],
    ["fear", Math.round((mine.fear.at(-1) ?? 0) / 5.12), Math.round((twin.fear.at(-1) ?? 0) / 5.12)], ["pressed", mine.months_pressed, twin.months_pressed],
  ];
  const points = Object.fromEntries(debrief.grades.map((one) => [one.grade, one]));
  const all = debrief.grades.reduce((sum, one) => sum + one.points, 0);
  const top = Math.max(5, ...mine.friends, ...twin.friends);
  const file = `data:text/csv;charset=utf-8,${encodeURIComponent(debrief.choices)}`;
  return html`<h1>${t("play.end.title")}</h1><p class="lead">${t("play.end.lead")}</p>
    <div class="table"><table><thead><tr><th>${t("play.end.measure")}</th><th class="n">${t("play.end.you")}</th><th class="n">${t("play.end.twin")}</th></tr></thead>
      <tbody>${rows.map(([what, a, b]) => html`<tr><th scope="row">${t(`play.end.${what}`)}</th><td class="n">${number(a)}</td><td class="n">${number(b)}</td></tr>`)}</tbody></table></div>
    <h2>${t("play.end.path")}</h2><${Lane} mine=${mine.scores} twin=${[]} low=${law.low} high=${law.high} lines=${[600, 700]} label=${t("play.end.path")} />
    <${Lane} mine=${mine.friends} twin=${twin.friends} low=${0} high=${top} label=${`${t("play.end.path.friends")}: — ${t("play.end.you")}, - - ${t("play.end.twin")}`} />
    <h2>${t("play.end.documented")}</h2>
    <p>${t("play.end.documented.lead", { all, documented: points.documented?.points ?? 0, reported: points.reported?.points ?? 0 })}</p>
    <div class="table"><table><thead><tr><th>${t("play.end.evidence")}</th><th class="n">${t("play.end.points")}</th><th class="n">${t("play.end.entries")}</th></tr></thead>
      <tbody>${GRADES.map((grade) => html`<tr><th scope="row"><${Badge} grade=${grade} /></th><td class="n">${number(points[grade]?.points ?? 0)}</td><td class="n">${number(points[grade]?.entries ?? 0)}</td></tr>`)}</tbody></table></div>
    <h2>${t("play.end.moved")}</h2><${Ledger} law=${law} entries=${debrief.rules} />
    <h2>${t("play.end.replay")}</h2><p>${t("play.end.replay.about")}</p><pre tabindex="0">${`${debrief.command}\n${debrief.digest}`}</pre>
    <p class="row"><a class="button" download="choices.csv" href=${file}>${t("play.end.save")}</a></p>
    <p class="row">${on ? html`<button type="button" onClick=${on}>${t("play.go_on")}</button>` : null}${again ? html`<button type="button" class="first" onClick=${again}>${t("play.again")}</button>` : null}</p>`;
}
