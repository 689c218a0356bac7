// @ts-check
/** What pages are drawn with, from one place. */
export { html, render, useState, useEffect, useRef, useMemo, useReducer } from "./vendor/htm-preact.js";
