/** What a process may run out of besides the disk. Imports nothing: where no file can be opened, nothing more can be loaded. */
const SPENT: Readonly<Record<string, string>> = {
  EMFILE: "this process has as many open as it may have. Raise the limit (`ulimit -n 1024`)",
  ENFILE: "this computer has as many open as it can have. Close other programs",
};

/** What to tell a person of an error that says so, wherever in its chain of causes that stands; undefined for every other one. */
export function spentMessage(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const what = "code" in error && typeof error.code === "string" ? SPENT[error.code] : undefined;
  if (what === undefined) return spentMessage(error.cause);
  return `Expected to open one more file, but ${what}, and run again.`;
}
