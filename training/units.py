"""Vocabulary: words, and pieces for the words that are not in it."""
from collections import Counter

import numpy as np

STOP = frozenset("""
a about above after again against all also although am an and any are arent as at be because been before being below
between both but by can cannot cant could couldnt did didnt do does doesnt doing dont down during each either else ever
every few for from further get gets getting go goes got had hadnt has hasnt have havent having he hed hell her here hers
herself hes him himself his how however i id if ill im in into is isnt it itd itll its itself ive just less let lets
like ll made make makes many may me might more most much must my myself neither no nor not now of off often on once one
only or other others our ours ourselves out over own per perhaps quite rather re really s said same say says shall she
shed shes should shouldnt since so some such t than that thats the their theirs them themselves then there theres
therefore these they theyd theyll theyre theyve this those though through thus to too toward under until up upon us use
used uses using ve very via was wasnt we wed well were werent weve what whats when where whether which while who whom
whos whose why will with within without wont would wouldnt yes yet you youd youll your youre yours yourself yourselves
youve
""".split())

# Endings taken off, and what is put in their place, in this order; the first one that gives a word of the vocabulary is
# taken. What is left has at least three letters.
ENDINGS = (
    ("ies", "y"), ("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""), ("er", ""),
    ("er", "e"), ("al", ""), ("ally", ""), ("ness", ""), ("ic", ""), ("ation", "e"), ("ization", "ize"),
    ("isation", "ize"), ("ise", "ize"), ("ised", "ized"), ("ising", "izing"), ("our", "or"), ("aemia", "emia"),
)
PIECE_MIN, PIECE_MAX = 4, 7


def stem_of(word, index):
    for end, put in ENDINGS:
        if word.endswith(end) and len(word) - len(end) >= 3:
            other = word[:len(word) - len(end)] + put
            if other in index:
                return other
    return None


def units_of(word, index, stems=True):
    """Units of a content word: itself; or the word it is a form of; or its longest known beginning and ending."""
    if word in index:
        return [index[word]]
    if stems:
        other = stem_of(word, index)
        if other is not None:
            return [index[other]]
    found = []
    for n in range(min(PIECE_MAX, len(word) - 1), PIECE_MIN - 1, -1):
        if word[:n] + "-" in index:
            found.append(index[word[:n] + "-"])
            break
    for n in range(min(PIECE_MAX, len(word) - 1), PIECE_MIN - 1, -1):
        if "-" + word[-n:] in index:
            found.append(index["-" + word[-n:]])
            break
    return found


def read_words(path):
    rows = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8")]
    return [r[0] for r in rows], np.array([int(r[1]) for r in rows]), np.array([int(r[2]) for r in rows])


def build(words, counts, df, n_words, n_pieces, min_piece_df=30):
    """The n_words words in the most documents (stop words left out), then the n_pieces most frequent pieces of the rest."""
    def fit(w):
        return w not in STOP and len(w) > 1 and not (w.isdigit() and len(w) != 4 and len(w) > 2)
    order = np.lexsort((np.arange(len(words)), -counts, -df))
    vocab = []
    for i in order:
        if len(vocab) == n_words:
            break
        if fit(words[i]) and df[i] >= 3:
            vocab.append(words[i])
    index = {w: i for i, w in enumerate(vocab)}
    pieces = Counter()
    for i, w in enumerate(words):
        if w in index or w in STOP or len(w) < 5 or not w.isalpha() or stem_of(w, index):
            continue
        for n in range(PIECE_MIN, min(PIECE_MAX, len(w) - 1) + 1):
            pieces[w[:n] + "-"] += df[i]
            pieces["-" + w[-n:]] += df[i]
    # Longer pieces say more: a piece of n letters needs fewer texts.
    ranked = sorted(((c * (len(p) - 3), p) for p, c in pieces.items() if c >= min_piece_df), key=lambda x: (-x[0], x[1]))
    for _, p in ranked[:n_pieces]:
        index[p] = len(vocab)
        vocab.append(p)
    return vocab, index


def expand(tok, par, words, index, stems=True, pieces=True):
    """Token numbers to unit numbers: (units, paragraph starts)."""
    first = np.full(len(words), -1, np.int32)
    second = np.full(len(words), -1, np.int32)
    for i, w in enumerate(words):
        if w in STOP:
            continue
        if w in index:
            first[i] = index[w]
        elif pieces or stems:
            u = units_of(w, index, stems)
            if u:
                first[i] = u[0]
            if len(u) > 1:
                second[i] = u[1]
    both = np.stack([first[tok], second[tok]], 1)
    there = both >= 0
    starts = np.zeros(len(tok) + 1, np.int64)
    np.cumsum(there.sum(1), out=starts[1:])
    return both[there], starts[par]
