/** Pages that tell of every script that a text of a post runs, of everything that it fetches, and of everything that it could. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { INJECTIONS, type Injection } from "../helpers/injections.js";

export interface Watched {
  context: BrowserContext;
  page: Page;
  /** Numbers of the texts that ran, and addresses that were asked for; what is allowed is left out. */
  hits: Set<string>;
  /** Adds what stands in the page now, or in a part of it, and could do something if a person touched it. */
  inspect: (part?: string) => Promise<void>;
}

/**
 * A page without the guard of its own content policy: what is proved is that nothing is there for the policy to stop.
 *
 * @param isOwn Whether an address belongs to what is looked at
 */
export async function watch(browser: Browser, isOwn: (url: string) => boolean): Promise<Watched> {
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(120_000);
  const hits = new Set<string>();
  await context.exposeBinding("ranText", (_source, n: unknown) => void hits.add(`ran ${String(n)}`));
  await context.route("**/*", (route) => {
    const url = route.request().url();
    if (isOwn(url)) return route.continue();
    hits.add(`asked for ${url}`);
    return route.abort();
  });
  const page = await context.newPage();
  page.on("dialog", (dialog) => {
    hits.add(`said ${dialog.message()}`);
    void dialog.dismiss();
  });
  const inspect = async (part = "html"): Promise<void> => {
    for (const found of await page.evaluate(dangerousParts, part)) hits.add(found);
  };
  return { context, page, hits, inspect };
}

/** What a browser would act on: handlers in attributes, addresses that run, and elements that no page of ours has. */
function dangerousParts(part: string): string[] {
  const foreign =
    "iframe, frame, object, embed, base, meta[http-equiv=refresh], link[href^=http], image, audio, video, source, marquee, math, noscript img, img[src^=http], img[onerror]";
  const addresses = [
    "href",
    "src",
    "action",
    "formaction",
    "xlink:href",
    "data",
    "poster",
    "srcdoc",
    "ping",
    "background",
  ];
  const scheme = /^[\u0000-\u0020]*(?:j[\s]*a[\s]*v[\s]*a[\s]*s|v[\s]*b[\s]*s|data[\s]*:[\s]*text)/i;
  const root = document.querySelector(part) ?? document;
  const found = Array.from(
    root.querySelectorAll(foreign),
    ({ outerHTML }) => `stands there: ${outerHTML.slice(0, 200)}`,
  );
  for (const element of root.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      const runs = name.startsWith("on") || (addresses.includes(name) && scheme.test(value));
      const fetches = name === "style" && /url\(|@import/i.test(value);
      if (runs || fetches) found.push(`would run: ${element.localName} ${name}=${value.slice(0, 200)}`);
    }
  }
  return found;
}

/** Texts that do something where they stand in a page as they are: the proof that a page is watched well. */
export async function liveInjections(
  browser: Browser,
  pageOf: (text: string) => string,
  texts: readonly Injection[] = INJECTIONS,
): Promise<Set<number>> {
  const live = new Set<number>();
  const own = "http://page.test/";
  const { context, page, hits, inspect } = await watch(browser, (url) => url.startsWith(own));
  for (const { n, text } of texts) {
    const body = pageOf(text);
    await page.unroute("**/page/*");
    await page.route("**/page/*", (route) =>
      route.fulfill({ contentType: "text/html; charset=utf-8", body }),
    );
    // Some go elsewhere at once.
    await page.goto(`${own}page/${n}`).catch(() => undefined);
    await inspect().catch(() => undefined);
    // Another one may have been slow to act.
    if ([...hits].some((hit) => new RegExp(`(?:\\(| |hit.invalid/)${n}\\b`).test(hit))) live.add(n);
    hits.clear();
  }
  await context.close();
  return live;
}
