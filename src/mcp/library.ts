/** The Model Context Protocol: optional packages, loaded when they are used. */
import { UserError } from "../errors.js";

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
export async function loadOrExplain(load: LoadLibrary): Promise<Library> {
  try {
    return await load();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const got = (message.split("\n", 1)[0] ?? "").replace(/\.$/, "");
    throw new UserError(
      "config",
      `Expected the package @modelcontextprotocol/sdk, could not load it: ${got}. Run \`npm i @modelcontextprotocol/sdk zod\`.`,
      { cause },
    );
  }
}
