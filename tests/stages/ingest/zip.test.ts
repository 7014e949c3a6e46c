import { describe, expect, it } from "vitest";
import type { Ingested } from "../../../src/shapes/post.js";
import { memoryFiles } from "../../helpers/memory-files.js";
import { ingestFrom } from "../../helpers/reading.js";
import { buildZip, type ZipEntry } from "../../helpers/zip-builder.js";

const GOOD: ZipEntry = { name: "good.md", content: "# Good\n\nText." };

const readZip = (bytes: Uint8Array, maxFileMegabytes = 50): Promise<Ingested> =>
  ingestFrom(memoryFiles({ "/data/posts.zip": bytes }), ["/data/posts.zip"], { maxFileMegabytes });

async function reasonFor(entry: ZipEntry, maxFileMegabytes?: number): Promise<string> {
  const { posts, skipped } = await readZip(buildZip([GOOD, entry]), maxFileMegabytes);
  expect(posts.map((post) => post.title)).toEqual(["Good"]);
  expect(skipped).toHaveLength(1);
  expect(skipped[0]).toMatchObject({
    path: "posts.zip",
    place: `entry ${entry.name.replaceAll("\\", "/")}`,
    post: true,
  });
  return skipped[0]?.reason ?? "";
}

describe("a zip of posts", () => {
  it("is read like a folder", async () => {
    const { posts, skipped } = await readZip(
      buildZip([
        { name: "blog/", content: "", method: 0 },
        { name: "blog/2015-07-08-lean.md", content: "Text." },
        { name: "blog/stored.html", content: "<h1>Stored</h1>", method: 0 },
        { name: "blog/table.csv", content: "title,text\nRow,Text.\n" },
        { name: "blog/picture.png", content: Buffer.from([1, 0, 2]) },
        { name: "__MACOSX/blog/._lean.md", content: "x" },
        { name: "blog/.hidden.md", content: "x" },
        { name: "blog/näme.md", content: "# Umlaut" },
      ]),
    );
    expect(skipped).toMatchObject([{ path: "posts.zip", reason: "1 .png file: not a kind that is read" }]);
    expect(posts.map((post) => [post.path, post.record, post.title, post.date])).toEqual([
      ["posts.zip", "blog/2015-07-08-lean.md", "Lean", "2015-07-08"],
      ["posts.zip", "blog/näme.md", "Umlaut", undefined],
      ["posts.zip", "blog/stored.html", "Stored", undefined],
      ["posts.zip", "blog/table.csv row 2", "Row", undefined],
    ]);
  });
});

describe("a zip that can't be trusted", () => {
  it.each(["../evil.md", "a/../../evil.md", "/etc/evil.md", "C:/evil.md", "..\\evil.md"])(
    "skips the entry %s and keeps the others",
    async (name) => {
      expect(await reasonFor({ name, content: "# Evil" })).toBe("its name leads out of the archive");
    },
  );

  it.each<[string, ZipEntry, RegExp]>([
    ["encrypted", { name: "a.md", content: "x", flags: 1 }, /encrypted/],
    ["damaged", { name: "a.md", content: "x", crc: 1 }, /checksum/],
    [
      "longer than declared",
      { name: "a.md", content: "x".repeat(5000), size: 10 },
      /more than the declared 10 bytes/,
    ],
    ["shorter than declared", { name: "a.md", content: "x", size: 10 }, /declared as 10 bytes/],
    ["stored with a false size", { name: "a.md", content: "xyz", size: 1, method: 0 }, /declared as 1 bytes/],
    ["a second of the same name", { name: "good.md", content: "# Other" }, /same name/],
    ["a link", { name: "a.md", content: "/etc/passwd", mode: 0o120777 }, /symbolic link/],
    ["packed in an unknown way", { name: "a.md", content: "x", method: 12 }, /method 12/],
    ["not deflated at all", { name: "a.md", content: "x", method: 8, size: 3_000_000 }, /zip bomb/],
  ])("skips an entry that is %s", async (_name, entry, reason) => {
    expect(await reasonFor(entry)).toMatch(reason);
  });

  it("reads a zip in a zip, as Notion makes them, and none deeper", async () => {
    const inner = buildZip([GOOD, { name: "c.zip", content: buildZip([GOOD]) }]);
    const { posts, skipped } = await readZip(buildZip([{ name: "b.zip", content: inner }]));
    expect(posts.map(({ record }) => record)).toEqual([`b.zip/${GOOD.name}`]);
    expect(skipped).toMatchObject([{ place: "entry b.zip/c.zip", post: true }]);
    expect(skipped[0]?.reason).toContain("a zip inside a zip inside a zip");
  });

  it("skips a bomb that is honest about its size", async () => {
    expect(await reasonFor({ name: "bomb.md", content: " ".repeat(4_000_000) })).toMatch(/zip bomb/);
  });

  it("skips a bomb in many small parts", async () => {
    const entries = Array.from({ length: 400 }, (_, i) => ({
      name: `${i}.md`,
      content: `Part ${i}.${" ".repeat(900_000)}`,
    }));
    const { posts, skipped } = await readZip(buildZip([GOOD, ...entries]));
    expect(posts.map((post) => post.record)).toEqual(["0.md", "good.md"]);
    expect(skipped).toHaveLength(399);
    expect(new Set(skipped.map((row) => row.reason))).toEqual(
      new Set(["unpacks to more than 200 times its size, like a zip bomb"]),
    );
  });

  it("reads no more than so many times its size", async () => {
    const line = "Words that come again and again, in an order of their own. ";
    const entries = Array.from({ length: 100 }, (_, i) => ({
      name: `${i}.md`,
      content: Array.from({ length: 2000 }, (__, k) => `${(i * k) % 97} ${line}`).join(""),
    }));
    const { posts, skipped } = await readZip(buildZip(entries));
    expect(posts.length).toBeGreaterThan(20);
    expect(posts.length + skipped.length).toBe(100);
    expect(skipped[0]?.reason).toMatch(/too much text together; at most \d+ bytes are read/);
  });

  it("reads what entries share but once", async () => {
    const shared = { name: "0.md", content: `# Shared\n\n${"Some words of it. ".repeat(1000)}` };
    const copies = Array.from({ length: 300 }, (_, i) => ({ ...shared, name: `${i + 1}.md`, offset: 0 }));
    const { posts, skipped } = await readZip(buildZip([shared, ...copies]));
    expect(posts.map((post) => post.record)).toEqual(["0.md"]);
    expect(skipped).toHaveLength(300);
    expect(skipped[0]?.reason).toBe("its data overlaps another entry's, like a zip bomb");
  });

  it("skips an entry over the size cap", async () => {
    expect(await reasonFor({ name: "big.md", content: "word ".repeat(10_000) }, 0.02)).toMatch(/at most/);
  });

  it("stops unpacking where all entries together are too much", async () => {
    const entries = Array.from({ length: 30 }, (_, i) => ({
      name: `${i + 10}.md`,
      content: `${i} `.repeat(5000),
    }));
    const { posts, skipped } = await readZip(buildZip(entries), 0.02);
    expect(posts.length).toBeGreaterThan(5);
    expect(posts.length).toBeLessThan(30);
    expect(posts.length + skipped.length).toBe(30);
    expect(skipped[0]?.reason).toMatch(/together/);
  });

  it("says so where the archive is cut off, at any place", async () => {
    const whole = buildZip([GOOD, { name: "b.md", content: "# Other\n\nText of the other." }]);
    for (let length = 0; length < whole.length; length += 17) {
      const files = memoryFiles({ "/d/good.md": "# Outside", "/d/posts.zip": whole.slice(0, length) });
      const { posts, skipped } = await ingestFrom(files, ["/d"]);
      expect(posts.map((post) => post.title)).toEqual(["Outside"]);
      expect(skipped).toMatchObject([{ path: "d/posts.zip", place: "" }]);
    }
  });

  it("keeps its footing whatever byte is flipped", async () => {
    const whole = buildZip([GOOD, { name: "b.md", content: "# Other\n\nText of the other." }]);
    for (let at = 0; at < whole.length; at += 3) {
      const flipped = Uint8Array.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 0xff;
      const files = memoryFiles({ "/d/good.md": "# Outside", "/d/posts.zip": flipped });
      const { posts, skipped } = await ingestFrom(files, ["/d"]);
      expect(posts.length).toBeGreaterThan(0);
      expect(posts.length + skipped.length).toBeGreaterThan(1);
    }
  });
});
