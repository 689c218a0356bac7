// @ts-check
/** What the page knows: the scenario, how it goes, what came of it. A link holds the scenario whole. */
import { signal } from "../shared/ui.js";

/**
 * @import * as spoken from "./messages.js"
 * @typedef {Required<spoken.Scenario>} Scenario
 */
/** @type {Scenario} */
const FIRST = { a: "article_2015", b: "null", recipe: "china_2015", people: 2000, weeks: 104, seed: 1, evidence: [], settings: {} };
const NUMBERS = ["people", "weeks", "seed"];

/** Read a scenario from an address. @param {string} search @returns {Scenario} */
export function scenarioOf(search) {
  const asked = new URLSearchParams(search);
  /** @type {any} */
  const found = structuredClone(FIRST);
  for (const [key, value] of asked) {
    if (NUMBERS.includes(key) && Number.isInteger(Number(value))) found[key] = Number(value);
    else if (key === "evidence") found.evidence = value.split(",").filter(Boolean);
    else if (key.startsWith("set.") && Number.isFinite(Number(value))) found.settings[key.slice(4)] = Number(value);
    else if (key in FIRST && typeof found[key] === "string") found[key] = value;
  }
  return found;
}

/** Write a scenario as an address: all of it, what stands as at first as well. @param {Scenario} of @param {string} [digest] */
export function addressOf(of, digest = "") {
  const told = new URLSearchParams();
  for (const key of ["a", "b", "recipe", ...NUMBERS]) told.set(key, String(/** @type {any} */ (of)[key]));
  if (of.evidence.length) told.set("evidence", of.evidence.join(","));
  for (const [name, value] of Object.entries(of.settings)) told.set(`set.${name}`, String(value));
  if (digest) told.set("digest", digest);
  return `?${told}`;
}

export const scenario = signal(scenarioOf(location.search));
/** The digests that a link promised, and the scenario of which it promised them. */
export const promised = new URLSearchParams(location.search).get("digest");
const linked = addressOf(scenario.value);
/** Whether the link spoke of this scenario. @param {Scenario | null} of */
export const isLinked = (of) => Boolean(promised && of && addressOf(of) === linked);
/** @type {{ value: spoken.Offer | null }} */
export const offer = signal(null);
/** Scheme -> what can be changed of it. @type {{ value: Record<string, spoken.Parts> }} */
export const parts = signal({});
export const doing = signal("");
/** @type {{ value: spoken.Month[] }} */
export const months = signal([]);
/** @type {{ value: spoken.Found | null }} */
export const found = signal(null);
/** The scenario that was run last. @type {{ value: Scenario | null }} */
export const ran = signal(null);
/** @type {{ value: spoken.Citizen | null }} */
export const citizen = signal(null);
export const wrong = signal("");
export const isUp = signal(false);
export const isBroken = signal(false);
/** Whether the server's code has to be typed first. */
export const asks = signal(false);

/** Change some of the scenario. @param {Partial<Scenario>} changes */
export const change = (changes) => {
  scenario.value = { ...scenario.value, ...changes };
};

/** What a side is made of: the scheme, and reforms. @param {string} side */
export const taken = (side) => side.split("+");
