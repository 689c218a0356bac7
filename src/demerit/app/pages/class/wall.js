// @ts-check
/** @import { Room } from "../shared/messages.js" */
/** What hangs on the wall: the histogram, the ties of the class, provinces, and the society month by month. */
import { html, useEffect, useRef, useState } from "../shared/ui.js";
import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "../shared/vendored/d3-force.js";
import { Tiles } from "../shared/provinces.js";
import { number, percent, t } from "../shared/words.js";

const W = 640;
const H = 300;

/** @param {{ room: Room }} it */
export function Histogram({ room }) {
  const { low, step, counts, class_: mine } = room.histogram;
  const most = Math.max(1, ...counts);
  const bar = (W - 20) / counts.length;
  const seats = room.pupils.map((pupil) => pupil.score).filter((score) => score !== null);
  return html`<figure class="sheet"><h3>${t("class.histogram")}</h3><svg viewBox=${`0 0 ${W} ${H}`} role="img" aria-label=${t("class.histogram.alt", { n: counts.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b, 0), class: seats.join(", ") || "–" })}>
    ${counts.map((/** @type {number} */ n, /** @type {number} */ k) => html`<rect class="all" x=${(10 + k * bar).toFixed(1)} y=${(250 - (220 * n) / most).toFixed(1)} width=${(bar - 1).toFixed(1)} height=${((220 * n) / most).toFixed(1)} />`)}
    ${mine.map((/** @type {number} */ n, /** @type {number} */ k) => Array.from({ length: Math.min(n, 12) }, (_, i) => html`<circle class="own" cx=${(10 + (k + 0.5) * bar).toFixed(1)} cy=${(246 - i * 9).toFixed(1)} r="4" />`))}
    ${[350, 450, 550, 650, 750, 850, 950].map((score) => html`<text x=${(10 + ((score - low) / step) * bar).toFixed(1)} y="276">${score}</text>`)}</svg></figure>`;
}

/** @param {{ room: Room }} it */
export function Ties({ room }) {
  const { citizens, scores, seats, pairs } = room.ties;
  const [, moved] = useState(0);
  /** @type {{ current: any }} */
  const kept = useRef({ nodes: [], known: "" });
  const known = JSON.stringify([citizens, pairs]);
  useEffect(() => {
    const before = new Map(kept.current.nodes.map((/** @type {any} */ node) => [node.id, node]));
    const nodes = citizens.map((/** @type {number} */ id, /** @type {number} */ k) => before.get(id) ?? { id, x: W / 2 + 120 * Math.cos(2.4 * k), y: H / 2 + 80 * Math.sin(2.4 * k) });
    const links = pairs.map(([source, target]) => ({ source, target }));
    const wide = Math.max(1, Math.sqrt(24 / Math.max(1, citizens.length)));
    const simulation = forceSimulation(nodes).force("link", forceLink(links).distance(58 * wide)).force("charge", forceManyBody().strength(-190 * wide)).force("collide", forceCollide(20))
      .force("x", forceX(W / 2).strength(0.05)).force("y", forceY(H / 2).strength(0.09)).force("center", forceCenter(W / 2, H / 2)).stop();
    for (let k = 0; k < 160; k += 1) simulation.tick();
    kept.current = { nodes, links, known };
    moved((n) => n + 1);
  }, [known]);
  const { nodes, links } = kept.current;
  const inside = (/** @type {any} */ node) => [Math.min(W - 14, Math.max(14, node.x)), Math.min(H - 14, Math.max(14, node.y))];
  const names = new Map(room.pupils.map((pupil) => [pupil.seat, pupil.nickname]));
  return html`<figure class="sheet"><h3>${t("class.ties")}</h3><svg viewBox=${`0 0 ${W} ${H}`} role="img" aria-label=${t("class.ties.alt", { n: citizens.length, m: pairs.length })}>
    ${(links ?? []).map((/** @type {any} */ link) => { const [a, b] = inside(link.source); const [c, d] = inside(link.target); return html`<line class="tie" x1=${a.toFixed(1)} y1=${b.toFixed(1)} x2=${c.toFixed(1)} y2=${d.toFixed(1)} />`; })}
    ${nodes.length === citizens.length ? nodes.map((/** @type {any} */ node, /** @type {number} */ k) => { const [x, y] = inside(node); return html`<g><circle class=${`one ${(scores[k] ?? 0) >= (room.ties.mean ?? 0) ? "high" : "low"}`} cx=${x.toFixed(1)} cy=${y.toFixed(1)} r="8" /><text class="name" x=${x.toFixed(1)} y=${(y - 11).toFixed(1)}>${names.get(seats[k] ?? -1) ?? ""}</text></g>`; }) : null}</svg></figure>`;
}

/** @param {{ room: Room }} it */
export const Provinces = ({ room }) => html`<figure class="sheet"><h3>${t("class.provinces")}</h3><${Tiles} provinces=${room.provinces} /></figure>`;

/** @param {{ room: Room }} it */
export function Series({ room }) {
  return html`<figure class="sheet"><h3>${t("class.series")}</h3><div class="four">${["dissent", "fear", "score", "friends"].map((what) => html`<${Small} what=${what} own=${room.series} other=${room.series_null} />`)}</div></figure>`;
}

/** One line, and the same without the scheme once it is known. @param {{ what: string, own: any, other: any }} it */
function Small({ what, own, other }) {
  const mine = own[what];
  const theirs = what === "score" ? [] : (other?.[what] ?? []);
  const top = Math.max(...mine, ...theirs, 0.0001) * 1.1;
  const floor = what === "score" ? 500 : 0;
  const point = (/** @type {number} */ value, /** @type {number} */ k, /** @type {number} */ n) => `${(8 + (k * 270) / Math.max(1, n - 1)).toFixed(1)},${(96 - (86 * (value - floor)) / (top - floor)).toFixed(1)}`;
  const shown = (/** @type {number} */ value) => (what === "dissent" ? percent(value, 2) : number(value, what === "score" ? 0 : 1));
  const label = `${t(`class.series.${what}`)}: ${shown(mine.at(-1) ?? 0)}${theirs.length ? `; ${t("class.without")} ${shown(theirs.at(-1))}` : ""}`;
  return html`<figure><svg class="lane" viewBox="0 0 290 104" role="img" aria-label=${label}><line class="grid" x1="8" x2="278" y1="96" y2="96" />
    <polyline class="twin" points=${theirs.map((/** @type {number} */ v, /** @type {number} */ k) => point(v, k, mine.length)).join(" ")} />
    <polyline class="mine" points=${mine.map((/** @type {number} */ v, /** @type {number} */ k) => point(v, k, mine.length)).join(" ")} />
    ${mine.length === 1 ? html`<circle class="own" cx="8" cy=${point(mine[0], 0, 1).split(",")[1]} r="3" />` : null}</svg><figcaption>${label}</figcaption></figure>`;
}
