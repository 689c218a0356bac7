// @ts-check
/**
 * The line to the server: it comes back by itself when it breaks, with the token that opens the same seat.
 * @import { Refused } from "./messages.js"
 * @template Asked
 * @typedef {{ send: (message: Asked) => void, forget: () => void, close: () => void }} Line
 */

const LONGEST = 15_000;

/**
 * @param {string} door `play` or `class`
 * @template Asked, Told
 * @param {(told: Told) => void} told takes every message of the server
 * @param {(up: boolean) => void} up is told whether the line stands
 * @param {{ role?: string, code?: string }} [who] which key is kept under which name; the code that lets one in
 * @returns {Line<Asked>}
 */
export function line(door, told, up, who = {}) {
  const key = `demerit.${door}.${who.role ?? "seat"}`;
  let n = 0;
  let wait = 500;
  let over = false;
  /** @type {WebSocket | undefined} */
  let socket;

  const open = () => {
    socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/line/${door}`);
    socket.onopen = () => {
      wait = 500;
      n = 0;
      socket?.send(JSON.stringify({ kind: "hello", ...kept(key), ...(who.code ? { code: who.code } : {}) }));
      up(true);
    };
    socket.onmessage = (event) => {
      const message = JSON.parse(event.data);
      if (message.kind === "welcome" && message.token) put(key, message.token);
      if (message.kind === "gone") put(key, "");
      told(message);
    };
    socket.onclose = () => {
      if (over) return;
      up(false);
      setTimeout(open, wait);
      wait = Math.min(2 * wait, LONGEST);
    };
  };
  open();
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && socket?.readyState === WebSocket.CLOSED && !over) open();
  });
  return {
    send: (message) => {
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ n: (n += 1), ...message }));
    },
    forget: () => put(key, ""),
    close: () => {
      over = true;
      socket?.close();
    },
  };
}

/** Keep a token where this browser alone finds it. @param {string} key @param {string} token */
export function put(key, token) {
  try {
    if (token) localStorage.setItem(key, token);
    else localStorage.removeItem(key);
  } catch { /* a browser that keeps nothing plays until the page is closed */ }
}

/** @param {string} key */
function kept(key) {
  try {
    const token = localStorage.getItem(key);
    return token ? { token } : {};
  } catch {
    return {};
  }
}
