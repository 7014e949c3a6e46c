import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import type { HubSettings } from "../../src/stages/embed/transformers/hub.js";
import { sha256 } from "../../src/io/hash.js";

/** How the hub misbehaves with one request. */
export type Fault =
  | "drop" // half of the bytes promised by Content-Length, then the connection breaks
  | "drop-without-length" // half of the bytes, chunked, then the connection breaks
  | "cut-short" // half of the bytes, and a clean end: only their number can tell
  | "flip" // as many bytes, one of them another
  | "login-page"
  | "stall" // half of the bytes, then silence
  | "silence" // not even an answer
  | "unavailable" // 503
  | "slow"; // all bytes, in ten pieces

export interface HubRequest {
  method: string;
  model: string;
  revision: string;
  file: string;
  /** How often this file was asked for with this method, this request included. */
  attempt: number;
}

export interface TestHub {
  /** Hardly any back-off, so that tests are fast. */
  settings: HubSettings;
  requests: HubRequest[];
  close(): Promise<void>;
}

/**
 * Plays a model hub on a loopback port: `<folder>/<owner>/<name>/<file>` is served at any revision.
 */
export async function startHub(
  folder: string,
  fault: (request: HubRequest) => Fault | undefined = () => undefined,
): Promise<TestHub> {
  const requests: HubRequest[] = [];
  const server = createServer((incoming, response) => {
    const request = readRequest(incoming, requests);
    requests.push(request);
    void answer(folder, request, fault(request), response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    settings: testSettings(`http://127.0.0.1:${port}`),
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function testSettings(endpoint: string): HubSettings {
  return {
    endpoint,
    offline: false,
    answerSeconds: 5,
    download: { attempts: 3, backoffSeconds: 0.001, stallSeconds: 5 },
    proxy: { httpProxy: "", httpsProxy: "", noProxy: "" },
  };
}

function readRequest(incoming: IncomingMessage, earlier: readonly HubRequest[]): HubRequest {
  const method = incoming.method ?? "";
  const match = /^\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/.exec(incoming.url ?? "");
  const [, model = "", revision = "", file = ""] = match ?? [];
  const before = earlier.filter((request) => request.file === file && request.method === method);
  return { method, model, revision, file, attempt: before.length + 1 };
}

async function answer(
  folder: string,
  { method, model, file }: HubRequest,
  fault: Fault | undefined,
  response: ServerResponse,
): Promise<void> {
  if (fault === "silence") return;
  if (fault === "unavailable") {
    end(response, 503, "text/plain", "busy");
    return;
  }
  if (fault === "login-page") {
    end(response, 200, "text/html; charset=utf-8", "<!doctype html><p>Log in</p>");
    return;
  }
  const content = await readFile(join(folder, model, file)).catch(() => undefined);
  if (!content) {
    end(response, 404, "text/plain", "Entry not found");
    return;
  }
  const half = content.subarray(0, Math.floor(content.length / 2));
  response.setHeader("content-type", "application/octet-stream");
  if (fault !== "drop-without-length" && fault !== "cut-short")
    response.setHeader("content-length", content.length);
  if (file.endsWith(".onnx")) {
    // So the hub describes its large files.
    response.setHeader("x-linked-size", content.length);
    response.setHeader("x-linked-etag", `"${sha256(content)}"`);
  }
  if (method === "HEAD") return void response.end();
  switch (fault) {
    case "drop":
    case "drop-without-length":
      response.write(half, () => setImmediate(() => response.destroy()));
      return;
    case "cut-short":
      response.end(half);
      return;
    case "stall":
      response.write(half);
      return;
    case "flip":
      response.end(flip(content));
      return;
    case "slow":
      await writeSlowly(response, content);
      return;
    case undefined:
      response.end(content);
  }
}

function end(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "content-type": type });
  response.end(body);
}

/** A copy with one bit turned, in the middle. */
export function flip(content: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(content);
  const middle = copy.length >> 1;
  copy[middle] = (copy[middle] ?? 0) ^ 1;
  return copy;
}

async function writeSlowly(response: ServerResponse, content: Uint8Array): Promise<void> {
  const step = Math.ceil(content.length / 10);
  for (let start = 0; start < content.length; start += step) {
    response.write(content.subarray(start, start + step));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  response.end();
}
