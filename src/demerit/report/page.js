"use strict";
// One click saves a figure as a picture: its title, the drawing, and a line that says what it is not.
const NS = "http://www.w3.org/2000/svg";
function picture(figure) {
  const drawn = figure.querySelector(".wide svg").cloneNode(true);
  const [, , width, height] = drawn.getAttribute("viewBox").split(" ").map(Number);
  const whole = document.createElementNS(NS, "svg");
  const size = [width + 32, height + 88];
  whole.setAttribute("xmlns", NS);
  whole.setAttribute("viewBox", `0 0 ${size[0]} ${size[1]}`);
  whole.setAttribute("width", size[0]);
  whole.setAttribute("height", size[1]);
  const put = (name, given, text) => {
    const made = document.createElementNS(NS, name);
    for (const key in given) made.setAttribute(key, given[key]);
    if (text) made.textContent = text;
    whole.append(made);
  };
  const face = "Helvetica Neue, Arial, Liberation Sans, sans-serif";
  put("rect", { width: size[0], height: size[1], fill: "#fff" });
  put("text", { x: 16, y: 28, "font-family": face, "font-size": 16, "font-weight": "bold", fill: "#1c1c1c" },
    figure.querySelector("h3").textContent);
  put("text", { x: 16, y: size[1] - 14, "font-family": face, "font-size": 12, fill: "#5c5c5c" },
    document.querySelector("h1").textContent + " \u00b7 demerit \u00b7 invented people, no forecast");
  drawn.removeAttribute("style");
  for (const [key, value] of [["x", 16], ["y", 44], ["width", width], ["height", height]]) drawn.setAttribute(key, value);
  whole.append(drawn);
  return [new XMLSerializer().serializeToString(whole), ...size];
}
function keep(name, blob) {
  const link = document.createElement("a");
  link.download = name;
  link.href = URL.createObjectURL(blob);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
function save(figure, kind) {
  const [text, width, height] = picture(figure);
  if (kind === "SVG") return keep(figure.id + ".svg", new Blob([text], { type: "image/svg+xml" }));
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = 2 * width;
    canvas.height = 2 * height;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => keep(figure.id + ".png", blob), "image/png");
  };
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
}
for (const figure of document.querySelectorAll("figure")) {
  for (const kind of ["SVG", "PNG"]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = kind;
    button.title = "Save this figure as " + kind;
    button.onclick = () => save(figure, kind);
    figure.querySelector(".save").append(" ", button);
  }
}
