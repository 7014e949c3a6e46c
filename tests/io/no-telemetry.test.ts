import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { builtProgram } from "../helpers/cli.js";

const run = promisify(execFile);
const library = new URL("../../dist/stages/embed/transformers/library.js", import.meta.url).href;
const without = { ...process.env, ORT_DISABLE_TELEMETRY: undefined };

/** What a process of its own says that runs a module. */
async function said(script: string): Promise<string> {
  builtProgram();
  const args = ["--input-type=module", "--eval", script];
  return (await run(process.execPath, args, { env: without })).stdout.trim();
}

const load = `
  const { loadOrExplain } = await import(${JSON.stringify(library)});
  await loadOrExplain(async () => console.log("loaded")).catch((error) => console.log(error.kind, error.message));
`;

describe("ONNX Runtime", () => {
  it("is forbidden to send anything before it is loaded, as far as children can see", async () => {
    const script = `${load}
      const { execFileSync } = await import("node:child_process");
      console.log(execFileSync("sh", ["-c", "echo $ORT_DISABLE_TELEMETRY"], { encoding: "utf8" }));`;
    expect(await said(script)).toBe("loaded\n1");
  });

  it("is not loaded in a thread of a process that did not forbid it", async () => {
    const thread = `
      const { Worker } = await import("node:worker_threads");
      new Worker(new URL("data:text/javascript," + encodeURIComponent(${JSON.stringify(load)})));`;
    expect(await said(thread)).toMatch(/^model Expected ORT_DISABLE_TELEMETRY=1 in the environment/);
    const told = `await import(${JSON.stringify(new URL("../../dist/io/no-telemetry.js", import.meta.url).href)}); ${thread}`;
    expect(await said(told)).toBe("loaded");
  });
});
