/** How often a proxy is connected to that closes at once: the client of HTTP would try again, without a pause, for as long as it is let. */
import type { buildConnector } from "undici";

/** The code of the error that says so. */
export const PROXY_CLOSED = "PROXY_CLOSED";

/** Connections that bring nothing, one after the other, before a proxy counts as one that lets nobody through. */
const MOST_IN_VAIN = 3;
/** Wait behind the first of them, in milliseconds; doubles with each. */
const PAUSE = 100;

/** Connects as `connect` does, with a pause behind a connection that brought nothing, and with an error behind some of them. */
export function withPatience(connect: buildConnector.connector): buildConnector.connector {
  let inVain = 0;
  const watched = (options: buildConnector.Options, callback: buildConnector.Callback): void => {
    connect(options, (...[error, socket]) => {
      if (error !== null) {
        callback(error, null);
        return;
      }
      socket.once("close", () => (inVain = socket.bytesRead === 0 ? inVain + 1 : 0));
      callback(null, socket);
    });
  };
  return (options, callback) => {
    if (inVain === 0) watched(options, callback);
    else if (inVain < MOST_IN_VAIN) setTimeout(() => watched(options, callback), PAUSE * 2 ** (inVain - 1));
    else {
      // Whoever asks again later finds it as it is then.
      inVain = 0;
      const error = new Error("the proxy closes every connection");
      setImmediate(() => callback(Object.assign(error, { code: PROXY_CLOSED }), null));
    }
  };
}
