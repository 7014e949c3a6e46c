/**
 * Packs the program so that whoever installs it gets what was tested: every package that it names has the exact version of the lock
 * file, and `npm-shrinkwrap.json`, which npm reads where a package comes from a registry, has those of all others with their
 * checksums. It is put together in a folder of its own; the project's files stay as they are.
 *
 *     npm run package
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packedManifest, shrinkwrapOf, type Lock, type Manifest } from "./packed.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (name: string): unknown => JSON.parse(readFileSync(join(root, name), "utf8"));
const lock = read("package-lock.json") as Lock;
const manifest = packedManifest(read("package.json") as Manifest, lock);

const stage = mkdtempSync(join(tmpdir(), "throughline-package-"));
const write = (name: string, content: unknown): void =>
  writeFileSync(join(stage, name), `${JSON.stringify(content, null, 2)}\n`);
try {
  const paths = manifest.files.filter((path) => !path.startsWith("!"));
  for (const path of [...paths, "README.md", "LICENSE"])
    cpSync(join(root, path), join(stage, path), { recursive: true });
  write("package.json", { ...manifest, files: [...manifest.files, "npm-shrinkwrap.json"] });
  write("npm-shrinkwrap.json", shrinkwrapOf(manifest, lock));
  const { status } = spawnSync("npm", ["pack", stage], { cwd: root, stdio: "inherit" });
  process.exitCode = status ?? 1;
} finally {
  rmSync(stage, { recursive: true });
}
