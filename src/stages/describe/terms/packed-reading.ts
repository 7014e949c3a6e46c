/** Readings in the form in which they are kept between runs and sent between threads. */
import { at } from "../../../math/at.js";
import type { Determiner, Phrase, Reading } from "./phrases.js";

const DETERMINERS: readonly Determiner[] = ["none", "one", "other"];

/** Bits of the number that goes with a phrase; above them stand its determiner, in two bits, and its length. */
const NAME = 1;
const OPENING = 2;
const HEAD = 4;
const PLURAL = 8;
const DETERMINER = 16;
const LENGTH = 64;

/** Of each phrase its key, its text (empty where it is the key) and its numbers, one behind the other. */
interface Packed {
  phrases: (string | number)[];
  verbs: string[];
}

export function packReading({ phrases, verbs }: Reading): string {
  const packed: Packed = { phrases: [], verbs };
  for (const phrase of phrases) {
    packed.phrases.push(phrase.key, phrase.text === phrase.key ? "" : phrase.text, bitsOf(phrase));
  }
  return JSON.stringify(packed);
}

/** @param json as `packReading` made it */
export function unpackReading(json: string): Reading {
  const { phrases: packed, verbs } = JSON.parse(json) as Packed;
  const phrases: Phrase[] = [];
  for (let i = 0; i < packed.length; i += 3) {
    const key = packed[i] as string;
    const text = packed[i + 1] as string;
    const bits = packed[i + 2] as number;
    phrases.push({
      key,
      text: text === "" ? key : text,
      length: Math.floor(bits / LENGTH),
      name: (bits & NAME) > 0,
      opening: (bits & OPENING) > 0,
      head: (bits & HEAD) > 0,
      plural: (bits & PLURAL) > 0,
      determiner: at(DETERMINERS, Math.floor(bits / DETERMINER) % 4),
    });
  }
  return { phrases, verbs };
}

function bitsOf({ name, opening, head, plural, determiner, length }: Phrase): number {
  const flags = (name ? NAME : 0) + (opening ? OPENING : 0) + (head ? HEAD : 0) + (plural ? PLURAL : 0);
  return flags + DETERMINER * DETERMINERS.indexOf(determiner) + LENGTH * length;
}
