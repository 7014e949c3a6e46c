/** The Model Context Protocol: optional packages, loaded when they are used. */
import { loadOptional } from "../io/optional-package.js";

/** What of the official SDK is used, and of the package that its schemas are written in. */
export interface Library {
  McpServer: typeof import("@modelcontextprotocol/sdk/server/mcp.js").McpServer;
  StdioServerTransport: typeof import("@modelcontextprotocol/sdk/server/stdio.js").StdioServerTransport;
  z: typeof import("zod").z;
}

export type LoadLibrary = () => Promise<Library>;

export const importLibrary: LoadLibrary = async () => {
  const { McpServer } = await import("@modelcontextprotocol/sdk/server/mcp.js");
  const { StdioServerTransport } = await import("@modelcontextprotocol/sdk/server/stdio.js");
  const { z } = await import("zod");
  return { McpServer, StdioServerTransport, z };
};

/** @throws UserError "config" that says how to install it */
export function loadOrExplain(load: LoadLibrary): Promise<Library> {
  const todo = "Run `npm i @modelcontextprotocol/sdk zod`.";
  return loadOptional(load, { kind: "config", names: "the package @modelcontextprotocol/sdk", todo });
}
