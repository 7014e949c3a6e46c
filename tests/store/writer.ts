/** Run by killed-writer.test.ts: `writer.ts <file> <entries in a batch>`, until it is killed. */
import { openStore } from "../../src/store/store.js";
import { silentLog } from "../../src/io/silent-log.js";

const [, , file = "", size = ""] = process.argv;
const store = await openStore(file, { log: silentLog });
for (let batch = 0; ; batch++) {
  const keys = Array.from({ length: Number(size) }, (_, i) => [`${batch} ${i}`, new Float32Array(256).fill(i)] as const); // prettier-ignore
  await store.putVectors(`writer ${process.pid}`, new Map(keys));
  process.stdout.write(`${batch}\n`);
}
