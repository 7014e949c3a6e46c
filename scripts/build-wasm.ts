/**
 * Assembles each `*.wat` of `src/math/` into `*.wasm.ts` beside it, as text, so that it needs no file of its own at run time.
 *
 *     npm run build:wasm
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import loadWabt from "wabt";

const MODULES = { "products/products": "PRODUCTS_WASM", "kmeans/kernel": "KMEANS_WASM" };

const folder = new URL("../src/math/", import.meta.url);
const wabt = await loadWabt();
for (const [path, name] of Object.entries(MODULES)) {
  const source = readFileSync(new URL(`${path}.wat`, folder), "utf8");
  const file = `${basename(path)}.wat`;
  const { buffer } = wabt.parseWat(file, source, { simd: true }).toBinary({});
  const lines =
    Buffer.from(buffer)
      .toString("base64")
      .match(/.{1,100}/g) ?? [];
  writeFileSync(
    new URL(`${path}.wasm.ts`, folder),
    `/** \`${file}\`, assembled by \`npm run build:wasm\`; base64. */\n` +
      `export const ${name} =\n${lines.map((line) => `  "${line}"`).join(" +\n")};\n`,
  );
}
