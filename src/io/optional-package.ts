/** Packages that a person may have left out: loaded when they are used, with a word on how to have them where they are not there. */
import { UserError, type ErrorKind } from "../errors.js";
import { firstLine } from "./fault.js";

export interface OptionalPackage {
  kind: ErrorKind;
  /** `the package x`, or `the packages x and y`. */
  names: string;
  /** What to do where it is not there. */
  todo: string;
}

/** What is thrown where an optional package can't be loaded. */
export class PackageMissing extends UserError {
  constructor({ kind, names, todo }: OptionalPackage, cause: unknown) {
    super(kind, `Expected ${names}, got none that loads: ${firstLine(cause)}. ${todo}`, { cause });
  }
}

/** @throws PackageMissing with what to do */
export async function loadOptional<Library>(
  load: () => Promise<Library>,
  expected: OptionalPackage,
): Promise<Library> {
  try {
    return await load();
  } catch (cause) {
    throw new PackageMissing(expected, cause);
  }
}
