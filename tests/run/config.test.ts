import { describe, expect, it } from "vitest";
import { defaults, fileKey, normalizeConfig } from "../../src/run/config.js";
import { UserError } from "../../src/errors.js";
import type { Config } from "../../src/run/config.js";

const paths = ["posts"];

/** The message of the `UserError` that a configuration gives. */
function refusal(written: unknown): string {
  try {
    normalizeConfig(written);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ kind: "config", exitCode: 2 });
    return error instanceof Error ? error.message : "";
  }
  throw new Error("Expected the configuration to be refused, and it was taken.");
}

/** Every key with a value that is not its default. */
const everything: Config = {
  paths: ["a", "b/*.md"],
  out: "elsewhere",
  title: "What we wrote",
  embedder: "transformers",
  model: "owner/name",
  revision: "0123456789abcdef",
  modelDir: "models",
  adapt: false,
  drafts: true,
  store: "kept.duckdb",
  parquet: true,
  export: ["obsidian", "agent"],
  themes: 7,
  today: "2024-03-01",
  metrics: ["opens.csv"],
  slots: 4,
  cadence: "weekly",
  granularity: "fine",
  seed: 0,
  since: "2023-01-31",
  until: "2024-02-29",
  passageWords: 80,
  maxFileMegabytes: 5,
  columns: { text: "Body", title: "Headline", date: "When", url: "Link", author: "Who", tags: "Labels" },
  stopWords: ["team"],
  namedThemes: [{ name: "Hiring", phrases: ["job interviews", "onboarding new colleagues"] }],
  keep: ["Stay curious."],
  remove: ["Subscribe now"],
  chat: { url: "http://localhost:11434/v1", model: "small", keyEnv: "CHAT_KEY" },
};

describe("normalizeConfig", () => {
  it.each([
    [["mtlynch"], "Themes of mtlynch"],
    [["sites/notes/"], "Themes of notes"],
    [["notes", "notes/one.md"], "Themes of notes"],
    [["a.xml", "b.csv"], "Themes of a and b"],
    [["posts"], "Themes"],
    [["*.md"], "Themes"],
    [["a", "b", "c", "d"], "Themes"],
  ])("names the report after %j: %s", (named, title) => {
    expect(normalizeConfig({ paths: named }).title).toBe(title);
    expect(normalizeConfig({ paths: named, title: "Mine" }).title).toBe("Mine");
  });

  it("fills in everything but the paths", () => {
    expect(normalizeConfig({ paths })).toEqual({ ...defaults(), paths });
  });

  it("takes names of exports as one, as some and twice, in one order, and no others", () => {
    expect(normalizeConfig({ paths, export: "notion" }).export).toEqual(["notion"]);
    expect(normalizeConfig({ paths, export: ["agent", "obsidian", "agent"] }).export).toEqual([
      "obsidian",
      "agent",
    ]);
    expect(() => normalizeConfig({ paths, export: ["roam"] })).toThrow(
      /Expected `export` to be some of "obsidian", "notion", "agent", got \["roam"\]/,
    );
  });

  it("takes every key, in camel, snake and kebab case", () => {
    expect(normalizeConfig(everything)).toEqual(everything);
    const written = Object.entries(everything).map(([key, value]): [string, unknown] => [
      fileKey(key),
      value,
    ]);
    expect(normalizeConfig(Object.fromEntries(written))).toEqual(everything);
    const kebab = written.map(([key, value]) => [key.replaceAll("_", "-"), value]);
    expect(normalizeConfig(Object.fromEntries(kebab))).toEqual(everything);
  });

  it("counts undefined and an empty YAML value as not written", () => {
    const blank = Object.fromEntries(Object.keys(everything).map((key) => [key, undefined]));
    expect(normalizeConfig({ ...blank, paths })).toEqual({ ...defaults(), paths });
    expect(normalizeConfig({ paths, seed: null, since: null })).toEqual({ ...defaults(), paths });
  });

  it("takes one text for a list of one, and digits for a number", () => {
    expect(normalizeConfig({ paths: "posts", stop_words: "team", themes: "12", seed: "0" })).toMatchObject({
      paths,
      stopWords: ["team"],
      themes: 12,
      seed: 0,
    });
  });

  it("never hands out the defaults themselves to be changed", () => {
    const first = normalizeConfig({ paths });
    first.stopWords.push("team");
    first.columns.text = "Body";
    expect(normalizeConfig({ paths })).toMatchObject({ stopWords: [], columns: {} });
    expect(normalizeConfig({ paths }).columns).toEqual({});
  });

  it.each([
    ["thems", "themes"],
    ["model_dirr", "model_dir"],
    ["passage-word", "passage_words"],
    ["outt", "out"],
    ["stopwords", "stop_words"],
    ["pathes", "paths"],
    ["maxFileMegabyte", "max_file_megabytes"],
  ])("names the nearest valid key for %s", (name, nearest) => {
    const message = refusal({ paths, [name]: "x" });
    expect(message).toContain(`"${name}"`);
    expect(message).toContain(`Did you mean "${nearest}"?`);
    for (const key of Object.keys(everything)) expect(message).toContain(fileKey(key));
  });

  it.each(["__proto__", "constructor", "toString", ""])("knows no option %j", (name) => {
    const written: unknown = JSON.parse(`{"paths": ["posts"], ${JSON.stringify(name)}: {"out": "x"}}`);
    expect(refusal(written)).toContain(`Unknown option "${name}"`);
  });

  it.each<[key: string, value: unknown]>([
    ["out", ""],
    ["out", "  "],
    ["out", 3],
    ["title", ["a"]],
    ["embedder", "minilm"],
    ["embedder", "toString"],
    ["model", false],
    ["revision", 123],
    ["model_dir", {}],
    ["store", true],
    ["store", " "],
    ["themes", 0],
    ["themes", -1],
    ["themes", 2.5],
    ["themes", "many"],
    ["themes", NaN],
    ["themes", true],
    ["seed", -1],
    ["seed", 2 ** 32],
    ["seed", "0x10"],
    ["since", "2024"],
    ["since", "2024-02-30"],
    ["until", "31.12.2024"],
    ["until", 20241231],
    ["passage_words", 1],
    ["max_file_megabytes", 0],
    ["columns", ["text"]],
    ["columns", "text"],
    ["columns", { body: "Text" }],
    ["columns", { text: 3 }],
    ["stop_words", [1]],
    ["named_themes", "Hiring"],
    ["named_themes", [3]],
    ["named_themes", [{ phrases: ["job interviews"] }]],
    ["named_themes", [{ name: " " }]],
    ["named_themes", [{ name: "Hiring", phrases: [3] }]],
    ["named_themes", [{ name: "Hiring" }, { name: "hiring" }]],
    ["keep", {}],
    ["remove", [""]],
    ["paths", [3]],
    ["paths", ""],
  ])("refuses %s: %j, and names the key and what it got", (key, value) => {
    const message = refusal({ paths, [key]: value });
    expect(message).toContain(`\`${key}`);
    expect(message).toMatch(/^Expected .+, got .+\.$/);
    expect(message).not.toContain("\n");
  });

  it("takes a named theme without phrases, and names the nearest key for one it does not know", () => {
    expect(
      normalizeConfig({ paths, named_themes: ["Trust", { name: "Hiring", phrases: "interviews" }] }),
    ).toMatchObject({
      namedThemes: [
        { name: "Trust", phrases: [] },
        { name: "Hiring", phrases: ["interviews"] },
      ],
    });
    const message = refusal({ paths, named_themes: [{ name: "Hiring", phrase: ["interviews"] }] });
    expect(message).toContain("`named_themes[0]`");
    expect(message).toContain('Did you mean "phrases"?');
  });

  it("lists the valid names of an embedder", () => {
    expect(refusal({ paths, embedder: "minilm" })).toMatch(/"auto".*"builtin".*"transformers".*"minilm"/);
  });

  it.each([undefined, null, "posts", ["posts"], 3])("refuses %j for a configuration", (written) => {
    expect(refusal(written)).toMatch(/^Expected the configuration /);
  });

  it.each([{}, { paths: [] }])("asks for a path where there is none: %j", (written) => {
    expect(refusal(written)).toMatch(/path/);
  });

  it("refuses a first day after the last, and takes one day alone", () => {
    const message = refusal({ paths, since: "2024-02-01", until: "2024-01-31" });
    expect(message).toContain("2024-02-01");
    expect(message).toContain("2024-01-31");
    expect(normalizeConfig({ paths, since: "2024-02-01", until: "2024-02-01" })).toMatchObject({
      since: "2024-02-01",
    });
  });

  it("keeps a long or hostile value short in its message", () => {
    expect(refusal({ paths, embedder: "x".repeat(10_000) }).length).toBeLessThan(300);
  });
});

describe("fileKey", () => {
  it("is the key as it stands in a file", () => {
    expect(["paths", "modelDir", "maxFileMegabytes"].map(fileKey)).toEqual([
      "paths",
      "model_dir",
      "max_file_megabytes",
    ]);
  });

  it("reads the chat endpoint, its keys in every case", () => {
    const chat = { url: "https://api.example/v1", model: "small" };
    expect(normalizeConfig({ paths }).chat).toBeUndefined();
    expect(normalizeConfig({ paths, chat }).chat).toEqual(chat);
    for (const key of ["keyEnv", "key_env", "key-env"]) {
      expect(normalizeConfig({ paths, chat: { ...chat, [key]: "MY_KEY" } }).chat).toEqual({
        ...chat,
        keyEnv: "MY_KEY",
      });
    }
  });

  it.each([
    ["http://localhost:11434/v1", /`chat` to be `url`, `model`/],
    [{ model: "m" }, /`chat\.url` to be a text/],
    [{ url: "http://localhost" }, /`chat\.model` to be a text/],
    [{ url: "http://localhost", model: "m", key: "x" }, /only `url`, `model` and `key_env`, got "key"/],
    [{ url: "http://localhost", model: "m", keyEnv: "sk-secret-123" }, /name of an environment variable/],
  ])("refuses the chat endpoint %j", (chat, message) => {
    expect(refusal({ paths, chat })).toMatch(message);
    expect(refusal({ paths, chat })).not.toMatch(/secret/);
  });
});
