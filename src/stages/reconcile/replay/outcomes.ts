/** What became of each decision, in the order of the file. */
import type { DecisionPath, DecisionsFile, Outcome } from "../../../shapes/decisions.js";

export class Outcomes {
  readonly #file: DecisionsFile;
  readonly #all: { outcome: Outcome; path: DecisionPath }[] = [];

  constructor(file: DecisionsFile) {
    this.#file = file;
  }

  applied(path: DecisionPath, decision: string): void {
    this.#add(path, { decision, status: "applied" });
  }

  /** Another decision left nothing for it to do. */
  superseded(path: DecisionPath, decision: string, reason: string): void {
    this.#add(path, { decision, status: "superseded", reason });
  }

  /** @param reason why it can't be met, and what would mend it */
  unmet(path: DecisionPath, decision: string, reason: string): void {
    this.#add(path, { decision, status: "unmet", reason });
  }

  /** By line. */
  all(): Outcome[] {
    return this.#all
      .toSorted((a, b) => a.outcome.line - b.outcome.line || compared(a.path, b.path))
      .map(({ outcome }) => outcome);
  }

  #add(path: DecisionPath, outcome: Omit<Outcome, "line">): void {
    this.#all.push({ path, outcome: { ...outcome, line: this.#file.lineOf(path) } });
  }
}

function compared(a: DecisionPath, b: DecisionPath): number {
  for (const [n, one] of a.entries()) {
    const other = b[n];
    if (typeof one === "number" && typeof other === "number" && one !== other) return one - other;
  }
  return 0;
}
