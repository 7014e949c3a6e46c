import { readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { packedManifest, shrinkwrapOf, type Lock, type Manifest } from "../scripts/packed.js";

interface Locked {
  version?: string;
  license?: string;
  integrity?: string;
  dev?: boolean;
  hasInstallScript?: boolean;
}

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, Locked> };
/** What somebody who installs the package gets, the optional part of it included. */
const installed = Object.entries(packages).filter(([path, { dev }]) => path !== "" && dev !== true);

/** Licences under which a package may be used from this one. The LGPL is that of prebuilt parts of `sharp`, which are optional. */
const ALLOWED = new Set([
  ...["MIT", "MIT-0", "ISC", "0BSD", "BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "CC0-1.0", "Zlib"],
]);
const isAllowed = (licence: string, path: string): boolean =>
  licence
    .replaceAll(/[()]/g, "")
    .split(" AND ")
    .every((part) => part.split(" OR ").some((one) => ALLOWED.has(one) || isSharp(one, path)));
const isSharp = (licence: string, path: string): boolean =>
  licence === "LGPL-3.0-or-later" && path.startsWith("node_modules/@img/sharp-");

describe("what is installed with the package", () => {
  it("is under licences that allow it", () => {
    expect(installed.length).toBeGreaterThan(100);
    const others = installed.filter(([path, { license = "none" }]) => !isAllowed(license, path));
    expect(others.map(([path, { license }]) => `${path}: ${license ?? "none"}`)).toEqual([]);
  });

  it("has an exact version and a checksum", () => {
    const loose = installed.filter(
      ([, { version, integrity }]) => version === undefined || !/^sha512-/.test(integrity ?? ""),
    );
    expect(loose.map(([path]) => path)).toEqual([]);
  });
});

describe("the package that is published", () => {
  const manifest = JSON.parse(read("package.json")) as Manifest;
  const lock = JSON.parse(read("package-lock.json")) as Lock;
  const packed = packedManifest(manifest, lock);

  it("names every package by its exact version, and what only developers need not at all", () => {
    const versions = { ...packed.dependencies, ...packed.optionalDependencies };
    expect(Object.keys(versions).sort()).toEqual(
      Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }).sort(),
    );
    const exact = /^(?:npm:@?[\w./-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/;
    expect(Object.entries(versions).filter(([, version]) => !exact.test(version))).toEqual([]);
    expect(packed).not.toHaveProperty("devDependencies");
    expect(packed).not.toHaveProperty("scripts");
    const others = { ...manifest, dependencies: { ...manifest.dependencies, "not-locked": "^1.0.0" } };
    expect(() => packedManifest(others, lock)).toThrow("not-locked");
  });

  it("has a shrinkwrap of what is installed, and of nothing else", () => {
    const paths = Object.keys(shrinkwrapOf(packed, lock).packages);
    expect(paths).toEqual(["", ...installed.map(([path]) => path)]);
  });
});

describe("the model that is shipped", () => {
  it("is the one whose checksum is written down", () => {
    const lines = read("models/SHA256SUMS").trim().split("\n");
    expect(lines).toHaveLength(1);
    const [sum, file = ""] = (lines[0] ?? "").split(/\s+/);
    const bytes = readFileSync(new URL(`../models/${file}`, import.meta.url));
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(sum);
  });
});
