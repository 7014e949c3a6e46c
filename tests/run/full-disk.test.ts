import { spawnSync } from "node:child_process";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtProgram } from "../helpers/cli.js";
import { smallCollection, writeFiles } from "../helpers/small-collection.js";

let root: string;

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "throughline-full-")));
  await writeFiles(join(root, "posts"), smallCollection().files);
});

afterAll(() => rm(root, { recursive: true, force: true }));

/** Says what it does on standard output, a line a thing. */
const SCRIPT = `
set -u
mkdir -p disk && mount -t tmpfs -o size=24m tmpfs disk || exit 99
trap 'umount disk' EXIT
run() { "$NODE" "$CLI" run posts --embedder builtin --quiet --out disk/output "$@" 2>errors.txt; echo "code $?"; head -c 600 errors.txt | tr '\\n' ' ' | sed 's/^/said /'; echo; }
sums() { (cd disk/output && find . -type f ! -path './.throughline/*' -exec sha256sum {} + | sort | sha256sum | sed 's/^/sums /'); }
[ "$OLD" = yes ] && run --title Old && echo mine > disk/output/mine.txt && sums
head -c 100m /dev/zero > disk/filler 2>/dev/null
[ "$FREE" = 0 ] || truncate -s -"$FREE" disk/filler
run --title New
[ -f disk/output/run.json ] && [ ! -f disk/output/.throughline/journal.json ] && sums
rm disk/filler
run --title New
[ "$OLD" = yes ] && sed 's/^/file /' disk/output/mine.txt
ls -A disk/output/.throughline | sed 's/^/own /'
`;

interface Told {
  codes: string[];
  said: string[];
  sums: string[];
  own: string[];
  file: string[];
}

/** As root a disk can be made in a space of its own; elsewhere, and where that is not allowed, the tests say why they are left out. */
function whyNoDisk(): string {
  const script = "mount -t tmpfs -o size=1m tmpfs /mnt";
  const { error, status, stderr } = spawnSync("unshare", ["-rm", "bash", "-c", script], { encoding: "utf8" });
  if (status === 0) return "";
  return ` (left out: no small disk can be mounted here: ${error?.message ?? stderr.trim()})`;
}

const left = whyNoDisk();

function onFullDisk(free: string, old: "yes" | "no"): Told {
  const { status, stdout, stderr } = spawnSync("unshare", ["-rm", "bash", "-c", SCRIPT], {
    cwd: root,
    encoding: "utf8",
    env: {
      ...{ PATH: process.env["PATH"], HOME: root, TMPDIR: root, HF_HUB_OFFLINE: "1" },
      ...{ NODE: process.execPath, CLI: builtProgram(), FREE: free, OLD: old },
    },
  });
  if (status === null || status === 99 || stdout === "") {
    throw new Error(`Expected to be able to mount a small disk for this test (unshare -rm), got: ${stderr}`);
  }
  const lines = stdout.split("\n");
  const of = (word: string): string[] =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1).trim());
  return { codes: of("code"), said: of("said"), sums: of("sums"), own: of("own"), file: of("file") };
}

describe.skipIf(left !== "")(`a disk that is full${left}`, () => {
  it.each(["0", "4096", "65536", "262144", "524288", "1048576"])(
    "but for %s bytes keeps the old report, says so, and the next run goes on when there is room",
    (free) => {
      const { codes, said, sums, own, file } = onFullDisk(free, "yes");
      expect(codes[0]).toBe("0");
      // Where there is room for a report and none for the store, the run goes on without that.
      expect(free === "0" ? ["6"] : ["0", "6"]).toContain(codes[1]);
      if (codes[1] === "6") {
        expect(said[1]).toMatch(/throughline: Could not write .*(disk is full|No space left)/);
        // The old report stands, or the journal says that it doesn't.
        if (sums.length > 1) expect(sums[1]).toBe(sums[0]);
      }
      expect(codes[2]).toBe("0");
      expect(file).toEqual(["mine"]);
      expect(own.filter((name) => /^(staged|journal|lock)|\.tmp$/.test(name))).toEqual([]);
    },
  );

  it.each(["0", "65536", "1048576"])(
    "but for %s bytes and without a report is told as such, with 6",
    (free) => {
      const { codes, said } = onFullDisk(free, "no");
      if (codes[0] === "6")
        expect(said[0]).toMatch(/throughline: Could not write .*(disk is full|No space left)/);
      expect(codes[1]).toBe("0");
    },
  );
});
