/** Data that comes out on another machine as it went in: what JSON holds. */
export type Plain =
  null | boolean | number | string | readonly Plain[] | { readonly [name: string]: Plain | undefined };

/** What a job is given beside its input. */
export interface JobContext {
  /** SHA-256 over the job's name, its version and its input: the same on every machine, another for other code. */
  key: string;
  /** Aborted where nobody waits for the result any more. */
  signal: AbortSignal;
}

/**
 * Work that can be done anywhere: in this process, in a thread, on another machine with the same folder. Its input and its output are
 * small: names of shards, counts. What is large lies in files that the input names.
 *
 * It may be done twice, even at the same time, and must leave the same then: it computes from its input alone, and what it writes it
 * writes whole, under a name that follows from its input.
 */
export interface Job<Input extends Plain, Output extends Plain> {
  /** Names it among the jobs of the program. */
  readonly name: string;
  /** Names everything that its results depend on beside the input: its code, and the packages behind it. */
  version(): Promise<string>;
  run(input: Input, context: JobContext): Promise<Output>;
  /**
   * Looks at an input that comes from somewhere else: another machine does no job that has no such look. Absent for jobs that stay in
   * this process.
   *
   * @throws Error where it is none of this job's, UserError where it names what lies outside of these folders
   */
  accepts?(input: unknown, reach: Reach): Promise<void>;
}

/** The real paths of what a worker may read. */
export interface Reach {
  /** The folder of shards, in which it may write, too. */
  shards: string;
  /** Others. */
  folders: readonly string[];
}

export interface MapOptions<Output> {
  /** Ends the work: what is awaited rejects with its reason, soon. */
  signal: AbortSignal;
  /**
   * What stands in the place of an output that can't be had, however often it is tried. A `UserError`, which a person can act on, is
   * thrown all the same. @default the error is thrown
   */
  lost?: ((error: Error) => Output) | undefined;
}

/**
 * The contract of an executor: it does a job for many inputs. Which executor it is, and how many jobs it does at a time, makes no
 * difference to any result; the conformance suite checks it.
 */
export interface Executor {
  readonly name: string;
  /**
   * Yields the outputs in the order of the inputs, as they are had. No more than a few are kept for whoever is slow to take them. Where
   * a job throws, that is thrown here, with the kind of a `UserError`; nothing is begun after it. `options.lost` changes that.
   */
  map<Input extends Plain, Output extends Plain>(
    job: Job<Input, Output>,
    inputs: readonly Input[],
    options: MapOptions<Output>,
  ): AsyncIterable<Output>;
  /** Ends its threads and connections; waits until they have ended. */
  close(): Promise<void>;
}
