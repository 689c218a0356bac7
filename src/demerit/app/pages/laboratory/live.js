// @ts-check
/** @import { Month, Pace, Side } from "./messages.js" */
/** Both worlds while they live: how far, series month by month, where scores stand. */
import { html, useEffect, useRef } from "../shared/ui.js";
import drawn from "../shared/vendored/uplot.js";
import { number, t } from "../shared/words.js";
import { doing, months, ran } from "./state.js";

/** uPlot has no types here. @type {any} */
const UPlot = drawn;
const SHOWN = ["dissent", "questions", "praise", "score", "fear", "friends"];

/** @param {{ pace: (what: Pace["do"], speed: number) => void }} it */
export function Live({ pace }) {
  const last = months.value.at(-1);
  const speed = useRef(0);
  if (!doing.value) return null;
  const over = doing.value === "over";
  return html`<section aria-labelledby="live"><h2 id="live">${t("laboratory.live")}</h2>
    <div class="live"><progress max=${last?.of ?? 1} value=${last?.done ?? 0} aria-label=${t("laboratory.live")}></progress>
      <span class="n">${t("laboratory.month", { week: last?.done ?? 0, of: last?.of ?? ran.value?.weeks ?? 0 })} · ${t(`laboratory.doing.${doing.value}`)}</span>
      ${over ? null : html`<button type="button" onClick=${() => pace(doing.value === "paused" ? "go" : "pause", speed.current)}>${t(doing.value === "paused" ? "laboratory.go" : "laboratory.pause")}</button>
      <button type="button" onClick=${() => pace("step", speed.current)}>${t("laboratory.step")}</button>
      <label class="row"><span class="name">${t("laboratory.speed")}</span><select onChange=${(/** @type {any} */ e) => { speed.current = Number(e.target.value); if (doing.value !== "paused") pace("go", speed.current); }}>
        <option value="0">${t("laboratory.fastest")}</option>${[1, 2, 5].map((n) => html`<option value=${n}>${t("laboratory.a_second", { n })}</option>`)}</select></label>`}</div>
    <p class="small"><span class="side-a">${ran.value?.a}</span> · <span class="side-b">${ran.value?.b}</span></p>
    <div class="fours">${SHOWN.map((what) => html`<${Series} key=${what} what=${what} />`)}</div>
    ${last ? html`<${Bars} month=${last} />` : null}</section>`;
}

/** One series of both worlds; drawn by uPlot. @param {{ what: string }} it */
function Series({ what }) {
  /** @type {{ current: HTMLDivElement | null }} */
  const place = useRef(null);
  /** @type {{ current: any }} */
  const plot = useRef(null);
  const rows = months.value;
  useEffect(() => {
    const box = place.current;
    if (!box) return undefined;
    const style = getComputedStyle(box);
    const ink = (/** @type {string} */ name) => { const probe = document.createElement("i"); probe.style.color = `var(${name})`; box.append(probe); const color = getComputedStyle(probe).color; probe.remove(); return color; };
    const axis = { stroke: ink("--quiet"), grid: { stroke: ink("--hair"), width: 1 }, ticks: { show: false }, font: `11px ${style.fontFamily}` };
    plot.current = new UPlot({ width: box.clientWidth, height: 150, legend: { show: false }, cursor: { show: true }, scales: { x: { time: false } },
      axes: [{ ...axis, size: 24 }, { ...axis, size: 42, values: (/** @type {any} */ _, /** @type {number[]} */ ticks) => ticks.map((tick) => number(tick, 2)) }],
      series: [{}, { stroke: ink("--accent"), width: 2, spanGaps: false }, { stroke: ink("--quiet"), width: 1.5, dash: [5, 4], spanGaps: false }] }, [[], [], []], box);
    const watch = new ResizeObserver(() => plot.current?.setSize({ width: box.clientWidth, height: 150 }));
    watch.observe(box);
    return () => { watch.disconnect(); plot.current?.destroy(); };
  }, []);
  useEffect(() => {
    plot.current?.setData([rows.map((one) => one.a.week), rows.map((one) => one.a[what]), rows.map((one) => one.b[what])]);
  }, [rows]);
  const last = rows.at(-1);
  const said = (/** @type {number | null} */ value) => (value === null || value === undefined ? "–" : number(value, 2));
  return html`<figure><figcaption><strong>${t(`laboratory.series.${what}`)}</strong> ${last ? html`<span class="side-a">${said(last.a[what])}</span> <span class="side-b">${said(last.b[what])}</span>` : null}</figcaption><div class="plot" ref=${place} aria-hidden="true"></div></figure>`;
}

/** Where scores stand: bars of the first world, a dashed line of the second. @param {{ month: Month }} it */
function Bars({ month }) {
  const { bars_a: a, bars_b: b, low, step } = month;
  const most = Math.max(1, ...a, ...b);
  const wide = 620 / a.length;
  const y = (/** @type {number} */ n) => (150 - (140 * n) / most).toFixed(1);
  const line = b.some(Boolean) && b.length === a.length ? `M10 ${y(b[0])}${b.map((/** @type {number} */ n, /** @type {number} */ k) => `V${y(n)}h${wide.toFixed(3)}`).join("").replace(/^V/, "L10 ")}` : "";
  const marks = Array.from({ length: 7 }, (_, k) => Math.round((k * (a.length - 1)) / 6));
  const sum = (/** @type {number[]} */ of) => of.reduce((x, n) => x + n, 0);
  return html`<figure class="bars"><figcaption><strong>${t("laboratory.scores")}</strong> ${t("laboratory.scored", { a: sum(a), b: sum(b) })}</figcaption><svg viewBox="0 0 640 178" role="img" aria-label=${t("laboratory.scored", { a: sum(a), b: sum(b) })}>
    ${a.map((/** @type {number} */ n, /** @type {number} */ k) => html`<rect x=${(10 + k * wide).toFixed(2)} y=${y(n)} width=${Math.max(0.5, wide - 1).toFixed(2)} height=${((140 * n) / most).toFixed(1)} />`)}
    ${line ? html`<path d=${line} />` : null}${marks.map((k) => html`<text x=${(10 + k * wide).toFixed(1)} y="170">${low + k * step}</text>`)}</svg></figure>`;
}
