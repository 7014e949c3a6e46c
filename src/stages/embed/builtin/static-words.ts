/** The tokeniser of the static model; training/text.py holds the same rules in Python. It keeps word
 * forms apart, as the model has a vector for each. */

const APOSTROPHE = 0x27;
const LETTER_S = 0x73;
const MARKS = /[\u0300-\u036f]/gu;
const NOT_ASCII = /[^\0-\x7f]/u;

/** Letters that compatibility decomposition leaves whole, and the other apostrophes. */
const FOLD: ReadonlyMap<string, string> = new Map([
  ["ß", "ss"],
  ["æ", "ae"],
  ["œ", "oe"],
  ["ø", "o"],
  ["đ", "d"],
  ["ð", "d"],
  ["þ", "th"],
  ["ł", "l"],
  ["ı", "i"],
  ["\u2019", "'"],
  ["\u2018", "'"],
  ["\u02bc", "'"],
]);
const FOLDED = /[ßæœøđðþłı\u2019\u2018\u02bc]/gu;

/** Lower case, and ASCII where that can be: NFKD without combining marks. */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(MARKS, "")
    .toLowerCase()
    .replace(MARKS, "")
    .replace(FOLDED, (letter) => FOLD.get(letter) ?? letter);
}

/**
 * Goes through the words of a text: runs of a–z and 0–9, which may have single apostrophes inside. A closing `'s` is
 * dropped, then the other apostrophes. Words longer than `longest` are passed over.
 *
 * @param word filled with the bytes of each word; a little longer than `longest`
 * @param take called with the number of bytes of each word
 */
export function forEachWord(
  text: string,
  word: Uint8Array,
  longest: number,
  take: (length: number) => void,
): void {
  const plain = NOT_ASCII.test(text) ? fold(text) : text;
  let length = 0;
  let atApostrophe = 0;
  // An apostrophe belongs to the word only if a letter follows.
  let pending = false;
  let last = 0;
  for (let i = 0; i <= plain.length; i++) {
    const c = lowerCase(i < plain.length ? plain.charCodeAt(i) : 0);
    if (isWordByte(c)) {
      if (pending) atApostrophe = length;
      pending = false;
      if (length < word.length) word[length] = c;
      length++;
      last = c;
    } else if (length > 0) {
      if (c === APOSTROPHE && !pending) {
        pending = true;
        continue;
      }
      if (atApostrophe > 0 && atApostrophe === length - 1 && last === LETTER_S) length--;
      if (length <= longest) take(length);
      length = 0;
      atApostrophe = 0;
      pending = false;
    }
  }
}

function lowerCase(c: number): number {
  return c >= 0x41 && c <= 0x5a ? c + 0x20 : c;
}

function isWordByte(c: number): boolean {
  return (c >= 0x61 && c <= 0x7a) || (c >= 0x30 && c <= 0x39);
}
