/** Plays an OpenAI-compatible chat endpoint on a loopback port. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface ChatRequest {
  path: string;
  headers: IncomingMessage["headers"];
  body: { model: string; temperature: number; seed: number; messages: { role: string; content: string }[] };
}

export type Answer = (request: ChatRequest, response: ServerResponse, number: number) => void;

export interface ChatServer {
  url: string;
  requests: ChatRequest[];
}

/** An answer whose message is `content`, or that as JSON. */
export function says(content: unknown): Answer {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return (_, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ choices: [{ index: 0, message: { role: "assistant", content: text } }] }));
  };
}

/** An answer with a status, headers and a body of one's own. */
export function answers(status: number, body = "", headers: Record<string, string> = {}): Answer {
  return (_, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

/** Started for the length of a test. */
export async function startChat(answer: Answer): Promise<ChatServer> {
  const requests: ChatRequest[] = [];
  const server = createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on("data", (part: Buffer) => parts.push(part));
    incoming.on("end", () => {
      const body = JSON.parse(Buffer.concat(parts).toString("utf8")) as ChatRequest["body"];
      const request = { path: incoming.url ?? "", headers: incoming.headers, body };
      requests.push(request);
      answer(request, response, requests.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, requests };
}
