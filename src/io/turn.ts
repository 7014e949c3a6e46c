/** Lets signals and progress displays have their turn between long stretches of work. */
export async function takeTurn(signal?: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal?.throwIfAborted();
}

/** Takes a turn whenever so much was done, in whatever unit work is counted. */
export class Turns {
  readonly #signal: AbortSignal;
  readonly #workPerTurn: number;
  #work = 0;

  constructor(signal: AbortSignal, workPerTurn: number) {
    this.#signal = signal;
    this.#workPerTurn = workPerTurn;
  }

  /** Reports work that was done; throws where the run was stopped meanwhile. */
  async after(work: number): Promise<void> {
    this.#signal.throwIfAborted();
    this.#work += work;
    if (this.#work < this.#workPerTurn) return;
    this.#work = 0;
    await takeTurn(this.#signal);
  }
}
