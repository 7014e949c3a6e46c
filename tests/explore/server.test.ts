import { createHash } from "node:crypto";
import { mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { explore, type Exploration } from "../../src/explore/explore.js";
import { openMeaning, type Meaning } from "../../src/search/meaning.js";
import type { Matches } from "../../src/shapes/exploration.js";
import type { OpenMeaning } from "../../src/explore/meaning-in-worker.js";
import { nodeFiles } from "../../src/io/files.js";
import { noUpdater } from "../helpers/edited-sample.js";
import { copySample, quietLog } from "../helpers/explored-sample.js";

/** In this thread: the sources can't be loaded in another one without a build. */
const openHere: OpenMeaning = (options, effects) => openMeaning(options, { ...effects, files: nodeFiles() });

interface State {
  run: string;
  status: string;
  message?: string;
}

let root: string;
let folder: string;
let exploration: Exploration;
let address: Address;

/** Where a server is, and which run its page shows. */
interface Address {
  base: string;
  port: number;
  token: string;
  run: string;
}

async function addressOf({ url }: Exploration): Promise<Address> {
  const { origin, port, searchParams } = new URL(url);
  const page = await (await fetch(url)).text();
  const run = /<meta name="throughline-explore" content="([^"]*)"/.exec(page)?.[1] ?? "";
  return { base: origin, port: Number(port), token: searchParams.get("token") ?? "", run };
}

function ask(path: string, body: unknown, { base, token }: Address = address): Promise<Response> {
  return fetch(`${base}${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Throughline-Token": token },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

async function matchesOf(response: Response): Promise<Matches> {
  expect(response.status).toBe(200);
  return (await response.json()) as Matches;
}

/** A request that no browser and no `fetch` would send: any path, any header. */
function raw(path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port: address.port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on("error", reject).end();
  });
}

async function start(out: string, open: OpenMeaning = openHere): Promise<Exploration> {
  const started = await explore(out, {}, { files: nodeFiles(), log: quietLog, updater: noUpdater, open });
  onTestFinished(() => started.close());
  return started;
}

/** What the server tells, event by event. */
async function* eventsOf({ base, token }: Address): AsyncGenerator<State> {
  const response = await fetch(`${base}/api/events`, { headers: { "X-Throughline-Token": token } });
  expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
  let waiting = "";
  const decoder = new TextDecoder();
  for await (const part of response.body ?? []) {
    waiting += decoder.decode(part as Uint8Array, { stream: true });
    const events = waiting.split("\n\n");
    waiting = events.pop() ?? "";
    for (const event of events) if (event.startsWith("data: ")) yield JSON.parse(event.slice(6)) as State;
  }
}

async function until(events: AsyncGenerator<State>, isIt: (state: State) => boolean): Promise<State> {
  for (;;) {
    const next = await events.next();
    if (next.done === true) throw new Error("The events ended before the one that was waited for.");
    if (isIt(next.value)) return next.value;
  }
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "throughline-explore-"));
  folder = await copySample(root);
  exploration = await explore(
    folder,
    {},
    { files: nodeFiles(), log: quietLog, updater: noUpdater, open: openHere },
  );
  await exploration.ready;
  address = await addressOf(exploration);
});

afterAll(async () => {
  await exploration.close();
  await rm(root, { recursive: true, force: true });
});

describe("the page", () => {
  it("is served with leave to ask its own server, and stays as it is on the disk", async () => {
    const before = await readFile(join(folder, "report.html"), "utf8");
    const response = await fetch(exploration.url);
    expect(response.status).toBe(200);
    const header = response.headers.get("content-security-policy") ?? "";
    expect(header).toContain("default-src 'none'");
    expect(header).toContain("connect-src 'self'");
    expect(header).not.toContain("connect-src 'none'");
    const page = await response.text();
    expect(page).toContain(`content="${header.replace("; frame-ancestors 'none'", "")}"`);
    expect(address.run).toMatch(/^[0-9a-f]{16}$/);
    expect(await readFile(join(folder, "report.html"), "utf8")).toBe(before);
    expect(before).not.toContain('<meta name="throughline-explore"');
  });

  it("and every other answer are not kept, not sniffed and for no other origin", async () => {
    for (const path of [`/?token=${address.token}`, `/themes.csv?token=${address.token}`, "/"]) {
      const { headers } = await fetch(`${address.base}${path}`);
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    }
  });
});

describe("the door", () => {
  it("is closed without the token, with another, and to other names and origins", async () => {
    const host = `127.0.0.1:${address.port}`;
    const open = `/?token=${address.token}`;
    expect(await raw(open, { host })).toBe(200);
    expect(await raw("/", { host })).toBe(403);
    expect(await raw(`/?token=${"A".repeat(32)}`, { host })).toBe(403);
    expect(await raw(open, { host: `evil.example:${address.port}` })).toBe(403);
    expect(await raw(open, { host, origin: "https://evil.example" })).toBe(403);
    expect(await raw(open, { host, "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await raw("/api/events", { host })).toBe(403);
    expect(
      (await ask("/api/search", { run: address.run, query: "a" }, { ...address, token: "" })).status,
    ).toBe(403);
  });

  it("has a new token of 192 bits for every server", async () => {
    expect(Buffer.from(address.token, "base64url")).toHaveLength(24);
    const other = await start(folder);
    expect(new URL(other.url).searchParams.get("token")).not.toBe(address.token);
    expect((await fetch(`${other.url}x`)).status).toBe(403);
  });

  it("is on loopback alone", () => {
    expect(new URL(exploration.url).hostname).toBe("127.0.0.1");
  });
});

describe("files", () => {
  it.each(["themes.csv", "report.md", "map.svg"])("of the report are served: %s", async (name) => {
    const response = await fetch(`${address.base}/${name}?token=${address.token}`);
    expect(response.status).toBe(200);
    // As bytes: a mark at the beginning is no part of a text.
    expect(Buffer.from(await response.arrayBuffer())).toEqual(await readFile(join(folder, name)));
  });

  it.each([
    "/../../etc/passwd",
    "/..%2f..%2fetc%2fpasswd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/themes/../run.json",
    "/themes/..%5c..%5crun.json",
    "//etc/passwd",
    "/run.json",
    "/themes",
    "/%",
    "/%00",
    "/secret.txt",
    "/__proto__",
  ])("that the run doesn't list are not: %s", async (path) => {
    await writeFile(join(folder, "secret.txt"), "secret");
    expect(await raw(`${path}?token=${address.token}`, { host: `127.0.0.1:${address.port}` })).toBe(404);
  });

  it("outside the folder are not served even where the run lists them", async () => {
    const hostile = await copySample(root, "hostile");
    await writeFile(join(root, "outside.txt"), "secret");
    await symlink(join(root, "outside.txt"), join(hostile, "link.txt"));
    const file = join(hostile, "run.json");
    const record = JSON.parse(await readFile(file, "utf8")) as { outputs: Record<string, string> };
    Object.assign(record.outputs, {
      "../outside.txt": "0",
      "link.txt": "0",
      [join(root, "outside.txt")]: "0",
    });
    await writeFile(file, JSON.stringify(record));
    const { base, token } = await addressOf(await start(hostile));
    for (const path of ["..%2foutside.txt", "link.txt", encodeURIComponent(join(root, "outside.txt"))]) {
      expect((await fetch(`${base}/${path}?token=${token}`)).status).toBe(404);
    }
  });
});

describe("questions", () => {
  it("find a passage by what it means, in other words than its own", async () => {
    const { matches } = await matchesOf(
      await ask("/api/search", {
        run: address.run,
        query: "staff push back against the reorganisation because they fear losing what they know",
        limit: 5,
      }),
    );
    const table = await readFile(join(folder, "passages.csv"), "utf8");
    const rows = table.split(/\r\n(?=[0-9a-f]{12},)/);
    const found = matches.map(({ passageId }) => rows.find((row) => row.startsWith(passageId)) ?? "");
    expect(found.some((row) => row.includes(",Change management,"))).toBe(true);
    expect(matches).toHaveLength(5);
    expect(matches.map(({ foundBy }) => foundBy)).toContain("both");
  });

  it("for what is near a passage leave the passage out", async () => {
    const [first] = (await matchesOf(await ask("/api/search", { run: address.run, query: "roadmap" })))
      .matches;
    const passageId = first?.passageId ?? "";
    const { matches } = await matchesOf(
      await ask("/api/nearest", { run: address.run, passageId, limit: 200 }),
    );
    expect(matches.length).toBeGreaterThan(20);
    expect(matches.map((match) => match.passageId)).not.toContain(passageId);
  });

  it("for what is near a text take a long one", async () => {
    const text = "The roadmap is a list of promises.\n\n".repeat(400);
    const { matches } = await matchesOf(await ask("/api/nearest", { run: address.run, text, limit: 1 }));
    expect(matches).toHaveLength(1);
  });

  it("are refused where they are too large, of another type, or no JSON", async () => {
    expect((await ask("/api/nearest", `{"text": "${"a".repeat(70_000)}"}`)).status).toBe(413);
    const { base, token } = address;
    const headers = { "X-Throughline-Token": token };
    const form = await fetch(`${base}/api/search`, { method: "POST", headers, body: "{}" });
    expect(form.status).toBe(415);
    expect((await ask("/api/search", "{")).status).toBe(400);
    expect((await ask("/api/search", { run: address.run, query: "" })).status).toBe(400);
    expect((await ask("/api/nearest", { run: address.run, passageId: "none" })).status).toBe(404);
    expect((await fetch(`${base}/api/search`, { headers })).status).toBe(405);
    const posted = await fetch(`${base}/?token=${token}`, { method: "POST" });
    expect(posted.status).toBe(405);
  });

  it("are refused where a body without a length grows too large", async () => {
    const endless = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let i = 0; i < 20; i++) controller.enqueue(new Uint8Array(8 * 1024).fill(97));
        controller.close();
      },
    });
    const response = await fetch(`${address.base}/api/search`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Throughline-Token": address.token },
      body: endless,
      duplex: "half",
    });
    expect(response.status).toBe(413);
  });

  it("from a page of another run are told to reload", async () => {
    const response = await ask("/api/search", { run: "0".repeat(16), query: "roadmap" });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ error: expect.stringMatching(/Reload/) as string });
  });

  it("wait while the passages are being read, which is told", async () => {
    let goOn = (): void => undefined;
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    const slow: OpenMeaning = async (_, { log }) => {
      const shown = log.progress("Embedding", 4);
      shown.advance(3);
      await gate;
      return { nearest: async () => ({ understood: true, matches: [] }), close: async () => undefined };
    };
    const started = await start(folder, slow);
    const at = await addressOf(started);
    const response = await ask("/api/search", { run: at.run, query: "roadmap" }, at);
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("1");
    expect(await response.json()).toMatchObject({ state: { status: "reading", done: 3, total: 4 } });
    const events = eventsOf(at);
    expect(await until(events, () => true)).toMatchObject({ status: "reading", done: 3, total: 4 });
    goOn();
    await until(events, ({ status }) => status === "ready");
    expect((await ask("/api/search", { run: at.run, query: "roadmap" }, at)).status).toBe(200);
  });

  it("say why where the run can't be read", async () => {
    const broken: OpenMeaning = async () => {
      throw new Error("a detail for nobody");
    };
    const started = await start(folder, broken);
    await expect(started.ready).rejects.toThrow("a detail for nobody");
    const at = await addressOf(started);
    const response = await ask("/api/search", { run: at.run, query: "roadmap" }, at);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: "The run could not be read." });
  });
});

describe("a new run", () => {
  it("that lands by renaming is told, read, and takes the old one's place", async () => {
    const here = await copySample(root, "growing");
    const closed: string[] = [];
    let opened = 0;
    const counting: OpenMeaning = async (): Promise<Meaning> => {
      const name = String(++opened);
      return {
        nearest: async () => ({
          understood: true,
          matches: [{ passageId: name, similarity: 1, closeness: "close", foundBy: "both", repeats: [] }],
        }),
        close: async () => void closed.push(name),
      };
    };
    const at = await addressOf(await start(here, counting));
    const events = eventsOf(at);
    await until(events, ({ status }) => status === "ready");
    const next = await copySample(root, ".growing.new-1");
    const text = await readFile(join(next, "run.json"), "utf8");
    await writeFile(join(next, "run.json"), text.replace('"seed": 42', '"seed": 43'));
    await rename(here, join(root, ".growing.old-1"));
    await rename(next, here);
    const landed = await until(events, ({ run }) => run !== at.run);
    expect(landed.status).toBe("reading");
    await until(events, ({ status }) => status === "ready");
    expect(closed).toEqual(["1"]);
    expect((await ask("/api/search", { run: at.run, query: "roadmap" }, at)).status).toBe(409);
    const { matches } = await matchesOf(await ask("/api/search", { run: landed.run, query: "roadmap" }, at));
    expect(matches[0]?.passageId).toBe("2");
  });

  it("is shown to whoever asks for the page before it was heard of, as soon as all of it is in place", async () => {
    const here = await copySample(root, "quick");
    const at = await addressOf(await start(here));
    const page = join(here, "report.html");
    const record = join(here, "run.json");
    const html = `${await readFile(page, "utf8")}<!-- another run -->`;
    await writeFile(page, html);
    const asked = fetch(`${at.base}/?token=${at.token}`);
    const text = await readFile(record, "utf8");
    const next = text
      .replace('"seed": 42', '"seed": 43')
      .replace(/("report\.html": ")[0-9a-f]{64}/, `$1${createHash("sha256").update(html).digest("hex")}`);
    await writeFile(record, next);
    const response = await asked;
    expect(response.status).toBe(200);
    const served = await response.text();
    expect(served).toContain("<!-- another run -->");
    expect(served).not.toContain(at.run);
  });

  it("is refused where the page was changed since", async () => {
    const here = await copySample(root, "changed-since");
    const at = await addressOf(await start(here));
    await writeFile(join(here, "report.html"), "<script>alert(1)</script>");
    const response = await fetch(`${at.base}/?token=${at.token}`);
    expect(response.status).toBe(409);
    expect(await response.text()).toContain("changed since");
  });

  it("that differs in nothing but its timings is none", async () => {
    const here = await copySample(root, "same");
    const opened = vi.fn<OpenMeaning>(async () => ({
      nearest: async () => undefined,
      close: async () => undefined,
    }));
    const started = await start(here, opened);
    await started.ready;
    const file = join(here, "run.json");
    const record = JSON.parse(await readFile(file, "utf8")) as object;
    await writeFile(file, JSON.stringify({ ...record, timings: { embed: 1 } }));
    const { run } = await addressOf(started);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect((await addressOf(started)).run).toBe(run);
    expect(opened).toHaveBeenCalledTimes(1);
  });
});

describe("the end", () => {
  it("closes the listening pages and the model, and frees the port", async () => {
    let isClosed = false;
    const open: OpenMeaning = async () => ({
      nearest: async () => undefined,
      close: async () => void (isClosed = true),
    });
    const started = await explore(
      folder,
      {},
      { files: nodeFiles(), log: quietLog, updater: noUpdater, open },
    );
    await started.ready;
    const at = await addressOf(started);
    const events = eventsOf(at);
    await until(events, () => true);
    await started.close();
    expect(isClosed).toBe(true);
    const rest = await events.next().catch(() => ({ done: true }));
    expect(rest.done).toBe(true);
    const again = await explore(
      folder,
      { port: at.port },
      { files: nodeFiles(), log: quietLog, updater: noUpdater, open },
    );
    await again.close();
  });

  it("is an error of configuration at the start where the port is taken or there is no report", async () => {
    const effects = { files: nodeFiles(), log: quietLog, updater: noUpdater, open: openHere };
    await expect(explore(folder, { port: address.port }, effects)).rejects.toMatchObject({
      kind: "config",
      message: expect.stringMatching(/in use.*--port/) as string,
    });
    await expect(explore(join(root, "gone"), {}, effects)).rejects.toMatchObject({ kind: "config" });
  });
});
