import type { Job } from "../../shapes/executor.js";
import { documentMaker, packDocument } from "./kept-documents.js";
import { parsePost, type DocumentSource } from "./parse.js";

type Input = Readonly<{ posts: readonly Readonly<Pick<DocumentSource, keyof DocumentSource>>[] }>;

/** Parses the documents of posts; gives each as `packDocument` packs it. */
export const parsingJob: Job<Input, string[]> = {
  name: "parse posts",
  version: async () => (await documentMaker()) ?? "of unknown code",
  run: ({ posts }) => Promise.resolve(posts.map((post) => packDocument(parsePost(post)))),
};
