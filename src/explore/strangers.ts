import type { Server } from "node:http";
import type { Socket } from "node:net";

/**
 * Keeps room for the owner: of the connections that have not shown the token yet only the newest are kept, so that
 * nobody who opens many and says nothing on them can keep others out.
 *
 * @param most of them at a time
 * @returns call it with the connection of a request that brought the token
 */
export function limitStrangers(server: Server, most: number): (known: Socket) => void {
  const strangers = new Set<Socket>();
  server.on("connection", (socket) => {
    strangers.add(socket);
    socket.once("close", () => strangers.delete(socket));
    const [oldest] = strangers;
    if (strangers.size > most) oldest?.destroy();
  });
  return (known) => void strangers.delete(known);
}
