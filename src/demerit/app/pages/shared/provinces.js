// @ts-check
/** @import { Province } from "./messages.js" */
/** The map of provinces, as tiles: the wall of a class and the laboratory draw it. */
import { html } from "./ui.js";
import { number, percent, t } from "./words.js";

/** Where each province stands on a map of tiles: column, row. @type {Record<string, [number, number]>} */
const PLACES = {
  Heilongjiang: [8, 0], Jilin: [8, 1], Liaoning: [8, 2], "Inner Mongolia": [6, 1], Beijing: [6, 2], Tianjin: [7, 2], Hebei: [6, 3],
  Shandong: [7, 3], Shanxi: [5, 3], Shaanxi: [4, 3], Ningxia: [4, 2], Gansu: [3, 2], Xinjiang: [1, 1], Qinghai: [2, 3], Tibet: [1, 4],
  Sichuan: [3, 4], Chongqing: [4, 4], Henan: [6, 4], Hubei: [5, 4], Anhui: [7, 4], Jiangsu: [8, 4], Shanghai: [9, 4], Guizhou: [4, 5],
  Hunan: [5, 5], Jiangxi: [6, 5], Zhejiang: [7, 5], Yunnan: [3, 5], Guangxi: [5, 6], Guangdong: [6, 6], Fujian: [7, 6], Hainan: [5, 7],
};

/** A tile a province, darker the higher its mean score, the number in it. @param {{ provinces: Province[] }} it */
export function Tiles({ provinces }) {
  const means = provinces.map((one) => one.mean);
  const [least, most] = [Math.min(...means), Math.max(...means)];
  return html`<svg class="provinces" viewBox="0 0 640 432" role="img" aria-label=${provinces.map((one) => `${t(`named.province.${one.name}`)} ${number(one.mean)}`).join(", ")}>
    ${provinces.filter((one) => one.name in PLACES).map((one) => {
      const [column, row] = PLACES[one.name];
      const name = t(`named.province.${one.name}`);
      const share = (one.mean - least) / Math.max(1, most - least);
      return html`<g><title>${name}: ${number(one.mean, 1)}, ${percent(one.silent)} ${t("shared.silent")}</title>
        <rect x=${column * 64 - 4} y=${row * 53 + 2} width="60" height="49" style=${{ fillOpacity: (0.08 + 0.5 * share).toFixed(3) }} />
        <text x=${column * 64 + 26} y=${row * 53 + 20}>${name.length > 9 ? `${name.slice(0, 8)}.` : name}</text><text class="mean" x=${column * 64 + 26} y=${row * 53 + 40}>${number(one.mean)}</text></g>`;
    })}</svg>`;
}
