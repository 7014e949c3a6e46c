"""The tokeniser. The TypeScript encoder does the same, character for character."""
import re
import unicodedata

# Letters that NFKD does not take apart.
FOLD = str.maketrans({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i",
    "’": "'", "‘": "'", "ʼ": "'",
})
MARKS = re.compile("[\u0300-\u036f]")
# A word: a run of a-z and 0-9; inner apostrophes are dropped ("don't" -> "dont"), a closing 's too ("Ann's" -> "ann").
RUN = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
MAX_WORD = 32


def fold(text):
    """Lower case, ASCII where it can be."""
    if text.isascii():
        return text.lower()
    # Marks are dropped again after lower-casing, which can bring new ones (dotted capital I).
    text = unicodedata.normalize("NFKD", text)
    text = MARKS.sub("", text).lower()
    return MARKS.sub("", text).translate(FOLD)


def words_of(text):
    words = []
    for run in RUN.findall(fold(text)):
        if "'" in run:
            if run.endswith("'s"):
                run = run[:-2]
            run = run.replace("'", "")
        if len(run) <= MAX_WORD:
            words.append(run)
    return words
