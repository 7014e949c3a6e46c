import { mkdtemp, readdir, realpath, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { makeTestModel } from "../../scripts/make-test-model.js";
import { makeWorkplace, runCli, type CliResult, type Workplace } from "../helpers/cli.js";
import { startHub, type TestHub } from "../helpers/hub.js";

const revision = "0123456789abcdef0123456789abcdef01234567";
const tiny = ["example/tiny", "--revision", revision];
let root: string;
let hub: TestHub;

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "throughline-kept-")));
  await makeTestModel(join(root, "served", "example", "tiny"), 7);
  hub = await startHub(join(root, "served"));
});

afterAll(async () => {
  await hub.close();
  await rm(root, { recursive: true, force: true });
});

function models(
  place: Workplace,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<CliResult> {
  const online = { HF_ENDPOINT: hub.settings.endpoint, HF_HUB_OFFLINE: "" };
  return runCli(place, ["models", ...args], { env: { ...online, ...env } });
}

describe("throughline models", () => {
  it("pulls, lists, verifies and removes a model, twice at once, too", async () => {
    const place = await makeWorkplace(root);
    const listed = await models(place, ["list"]);
    expect(listed).toMatchObject({ code: 0, stderr: "" });
    expect(listed.stdout).toMatch(/^Xenova\/all-MiniLM-L6-v2 751bff37[0-9a-f]+ \(pinned\), not kept\n$/);
    const pulled = await Promise.all([models(place, ["pull", ...tiny]), models(place, ["pull", ...tiny])]);
    expect(pulled.map(({ code }) => code)).toEqual([0, 0]);
    expect(pulled[0].stdout).toMatch(
      /^example\/tiny 0123\w+ \(checked against its first download\), [\d.]+ MB\n$/,
    );
    const before = hub.requests.length;
    expect((await models(place, ["pull", ...tiny], { HF_HUB_OFFLINE: "1" })).code).toBe(0);
    expect(hub.requests).toHaveLength(before);
    const json = JSON.parse((await models(place, ["list", "--json"])).stdout) as {
      model: string;
      bytes: number;
    }[];
    expect(json.map(({ model, bytes }) => [model, bytes > 0])).toEqual([
      ["Xenova/all-MiniLM-L6-v2", false],
      ["example/tiny", true],
    ]);
    expect((await models(place, ["verify"])).stdout).toMatch(/: whole\n$/);
    const folder = join(place.home, "cache", "models", "example", "tiny", revision);
    await writeFile(join(folder, "config.json"), "{}");
    const damaged = await models(place, ["verify", "example/tiny"]);
    expect(damaged).toMatchObject({ code: 5, stderr: "" });
    expect(damaged.stdout).toMatch(/: damaged or incomplete\n$/);
    expect((await models(place, ["remove", "example/tiny"])).stdout).toMatch(/^Removed example\/tiny /);
    expect(await readdir(join(folder, ".."))).toEqual([]);
    expect(await models(place, ["remove", "example/tiny"])).toMatchObject({ code: 5 });
  });

  it.each([
    ["pull", "../../etc"],
    ["pull", "example/tiny"],
    ["pull", "example/tiny", "--revision", "main"],
    ["verify", "a/../b"],
    ["remove", ".."],
    ["remove", "example/tiny", "--revision", "../x"],
  ])("refuses %s %s %s %s with 2, and asks nobody", async (...args) => {
    const place = await makeWorkplace(root);
    const before = hub.requests.length;
    const refused = await models(place, args);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(/^throughline: Expected [^\n]+\n$/);
    expect(hub.requests).toHaveLength(before);
  });

  it("without a network ends with 5 and says how to go on", async () => {
    const place = await makeWorkplace(root);
    const refused = await models(place, ["pull"], { HF_HUB_OFFLINE: "1" });
    expect(refused).toMatchObject({ code: 5, stdout: "" });
    expect(refused.stderr).toMatch(/^throughline: Expected the model Xenova[^\n]+, got neither\.[^\n]+\n$/);
  });
});

describe("a proxy that closes every connection at once", () => {
  it("is asked a handful of times, and no more", async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const probe = connect((server.address() as AddressInfo).port, "127.0.0.1").on("error", () => undefined);
    await new Promise((resolve) => probe.on("close", resolve));
    expect(connections).toBe(1);
    const place = await makeWorkplace(root);
    const env = { HTTPS_PROXY: proxy, HTTP_PROXY: proxy, NO_PROXY: "", HF_ENDPOINT: "https://hub.test" };
    const refused = await models(place, ["pull"], env);
    expect(refused.code).toBe(5);
    expect(connections - 1).toBeGreaterThan(0);
    expect(connections - 1).toBeLessThan(10);
  });
});
