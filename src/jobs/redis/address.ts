import { UserError } from "../../errors.js";

/** From where an address is taken that nobody is to see in a list of processes. */
export const ADDRESS_VARIABLE = "THROUGHLINE_REDIS";

const EXAMPLE = "redis://localhost:6379 or, with TLS and a password, rediss://:password@host:6380";

/** Whether the address is one of a Redis; what was got is not shown, as it may hold a password. */
export function checkedAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^rediss?:$/.test(url.protocol) || url.hostname === "") {
    throw new UserError(
      "config",
      `Expected the address of a Redis such as ${EXAMPLE}, got something else. Give one with --redis or in ${ADDRESS_VARIABLE}.`,
    );
  }
  return address;
}

/** An address as people may see it: without name, password, and what stands behind the path. */
export function shownAddress(address: string): string {
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
}
