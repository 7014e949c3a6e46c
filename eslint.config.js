import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  {
    ignores: [
      "dist/",
      "notebooks/dist/",
      "output/",
      "output-*/",
      "coverage/",
      ".tmp/",
      "tests/cases/",
      "tests/fixtures/",
    ],
  },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/require-await": "off",
    },
  },
  {
    // A loop bound proves a typed-array read there; a check on every read would be noise and cost.
    files: [
      "src/math/**/*.ts",
      "src/stages/{cluster,describe,embed,map}/**/*.ts",
      "src/evaluation/*.ts",
      "src/text/mapped-text.ts",
    ],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    // In a test, a read that proves wrong ends the test.
    files: ["tests/**/*.ts", "bench/**/*.ts", "scripts/**/*.ts"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    // Randomness is seeded and passed in; the clock and the console live at the edge.
    files: ["src/**/*.ts"],
    rules: {
      "no-console": "error",
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "Take a fork of context.random." },
        { object: "Date", property: "now", message: "Clock time comes from src/io or src/cli." },
      ],
    },
  },
  {
    // wink-nlp takes its own methods by reference, as the names of what to return.
    files: ["src/stages/describe/terms/tagger.ts"],
    rules: { "@typescript-eslint/unbound-method": "off" },
  },
  {
    // The only way to the clipboard where a browser refuses the newer one to a page opened from disk.
    files: ["src/app/dom/copy.ts"],
    rules: { "@typescript-eslint/no-deprecated": "off" },
  },
  { files: ["src/io/**/*.ts", "src/cli/**/*.ts"], rules: { "no-restricted-properties": "off" } },
);
