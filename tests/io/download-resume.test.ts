import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { readdir, readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Digest } from "../../src/io/digest.js";
import { DownloadError, downloadFile } from "../../src/io/download.js";
import { sha256 } from "../../src/io/hash.js";
import { withHttp } from "../../src/io/http.js";
import { temporaryFolder } from "../helpers/model-context.js";

const content = Buffer.from("The bytes of a model, ".repeat(5000));
const newer = Buffer.from("Other bytes of a model, ".repeat(5000));
const HALF = content.length / 2;
const TAG = '"first"';

/** Answers one request; `ranged` is true for one that asks for the rest. */
type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** Sends half of what is promised; the connection breaks off when the first of it has come. */
function half(tag: string | undefined, bytes = content): Answer {
  return (response) => {
    response.writeHead(200, { "content-length": bytes.length, ...(tag !== undefined && { etag: tag }) });
    response.write(bytes.subarray(0, HALF));
  };
}

function whole(bytes: Uint8Array, tag = TAG): Answer {
  return (response) => {
    response.writeHead(200, { etag: tag, "content-length": bytes.length });
    response.end(bytes);
  };
}

/** The rest from the byte that was asked for, said to begin at `shift` bytes behind it. */
function rest(shift = 0): Answer {
  return (response, { headers }) => {
    const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1]);
    const from = start + shift;
    response.writeHead(206, {
      etag: TAG,
      "content-length": content.length - from,
      "content-range": `bytes ${from}-${content.length - 1}/${content.length}`,
    });
    response.end(content.subarray(from));
  };
}

interface Fetched {
  result: Promise<Digest>;
  folder: string;
  /** What each request asked for. */
  asked: { range?: string; version?: string | string[] }[];
  counted: number[];
}

/** Fetches a file from a server that gives these answers, one after the other, and the last one again. */
async function fetchFrom(answers: readonly Answer[], expected: Partial<Digest> = {}): Promise<Fetched> {
  const asked: Fetched["asked"] = [];
  let unfinished: ServerResponse | undefined;
  const server = createServer((request, response) => {
    const { range, "if-range": version } = request.headers;
    asked.push({ ...(range !== undefined && { range }), ...(version !== undefined && { version }) });
    answers[Math.min(asked.length, answers.length) - 1]?.(response, request);
    if (!response.writableEnded) unfinished = response;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const folder = await temporaryFolder();
  const counted: number[] = [];
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/file.bin`;
  const settings = { attempts: 4, backoffSeconds: 0.001, stallSeconds: 20 };
  const proxy = { httpProxy: "", httpsProxy: "", noProxy: "" };
  const onBytes = (count: number): void => {
    counted.push(count);
    unfinished?.destroy();
  };
  const result = withHttp(proxy, (http) =>
    downloadFile(
      http,
      { url, target: join(folder, "file.bin"), expected, onBytes },
      settings,
      new AbortController().signal,
    ),
  );
  return { result, folder, asked, counted };
}

async function expectFile({ result, folder, counted }: Fetched, bytes: Uint8Array): Promise<void> {
  expect(await result).toEqual({ bytes: bytes.length, sha256: sha256(bytes) });
  expect(await readdir(folder)).toEqual(["file.bin"]);
  expect((await readFile(join(folder, "file.bin"))).equals(bytes)).toBe(true);
  expect(counted.reduce((sum, count) => sum + count, 0)).toBe(bytes.length);
}

/** The request for what is behind the bytes that have come. */
const REST = { range: expect.stringMatching(/^bytes=[1-9]\d*-$/) as string, version: TAG };

describe("downloadFile where the connection breaks off", () => {
  it("asks for the rest, and counts no byte twice", async () => {
    const fetched = await fetchFrom([half(TAG), rest()]);
    await expectFile(fetched, content);
    expect(fetched.asked).toEqual([{}, REST]);
  });

  it("takes the whole of another version, and mixes no two", async () => {
    const fetched = await fetchFrom([half(TAG), whole(newer, '"second"')]);
    await expectFile(fetched, newer);
    expect(fetched.asked).toEqual([{}, REST]);
  });

  it("takes the whole from a server that knows no ranges", async () => {
    await expectFile(await fetchFrom([half(TAG), whole(content)]), content);
  });

  it.each([undefined, 'W/"weak"'])("begins anew where the version can't be told (%s)", async (tag) => {
    const fetched = await fetchFrom([half(tag), whole(content)]);
    await expectFile(fetched, content);
    expect(fetched.asked).toEqual([{}, {}]);
  });

  it("begins anew where another part comes than was asked for", async () => {
    const fetched = await fetchFrom([half(TAG), rest(1), whole(content)]);
    await expectFile(fetched, content);
    expect(fetched.asked).toEqual([{}, REST, {}]);
  });

  it("begins anew where there is no such rest", async () => {
    const none: Answer = (response) => void response.writeHead(416).end();
    const fetched = await fetchFrom([half(TAG), none, whole(content)]);
    await expectFile(fetched, content);
    expect(fetched.asked).toEqual([{}, REST, {}]);
  });

  it("checks the whole, and begins anew where the beginning was wrong", async () => {
    const expected = { bytes: content.length, sha256: sha256(content) };
    const fetched = await fetchFrom([half(TAG, newer), rest(), whole(content)], expected);
    expect(await fetched.result).toEqual(expected);
    expect(fetched.asked).toEqual([{}, REST, {}]);
  });

  it("leaves no part where it gives up", async () => {
    const fetched = await fetchFrom([half(TAG)]);
    await expect(fetched.result).rejects.toThrow(DownloadError);
    expect(await readdir(fetched.folder)).toEqual([]);
    expect(fetched.asked).toHaveLength(4);
  });
});
