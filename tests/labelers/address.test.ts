import { describe, expect, it } from "vitest";
import { checkedAddress } from "../../src/labelers/address.js";

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
