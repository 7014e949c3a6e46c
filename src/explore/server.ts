import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { UserError } from "../errors.js";
import type { Log } from "../shapes/context.js";
import { eventStreams } from "./event-streams.js";
import { refusalOf } from "./gate.js";
import { exploreRoutes, type Served } from "./routes.js";
import { limitStrangers } from "./strangers.js";

export interface ServerOptions {
  folder: string;
  /** 0 for any that is free. */
  port: number;
  token: string;
  log: Log;
  /** @default 10 and 15 seconds for the headers and the whole of a request */
  limits?: Limits;
}

/** Milliseconds. */
export interface Limits {
  headersTimeout: number;
  requestTimeout: number;
}

export interface RunningServer {
  port: number;
  close(): Promise<void>;
}

const HOST = "127.0.0.1";
const MOST_STRANGERS = 64;
const MOST_CONNECTIONS = 256;
const LIMITS: Limits = { headersTimeout: 10_000, requestTimeout: 15_000 };
/** The limits are looked after so often; milliseconds. */
const CHECK_EVERY = 1000;

/**
 * Serves a run on loopback, and what decides about it.
 *
 * @throws UserError "config" where the port can't be had
 */
export async function startServer(
  served: Served,
  { folder, port: wanted, token, log, limits = LIMITS }: ServerOptions,
): Promise<RunningServer> {
  const door = { port: wanted, token };
  const streams = eventStreams();
  const routes = exploreRoutes(served, {
    ...{ folder, log, streams },
    refusal({ incoming }, url) {
      const refusal = refusalOf(incoming, url, door);
      if (refusal === undefined) letIn(incoming.socket);
      return refusal;
    },
  });
  const options = { hostname: HOST, overrideGlobalObjects: false };
  const answer = getRequestListener((request, env) => routes.fetch(request, env), options);
  const server = createServer(
    { ...limits, connectionsCheckingInterval: CHECK_EVERY },
    (request, response) => void answer(request, response),
  );
  const letIn = limitStrangers(server, MOST_STRANGERS);
  server.maxConnections = MOST_CONNECTIONS;
  door.port = await listen(server, wanted);
  return {
    port: door.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        streams.end();
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const got = error.code === "EADDRINUSE" ? "one that is in use" : (error.code ?? error.message);
      const todo = "Name another with --port, or leave it out to have one chosen.";
      reject(new UserError("config", `Expected a free port, got ${port}: ${got}. ${todo}`, { cause: error }));
    });
    server.listen({ host: HOST, port }, () => resolve((server.address() as AddressInfo).port));
  });
}
