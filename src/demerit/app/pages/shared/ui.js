// @ts-check
/** What pages are drawn with, from one place: elements, state, signals. No build step; nothing is asked for outside. */
import { Fragment, h, render } from "./vendored/preact.js";
import htm from "./vendored/htm.js";

export { Fragment, h, render };
export { useCallback, useEffect, useId, useLayoutEffect, useMemo, useReducer, useRef, useState } from "./vendored/preact-hooks.js";
export { batch, computed, effect, signal, useComputed, useSignal, useSignalEffect } from "./vendored/signals.js";
export const html = htm.bind(h);

/** Mark of each grade of evidence, as reports draw them. @type {Record<string, string>} */
export const MARKS = { documented: "■", reported: "◧", disputed: "◇", projected: "□", fiction: "×" };

/** Say something to a screen reader, politely: `<p id="said" class="hidden" aria-live="polite">` stands on the page. @param {string} text */
export function say(text) {
  const place = document.getElementById("said");
  if (place) place.textContent = text;
}
