import { createServer, type Server } from "node:http";
import { mkdir, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { connect, type AddressInfo } from "node:net";
import { join } from "node:path";

import { describe, expect, it, onTestFinished } from "vitest";

import { UserError } from "../../src/errors.js";
import type { Digest } from "../../src/io/digest.js";
import { DownloadError, downloadFile } from "../../src/io/download.js";
import { withHttp, type ProxySettings } from "../../src/io/http.js";
import { sha256 } from "../../src/io/hash.js";
import { startHub, type Fault, type HubRequest, type TestHub } from "../helpers/hub.js";
import { temporaryFolder } from "../helpers/model-context.js";

const content = Buffer.from("The bytes of a model, ".repeat(5000));
const digest: Digest = { bytes: content.length, sha256: sha256(content) };
const noProxy: ProxySettings = { httpProxy: "", httpsProxy: "", noProxy: "" };

interface Setup {
  hub: TestHub;
  url: string;
  folder: string;
  target: string;
  counted: number[];
  /** Waits only briefly where nothing comes. */
  impatient: boolean;
}

async function setUp(fault?: (request: HubRequest) => Fault | undefined): Promise<Setup> {
  const served = await temporaryFolder();
  await mkdir(join(served, "a", "b"), { recursive: true });
  await writeFile(join(served, "a", "b", "file.bin"), content);
  const hub = await startHub(served, fault);
  onTestFinished(() => hub.close());
  const folder = join(await temporaryFolder(), "cache");
  const url = `${hub.settings.endpoint}/a/b/resolve/main/file.bin`;
  return { hub, url, folder, target: join(folder, "file.bin"), counted: [], impatient: false };
}

function fetchInto(
  setup: Setup,
  options: { expected?: Partial<Digest>; signal?: AbortSignal; proxy?: ProxySettings } = {},
): Promise<Digest> {
  const { expected = digest, signal = new AbortController().signal, proxy = noProxy } = options;
  const { hub, url, target, counted } = setup;
  const onBytes = (count: number): void => void counted.push(count);
  const settings = { ...hub.settings.download, ...(setup.impatient && { stallSeconds: 0.1 }) };
  return withHttp(proxy, (http) => downloadFile(http, { url, target, expected, onBytes }, settings, signal));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

describe("downloadFile", () => {
  it("fetches a file, tells what it is and counts its bytes", async () => {
    const setup = await setUp();
    expect(await fetchInto(setup, { expected: {} })).toEqual(digest);
    expect(content.equals(await readFile(setup.target))).toBe(true);
    expect(sum(setup.counted)).toBe(content.length);
    expect(await readdir(setup.folder)).toEqual(["file.bin"]);
  });

  const temporary: Fault[] = [
    "drop",
    "drop-without-length",
    "cut-short",
    "flip",
    "login-page",
    "stall",
    "silence",
    "unavailable",
  ];

  it.each(temporary)("tries again after %s, and counts no byte twice", async (fault) => {
    const setup = await setUp(({ attempt }) => (attempt < 3 ? fault : undefined));
    setup.impatient = fault === "stall" || fault === "silence";
    expect(await fetchInto(setup)).toEqual(digest);
    expect(content.equals(await readFile(setup.target))).toBe(true);
    expect(sum(setup.counted)).toBe(content.length);
    expect(setup.hub.requests).toHaveLength(3);
    expect(await readdir(setup.folder)).toEqual(["file.bin"]);
  });

  it.each(temporary)("gives up on lasting %s, keeps the old file and leaves no part", async (fault) => {
    const setup = await setUp(() => fault);
    setup.impatient = fault === "stall" || fault === "silence";
    await mkdir(setup.folder);
    await writeFile(setup.target, "old");
    await expect(fetchInto(setup)).rejects.toThrow(DownloadError);
    expect(setup.hub.requests).toHaveLength(3);
    expect(await readdir(setup.folder)).toEqual(["file.bin"]);
    expect(await readFile(setup.target, "utf8")).toBe("old");
  });

  it("is content with a slow connection, as long as something comes", async () => {
    const setup = await setUp(() => "slow");
    expect(await fetchInto(setup)).toEqual(digest);
    expect(setup.hub.requests).toHaveLength(1);
  });

  it("asks once for a file that is not there", async () => {
    const setup = await setUp();
    const missing = { ...setup, url: setup.url.replace("file.bin", "other.bin") };
    await expect(fetchInto(missing)).rejects.toMatchObject({ status: 404, temporary: false });
    expect(setup.hub.requests).toHaveLength(1);
  });

  it("stops at once when the run is interrupted, with its reason, and leaves no part", async () => {
    const controller = new AbortController();
    const setup = await setUp(() => {
      setTimeout(() => controller.abort(new Error("interrupted")), 20);
      return "stall";
    });
    await expect(fetchInto(setup, { signal: controller.signal })).rejects.toThrow("interrupted");
    expect(setup.hub.requests).toHaveLength(1);
    expect(await readdir(setup.folder)).toEqual([]);
  });

  it("lets two downloads of one file succeed at once", async () => {
    const setup = await setUp(() => "slow");
    expect(await Promise.all([fetchInto(setup), fetchInto(setup)])).toEqual([digest, digest]);
    expect(await readdir(setup.folder)).toEqual(["file.bin"]);
  });

  it("takes out what a killed download left behind, but not one under way", async () => {
    const setup = await setUp();
    await mkdir(setup.folder);
    await writeFile(join(setup.folder, ".file.bin.1.part"), "old");
    await utimes(join(setup.folder, ".file.bin.1.part"), new Date(0), new Date(0));
    await writeFile(join(setup.folder, ".file.bin.2.part"), "new");
    await fetchInto(setup);
    expect((await readdir(setup.folder)).sort()).toEqual([".file.bin.2.part", "file.bin"]);
  });

  it("tells an error of the disk from one of the network", async () => {
    const setup = await setUp();
    await writeFile(setup.folder, "a file where the folder should be");
    const error: unknown = await fetchInto(setup).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ kind: "disk" });
    expect(setup.hub.requests).toHaveLength(0);
  });
});

describe("a proxy", () => {
  /** Answers CONNECT, and counts. */
  async function startProxy(): Promise<{ address: string; tunnels: string[] }> {
    const tunnels: string[] = [];
    const server: Server = createServer();
    server.on("connect", (request, client, head: Buffer) => {
      const target = request.url ?? "";
      tunnels.push(target);
      const { hostname, port } = new URL(`http://${target}`);
      const upstream = connect(Number(port), hostname, () => {
        client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
        upstream.write(head);
        upstream.pipe(client).pipe(upstream);
      });
      const stop = (): void => void (upstream.destroy(), client.destroy());
      upstream.on("error", stop).on("close", stop);
      client.on("error", stop).on("close", stop);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, tunnels };
  }

  it("is gone through where one is set", async () => {
    const [setup, proxy] = [await setUp(), await startProxy()];
    expect(await fetchInto(setup, { proxy: { ...noProxy, httpProxy: proxy.address } })).toEqual(digest);
    expect(proxy.tunnels).toEqual([new URL(setup.url).host]);
  });

  it("is passed by for a host that is excepted", async () => {
    const [setup, proxy] = [await setUp(), await startProxy()];
    const settings = { ...noProxy, httpProxy: proxy.address, noProxy: "localhost,127.0.0.1" };
    expect(await fetchInto(setup, { proxy: settings })).toEqual(digest);
    expect(proxy.tunnels).toEqual([]);
  });

  it("with an address that can't be read is an error that hides its password", async () => {
    const setup = await setUp();
    const error: unknown = await fetchInto(setup, {
      proxy: { ...noProxy, httpProxy: "http://me:secret@[bad" },
    }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: "config" });
    expect(String(error)).not.toContain("secret");
  });
});
