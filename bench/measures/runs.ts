/** Whole runs of the command line over a blog of 509 posts: from nothing, and again after one post has changed. */
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Cost } from "./cost.js";
import { buildEarlier, EARLIER } from "./earlier.js";
import type { Part } from "./figures.js";
import { inFolder } from "./python.js";

const HERE = fileURLToPath(new URL("../../", import.meta.url));
const POSTS = fileURLToPath(new URL("../../../shared/posts/18f/", import.meta.url));
const COSTS = fileURLToPath(new URL("costs-of-process.cjs", import.meta.url));
const ADDED =
  "\n\nThis paragraph was written later. It says once more how a team learns from the people whom it serves.\n";

interface Costs {
  whole: Cost;
  update: Cost;
}

export async function measureRuns(): Promise<Part> {
  const name = "runs";
  if (!existsSync(POSTS)) {
    return { name, figures: [], skipped: ["whole runs, which need the posts of ../shared/posts/18f."] };
  }
  const own = await runsOf(HERE);
  const fresh = {
    what: "one post changed: a second run",
    peer: "the first run, from nothing",
    own: own.update,
    other: own.whole,
  };
  const earlier = buildEarlier();
  if ("why" in earlier) return { name, figures: [fresh], skipped: [earlier.why] };
  const other = await runsOf(earlier.folder);
  const peer = `the program at ${EARLIER}`;
  const figures = [
    { what: "509 posts: a whole run from nothing", peer, own: own.whole, other: other.whole },
    { what: "one post changed: a second run", peer, own: own.update, other: other.update },
    fresh,
  ];
  return { name, figures, skipped: [] };
}

/** Runs the program that lies in a folder twice, over posts of its own. */
function runsOf(program: string): Promise<Costs> {
  return inFolder((folder) => {
    const posts = join(folder, "posts");
    cpSync(POSTS, posts, { recursive: true });
    const whole = runOnce(program, folder);
    const [first] = readdirSync(posts, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".md"))
      .sort();
    if (first === undefined) throw new Error(`Expected Markdown files in ${POSTS}.`);
    appendFileSync(join(posts, first), ADDED);
    return { whole, update: runOnce(program, folder) };
  });
}

function runOnce(program: string, folder: string): Cost {
  const file = join(folder, "costs.json");
  const main = join(program, "dist", "cli", "main.js");
  const values = ["--require", COSTS, main, "run", join(folder, "posts"), "--out", join(folder, "out")];
  execFileSync(process.execPath, [...values, "--embedder", "builtin"], {
    env: { ...process.env, COSTS: file },
    stdio: "ignore",
  });
  return JSON.parse(readFileSync(file, "utf8")) as Cost;
}
