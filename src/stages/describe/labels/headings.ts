/** First letter in upper case, the rest as it is: "change management" → "Change management". */
export function asHeading(text: string): string {
  const [first = ""] = text;
  return first.toUpperCase() + text.slice(first.length);
}

/** Openings that point back to something said before. */
const DEPENDENT_START =
  /^["“‘']*(?:And|But|So|Or|Then|This|That|These|Those|It|It['’]s|They|He|She|His|Her|Their|Its|Also|However|Instead|Here|There|Another|Both|Such|Which|Because|Otherwise|If (?:yes|no|so|not|that|this|it)|On the (?:first|second|other)|In (?:this|that|these|those|contrast|turn|the (?:previous|next|last))|The (?:former|latter|opposite|others?|same|first|second|third|next|last|previous|following|\p{L}+er ones?)|Now|Once|Nor|Neither|Not|Meanwhile|Similarly|Likewise|Moreover|Furthermore|Additionally|Consequently|Nonetheless|Nevertheless|Hence|Rather|Besides|Even so|Of course|For example|For instance|In addition|As a result|In other words|On the other hand|At the same time|After that|Other|Others|Most of (?:it|them|these|those)|None of|Each of (?:these|those|them)|One of (?:these|those|them)|Therefore|Thus|Again|Yet|Still|Finally|Second|Third|Next)\b/u;

/** True for a full sentence of 8 to 40 words that a reader can take in without the ones around it. */
export function standsAlone(sentence: string): boolean {
  const words = sentence.split(/\s+/).length;
  if (words < 8 || words > 40) return false;
  if (!/^[\p{Lu}"“‘']/u.test(sentence) || !/[.!…]["”’')]*$/u.test(sentence)) return false;
  return !DEPENDENT_START.test(sentence);
}
