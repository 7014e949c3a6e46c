import { describe, expect, it } from "vitest";

import {
  checkModelId,
  checkRevision,
  knownModel,
  requiredFiles,
} from "../../../../src/stages/embed/transformers/pins.js";

describe("the default model", () => {
  it("is pinned: a commit, and size and SHA-256 of every file that is loaded", () => {
    const pin = knownModel("Xenova/all-MiniLM-L6-v2")?.pin;
    expect(pin?.revision).toBe("751bff37182d3f1213fa05d7196b954e230abad9");
    expect(Object.keys(pin?.files ?? {}).sort()).toEqual([...requiredFiles].sort());
    expect(pin?.files["onnx/model_quantized.onnx"]).toEqual({
      bytes: 22_972_370,
      sha256: "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1",
    });
  });
});

describe("knownModel", () => {
  it("knows how the usual models are pooled", () => {
    expect(knownModel("Xenova/bge-small-en-v1.5")?.pooling).toBe("cls");
    expect(knownModel("nomic-ai/nomic-embed-text-v1.5")?.prefix).toBe("clustering: ");
  });

  it("is not misled by the names that every object has", () => {
    expect(knownModel("constructor")).toBeUndefined();
    expect(knownModel("__proto__")).toBeUndefined();
  });
});

describe("checkModelId", () => {
  it.each(["Xenova/all-MiniLM-L6-v2", "nomic-ai/nomic-embed-text-v1.5", "a/b_c"])(
    "lets %s through",
    (model) => {
      expect(() => checkModelId(model)).not.toThrow();
    },
  );

  it.each([
    "",
    "name",
    "../models",
    "a/..",
    "../../etc/passwd",
    "/etc/passwd",
    "a/b/c",
    "a\\b",
    "C:/models",
    "a/b?x=1",
    "a/b#c",
    "a/%2e%2e",
    "a/.hidden",
    "a b/c",
    "a/b\n",
    "https://example.com/a/b",
    `a/${"b".repeat(100)}`,
  ])("refuses %j", (model) => {
    expect(() => checkModelId(model)).toThrow(expect.objectContaining({ kind: "config" }));
  });
});

describe("checkRevision", () => {
  it.each(["main", "v1.0", "751bff3", "../main", "751BFF37182D3F1213FA05D7196B954E230ABAD9"])(
    "refuses %j",
    (revision) => {
      expect(() => checkRevision(revision)).toThrow(expect.objectContaining({ kind: "config" }));
    },
  );
});
