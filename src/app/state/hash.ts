/** The state as it stands in the address behind `#`. Ids and slugs, since positions would change with the next post. */
import { atOrNone } from "../../math/at.js";
import type { AppData } from "../../render/app-data-types.js";
import { INITIAL, TIME_KINDS, type Screen, type State } from "./state.js";

const SCREENS: readonly Screen[] = ["plan", "map", "posts", "time", "themes", "changes"];
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const MOST_CORNERS = 200;

/** Without the `#`; only what differs from the beginning. `screen` always stands in it. */
export function formatHash(state: State, data: AppData): string {
  const hash = new URLSearchParams({ screen: state.screen });
  const put = (key: string, value: string | undefined): void => {
    if (value !== undefined && value !== "") hash.set(key, value);
  };
  const slug = (theme: number | undefined): string | undefined => atOrNone(data.themes, theme)?.slug;
  put("theme", slug(state.theme));
  if (state.theme !== undefined && state.subtheme !== undefined) {
    const place = data.themes[state.theme]?.subthemes.indexOf(state.subtheme) ?? -1;
    if (place >= 0) put("part", String(place + 1));
  }
  put("post", atOrNone(data.posts, state.post)?.id);
  put("passage", atOrNone(data.passages.id, state.passage));
  put("q", state.query);
  put("by", state.meaning === true ? "meaning" : undefined);
  put("near", state.near === -1 ? "text" : atOrNone(data.passages.id, state.near));
  for (const theme of state.themes) hash.append("only", slug(theme) ?? "");
  for (const tag of state.tags) hash.append("tag", tag);
  for (const author of state.authors) hash.append("author", author);
  put("from", state.from);
  put("until", state.until);
  put("area", state.area?.join("."));
  if (state.sort !== INITIAL.sort) put("sort", state.sort);
  if (state.time !== INITIAL.time) put("time", state.time);
  return hash.toString();
}

/** What isn't known (any more) is left out: a link from an older run still opens. */
export function parseHash(hash: string, data: AppData): State {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const one = (key: string): string | undefined => given.get(key) ?? undefined;
  const found = (key: keyof State, position: number | undefined): Partial<State> =>
    position === undefined || position < 0 ? {} : { [key]: position };
  const themeOf = (slug: string | undefined): number => data.themes.findIndex((theme) => theme.slug === slug);
  const theme = themeOf(one("theme"));
  const screen = SCREENS.find((name) => name === one("screen"));
  const area = areaOf(one("area"));
  return {
    ...INITIAL,
    ...(screen === undefined ? {} : { screen }),
    ...found("theme", theme),
    ...found("subtheme", data.themes[theme]?.subthemes[Number(one("part") ?? 0) - 1]),
    ...found(
      "post",
      data.posts.findIndex(({ id }) => id === one("post")),
    ),
    ...found("passage", data.passages.id.indexOf(one("passage") ?? "")),
    query: one("q") ?? "",
    ...(one("by") === "meaning" ? { meaning: true } : {}),
    ...(one("near") === "text" ? { near: -1 } : found("near", data.passages.id.indexOf(one("near") ?? ""))),
    themes: given
      .getAll("only")
      .map(themeOf)
      .filter((position) => position >= 0),
    tags: given.getAll("tag"),
    authors: given.getAll("author"),
    ...monthOf("from", one("from")),
    ...monthOf("until", one("until")),
    ...(area === undefined ? {} : { area }),
    sort: one("sort") ?? INITIAL.sort,
    time: TIME_KINDS.find((kind) => kind === one("time")) ?? INITIAL.time,
  };
}

function monthOf(key: "from" | "until", month: string | undefined): Partial<State> {
  return month !== undefined && MONTH.test(month) ? { [key]: month } : {};
}

function areaOf(text: string | undefined): number[] | undefined {
  const corners = text?.split(".").map(Number) ?? [];
  const isPolygon = corners.length >= 6 && corners.length % 2 === 0 && corners.length <= 2 * MOST_CORNERS;
  return isPolygon && corners.every(Number.isFinite) ? corners : undefined;
}
