import { describe, expect, it } from "vitest";
import { servedPage } from "../../src/explore/served-page.js";

const meta = (policy: string): string =>
  `<head><meta http-equiv="Content-Security-Policy" content="${policy}" /><title>$& $1</title></head>`;

describe("the page as it is served", () => {
  it("may ask its own server, keeps the rest of its policy, and says which run it shows", () => {
    const { html, policy } = servedPage(
      meta("default-src &#39;none&#39;; script-src &#39;sha256-a+/=&#39;; connect-src &#39;none&#39;"),
      "abc123",
    );
    const expected = "default-src 'none'; script-src 'sha256-a+/='; connect-src 'self'";
    expect(html).toBe(
      meta(expected).replace("<title>", '<meta name="throughline-explore" content="abc123" /><title>'),
    );
    expect(policy).toBe(`${expected}; frame-ancestors 'none'`);
  });

  it("gets the leave where its policy said nothing of connections", () => {
    expect(servedPage(meta("default-src 'none'"), "a").policy).toContain("connect-src 'self'");
  });

  it("is refused where it has no policy", () => {
    expect(() => servedPage("<head></head>", "a")).toThrow(/Expected report\.html as a run writes it/);
  });
});
