import { describe, expect, it } from "vitest";
import { pagePolicy } from "../../src/exporters/html/page-parts.js";
import { servedPage } from "../../src/explore/served-page.js";

const parts = { script: "go()", style: "a{}" };
const written = pagePolicy(parts, "'none'");
const meta = (policy: string): string =>
  `<head><meta http-equiv="Content-Security-Policy" content="${policy}" /><title>$& $1</title></head>`;

describe("the page as it is served", () => {
  it("may ask its own server, keeps the rest of its policy, and says which run it shows", () => {
    const { html, policy } = servedPage(meta(written.replaceAll("'", "&#39;")), "abc123", parts);
    const expected = written.replace("connect-src 'none'", "connect-src 'self'");
    expect(expected).not.toBe(written);
    expect(html).toBe(
      meta(expected).replace("<title>", '<meta name="throughline-explore" content="abc123" /><title>'),
    );
    expect(policy).toBe(`${expected}; frame-ancestors 'none'`);
  });

  it.each([
    ["no policy", "<head></head>"],
    [
      "one that lets any script run",
      meta(written.replace(/script-src '[^']*'/, "script-src 'unsafe-inline'")),
    ],
    ["the policy of another script", meta(pagePolicy({ ...parts, script: "steal()" }, "'none'"))],
    ["one thing more than its own", meta(`${written}; script-src-elem 'unsafe-inline'`)],
  ])("is refused with %s", (_, html) => {
    expect(() => servedPage(html, "a", parts)).toThrow(/Expected report\.html as this version writes it/);
  });
});
