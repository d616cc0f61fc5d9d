// Renders a PDF with pdf.js, annotations and all: node render.mjs FOLDER_WITH_NODE_MODULES FILE SCALE -> page-001.png ...
import fs from "node:fs";
import { createRequire } from "node:module";

const [root, file, scale] = process.argv.slice(2);
const require = createRequire(root + "/");
const pdfjs = await import(require.resolve("pdfjs-dist/legacy/build/pdf.mjs"));
const { createCanvas } = require("@napi-rs/canvas");
const home = require.resolve("pdfjs-dist/package.json").replace("package.json", "");
const data = new Uint8Array(fs.readFileSync(file));
const options = { data, standardFontDataUrl: home + "standard_fonts/", cMapUrl: home + "cmaps/", cMapPacked: true };
const pdf = await pdfjs.getDocument({ ...options, verbosity: 0 }).promise;
for (let n = 1; n <= pdf.numPages; n++) {
  const page = await pdf.getPage(n);
  const viewport = page.getViewport({ scale: Number(scale) });
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
  await page.render({ canvasContext: canvas.getContext("2d"), viewport }).promise;
  fs.writeFileSync(`page-${String(n).padStart(3, "0")}.png`, canvas.toBuffer("image/png"));
}
