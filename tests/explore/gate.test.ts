import { describe, expect, it } from "vitest";
import { refusalOf } from "../../src/explore/gate.js";

const door = { port: 4000, token: "t0ken" };
const host = "127.0.0.1:4000";

function status(path: string, headers: Record<string, string>, method = "GET"): number | undefined {
  return refusalOf({ method, headers }, new URL(`http://${host}${path}`), door)?.status;
}

describe("the gate", () => {
  it("lets the page pass with its token in the address, and its questions with theirs in a header", () => {
    expect(status("/?token=t0ken", { host })).toBeUndefined();
    expect(status("/?token=t0ken", { host: "localhost:4000", "sec-fetch-site": "none" })).toBeUndefined();
    const asked = { host, origin: `http://${host}`, "sec-fetch-site": "same-origin" };
    expect(status("/api/search", { ...asked, "x-throughline-token": "t0ken" }, "POST")).toBeUndefined();
  });

  it.each<[string, string, Record<string, string>]>([
    ["no token", "/", { host }],
    ["another token", "/?token=t0kem", { host }],
    ["a longer token", "/?token=t0kenn", { host }],
    ["a question with the token in the address", "/api/search?token=t0ken", { host }],
    ["a name that was made to point here", "/?token=t0ken", { host: "evil.example:4000" }],
    ["another port", "/?token=t0ken", { host: "127.0.0.1:4001" }],
    ["no host", "/?token=t0ken", {}],
    ["a page of another origin", "/?token=t0ken", { host, origin: "https://evil.example" }],
    ["an origin that hides", "/?token=t0ken", { host, origin: "null" }],
    ["its own other name", "/?token=t0ken", { host, origin: "http://localhost:4000" }],
    ["a link on another page", "/?token=t0ken", { host, "sec-fetch-site": "cross-site" }],
    ["another port's page", "/?token=t0ken", { host, "sec-fetch-site": "same-site" }],
    [
      "a typed address that is a question",
      "/api/events",
      { host, "sec-fetch-site": "none", "x-throughline-token": "t0ken" },
    ],
  ])("turns away %s", (_, path, headers) => {
    expect(status(path, headers)).toBe(403);
  });

  it.each(["HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"])("knows no %s", (method) => {
    expect(status("/?token=t0ken", { host }, method)).toBe(405);
  });
});
