import { defineConfig } from "vitest/config";

/** What takes too long for `npm test`: `npm run test:crash`. */
export default defineConfig({
  test: { include: ["tests/crash/*.crash.ts"], testTimeout: 600_000, hookTimeout: 600_000 },
});
