/** Texts that cost a careless program the square of their length, or more. */

/** Digits and letters without a space, the same on each call. */
function scrambled(length: number, alphabet: string): string {
  let state = 1;
  let out = "";
  while (out.length < length) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    out += alphabet.charAt((state >>> 16) % alphabet.length);
  }
  return out;
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

const lines = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join("\n");

/** Each kind of text, as long as asked for: `size` counts what it repeats. `full` is the size that hurts. */
export const hostileTexts: Readonly<Record<string, { full: number; of: (size: number) => string }>> = {
  "openings of addresses": { full: 50_000, of: (n) => "https://".repeat(n) },
  "addresses between spaces": { full: 50_000, of: (n) => "https://a.b ".repeat(n) },
  "www.": { full: 100_000, of: (n) => "www.".repeat(n) },
  "www. between spaces": { full: 60_000, of: (n) => "www.a.b ".repeat(n) },
  "a.": { full: 300_000, of: (n) => "a.".repeat(n) },
  "mail addresses": { full: 100_000, of: (n) => "a@b.c".repeat(n) },
  "entities without a semicolon": { full: 100_000, of: (n) => "&amp".repeat(n) },
  "emphasis inside words": { full: 100_000, of: (n) => "a**b".repeat(n) },
  "mixed emphasis": { full: 100_000, of: (n) => "_a_*".repeat(n) },
  "emphasis that opens": { full: 100_000, of: (n) => "***a ".repeat(n) },
  "struck text": { full: 100_000, of: (n) => "~~a".repeat(n) },
  brackets: { full: 100_000, of: (n) => "[ (](".repeat(n) },
  "opening brackets": { full: 300_000, of: (n) => "[".repeat(n) },
  "empty links": { full: 150_000, of: (n) => "](".repeat(n) },
  backslashes: { full: 400_000, of: (n) => "\\".repeat(n) },
  "openings of tags": { full: 150_000, of: (n) => "<a ".repeat(n) },
  shortcodes: { full: 60_000, of: (n) => "[caption ".repeat(n) },
  "one word": { full: 1_000_000, of: (n) => "x".repeat(n) },
  apostrophes: { full: 150_000, of: (n) => "a'".repeat(n) },
  base64: { full: 300_000, of: (n) => scrambled(n, BASE64) },
  hex: { full: 300_000, of: (n) => scrambled(n, BASE64.slice(26, 32) + "0123456789") },
  "blank lines": { full: 1_000_000, of: (n) => `text\n${"\n".repeat(n)}end of the text\n` },
  "short lines": { full: 170_000, of: (n) => "ab cd\n".repeat(n) },
  "lazy lines": { full: 50_000, of: (n) => `> a\n${"lazy line\n".repeat(n)}` },
  "quoted lines": { full: 50_000, of: (n) => "> a line\n".repeat(n) },
  "underlined headings": { full: 50_000, of: (n) => "head\n===\n".repeat(n) },
  "list items": { full: 100_000, of: (n) => "- a\n".repeat(n) },
  "rows of a table": { full: 50_000, of: (n) => `| a | b |\n|---|---|\n${lines(n, (i) => `| a${i} | b |`)}` },
  "definitions of links": { full: 50_000, of: (n) => lines(n, (i) => `[a${i}]: http://x.example/${i}`) },
  notes: { full: 30_000, of: (n) => lines(n, (i) => `[^${i}]: text ${i}`) },
  code: { full: 30_000, of: (n) => `\`\`\`\n${"a**b\n".repeat(n)}\`\`\`\n` },
  "spaces before a bracket": { full: 300_000, of: (n) => `(${" &#32;".repeat(n)}x` },
  "a phrase in every passage": {
    full: 1000,
    of: (n) =>
      lines(n, (i) => {
        const shared = Array.from({ length: 60 }, (_, k) => `common${k}`).join(" ");
        const own = Array.from({ length: 60 }, (_, k) => `own${i}x${k}`).join(" ");
        return `${shared} ${own}.\n`;
      }),
  },
};
