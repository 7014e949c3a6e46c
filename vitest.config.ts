import { defineConfig } from "vitest/config";

/** Tests that open pages in Chromium. */
const browser = ["tests/browser/**/*.test.ts", "tests/notebooks/pages.test.ts"];

/** Tests that start processes and servers, build packages, or go through a whole collection. */
const endToEnd = [
  "tests/cli/**/*.test.ts",
  "tests/crash/**/*.test.ts",
  "tests/explore/**/*.test.ts",
  "tests/io/download-resume.test.ts",
  "tests/io/download.test.ts",
  "tests/io/files.test.ts",
  "tests/io/no-telemetry.test.ts",
  "tests/notebooks/cells.test.ts",
  "tests/notebooks/comparison.test.ts",
  "tests/search/check.test.ts",
  "tests/search/meaning.test.ts",
  "tests/continuation.test.ts",
  "tests/hostile.test.ts",
  "tests/hostile-growth.test.ts",
  "tests/hostile-readers.test.ts",
  "tests/kinds.test.ts",
  "tests/pipeline.test.ts",
  "tests/jobs/redis/**/*.test.ts",
  "tests/pipeline/large.test.ts",
  "tests/pipeline/large-machines.test.ts",
  "tests/run/interrupted-folder.test.ts",
  "tests/run/full-disk.test.ts",
  "tests/run/meddled-folder.test.ts",
  "tests/run/write-folder.test.ts",
  "tests/sample.test.ts",
  "tests/stages/describe/chat/chat.test.ts",
  "tests/stages/embed/auto.test.ts",
  "tests/stages/embed/transformers/**/*.test.ts",
];

const SECOND = 1000;

/** Machines are busy: a limit is there to end what hangs, and never what is slow. */
const limits = (seconds: number) => ({
  testTimeout: seconds * SECOND,
  hookTimeout: seconds * SECOND,
  teardownTimeout: 60 * SECOND,
  expect: { poll: { timeout: (seconds * SECOND) / 2 } },
});

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: [...browser, ...endToEnd],
          ...limits(120),
        },
      },
      { test: { name: "e2e", include: endToEnd, ...limits(600) } },
      { test: { name: "browser", include: browser, ...limits(600) } },
    ],
  },
});
