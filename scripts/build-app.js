// Bundles the script and the style sheet of report.html from src/app into dist/app.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const source = new URL("../src/app/", import.meta.url);

await build({
  entryPoints: {
    app: fileURLToPath(new URL("main.ts", source)),
    style: fileURLToPath(new URL("style.css", source)),
  },
  outdir: fileURLToPath(new URL("../dist/app/", import.meta.url)),
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022", "chrome111", "firefox113", "safari16.4"],
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
});
