/**
 * Assembles `src/math/products/products.wat` into `products.wasm.ts` beside it, as text, so that it needs no file of its own
 * at run time.
 *
 *     npm run build:wasm
 */
import { readFileSync, writeFileSync } from "node:fs";
import loadWabt from "wabt";

const folder = new URL("../src/math/products/", import.meta.url);
const source = readFileSync(new URL("products.wat", folder), "utf8");
const wabt = await loadWabt();
const { buffer } = wabt.parseWat("products.wat", source, { simd: true }).toBinary({});
const text = Buffer.from(buffer).toString("base64");
const lines = text.match(/.{1,100}/g) ?? [];
writeFileSync(
  new URL("products.wasm.ts", folder),
  `/** \`products.wat\`, assembled by \`npm run build:wasm\`; base64. */\n` +
    `export const PRODUCTS_WASM =\n${lines.map((line) => `  "${line}"`).join(" +\n")};\n`,
);
