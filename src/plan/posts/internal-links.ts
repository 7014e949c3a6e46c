/** Which posts link to which, and which links within the site lead to no post of the folder. */
import type { Post, Skipped } from "../../shapes/post.js";
import type { DeadLink } from "../../shapes/planning.js";
import { groupBy } from "../../text/group.js";
import {
  isLongName,
  isTelling,
  partsOf,
  placeOf,
  PostAddresses,
  shapeOf,
  type Addressed,
  type Place,
} from "./addresses.js";
import { writtenLinks, type WrittenLink } from "./written-links.js";

/** A link from a post of the collection to another. */
export interface InternalLink {
  from: string;
  to: string;
  link: WrittenLink;
}

export interface InternalLinks {
  /** In the order of the posts and of the text; a post's links to itself left out. */
  links: readonly InternalLink[];
  /** Every link of each post, wherever it leads. */
  writtenIn: ReadonlyMap<string, readonly WrittenLink[]>;
  dead: readonly DeadLink[];
  notes: readonly string[];
}

/** A host is the collection's own where so many posts, and so much of what it is linked for, are posts of the folder. */
const LEAST_POSTS_OF_HOST = 3;
const LEAST_SHARE_OF_HOST = 0.2;
/** Of a host of which less is known, nothing is told as dead: it may be another site that has some of the posts too. */
const LEAST_SHARE_TO_TELL = 0.6;
/** An address is one of a post where so many posts have one that is made like it. */
const LEAST_OF_SHAPE = 3;
/** Nothing is told as dead that is made as the addresses of fewer of the posts are. */
const LEAST_SHARE_OF_SHAPE = 0.1;
/** Where more of the addresses within the site than this are none of the folder, the folder is a part of the site. */
const MOST_UNKNOWN = 0.4;
const FEWEST_TO_TELL = 10;
/** Files, not pages. */
const FILE =
  /\.(?:png|jpe?g|gif|svg|webp|avif|ico|pdf|zip|gz|xml|json|csv|xlsx?|docx?|pptx?|mp[34]|webm|mov|css|js|txt|rss|atom)$/i;

interface LinkAt {
  post: Post;
  link: WrittenLink;
  place: Place;
}

/** @param skipped what was left out: a link to a draft or to a copy is not dead */
export function internalLinks(posts: readonly Post[], skipped: readonly Skipped[]): InternalLinks {
  const addresses = new PostAddresses(posts);
  const writtenIn = new Map(posts.map((post) => [post.id, writtenLinks(post)]));
  const all = posts.flatMap((post) => (writtenIn.get(post.id) ?? []).flatMap((link) => placed(post, link)));
  const hosts = hostShares(all, addresses);
  const within = all.filter(({ place }) => hosts.has(place.host));
  const shapes = shapesOf(posts, within, addresses);
  const usual = usualShapes(shapes);
  const titles = uniqueTitles(posts);
  const targets = within.map(({ link, place }) => {
    if (link.isName === true) return titles.get(link.href.toLowerCase()) ?? addresses.find(place)?.id;
    const found = addresses.find(place);
    return found?.isSure === true || isShape(shapes, place) ? found?.id : undefined;
  });
  const links = within.flatMap(({ post, link }, i): InternalLink[] => {
    const to = targets[i];
    return to === undefined || to === post.id ? [] : [{ from: post.id, to, link }];
  });
  const unknown = within.filter(
    ({ place, link }, i) =>
      targets[i] === undefined &&
      link.isName !== true &&
      (hosts.get(place.host) ?? 0) >= LEAST_SHARE_TO_TELL &&
      usual.has(shapeOf(place.parts)) &&
      isName(place),
  );
  return { links, writtenIn, ...deadLinks(unknown, { known: links.length, skipped }) };
}

/** Posts by the shape of the addresses that surely lead to them. */
type Shapes = ReadonlyMap<string, ReadonlySet<string>>;

function shapesOf(posts: readonly Post[], within: readonly LinkAt[], addresses: PostAddresses): Shapes {
  const shapes = new Map<string, Set<string>>();
  const add = (place: Place, id: string): void => {
    const shape = shapeOf(place.parts);
    shapes.set(shape, (shapes.get(shape) ?? new Set()).add(id));
  };
  for (const { link, place } of within) {
    const found = addresses.find(place);
    if (link.isName !== true && found?.isSure === true) add(place, found.id);
  }
  for (const { id, url } of posts) {
    const place = url === undefined ? undefined : placeOf(url);
    if (place !== undefined) add(place, id);
  }
  return shapes;
}

function isShape(shapes: Shapes, { parts }: Place): boolean {
  return (shapes.get(shapeOf(parts))?.size ?? 0) >= LEAST_OF_SHAPE;
}

/** The shapes that a good part of the posts have among those that are known by an address. */
function usualShapes(shapes: Shapes): ReadonlySet<string> {
  const known = new Set([...shapes.values()].flatMap((ids) => [...ids]));
  const least = Math.max(LEAST_OF_SHAPE, LEAST_SHARE_OF_SHAPE * known.size);
  return new Set([...shapes].flatMap(([shape, ids]) => (ids.size >= least ? [shape] : [])));
}

/** Whether an address is named like a post, not like a section of the site: by a date, or by the words of a title. */
function isName({ parts }: Place): boolean {
  const name = parts.at(-1) ?? "";
  if (parts.length > 2 && parts.some((part) => /^(?:19|20)\d{2}$/.test(part))) return true;
  return parts.length > 1 ? isTelling(name) && /[-_]/.test(name) : isLongName(name);
}

function placed(post: Post, link: WrittenLink): LinkAt[] {
  const from = partsOf(post.path.replace(/[^/]*$/, ""));
  const place = placeOf(link.href, from);
  return place === undefined || place.parts.length === 0 ? [] : [{ post, link, place }];
}

function uniqueTitles(posts: readonly Post[]): Map<string, string> {
  const groups = groupBy(posts, ({ title }) => title.toLowerCase());
  return new Map(
    [...groups].flatMap(([title, [first, ...others]]) =>
      first === undefined || others.length > 0 ? [] : [[title, first.id] as const],
    ),
  );
}

/**
 * Hosts of the collection, with how much of what each is linked for is known to be a post of the folder: those of the posts' own
 * addresses, none at all (a path within the site), and those that are linked to for posts of the folder.
 */
function hostShares(all: readonly LinkAt[], addresses: PostAddresses): ReadonlyMap<string, number> {
  const shares = new Map([["", 1], ...[...addresses.hosts].map((host) => [host, 1] as const)]);
  for (const [host, group] of groupBy(all, ({ place }) => place.host)) {
    if (shares.has(host)) continue;
    const paths = new Map(group.map(({ place }) => [place.parts.join("/"), place]));
    const found = [...paths.values()].flatMap((place) => addresses.find(place) ?? []);
    const posts = new Set(found.filter(({ isSure }) => isSure).map(({ id }) => id)).size;
    const share = posts / paths.size;
    if (posts >= LEAST_POSTS_OF_HOST && share >= LEAST_SHARE_OF_HOST) shares.set(host, share);
  }
  return shares;
}

/** A site has pages that are no posts, so only what is made like the address of a post comes here. */
function deadLinks(
  unknown: readonly LinkAt[],
  { known, skipped }: { known: number; skipped: readonly Skipped[] },
): Pick<InternalLinks, "dead" | "notes"> {
  const left = new PostAddresses(skipped.flatMap(addressedOf));
  const dead = unknown.filter(
    ({ link, place }) => !FILE.test(link.href.replace(/[?#].*$/s, "")) && left.find(place) === undefined,
  );
  if (dead.length >= FEWEST_TO_TELL && dead.length > MOST_UNKNOWN * (dead.length + known)) {
    const note =
      `${dead.length} links lead to addresses like those of posts that no post of the folder has: it seems to hold a part of ` +
      "a site, so they are not listed.";
    return { dead: [], notes: [note] };
  }
  const rows = dead.map(({ post, link: { href, text, offset } }): DeadLink => {
    return { postId: post.id, address: href, text, offset };
  });
  return { dead: rows, notes: [] };
}

/** What was left out has a path, and no more. */
function addressedOf({ path, place, post }: Skipped): Addressed[] {
  const record = /\.\w+$/.test(place) ? { record: place } : {};
  return post ? [{ id: path, path, ...record, source: "", bodyStart: 0 }] : [];
}
