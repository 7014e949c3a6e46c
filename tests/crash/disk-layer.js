/**
 * Loaded before the program (`node --import`): counts what the process changes on the disk and in its store, and at one of these
 * steps pulls the plug or lets it fail. What it is to do stands in `FAULT_LAYER`, as JSON:
 *
 * - `at`: the number of the step, from 0; -1 for none
 * - `do`: "kill before", "kill after" or "kill halfway" (half of a file is written), or the code of a fault, such as ENOSPC
 * - `forever`: whether all later steps fail as well
 * - `count`: a file that is told every step
 * - `only`: only paths that hold this text are counted
 */
import fs from "node:fs";
import fsPromises from "node:fs/promises";
import { createRequire, syncBuiltinESMExports } from "node:module";

const { at, do: what, forever = false, count, only = "" } = JSON.parse(process.env.FAULT_LAYER ?? "{}");
const { appendFileSync, writeFileSync } = fs;
let steps = 0;

/** The whole group: what the process has started ends with it. */
function pullThePlug() {
  process.kill(0, "SIGKILL");
}

function failure(name) {
  return Object.assign(new Error(`${what}: a fault that a test put in, ${name}`), {
    code: what,
    syscall: name,
  });
}

/** Does a step, or what is to come in its place. */
async function step(name, path, work, half) {
  if (!String(path).includes(only)) return work();
  const number = steps++;
  if (count !== undefined) appendFileSync(count, `${name} ${path}\n`);
  const isIt = number === at || (forever && at >= 0 && number > at);
  if (!isIt) return work();
  if (what === "kill before") pullThePlug();
  if (what === "kill halfway") half?.();
  if (what === "kill halfway") pullThePlug();
  if (what === "kill after") {
    const result = await work();
    pullThePlug();
    return result;
  }
  throw failure(name);
}

const real = { ...fsPromises };
const CHANGES = [
  "mkdir",
  "rename",
  "link",
  "unlink",
  "rmdir",
  "rm",
  "chmod",
  "chown",
  "mkdtemp",
  "truncate",
  "copyFile",
];
for (const name of CHANGES) {
  fsPromises[name] = (path, ...rest) => step(name, path, () => real[name](path, ...rest));
}
fsPromises.writeFile = (path, content, ...rest) =>
  step(
    "writeFile",
    path,
    () => real.writeFile(path, content, ...rest),
    () => writeFileSync(path, content.slice(0, content.length / 2)),
  );
fsPromises.open = async (path, flags, ...rest) => {
  if (!/[wa+]/.test(String(flags))) return real.open(path, flags, ...rest);
  const handle = await step("open", path, () => real.open(path, flags, ...rest));
  for (const name of ["writeFile", "write", "appendFile", "sync", "truncate"]) {
    const own = handle[name].bind(handle);
    handle[name] = (content, ...given) =>
      step(
        name,
        path,
        () => own(content, ...given),
        () => {
          if (name === "writeFile") writeFileSync(handle.fd, content.slice(0, content.length / 2));
        },
      );
  }
  return handle;
};
syncBuiltinESMExports();

// What DuckDB does natively can be stopped between its statements.
if (what === undefined || what.startsWith("kill")) {
  const require = createRequire(new URL("../../package.json", import.meta.url));
  const { DuckDBConnection, DuckDBAppender } = require("@duckdb/node-api");
  for (const [kind, names] of [
    [DuckDBConnection, ["run", "runAndReadAll"]],
    [DuckDBAppender, ["appendDataChunk", "closeSync"]],
  ]) {
    for (const name of names) {
      const own = kind.prototype[name];
      const isSync = kind === DuckDBAppender;
      kind.prototype[name] = function (...args) {
        const label = `${name} ${typeof args[0] === "string" ? args[0].slice(0, 40).replaceAll("\n", " ") : ""}`;
        if (!isSync) return step("store", label, () => own.apply(this, args));
        // Appending is not waited for, and so can't fail here but only die.
        void step("store", label, () => undefined);
        return own.apply(this, args);
      };
    }
  }
}
