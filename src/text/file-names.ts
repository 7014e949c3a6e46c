/** The ending of a name in lower case, without the dot; empty where there is none. */
export function extensionOf(name: string): string {
  const base = name.slice(name.lastIndexOf("/") + 1);
  const dot = base.lastIndexOf(".");
  return dot >= 0 && /[^.]/.test(base.slice(0, dot)) ? base.slice(dot + 1).toLowerCase() : "";
}

/** What Windows, and links in notes, can't have in the name of a file. */
const UNSAFE = /[<>:"/\\|?*#^[\]%`{}$=]|\p{Cc}|\p{Cf}|\p{Surrogate}|\p{Zl}|\p{Zp}/gu;
/** Names of devices, with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;
const LONGEST_NAME = 100;

/** A text as the name of a file on any system, without ending; "untitled" where nothing of it may stand in one. */
export function safeName(text: string): string {
  const name = text.normalize("NFC").replace(UNSAFE, " ").replace(/\s+/g, " ").trim();
  const cut = Array.from(name)
    .slice(0, LONGEST_NAME)
    .join("")
    .replace(/^[. ]+|[. ]+$/g, "");
  if (cut === "") return "untitled";
  return DEVICE.test(cut) ? `_${cut}` : cut;
}

/**
 * Names of files, each another one on systems too that take capitals for small letters: of equals the first has the name, and the
 * others their id behind it.
 */
export function namesOfFiles<Item extends { id: string }>(
  items: readonly Item[],
  textOf: (item: Item) => string,
): Map<string, string> {
  const taken = new Set<string>();
  return new Map(
    items.map((item) => {
      const name = safeName(textOf(item));
      const isTaken = (one: string): boolean => taken.has(one.toLowerCase());
      let own = isTaken(name) ? `${name} ${safeName(item.id)}` : name;
      for (let n = 2; isTaken(own); n++) own = `${name} ${safeName(item.id)} ${n}`;
      taken.add(own.toLowerCase());
      return [item.id, own];
    }),
  );
}
