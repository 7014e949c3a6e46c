/** Exit codes of the program. 0 is clean; 130 and 143 are signals. */
export const ExitCode = {
  ok: 0,
  config: 2,
  skips: 3,
  noInput: 4,
  model: 5,
  disk: 6,
  locked: 7,
} as const;

export type ErrorKind = Exclude<keyof typeof ExitCode, "ok" | "skips">;

/**
 * An error that a person can act on. The message says what was expected, what was got and what to do, in one line;
 * the kind decides the exit code.
 */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly kind: ErrorKind;

  constructor(kind: ErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }

  get exitCode(): number {
    return ExitCode[this.kind];
  }
}
