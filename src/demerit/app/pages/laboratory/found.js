// @ts-check
/**
 * @import { Found as Told } from "./messages.js"
 * @import { Scenario } from "./state.js"
 */
/** What came of a scenario: differences first, then how to have it again, charts, ties, provinces, one citizen. */
import { Tiles } from "../shared/provinces.js";
import { personLine } from "../shared/seat.js";
import { MARKS, html, useEffect, useMemo, useRef, useState } from "../shared/ui.js";
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "../shared/vendored/d3-force.js";
import { number, t } from "../shared/words.js";
import { LONGEST, fragmentOf, isCarried, ownOf } from "./carried.js";
import { addressOf, citizen, found, isLinked, promised, ran } from "./state.js";

/** @param {{ why: (side: "a" | "b", citizen: number) => void }} it */
export function Found({ why }) {
  const told = found.value;
  if (!told || !ran.value) return null;
  return html`<${Differences} told=${told} /><${Again} told=${told} of=${ran.value} /><${Charts} told=${told} /><${Ties} told=${told} why=${why} /><${Provinces} told=${told} />`;
}

/** @param {{ told: Told }} it */
const Differences = ({ told }) => html`<section aria-labelledby="differences"><h2 id="differences">${t("laboratory.differences")}</h2>
  <div class="table"><table class="stacked"><caption>${t("laboratory.one_seed")}</caption><thead><tr><th scope="col">${t("laboratory.measure")}</th><th scope="col" class="n">${t("laboratory.difference")}</th><th scope="col" class="n">${ran.value?.a}</th><th scope="col" class="n">${ran.value?.b}</th></tr></thead>
    <tbody>${told.rows.map((row, k) => html`${k === 0 || told.rows[k - 1].section !== row.section ? html`<tr class="part"><th scope="colgroup" colspan="4">${t(`named.section.${row.section}`)}</th></tr>` : null}
      <tr><th scope="row" title=${row.name}>${t(`named.row.${row.name}`)}</th><td class="n" data-is=${t("laboratory.difference")}><strong>${Number.parseFloat(row.delta) > 0 ? `+${row.delta}` : row.delta}</strong></td><td class="n" data-is=${ran.value?.a}>${row.a}</td><td class="n" data-is=${ran.value?.b}>${row.b}</td></tr>`)}</tbody></table></div></section>`;

/** The same again: a link that holds it all, the command line, Python; and whether a link kept its promise. @param {{ told: Told, of: Scenario }} it */
function Again({ told, of }) {
  const digest = `${told.digest_a}.${told.digest_b}`;
  const own = ownOf(of);
  const link = new URL(addressOf(of, digest) + fragmentOf(of), location.href).href;
  return html`<section aria-labelledby="again"><h2 id="again">${t("laboratory.same")}</h2>
    <dl class="tiles"><div><dt>${ran.value?.a}</dt><dd class="small digest" id="digest-a">${told.digest_a}</dd></div><div><dt>${ran.value?.b}</dt><dd class="small digest" id="digest-b">${told.digest_b}</dd></div></dl>
    ${isLinked(ran.value) ? html`<p class="notice" role="status">${t(promised === digest ? "laboratory.kept" : "laboratory.broken")}</p>` : null}
    ${isCarried(of) ? html`<p><a id="link" href=${link}>${t("laboratory.link")}</a> <button type="button" class="bare" onClick=${() => navigator.clipboard?.writeText(link)}>${t("laboratory.copy")}</button></p>` : html`<p class="notice">${t("laboratory.carried.too_long", { n: fragmentOf(of).length, most: LONGEST })}</p>`}
    ${own.map((name) => html`<p><a download href=${`/laboratory/law/${name}.zip`}>${t("laboratory.own_law", { name })}</a> <span class="small quiet">${t("laboratory.own_law.how")}</span></p>`)}
    <h3>${t("laboratory.command")}</h3><pre id="command" tabindex="0">${told.command}</pre><h3>Python</h3><pre id="python" tabindex="0">${told.python}</pre></section>`;
}

/** @param {{ told: Told }} it */
function Charts({ told }) {
  const there = told.charts.filter((one) => !one.absent);
  const place = (/** @type {string} */ name, /** @type {string} */ form) => `/laboratory/chart/${told.run}/${name}.${form}`;
  return html`<section aria-labelledby="charts"><h2 id="charts">${t("laboratory.charts")}</h2><div class="charts">${there.map((one) => html`<figure><h3 lang="en">${one.title}</h3><div class="plate"><img loading="lazy" src=${place(one.name, "svg")} alt=${`${one.title}. ${one.caption}`} width="680" height="340" /></div>
    <figcaption lang="en">${one.caption} ${["csv", "svg", "png"].map((form) => html` <a href=${`${place(one.name, form)}?save`} download=${`${one.name}.${form}`} aria-label=${`${one.title}: ${form.toUpperCase()}`}>${form.toUpperCase()}</a>`)}</figcaption></figure>`)}</div></section>`;
}

/** The ties of a sample; each of it can be asked about. @param {{ told: Told, why: (side: "a" | "b", citizen: number) => void }} it */
function Ties({ told, why }) {
  const { citizens, scores, pairs, mean } = told.ties;
  const [W, H] = [720, 420];
  const [number_, put] = useState(citizens[0]);
  const { nodes, links } = useMemo(() => {
    const nodes = citizens.map((/** @type {number} */ id, /** @type {number} */ k) => ({ id, x: W / 2 + 9 * Math.sqrt(k) * 3 * Math.cos(2.4 * k), y: H / 2 + 9 * Math.sqrt(k) * 2 * Math.sin(2.4 * k) }));
    const links = pairs.map((/** @type {[number, number]} */ [source, target]) => ({ source, target }));
    const simulation = forceSimulation(nodes).force("link", forceLink(links).distance(26)).force("charge", forceManyBody().strength(-60)).force("collide", forceCollide(9)).force("x", forceX(W / 2).strength(0.06)).force("y", forceY(H / 2).strength(0.1)).stop();
    for (let k = 0; k < 220; k += 1) simulation.tick();
    return { nodes, links };
  }, [told.run]);
  const at = (/** @type {any} */ node) => [Math.min(W - 10, Math.max(10, node.x)), Math.min(H - 10, Math.max(10, node.y))].map((n) => n.toFixed(1));
  const ask = (/** @type {Event} */ e, /** @type {number} */ id) => { e.preventDefault(); why("a", id); };
  return html`<section aria-labelledby="ties"><h2 id="ties">${t("laboratory.ties")}</h2><p class="small quiet">${t(mean === null ? "laboratory.ties.none" : "laboratory.ties.how", { n: citizens.length, mean: mean ?? 0 })}</p>
    <svg viewBox=${`0 0 ${W} ${H}`} role="group" aria-label=${t("laboratory.ties")}>${links.map((/** @type {any} */ link) => { const [a, b] = at(link.source); const [c, d] = at(link.target); return html`<line class="tie" x1=${a} y1=${b} x2=${c} y2=${d} />`; })}
      ${nodes.map((/** @type {any} */ node, /** @type {number} */ k) => { const [x, y] = at(node); const kind = scores[k] === null ? "" : scores[k] >= (mean ?? 0) ? "high" : "low"; return html`<a class="node" href=${`#citizen-${node.id}`} tabindex=${k ? -1 : 0} aria-label=${t("laboratory.citizen.at", { id: String(node.id), score: scores[k] ?? "–" })} onClick=${(/** @type {Event} */ e) => ask(e, node.id)}>${kind === "low" ? html`<rect class=${`one ${kind}`} x=${Number(x) - 6} y=${Number(y) - 6} width="12" height="12" />` : html`<circle class=${`one ${kind}`} cx=${x} cy=${y} r="7" />`}</a>`; })}</svg>
    <form class="row" onSubmit=${(/** @type {Event} */ e) => { e.preventDefault(); why("a", number_); }}><label class="row"><span class="name">${t("laboratory.citizen.number")}</span> <input type="number" min="0" value=${number_} onChange=${(/** @type {any} */ e) => put(Math.round(Number(e.target.value)))} /></label>
      <button type="submit">${t("shared.why")}</button></form></section>`;
}

/** Provinces of the first world where it gives scores, else of the second. @param {{ told: Told }} it */
function Provinces({ told }) {
  const rows = told.provinces_a.length ? told.provinces_a : told.provinces_b;
  return rows.length ? html`<section aria-labelledby="map"><h2 id="map">${t("laboratory.map")}</h2><${Tiles} provinces=${rows} /></section>` : null;
}

/** One citizen of one world: who, what others see, the score's every entry. @param {{ why: (side: "a" | "b", citizen: number) => void }} it */
export function Citizen({ why }) {
  /** @type {{ current: HTMLDialogElement | null }} */
  const box = useRef(null);
  const one = citizen.value;
  useEffect(() => {
    if (one && !box.current?.open) box.current?.showModal();
  }, [one]);
  if (!one) return null;
  const who = one.person;
  const other = one.side === "a" ? "b" : "a";
  return html`<dialog ref=${box} aria-labelledby="who" onClose=${() => { citizen.value = null; }}>
    <p class="row"><span class=${`side-${one.side}`}>${ran.value?.[one.side]}</span> <button type="button" onClick=${() => why(other, who.citizen)}>${t("laboratory.citizen.other")}</button> <button type="button" onClick=${() => box.current?.close()}>${t("shared.close")}</button></p>
    <h2 id="who">${t("laboratory.citizen", { id: String(who.citizen) })}</h2><p class="sum">${one.score ?? "–"}</p>
    <p>${[personLine(who), t(`named.education.${who.education}`), t(`named.origin.${who.origin}`)].join(t("named.and"))}. ${t("laboratory.citizen.said")} <q>${t(`named.said.${one.said}`)}</q>.</p>
    <h3>${t("laboratory.citizen.friends", { n: one.friends.length })}</h3><p class="row small">${one.friends.map((friend) => html`<button type="button" class="bare" onClick=${() => why(one.side, friend.citizen)}>${t(`named.kind.${friend.kind}`)} ${friend.citizen}${friend.score === null ? "" : `: ${friend.score}`}</button>`)}</p>
    <h3>${t("laboratory.citizen.ledger", { low: one.low })}</h3>
    <div class="table"><table class="ledger"><thead><tr><th scope="col">${t("shared.week")}</th><th scope="col" class="n">${t("laboratory.points")}</th><th scope="col">${t("shared.why")}</th></tr></thead><tbody>
      ${one.ledger.map((entry) => html`<tr><td>${number(entry.week)}</td><td class=${`n ${entry.points < 0 ? "fall" : "rise"}`}>${entry.points > 0 ? "+" : ""}${number(entry.points)}</td><td lang="en">${entry.summary} <code class="quiet">${entry.rule}</code> ${entry.grade ? html`<span class=${`badge ${entry.grade}`} data-mark=${MARKS[entry.grade]}>${t(`shared.grade.${entry.grade}`)}</span>` : null} ${entry.size ? html`<span class="badge plain">${t("article.size")} ${t(`article.size.${entry.size}`)}</span>` : null}${entry.sources.length ? html`<details><summary>${t("shared.source")}</summary>${entry.sources.map((source) => html`<p class="small">${source}</p>`)}</details>` : null}</td></tr>`)}
      ${one.left_out ? html`<tr><td></td><td class="n">${number(one.left_out_points)}</td><td>${t("laboratory.citizen.older", { n: one.left_out })}</td></tr>` : null}</tbody></table></div></dialog>`;
}
