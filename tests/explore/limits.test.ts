import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { CurrentRun } from "../../src/explore/current-run.js";
import type { Editing } from "../../src/explore/edit-routes.js";
import { startServer, type Limits } from "../../src/explore/server.js";
import { quietLog } from "../helpers/explored-sample.js";

// Less than Node.js itself would take to notice.

const token = "t0ken";

/** A run that nobody reads. */
const run: CurrentRun = {
  state: { run: "abc", status: "ready", done: 1, total: 1 },
  outputs: new Map(),
  take: async () => true,
  nearest: async () => ({ understood: true, matches: [] }),
  listen: () => () => true,
  close: async () => undefined,
};

/** Nobody decides. */
const editor: Editing = {
  desk: async () => ({ isPossible: false, why: "" }),
  decide: async () => Promise.reject(new Error("Nobody decides here.")),
  turn: async () => Promise.reject(new Error("Nobody decides here.")),
  listen: () => () => true,
};

async function start(limits?: Limits): Promise<number> {
  const server = await startServer(
    { run, editor },
    {
      ...{ folder: ".", port: 0, token, log: quietLog },
      ...(limits && { limits }),
    },
  );
  onTestFinished(() => server.close());
  return server.port;
}

interface Line {
  socket: Socket;
  /** All that came until the other side closed. */
  answered: Promise<string>;
}

async function open(port: number, text = ""): Promise<Line> {
  const socket = connect(port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  let got = "";
  socket.setEncoding("utf8").on("data", (part: string) => (got += part));
  socket.on("error", () => undefined);
  const answered = once(socket, "close").then(() => got);
  await once(socket, "connect");
  socket.write(text);
  return { socket, answered };
}

function ask(port: number): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/api/search`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Throughline-Token": token },
    body: JSON.stringify({ run: "abc", query: "roadmap" }),
  });
}

const post = (port: number, ...headers: string[]): string =>
  [`POST /api/search HTTP/1.1`, `Host: 127.0.0.1:${port}`, ...headers, "", ""].join("\r\n");

describe("a server", () => {
  it("cuts off headers and bodies that don't end", async () => {
    const port = await start({ headersTimeout: 200, requestTimeout: 300 });
    const headers = await open(port, "GET / HTTP/1.1\r\nHost: ");
    const type = "Content-Type: application/json";
    const body = await open(port, post(port, `X-Throughline-Token: ${token}`, type, "Content-Length: 9"));
    expect(await headers.answered).toMatch(/^HTTP\/1\.1 408 /);
    expect(await body.answered).toMatch(/^HTTP\/1\.1 (408|400) |^$/);
    expect((await ask(port)).status).toBe(200);
  });

  it("lets its owner in, however many others hold a line and say nothing", async () => {
    const port = await start();
    const lines: Line[] = [];
    for (let i = 0; i < 300; i++) lines.push(await open(port, i % 2 === 0 ? "" : "GET / HTTP/1.1\r\n"));
    for (let i = 0; i < 3; i++) expect((await ask(port)).status).toBe(200);
    // The oldest are gone, the newest are still there to be heard.
    await lines[0]?.answered;
    expect(lines.at(-1)?.socket.readyState).toBe("open");
  });

  it("keeps the line of its owner, however many come after", async () => {
    const port = await start();
    const owner = await fetch(`http://127.0.0.1:${port}/api/events`, {
      headers: { "X-Throughline-Token": token },
    });
    const reader = owner.body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value as Uint8Array)).toContain('"ready"');
    for (let i = 0; i < 150; i++) await open(port);
    expect((await ask(port)).status).toBe(200);
    const rest = reader?.read();
    const still = await Promise.race([rest, ask(port).then(() => "open")]);
    expect(still).toBe("open");
    await reader?.cancel();
  });

  it("turns a stranger away without waiting for what else is sent, and closes the line", async () => {
    const port = await start();
    const refused = await open(port, post(port, "Content-Length: 1000000000"));
    expect(await refused.answered).toMatch(/^HTTP\/1\.1 403 [^]*\r\nconnection: close\r\n/i);
  });

  it.each(["evil.example", "127.0.0.1", "127.0.0.1:1", "a b", "[::1", "user@127.0.0.1", ""])(
    "answers to no host %j",
    async (host) => {
      const port = await start();
      const line = await open(
        port,
        `GET /?token=${token} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      );
      expect(await line.answered).toMatch(/^HTTP\/1\.1 40[03] /);
    },
  );

  it("takes no other host from the address that is asked for", async () => {
    const port = await start();
    const line = await open(
      port,
      `GET http://127.0.0.1:${port}/?token=${token} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
    );
    expect(await line.answered).toMatch(/^HTTP\/1\.1 40[03] /);
  });
});
