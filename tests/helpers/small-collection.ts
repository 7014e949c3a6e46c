/** A small collection of posts in six formats, as a folder holds them: seventeen posts on six subjects. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { stringify } from "csv-stringify/sync";
import { SAMPLE_THEMES } from "./sample-texts.js";

/** Stands at the end of every Markdown post, so that it is learned as boilerplate. */
export const FOOTER = "You are reading Small Samples, which comes by e-mail every other Tuesday.";

export interface SmallCollection {
  /** Names of files, each with its content. */
  files: Record<string, string>;
  /** The documents as read, by file name, and place where a file holds several: `posts.csv row 2`. */
  sources: Record<string, string>;
  /** How many posts the files hold. */
  posts: number;
}

/** Sentences of a theme as one paragraph. */
function paragraph(theme: number, from: number, to: number): string {
  return SAMPLE_THEMES[theme]?.sentences.slice(from, to).join(" ") ?? "";
}

function markdown(title: string, date: string, body: string): string {
  return `---\ntitle: ${title}\ndate: ${date}\nauthor: Ida Berg\ntags: [work]\n---\n\n${body}\n\n${FOOTER}\n`;
}

function html(title: string, date: string, body: string): string {
  return (
    `<!doctype html>\n<html lang="en">\n<head><title>${title}</title>` +
    `<meta property="article:published_time" content="${date}"></head>\n` +
    `<body><article><h1>${title}</h1>\n${body}\n</article></body>\n</html>\n`
  );
}

export function smallCollection(): SmallCollection {
  const bold = paragraph(0, 0, 4)
    .replace("Resistance", "**Resistance**")
    .replace("part", "[part](https://example.org/part)");
  const files: Record<string, string> = {
    "change-one.md": markdown(
      "Nobody asked for it",
      "2023-01-10",
      `${bold}\n\n## The second quarter\n\n${paragraph(0, 4, 6)}`,
    ),
    "change-two.md": markdown(
      "What people stop doing",
      "2023-03-14",
      `${paragraph(0, 6, 9)}\n\n${paragraph(0, 9, 12)}`,
    ),
    "experiment-one.md": markdown(
      "Prove me wrong",
      "2023-05-09",
      `${paragraph(1, 0, 3)}\n\n> ${paragraph(1, 3, 5)}`,
    ),
    "experiment-two.md": markdown(
      "The ugly prototype",
      "2023-07-11",
      `# Set the threshold\n\n${paragraph(1, 5, 9)}`,
    ),
    "experiment-three.md": markdown("Twelve interviews", "2023-09-12", paragraph(1, 9, 12)),
    "2023-11-14-now-next-later.md": `# Now, next, later\n\n${paragraph(2, 0, 4)}\n\n- ${paragraph(2, 4, 5)}\n- ${paragraph(2, 5, 6)}\n\n${FOOTER}\n`,
    "2024-01-09-dates.txt": `No dates\n\n${paragraph(2, 6, 10)}\n`,
    "rituals.html": html(
      "Rituals &amp; meetings",
      "2024-02-13",
      `<p>${paragraph(3, 0, 5)}</p>\n<aside><p>Share</p></aside>`,
    ),
    "fewer-meetings.html": html(
      "Fewer meetings",
      "2024-03-12",
      `<h2>Once a year</h2><p>${paragraph(3, 5, 7)} <em>${paragraph(3, 7, 9)}</em></p>`,
    ),
  };
  const rows = [
    ["One number", "2024-04-09", "https://example.org/one-number", paragraph(4, 0, 3)],
    ["Forty charts", "2024-05-14", "https://example.org/forty-charts", paragraph(4, 3, 6)],
    ["Averages", "2024-06-11", "", paragraph(4, 6, 8)],
  ];
  const lines = [
    { title: "Written down", date: "2024-07-09", text: paragraph(5, 0, 3) },
    { title: "The wiki", date: "2024-08-13", text: paragraph(5, 3, 6) },
  ];
  const items = [
    {
      title: "A contract",
      date: "Tue, 10 Sep 2024 08:00:00 +0000",
      text: `${paragraph(2, 1, 3)} ${paragraph(0, 2, 4)}`,
    },
    {
      title: "Charts again",
      date: "Tue, 08 Oct 2024 08:00:00 +0000",
      text: `${paragraph(4, 1, 4)} ${paragraph(3, 2, 3)}`,
    },
    {
      title: "Demo day",
      date: "Tue, 12 Nov 2024 08:00:00 +0000",
      text: `${paragraph(3, 3, 5)} ${paragraph(1, 2, 4)}`,
    },
  ].map(({ text, ...item }) => ({ ...item, html: `<p>${text}</p>` }));
  files["posts.csv"] = stringify([["title", "date", "url", "text"], ...rows]);
  files["notes.jsonl"] = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  files["feed.xml"] =
    `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>Small Samples</title>\n` +
    items
      .map(
        (item) =>
          `<item><title>${item.title}</title><pubDate>${item.date}</pubDate>` +
          `<description><![CDATA[${item.html}]]></description></item>\n`,
      )
      .join("") +
    "</channel></rss>\n";
  const whole = Object.entries(files).filter(([name]) => /\.(?:md|txt|html)$/.test(name));
  const sources = Object.fromEntries([
    ...whole,
    ...rows.map((row, i) => [`posts.csv row ${i + 2}`, row[3] ?? ""] as const),
    ...lines.map(({ text }, i) => [`notes.jsonl line ${i + 1}`, text] as const),
    ...items.map((item, i) => [`feed.xml item ${i + 1}`, item.html] as const),
  ]);
  return { files, sources, posts: Object.keys(sources).length };
}

/** Any number of short posts over three years, each of one passage, no two the same. */
export function manyPosts(count: number): Record<string, string> {
  const sentences = SAMPLE_THEMES.flatMap((theme) => theme.sentences);
  const pick = (i: number, step: number): string => sentences[(i * step + step) % sentences.length] ?? "";
  const posts = Array.from({ length: count }, (_, i): [string, string] => {
    const month = String((Math.floor(i / 3) % 12) + 1).padStart(2, "0");
    const name = `${2022 + (i % 3)}-${month}-15-case-${i}.md`;
    return [name, `${pick(i, 1)} ${pick(i, 7)} Case ${i}: ${pick(i, 11)}\n`];
  });
  return Object.fromEntries(posts);
}

/** Writes files, one after the other in the order given, below a folder that is made. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}
