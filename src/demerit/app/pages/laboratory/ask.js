// @ts-check
/** The scenario as a form. What stands here needs a new run; what is turned while a run goes is its pace alone. */
import { MARKS, html } from "../shared/ui.js";
import { has, number, t } from "../shared/words.js";
import { change, doing, offer, parts, scenario, taken } from "./state.js";

/** @param {{ start: () => void }} it */
export function Ask({ start }) {
  const { people, weeks, seed, recipe, evidence } = scenario.value;
  const known = offer.value;
  if (!known) return html`<p class="quiet">${t("laboratory.reading")}</p>`;
  const runs = ["making", "living", "measuring", "waiting"].includes(doing.value);
  return html`<form class="ask" onSubmit=${(/** @type {Event} */ e) => { e.preventDefault(); start(); }}>
    <${Side} which="a" /><${Side} which="b" />
    <fieldset><legend>${t("laboratory.society")} · ${t("laboratory.new_run")}</legend>
      <label class="field"><span class="name">${t("laboratory.recipe")}</span><select value=${recipe} onChange=${(/** @type {any} */ e) => change({ recipe: e.target.value })}>${known.recipes.map((one) => html`<option value=${one.name} selected=${one.name === recipe}>${one.name}</option>`)}</select></label>
      <div class="pair">
        <${Whole} name="people" value=${people} low=${50} high=${known.people} step=${50} /><${Whole} name="weeks" value=${weeks} low=${4} high=${known.weeks} step=${4} />
        <${Whole} name="seed" value=${seed} low=${0} high=${2 ** 53 - 1} step=${1} /></div></fieldset>
    <fieldset><legend>${t("laboratory.evidence")}</legend>
      ${known.grades.map((/** @type {string} */ grade) => html`<label><input type="checkbox" checked=${!evidence.length || evidence.includes(grade)} disabled=${evidence.length === 1 && evidence.includes(grade)} onChange=${(/** @type {any} */ e) => grades(grade, e.target.checked)} /><span class=${`badge ${grade}`} data-mark=${MARKS[grade]}>${t(`shared.grade.${grade}`)}</span></label>`)}</fieldset>
    <${Knobs} />
    <button class="first" type="submit">${runs ? t("laboratory.again") : t("laboratory.run")}</button></form>`;
}

/** @param {string} grade @param {boolean} on */
function grades(grade, on) {
  const all = offer.value?.grades ?? [];
  const now = new Set(scenario.value.evidence.length ? scenario.value.evidence : all);
  if (on) now.add(grade);
  else now.delete(grade);
  change({ evidence: now.size === all.length ? [] : all.filter((one) => now.has(one)) });
}

/** @param {{ name: "people" | "weeks" | "seed", value: number, low: number, high: number, step: number }} it */
const Whole = ({ name, value, low, high, step }) => html`<label class="field"><span class="name">${t(`laboratory.${name}`)}</span>
  <input type="number" min=${low} max=${high} step=${step} value=${value} onChange=${(/** @type {any} */ e) => change({ [name]: Math.round(Number(e.target.value)) })} /></label>`;

/** A scheme and reforms of it. @param {{ which: "a" | "b" }} it */
function Side({ which }) {
  const [name, ...reforms] = taken(scenario.value[which]);
  const schemes = offer.value?.schemes ?? [];
  const told = schemes.find((one) => one.name === name);
  const fit = parts.value[name]?.reforms ?? [];
  const put = (/** @type {string[]} */ names) => change({ [which]: names.join("+") });
  const free = fit.filter((one) => !reforms.includes(one.name));
  return html`<fieldset><legend class=${`side-${which}`}>${t(`laboratory.side_${which}`)}</legend>
    <label class="field"><span class="name">${t("laboratory.scheme")}</span><select value=${name} onChange=${(/** @type {any} */ e) => put([e.target.value])}>
      ${told ? null : html`<option value=${name} selected>${name}</option>`}${schemes.map((one) => html`<option value=${one.name} selected=${one.name === name}>${has(`named.scheme.${one.name}`) ? t(`named.scheme.${one.name}`) : one.title}</option>`)}</select></label>
    ${reforms.map((reform) => html`<p class="row"><code>${reform}</code><button type="button" class="bare" aria-label=${t("laboratory.drop", { name: reform })} onClick=${() => put([name, ...reforms.filter((one) => one !== reform)])}>×</button></p>`)}
    ${free.length ? html`<label class="field"><span class="name">${t("laboratory.reform")}</span><select value="" onChange=${(/** @type {any} */ e) => e.target.value && put([name, ...reforms, e.target.value])}>
      <option value="">${t("laboratory.none", { n: free.length })}</option>${free.map((one) => html`<option value=${one.name} title=${one.summary}>${one.name}: ${one.summary}</option>`)}</select></label>` : null}</fieldset>`;
}

/** Numbers of both laws that can be turned. */
function Knobs() {
  const names = new Set([scenario.value.a, scenario.value.b].map((side) => taken(side)[0]));
  const all = new Map([...names].flatMap((name) => parts.value[name]?.knobs ?? []).map((one) => [one.name, one]));
  if (!all.size) return null;
  const { settings } = scenario.value;
  return html`<details><summary>${t("laboratory.knobs", { n: all.size })} · ${t("laboratory.new_run")}</summary>${[...all.values()].map((one) => html`<label class="field knob"><span class="name">${one.says}</span> <output>${number(settings[one.name] ?? one.value, 3)} ${one.unit}</output>
    <input type="range" min=${one.low} max=${one.high} step=${step(one)} value=${settings[one.name] ?? one.value} onInput=${(/** @type {any} */ e) => change({ settings: { ...settings, [one.name]: Number(e.target.value) } })} /></label>`)}</details>`;
}

/** @param {{ low: number, high: number, value: number }} one */
const step = (one) => ([one.low, one.high, one.value].every(Number.isInteger) && one.high - one.low > 4 ? 1 : (one.high - one.low) / 100);
