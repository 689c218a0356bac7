// @ts-check
/** What the page asks for without its line: the server's code goes with it, where one was given. */
import { asksCode, codeGiven } from "../shared/code.js";
import { effect } from "../shared/ui.js";
import { t } from "../shared/words.js";
import { asks, offer, parts, scenario, taken, wrong } from "./state.js";

/** @param {string} place @param {RequestInit} [how] @returns {Promise<Response | null>} nothing where the code is asked for */
export async function ask(place, how = {}) {
  const code = codeGiven();
  const answer = await fetch(place, { ...how, headers: code ? { "x-demerit-code": code } : {} });
  if (answer.status === 403 && answer.headers.get("content-type")?.includes("json")) {
    const { why, says } = await answer.json();
    asks.value = asksCode(why);
    wrong.value = t(`laboratory.refused.${why}`, { says });
    return null;
  }
  asks.value = false;
  return answer;
}

/** @type {Set<string>} */
const asked = new Set();

effect(() => {
  if (offer.value) for (const side of [scenario.value.a, scenario.value.b]) want(taken(side)[0]);
});

/** Ask once what can be changed of a scheme. @param {string} name */
async function want(name) {
  if (asked.has(name)) return;
  asked.add(name);
  const answer = await ask(`/laboratory/offer?scheme=${encodeURIComponent(name)}`);
  if (answer?.ok) parts.value = { ...parts.value, [name]: await answer.json() };
  else {
    asked.delete(name);
    if (answer) wrong.value = await answer.text();
  }
}
