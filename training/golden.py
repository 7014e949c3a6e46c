#!/usr/bin/env python3
"""golden.py MODEL.bin OUT.json: texts with the vectors that the Python encoder gives them, to test another encoder."""
import json
import sys

from encode import StaticModel

TEXTS = [
    "",
    " \n\t ",
    "the of and to it's don't",
    "pricing",
    "Pricing, pricing; PRICING!",
    "We raised our prices and half of our customers never noticed.",
    "Remote work changes how teams write things down.",
    "Hiring the first engineer is the hardest hire a founder makes.",
    "Churn fell once onboarding became a conversation, not a checklist.",
    "A database migration on a Friday afternoon taught us to respect backups.",
    "The bread needs eighteen hours: flour, water, salt, patience.",
    "She ran her first marathon in the rain and swore it was her last.",
    "Photosynthesis turns light, water and carbon dioxide into sugar.",
    "The court held that the statute did not apply to earlier contracts.",
    "Interest rates, inflation and the price of a flat in Leeds.",
    "😀🎉🚀",
    "Launch day 🚀🚀 was quiet 😴",
    "我们讨论定价和招聘。",
    "Цены и найм",
    "今日は pricing の話です",
    "Café crème, naïve résumé, Zürich, Ærøskøbing, Łódź, straße, İstanbul, ﬁne ﬂow",
    "ｆｕｌｌ ｗｉｄｔｈ letters and ①②③ and x² and ½",
    "don’t, Don't, DON`T; the company’s prices; James' book; rock 'n' roll; it''s; o'clock; 'quoted'",
    "zzqx vvrpt qqq",
    "electroencephalographically neuropharmacologists antidisestablishmentarians",
    "startupification deprioritising reonboarded microinfluencers",
    "colour aemia anaemia leukaemia organisation organised organising travelled citywide",
    "a b c 1 12 123 1234 12345 1999 2024 7",
    "gpt4 s3 h1b web3 b2b 3d c++ node.js utf8 x86 covid19",
    "snake_case_name kebab-case-name CamelCaseName path/to/file.txt user@example.com https://example.com/a?b=c",
    "# Heading\n\n- item one\n- item two\n\n```js\nconst total = prices.reduce((a, b) => a + b, 0)\n```",
    "<p>Some <em>markup</em> that nobody cleaned &amp; entities</p>",
    "supercalifragilisticexpialidociousandmuchlongerthanthirtytwoletters word",
    "abcdefghijklmnopqrstuvwxyzabcdef's abcdefghijklmnopqrstuvwxyzabcdefg's",
    "tab\tseparated\u00a0non\u2009breaking\u200bzero\u00adsoft-hyphen",
    "combining: e\u0301cole, a\u030angstrom, K (Kelvin), Å (Angstrom), ſ (long s), ẞ (capital sharp s), Σίσυφος",
    "broken surrogate \ufffd and replacement \ufffd marks",
    "We wrote about pricing, then about hiring, then about pricing again, because the same question kept coming back: what "
    "is this worth to the person on the other side of the table, and how would we know?",
    "Every quarter the team looks back at what it shipped, what it learned, and what it would not do again; the notes are "
    "short, the arguments are long. " * 12,
    "word " * 500,
    "Vaccines, antibodies and the immune response in children under five: a randomised controlled trial.",
    "The striker scored twice before half-time and the visitors never recovered.",
]


def main(model, out):
    m = StaticModel(model)
    cases = []
    for text in TEXTS:
        vector, known, total, guessed = m.encode(text)
        numbers = [float(f"{v:.8g}") for v in vector]
        cases.append({"text": text, "known": known, "total": total, "guessed": guessed, "vector": numbers})
    with open(out, "w", encoding="utf-8") as f:
        json.dump({"tolerance": 1e-6, "dims": m.dims, "cases": cases}, f, ensure_ascii=True, separators=(",", ":"))
    print(len(cases), "texts", [(c["known"], c["total"]) for c in cases])


if __name__ == "__main__":
    main(*sys.argv[1:])
