/** What every page has in common: its script, its style sheet, and the policy that lets nothing else run or load. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { STYLE } from "./style.js";

/** Where the build puts the page's own script and style sheet: the same way from `src` and from `dist`. */
const bundle = new URL("../../../dist/app/", import.meta.url);

export interface PageParts {
  script: string;
  style: string;
}

export function pageParts(): PageParts {
  return { script: readBundle("app.js"), style: STYLE + readBundle("style.css") };
}

/**
 * @param connect whom the page may ask: nobody where it is opened as a file, its own server where it is served
 */
export function pagePolicy({ script, style }: PageParts, connect: "'none'" | "'self'"): string {
  return [
    "default-src 'none'",
    `script-src 'sha256-${sha256(script)}'`,
    `style-src 'sha256-${sha256(style)}'`,
    "img-src data:",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("base64");
}

const read = new Map<string, string>();

function readBundle(name: string): string {
  const known = read.get(name);
  if (known !== undefined) return known;
  try {
    const text = readFileSync(new URL(name, bundle), "utf8").trim();
    read.set(name, text);
    return text;
  } catch (error) {
    throw new Error(`Expected ${name} of the report in dist/app, got none. Run \`npm run build\`.`, {
      cause: error,
    });
  }
}
