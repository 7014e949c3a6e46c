/** Two divisions of the same passages, made with two embedders. */
import { group } from "d3-array";
import { agreement } from "../../src/math/agreement.js";
import { cell, list, readTable } from "./run.js";

/** A passage as one embedder saw it. */
export interface Seen {
  id: string;
  /** Empty if unplaced. */
  theme: string;
  /** Ids of the passages nearest to it, nearest first. */
  neighbors: string[];
}

/** Where a passage stands and how it begins. */
export interface Excerpt {
  id: string;
  title: string;
  text: string;
}

/** What is told of an embedder and its run. */
export interface EmbedderRun {
  name: string;
  model: string;
  dims: number;
  themes: number;
  unplaced: number;
  silhouette: number;
  stability: number;
}

export function readSeen(text: string): Seen[] {
  return readTable(text).map((row) => ({
    id: cell(row, "passage_id"),
    theme: cell(row, "theme"),
    neighbors: list(row, "neighbors"),
  }));
}

export function readExcerpts(text: string): Excerpt[] {
  return readTable(text).map((row) => ({
    id: cell(row, "passage_id"),
    title: cell(row, "title"),
    text: cell(row, "text"),
  }));
}

export function readRuns(text: string): [EmbedderRun, EmbedderRun] {
  return JSON.parse(text) as [EmbedderRun, EmbedderRun];
}

/** A passage in both runs. */
export interface Both extends Excerpt {
  first: string;
  second: string;
  /** Part of its nearest neighbours that both embedders name, 0…1. */
  overlap: number;
}

/** The passages that both runs have; those that one run cut otherwise are left out. */
export function joinSeen(
  excerpts: readonly Excerpt[],
  first: readonly Seen[],
  second: readonly Seen[],
): Both[] {
  const ones = new Map(first.map((seen) => [seen.id, seen]));
  const others = new Map(second.map((seen) => [seen.id, seen]));
  return excerpts.flatMap((excerpt) => {
    const one = ones.get(excerpt.id);
    const other = others.get(excerpt.id);
    if (one === undefined || other === undefined) return [];
    return [{ ...excerpt, first: one.theme, second: other.theme, overlap: overlapOf(one, other) }];
  });
}

/** How well two divisions agree over the passages that both place: 1 equal, 0 as by chance. */
export function agreementOf(passages: readonly Both[]): { ami: number; ari: number; placed: number } {
  const placed = passages.filter(({ first, second }) => first !== "" && second !== "");
  const { ami, ari } = agreement(
    placed.map(({ first }) => first),
    placed.map(({ second }) => second),
  );
  return { ami, ari, placed: placed.length };
}

/** How many passages go from a theme of the first run to one of the second. */
export interface Flow {
  first: string;
  second: string;
  passages: number;
  /** Part of the first theme. */
  share: number;
}

export function flowsOf(passages: readonly Both[]): Flow[] {
  return [...group(passages, ({ first }) => first)].flatMap(([first, leaving]) =>
    [...group(leaving, ({ second }) => second)].map(([second, moving]) => ({
      first,
      second,
      passages: moving.length,
      share: moving.length / leaving.length,
    })),
  );
}

/** The themes of the second run, each where the theme of the first that gives it most stands, so that equal divisions are a diagonal. */
export function alignedOrder(flows: readonly Flow[], order: readonly string[]): string[] {
  const place = (second: string): number => {
    const arriving = flows.filter((flow) => flow.second === second);
    const main = arriving.reduce((best, flow) => (flow.passages > best.passages ? flow : best));
    return order.indexOf(main.first);
  };
  const names = [...new Set(flows.map(({ second }) => second))];
  return names.sort((a, b) => Number(a === "") - Number(b === "") || place(a) - place(b));
}

/** Passages that did not go where most of their theme went. */
export function strayed(passages: readonly Both[]): Both[] {
  const flows = flowsOf(passages);
  return passages.filter((passage) => {
    const leaving = flows.filter(({ first }) => first === passage.first);
    const main = leaving.reduce((best, flow) => (flow.passages > best.passages ? flow : best));
    return passage.first !== "" && passage.second !== main.second;
  });
}

function overlapOf(a: Seen, b: Seen): number {
  const named = new Set(b.neighbors);
  const count = Math.max(a.neighbors.length, b.neighbors.length);
  return count === 0 ? 1 : a.neighbors.filter((id) => named.has(id)).length / count;
}
