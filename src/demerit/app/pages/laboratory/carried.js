// @ts-check
/** A scheme that was written in a page travels in the link: packed behind its #, which no server and no log sees. */
import { signal } from "../shared/ui.js";
import { ask } from "./asking.js";
import { taken } from "./state.js";

/**
 * @import { ReadLaw } from "./messages.js"
 * @import { Scenario } from "./state.js"
 * @typedef {Record<string, string>} Files
 * @typedef {Partial<ReadLaw> & { why?: string, says?: string }} Answer
 */

/** Characters of the longest link that is given: browsers of today take more, and what passes links on often less. */
export const LONGEST = 60_000;
/** Characters of a scheme, unpacked; the server takes a quarter of them. */
const MOST = 1_000_000;
const OWN = /^own_[0-9a-f]{16}$/;

/** What was written in this page, or came in a link. @type {Map<string, Files>} */
const written = new Map();
/** Scheme -> its files, packed. @type {{ value: Record<string, string> }} */
export const packed = signal({});

/** Those sides of a scenario that were written in a page. @param {Scenario} of */
export const ownOf = (of) => [...new Set([of.a, of.b].map((side) => taken(side)[0]).filter((name) => OWN.test(name)))];

/** What stands behind the # of a link. @param {Scenario} of */
export function fragmentOf(of) {
  const told = ownOf(of).filter((name) => name in packed.value).map((name) => `${name}=${packed.value[name]}`);
  return told.length ? `#${told.join("&")}` : "";
}

/** Whether a link can hold all laws of a scenario. @param {Scenario} of */
export const isCarried = (of) => ownOf(of).every((name) => name in packed.value) && fragmentOf(of).length <= LONGEST;

/** Ask the server what is wrong with a scheme; one without a mistake is kept, here too. @param {Files} files @returns {Promise<Answer | null>} */
export async function read(files) {
  const answer = await ask("/laboratory/law", { method: "POST", body: JSON.stringify(files) });
  if (!answer) return null;
  /** @type {Answer} */
  const told = answer.headers.get("content-type")?.includes("json") ? await answer.json() : { why: "too_large", says: "" };
  if (told.name && !told.mistakes?.length) {
    written.set(told.name, files);
    if (!(told.name in packed.value)) packed.value = { ...packed.value, [told.name]: await pack(files) };
  }
  return told;
}

/** Have the server know the laws of a scenario again: it may have begun anew since. @param {Scenario} of */
export async function hold(of) {
  for (const name of ownOf(of)) if (written.has(name)) await read(/** @type {Files} */ (written.get(name)));
}

/** Take what a link carries. @param {string} hash @returns {Promise<string>} a key of the catalogue where it is not what it says */
export async function take(hash) {
  for (const part of hash.slice(1).split("&")) {
    const [name, text] = part.split("=");
    if (!OWN.test(name)) continue;
    const files = await unpack(text ?? "");
    if (!files) return "laboratory.carried.damaged";
    const told = await read(files);
    if (told && told.name !== name) return "laboratory.carried.other";
    if (told?.mistakes?.length) return "laboratory.carried.mistakes";
  }
  return "";
}

/** @param {Files} files */
async function pack(files) {
  const bytes = new Uint8Array(await new Response(through(JSON.stringify(files), new CompressionStream("deflate-raw"))).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @param {string} text @returns {Promise<Files | null>} nothing where it is no such thing */
async function unpack(text) {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
    let whole = "";
    const reader = through(bytes, new DecompressionStream("deflate-raw")).pipeThrough(new TextDecoderStream("utf-8", { fatal: true })).getReader();
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      whole += step.value;
      if (whole.length > MOST) return null;
    }
    const files = JSON.parse(whole);
    return files && typeof files === "object" && Object.values(files).every((one) => typeof one === "string") ? files : null;
  } catch {
    return null;
  }
}

/** @param {BlobPart} what @param {CompressionStream | DecompressionStream} by */
const through = (what, by) => new Blob([what]).stream().pipeThrough(by);
