// @ts-check
/** @import { Answer } from "./carried.js" */
/** A scheme written in the page: the same reader as of files, asked as one types. */
import { html, useEffect, useRef, useState } from "../shared/ui.js";
import { t } from "../shared/words.js";
import { ask } from "./asking.js";
import { read } from "./carried.js";
import { change, offer } from "./state.js";

const WAIT = 400;

export function Writer() {
  /** @type {[Record<string, string> | null, any]} */
  const [files, put] = useState(null);
  const [open, look] = useState("scheme.yaml");
  /** @type {[Answer | null, any]} */
  const [told, hear] = useState(null);
  const asked = useRef(0);
  /** @type {{ current: HTMLTextAreaElement | null }} */
  const text = useRef(null);
  const begin = async (/** @type {string} */ name) => {
    const answer = await ask(`/laboratory/law/${encodeURIComponent(name)}`);
    if (answer?.ok) {
      put(await answer.json());
      look("scheme.yaml");
    }
  };
  const bring = async (/** @type {FileList | null} */ list) => {
    const own = [...(list ?? [])].filter((file) => file.name.endsWith(".yaml") && file.size < 1_000_000);
    const texts = await Promise.all(own.map(async (file) => [(file.webkitRelativePath || file.name).replace(/^[^/]*\/(?=.)/, ""), await file.text()]));
    if (!texts.length) return;
    put(Object.fromEntries(texts.sort()));
    look("scheme.yaml");
  };
  useEffect(() => {
    if (!files) return undefined;
    const mine = (asked.current += 1);
    const timer = setTimeout(async () => {
      const said = await read(files);
      if (said && mine === asked.current) hear(said);
    }, WAIT);
    return () => clearTimeout(timer);
  }, [files]);
  const go = (/** @type {string} */ place) => {
    const [, file, line] = place.match(/^([^:]+):(\d+):/) ?? [];
    if (!files || !(file in files)) return;
    look(file);
    requestAnimationFrame(() => {
      const start = files[file].split("\n").slice(0, Number(line) - 1).join("\n").length + (Number(line) > 1 ? 1 : 0);
      text.current?.focus();
      text.current?.setSelectionRange(start, start + (files[file].split("\n")[Number(line) - 1] ?? "").length);
    });
  };
  const sound = told?.mistakes?.length === 0;
  return html`<section aria-labelledby="write"><details class="writer"><summary><h2 id="write" class="hidden">${t("laboratory.write")}</h2>${t("laboratory.write")}</summary>
    <p class="small quiet">${t("laboratory.write.how")}</p>
    <label class="field"><span class="name">${t("laboratory.write.from")}</span><select onChange=${(/** @type {any} */ e) => begin(e.target.value)}><option value="">–</option><option value="template">${t("laboratory.write.template")}</option>${(offer.value?.schemes ?? []).map((one) => html`<option value=${one.name}>${one.title}</option>`)}</select></label>
    <label class="field"><span class="name">${t("laboratory.write.folder")}</span><input type="file" webkitdirectory onChange=${(/** @type {any} */ e) => bring(e.target.files)} /></label>
    ${files ? html`<label class="field"><span class="name">${t("laboratory.write.file")}</span><select value=${open} onChange=${(/** @type {any} */ e) => look(e.target.value)}>${Object.keys(files).map((name) => html`<option value=${name} selected=${name === open}>${name}</option>`)}</select></label>
      <label class="field"><span class="hidden">${open}</span><textarea ref=${text} spellcheck="false" value=${files[open] ?? ""} onInput=${(/** @type {any} */ e) => put({ ...files, [open]: e.target.value })}></textarea></label>
      <div role="status">${sound ? html`<p class="rise">${t("laboratory.write.sound")}</p>` : null}${told?.why ? html`<p class="fall">${t(`laboratory.refused.${told.why}`, { says: told.says ?? "" })}</p>` : null}
      ${told?.mistakes?.length ? html`<ol class="mistakes">${told.mistakes.map((one) => { const place = one.match(/^[^ ]+:\d+:\d+/)?.[0] ?? ""; return html`<li>${place ? html`<button type="button" class="bare" onClick=${() => go(place)}><code>${place}</code></button>` : null} <span lang="en">${one.slice(place.length).replace(/^: /, "")}</span></li>`; })}</ol>` : null}</div>
      <button type="button" disabled=${!sound} onClick=${() => { if (told?.name) change({ a: told.name }); }}>${t("laboratory.write.take")}</button>` : null}</details></section>`;
}
