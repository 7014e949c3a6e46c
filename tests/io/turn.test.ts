import { describe, expect, it } from "vitest";
import { Turns } from "../../src/io/turn.js";

describe("Turns", () => {
  it("lets a signal arrive between two stretches of work", async () => {
    const abort = new AbortController();
    setImmediate(() => abort.abort(new Error("stopped")));
    const turns = new Turns(abort.signal, 10);
    const work = async (): Promise<never> => {
      for (;;) await turns.after(1);
    };
    await expect(work()).rejects.toThrow("stopped");
  });

  it("takes none before enough is done", async () => {
    let others = 0;
    setImmediate(() => others++);
    const turns = new Turns(new AbortController().signal, 10);
    for (let i = 0; i < 9; i++) await turns.after(1);
    expect(others).toBe(0);
    await turns.after(1);
    expect(others).toBe(1);
  });
});
