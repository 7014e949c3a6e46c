import { describe, expect, it } from "vitest";
import { checkedAddress, connectionLookup } from "../../../../src/stages/describe/chat/address.js";

const names: Record<string, string[]> = {
  "api.example": ["93.184.216.34"],
  "box.lan": ["192.168.1.7"],
  "sneaky.example": ["93.184.216.34", "169.254.169.254"],
  "sneaky6.example": ["fe80::1"],
  "half.lan": ["192.168.1.7", "93.184.216.34"],
};
const lookup = async (name: string): Promise<string[]> => {
  const found = names[name];
  if (found === undefined) throw new Error("ENOTFOUND");
  return found;
};

describe("checkedAddress", () => {
  it.each([
    ["http://localhost:11434", "http://localhost:11434/v1/chat/completions"],
    ["http://localhost:11434/v1/", "http://localhost:11434/v1/chat/completions"],
    ["http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1/chat/completions"],
    ["http://[::1]:8080/v1", "http://[::1]:8080/v1/chat/completions"],
    ["http://10.1.2.3/api/v1/chat/completions", "http://10.1.2.3/api/v1/chat/completions"],
    ["http://172.31.0.1", "http://172.31.0.1/v1/chat/completions"],
    ["http://[fd12::1]", "http://[fd12::1]/v1/chat/completions"],
    ["http://box.lan", "http://box.lan/v1/chat/completions"],
    ["https://api.example/v1", "https://api.example/v1/chat/completions"],
    ["https://unknown.example/v1?version=2#x", "https://unknown.example/v1/chat/completions?version=2"],
  ])("takes %s", async (url, full) => {
    expect((await checkedAddress(url, lookup)).href).toBe(full);
  });

  it.each([
    "http://169.254.169.254/v1",
    "https://169.254.1.1",
    "http://2852039166/",
    "http://0xA9FEA9FE/",
    "http://0251.0376.0251.0376/",
    "http://[::ffff:169.254.169.254]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[fe80::1]/",
    "http://[fd00:ec2::254]/",
    "https://metadata.google.internal/v1",
    "https://METADATA.google.internal./v1",
    "http://metadata/",
    "http://100.100.100.200/",
    "https://sneaky.example/v1",
    "https://sneaky6.example/v1",
  ])("refuses the link-local or metadata address %s", async (url) => {
    const found = checkedAddress(url, lookup);
    await expect(found).rejects.toMatchObject({ name: "UserError", kind: "config" });
    await expect(found).rejects.toThrow(/link-local or metadata address/);
  });

  it.each([
    ["http://api.example/v1", /https for an endpoint outside/],
    ["http://93.184.216.34/v1", /https for an endpoint outside/],
    ["http://half.lan/v1", /https for an endpoint outside/],
    ["http://unknown.example/v1", /https for an endpoint outside/],
    ["ftp://localhost/v1", /http or https/],
    ["file:///etc/passwd", /http or https/],
    ["localhost:11434", /http or https/],
    ["not an address", /an address such as/],
    ["", /an address such as/],
  ])("refuses %s", async (url, message) => {
    const found = checkedAddress(url, lookup);
    await expect(found).rejects.toMatchObject({ name: "UserError", kind: "config" });
    await expect(found).rejects.toThrow(message);
  });

  it("refuses a key in the address and does not repeat it", async () => {
    const found = checkedAddress("https://user:sk-secret@api.example/v1", lookup);
    await expect(found).rejects.toThrow(/chat\.key_env/);
    await expect(found).rejects.not.toThrow(/secret/);
  });
});

describe("connectionLookup", () => {
  /** What the connection to the endpoint is told, where its name then stands for these addresses. */
  function told(url: string, numbers: string[], all = true): Promise<unknown> {
    const find = connectionLookup(new URL(url), () => Promise.resolve(numbers));
    return new Promise((resolve, reject) => {
      find(new URL(url).hostname, { all }, (error, addresses, family) => {
        if (error) reject(error);
        else resolve(all ? addresses : [addresses, family]);
      });
    });
  }

  it("gives the addresses that the name stands for now", async () => {
    expect(await told("https://api.example/v1", ["203.0.113.7", "2001:db8::7"])).toEqual([
      { address: "203.0.113.7", family: 4 },
      { address: "2001:db8::7", family: 6 },
    ]);
    expect(await told("http://box.example/v1", ["192.168.0.7"], false)).toEqual(["192.168.0.7", 4]);
  });

  it.each([
    ["https://api.example/v1", ["169.254.169.254"], /link-local/],
    ["https://api.example/v1", ["203.0.113.7", "fe80::1"], /link-local/],
    ["http://box.example/v1", ["203.0.113.7"], /https/],
  ])("refuses %s where it has moved to %j", async (url, numbers, reason) => {
    await expect(told(url, numbers)).rejects.toMatchObject({ name: "UserError", kind: "config" });
    await expect(told(url, numbers)).rejects.toThrow(reason);
  });

  it("passes on that the name is unknown", async () => {
    const find = connectionLookup(new URL("https://api.example"), () =>
      Promise.reject(new Error("ENOTFOUND")),
    );
    const error = await new Promise((resolve) => {
      find("api.example", { all: true }, resolve);
    });
    expect(error).toMatchObject({ message: "ENOTFOUND" });
  });
});
