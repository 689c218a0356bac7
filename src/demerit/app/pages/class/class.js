// @ts-check
import { html, render } from "../shared/ui.js";
import { readWords, t } from "../shared/words.js";

await readWords("doors");
document.title = t("doors.class");
render(html`<h1>${t("doors.class")}</h1>`, /** @type {HTMLElement} */ (document.getElementById("page")));
