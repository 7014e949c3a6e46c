/** A report folder made by hand, as `throughline evaluate` reads it. */
import { sha256 } from "../../src/io/hash.js";

const head = {
  themes: "theme_id,level,parent_id,theme,fit,passages",
  terms: "theme_id,theme,rank,term,weight",
  passages: "passage_id,post_id,words,theme_id,subtheme_id,duplicate_of,text",
  posts: "post_id,path,record,title,url,primary_theme_id",
};

/** Six posts, two themes of three and two passages, one passage unplaced, one repeated. */
const tables = {
  themes: ["t1,theme,,Gardens,0.9,3", "t2,theme,,Boats,0.3,2"],
  terms: [
    ...["rose", "spade", "soil"].map((word, i) => `t1,Gardens,${i + 1},${word},${1 - i / 10}`),
    ...["sail", "mast", "soil"].map((word, i) => `t2,Boats,${i + 1},${word},${1 - i / 10}`),
  ],
  passages: [
    "a1,a,9,t1,,,The roses and the spade are in the soil",
    "b1,b,4,t1,,,A rose needs soil",
    "c1,c,4,t1,,b1,A rose needs soil",
    "d1,d,6,t2,,,The sails hang from the mast",
    "e1,e,5,t2,,,A mast without a sail",
    "f1,f,3,,,,Nothing at all",
  ],
  posts: [
    "a,blog/2020/roses.md,,Roses,https://example.org/roses,t1",
    "b,blog/soil.md,,On soil,,t1",
    "c,blog/again.md,,On soil,,t1",
    "d,blog/data.jsonl,line 1,Sails,,t2",
    'e,blog/data.jsonl,line 2,"\'=Masts, and more",,t2',
    "f,blog/data.jsonl,line 4,Nothing,,",
  ],
};

export const quality = { silhouette: 0.25, cohesion: 0.5, stability: 0.75 };

/** The files by name; those given take the place of the ones made. */
export function storedRun(changed: Record<string, string> = {}): Record<string, string> {
  const names = Object.keys(head) as (keyof typeof head)[];
  const files = Object.fromEntries(
    names.map((name) => [`${name}.csv`, `${[head[name], ...tables[name]].join("\r\n")}\r\n`]),
  );
  const run = {
    generator: "throughline",
    version: "1.2.3",
    model: { embedder: "builtin" },
    quality,
    outputs: Object.fromEntries(Object.entries(files).map(([name, content]) => [name, sha256(content)])),
  };
  return { ...files, "run.json": JSON.stringify(run), ...changed };
}
