/** What is planned post by post for the sample report: one or two of everything, hostile texts among them. */
import { at } from "../../src/math/at.js";
import type { Excerpt, PostPlanning } from "../../src/shapes/planning.js";
import type { Report } from "../../src/shapes/report.js";
import { HOSTILE } from "./sample-texts.js";

export function withPlanning(report: Report): Report {
  const [first, second, third] = [at(report.posts, 0), at(report.posts, 1), at(report.posts, 2)];
  const theme = at(report.themes, 0);
  const excerpt = (postId: string, text: string, start = 0): Excerpt => {
    return { postId, text, start, end: start + text.length };
  };
  const postPlanning: PostPlanning = {
    links: [
      {
        sentence: excerpt(first.id, `${HOSTILE.formula};=cmd() says more.`, 10),
        anchor: excerpt(first.id, HOSTILE.formula, 10),
        ...{ targetId: second.id, names: "in its title", similarity: 0.71 },
      },
    ],
    linked: [
      { postId: first.id, incoming: 4, outgoing: 1 },
      { postId: second.id, incoming: 0, outgoing: 2 },
      { postId: third.id, incoming: 3, outgoing: 0 },
    ],
    dead: [{ postId: third.id, address: "=HYPERLINK(1)", text: HOSTILE.script, offset: 7 }],
    overlaps: [
      {
        ...{ postIds: [first.id, second.id], kind: "verbatim", shares: [0.5, 0.25] },
        passages: [
          {
            first: excerpt(first.id, HOSTILE.formula),
            second: excerpt(second.id, HOSTILE.override),
            similarity: 0.9,
          },
          { first: excerpt(first.id, "One", 40), second: excerpt(second.id, "Two", 50), similarity: 0.8 },
        ],
        alone: [excerpt(first.id, HOSTILE.separator), undefined],
      },
    ],
    tags: [
      { kind: "same tag", tags: [HOSTILE.formula, "-x"], posts: 3, reason: "They differ in writing alone." },
      {
        kind: "theme and tag",
        tags: ["change"],
        themeId: theme.id,
        posts: 4,
        agreement: 0.51234,
        reason: "Why.",
      },
      {
        kind: "missing",
        tags: ["change"],
        postId: second.id,
        posts: 4,
        agreement: 0.5,
        reason: HOSTILE.formula,
      },
    ],
    questions: [
      {
        question: excerpt(first.id, "How does a team decide?", 3),
        themeId: theme.id,
        nearest: { ...excerpt(second.id, HOSTILE.formula), similarity: 0.4 },
      },
      { question: excerpt(second.id, `${HOSTILE.formula}?`) },
    ],
    refresh: [
      {
        ...{ postId: first.id, themeId: theme.id, reasons: ["4 posts link to it", "x; =1"], incoming: 4 },
        dated: [
          { kind: "year", phrase: excerpt(first.id, "2024", 9), sentence: HOSTILE.formula },
          { kind: "version", phrase: excerpt(first.id, "Go 1.2", 29), sentence: "Go 1.2 came." },
        ],
      },
    ],
    reading: [
      {
        themeId: theme.id,
        posts: [
          { postId: third.id, breadth: 1 },
          { postId: first.id, breadth: 0.12345 },
        ],
      },
    ],
    notes: [],
  };
  return { ...report, postPlanning };
}
