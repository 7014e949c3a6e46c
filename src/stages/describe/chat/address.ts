import { lookup as systemLookup } from "node:dns/promises";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { UserError } from "../../../errors.js";

/** The addresses of a name. */
export type Lookup = (name: string) => Promise<string[]>;

const systemAddresses: Lookup = async (name) =>
  (await systemLookup(name, { all: true })).map(({ address }) => address);

/** Where clouds keep the keys of their machines, and what only neighbours on the same wire can be. */
const forbidden = blockList(
  ["169.254.0.0/16", "100.100.100.200/32", "192.0.0.192/32"],
  ["fe80::/10", "fd00:ec2::254/128", "fd20:ce::254/128"],
);
const forbiddenNames =
  /^(?:metadata|metadata\.goog|(?:.+\.)?metadata\.google\.internal|instance-data(?:\..+)?)$/;
const nearby = blockList(
  ["127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
  ["::1/128", "fc00::/7"],
);

function blockList(v4: readonly string[], v6: readonly string[]): BlockList {
  const list = new BlockList();
  for (const [family, subnets] of [["ipv4", v4] as const, ["ipv6", v6] as const]) {
    for (const subnet of subnets) {
      const [net = "", bits = ""] = subnet.split("/");
      list.addSubnet(net, Number(bits), family);
    }
  }
  return list;
}

function isIn(list: BlockList, address: string): boolean {
  const plain = address.replace(/%.*$/, "");
  return list.check(plain, isIP(plain) === 6 ? "ipv6" : "ipv4");
}

/**
 * The address to send chat requests to. Refused are link-local and metadata addresses, by number or by what a name stands
 * for, and `http:` to anything outside this computer and its private network.
 *
 * @param url the endpoint's base (`http://localhost:11434/v1`) or its full address (`…/chat/completions`)
 * @throws UserError "config"
 */
export async function checkedAddress(url: string, lookup: Lookup = systemAddresses): Promise<URL> {
  const address = parsedAddress(url);
  const host = hostOf(address);
  checkNumbers(address, isIP(host) > 0 ? [host] : await addressesOf(host, lookup));
  return address;
}

/**
 * The name lookup for the connection itself, with the same checks: a name may stand for another address by then.
 *
 * @param address as `checkedAddress` gave it
 */
export function connectionLookup(address: URL, lookup: Lookup = systemAddresses): LookupFunction {
  return (name, { all }, callback) => {
    const found = lookup(name).then((numbers) => {
      checkNumbers(address, numbers);
      return numbers.map((number) => ({ address: number, family: isIP(number) }));
    });
    found.then(
      (addresses) => {
        const [first] = addresses;
        if (all === true) callback(null, addresses);
        else callback(null, first?.address ?? "", first?.family);
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error(String(error)), []);
      },
    );
  };
}

function hostOf({ hostname }: URL): string {
  return hostname
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "")
    .toLowerCase();
}

/** @param numbers the addresses that the host stands for; none where it is unknown here */
function checkNumbers(address: URL, numbers: readonly string[]): void {
  const host = hostOf(address);
  if (forbiddenNames.test(host) || numbers.some((number) => isIn(forbidden, number))) {
    throw refused("an endpoint for chat", `${address.host}, a link-local or metadata address`);
  }
  const near =
    (host === "localhost" && numbers.length === 0) ||
    (numbers.length > 0 && numbers.every((number) => isIn(nearby, number)));
  if (address.protocol === "http:" && !near) {
    throw refused("https for an endpoint outside the private network", `http://${address.host}`);
  }
}

function parsedAddress(url: string): URL {
  if (!URL.canParse(url))
    throw refused("an address such as http://localhost:11434/v1", JSON.stringify(url.slice(0, 80)));
  const address = new URL(url);
  if (address.protocol !== "http:" && address.protocol !== "https:") {
    throw refused("an http or https address", address.protocol);
  }
  if (address.username !== "" || address.password !== "") {
    throw refused(
      "an address without a name and password (name the variable that holds the key in chat.key_env)",
      "one with",
    );
  }
  address.hash = "";
  const path = address.pathname.replace(/\/+$/, "");
  address.pathname = path.endsWith("/chat/completions")
    ? path
    : `${path === "" ? "/v1" : path}/chat/completions`;
  return address;
}

/** None where the name is unknown here: a proxy may know it, and sending will tell. */
async function addressesOf(host: string, lookup: Lookup): Promise<string[]> {
  try {
    return await lookup(host);
  } catch {
    return [];
  }
}

function refused(expected: string, got: string): UserError {
  return new UserError(
    "config",
    `Expected \`chat.url\` to be ${expected}, got ${got}. Correct it in the configuration.`,
  );
}
