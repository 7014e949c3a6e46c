import { exec } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const NOTEBOOKS = join(ROOT, "notebooks");

export interface Cell {
  type: string;
  text: string;
}

/** The notebooks with their cells. */
export function readNotebooks(): { name: string; cells: Cell[] }[] {
  const names = readdirSync(NOTEBOOKS).filter((name) => name.endsWith(".html"));
  return names.map((name) => {
    const html = readFileSync(join(NOTEBOOKS, name), "utf8");
    const cells = [...html.matchAll(/<script id="\d+" type="([^"]+)"[^>]*>\n(.*?)\n {2}<\/script>/gs)];
    return { name, cells: cells.map(([, type = "", text = ""]) => ({ type, text })) };
  });
}

/** Builds the notebooks by the script of package.json, into another folder. */
export async function buildNotebooks(out: string): Promise<void> {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const command = scripts["notebooks:build"] ?? "";
  const elsewhere = command.replace(" --out dist ", ` --out ${JSON.stringify(out)} `);
  if (elsewhere === command) throw new Error(`Expected notebooks:build to name --out dist, got ${command}`);
  const path = `${join(ROOT, "node_modules", ".bin")}${delimiter}${process.env["PATH"] ?? ""}`;
  await promisify(exec)(elsewhere, { cwd: ROOT, env: { ...process.env, PATH: path } });
}
