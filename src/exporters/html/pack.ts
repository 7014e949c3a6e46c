/** The data of a page as it lies in it: base64 of raw deflate, by a package in plain JavaScript. Node's own gives other bytes from version to version. */
import { deflate, deflateSync, strToU8 } from "fflate";

const LEVEL = 9;
/** Less is packed before a thread has begun. */
const LEAST_FOR_THREAD = 300_000;

export function packed(data: unknown): string {
  return base64(deflateSync(strToU8(JSON.stringify(data)), { level: LEVEL }));
}

/** As `packed`, on a thread of its own where that pays. */
export function packedAside(data: unknown): Promise<string> {
  const bytes = strToU8(JSON.stringify(data));
  if (bytes.length < LEAST_FOR_THREAD) return Promise.resolve(base64(deflateSync(bytes, { level: LEVEL })));
  return new Promise((resolve) => {
    deflate(bytes, { level: LEVEL }, (error, done) => {
      // Where no thread is to be had it takes longer, and is the same.
      resolve(base64(error === null ? done : deflateSync(bytes, { level: LEVEL })));
    });
  });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
