import { describe, expect, it } from "vitest";
import { proseOf } from "../../../src/plan/posts/prose.js";
import { openQuestions } from "../../../src/plan/posts/questions.js";
import { collectionOf, filler, type Written } from "./collection.js";

const QUESTION = "How should a small museum pay volunteers for scanning its photographs?";

function asking(question: string, more: readonly string[] = [], title = "On museums"): Written {
  return {
    id: "asks",
    title,
    paragraphs: [`A museum has more photographs than staff. ${question}`, ...more],
  };
}

function questionsIn(...written: Written[]): string[] {
  const { blocks, passages, embeddings, report } = collectionOf([
    ...written,
    { id: "other", title: "Other", paragraphs: [filler("other", 40)] },
  ]);
  const prose = proseOf(blocks, passages);
  const found = openQuestions({
    posts: report.posts,
    passages,
    prose,
    embeddings,
    near: 0.5,
  });
  return found.map(({ question }) => question.text);
}

describe("openQuestions", () => {
  it("list a question on a subject that nothing answers, with the passage that is nearest", () => {
    expect(questionsIn(asking(QUESTION))).toEqual([QUESTION]);
  });

  it.each([
    "Right?",
    "Why does any of that matter to a museum of photographs and volunteers?",
    "Do you have a museum that pays volunteers for scanning photographs?",
    "What if the museum had paid volunteers for scanning photographs at night?",
    "How did the museum pay volunteers for scanning the photographs of the harbour?",
    "“How should a small museum pay volunteers for scanning photographs?”",
    "What is this?",
    "But how should a small museum pay volunteers for scanning its photographs?",
    "How do they pay volunteers for scanning the photographs of the museum?",
    "Should a museum be trying to stabilize that as the pay for volunteers of some kind?",
    "How can this reimagined scanning of photographs pay the volunteers of museums?",
    "How then, can the museum pay volunteers for scanning photographs?",
    "Melody Kramer: How should a small museum pay volunteers for scanning photographs?",
  ])("leave out %j", (question) => {
    expect(questionsIn(asking(question))).toEqual([]);
  });

  it("leave out what another post or a later passage answers, and what is followed by a sentence at once", () => {
    const answer = "A small museum should pay its volunteers by the hour for scanning photographs.";
    expect(questionsIn(asking(QUESTION), { id: "answers", title: "Pay", paragraphs: [answer] })).toEqual([]);
    expect(questionsIn(asking(QUESTION, [answer]))).toEqual([]);
    expect(questionsIn(asking(`${QUESTION} By the hour.`))).toEqual([]);
  });

  it("leave out interviews", () => {
    expect(questionsIn(asking(QUESTION, [], "An interview with a museum"))).toEqual([]);
    const questions = Array.from(
      { length: 5 },
      (_, i) => `Some words. ${QUESTION.replace("museum", `museum${i}`)}`,
    );
    expect(questionsIn(asking(QUESTION, questions))).toEqual([]);
  });
});
