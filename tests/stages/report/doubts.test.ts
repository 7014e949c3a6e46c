import { describe, expect, it } from "vitest";
import { doubts, type DoubtsInput } from "../../../src/stages/report/doubts.js";
import { recordContext } from "../../helpers/model-context.js";

const sound: DoubtsInput = {
  made: 8,
  passages: 200,
  different: 190,
  asked: "auto",
  quality: { silhouette: 0.2, cohesion: 0.5, stability: 0.8 },
};
const said = (change: Partial<DoubtsInput>): string[] => doubts({ ...sound, ...change }, recordContext());

describe("doubts", () => {
  it("has none of themes that hold together, nor of one theme that was asked for", () => {
    expect(said({})).toEqual([]);
    expect(said({ made: 8, asked: 8 })).toEqual([]);
    expect(said({ made: 1, asked: 1 })).toEqual([]);
  });

  it("says that one theme tells nothing, and what would help", () => {
    expect(said({ made: 1 })).toEqual([expect.stringMatching(/^All passages are in one theme.*--themes/)]);
  });

  it.each([{ stability: 0.4 }, { cohesion: 0.2 }])("says that themes hold together weakly: %j", (low) => {
    expect(said({ quality: { ...sound.quality, ...low } })).toEqual([
      expect.stringMatching(/^The themes hold together weakly .*--embedder/),
    ]);
  });

  it("says that there are fewer themes than were asked for", () => {
    expect(said({ made: 3, asked: 90, passages: 4, different: 3 })).toEqual([
      "90 themes were asked for and 3 made: there are no more than 3 different passages to divide.",
    ]);
    expect(said({ made: 7, asked: 8 })).toEqual([
      "8 themes were asked for and 7 made: the other groups hold no subject, and are in Other with the reason.",
    ]);
  });

  it("leaves few passages to the note that says so", () => {
    expect(said({ made: 1, passages: 6 })).toEqual([]);
  });
});
