"""Writes texts with the ids that training gives them, for the test that compares the product's tokenizer with it."""

import argparse
import json
import os
import random

from wordpieces import WordPieces

# Written for the purpose: every rule of the cutting, and what is rare.
HAND = [
    "", " ", "parseHTTPResponse", "XMLHttpRequest", "getURLs", "userIDs", "snake_case_name", "SCREAMING_SNAKE", "kebab-case-name",
    "utf8Decode", "sha256sum", "x1y2z3", "IPv6", "iOSApp", "eBPF", "aB", "ABc", "ABCs", "ABCsd", "a.b.c", "a::b->c", "foo(bar, baz)",
    "naïve café", "Ångström", "été", "ﬁle", "İstanbul", "Straße", "日本語のテキスト", "Привет мир", "한국어", "emoji 🎉 text", "x²+y³",
    "0x7fFF", "1_000_000", "3.14e-10", "don't", "\"quoted\"", "tab\tand\nnewline\r\n", "non\u00a0breaking", "zero\u200bwidth",
    "\ufeffmark", "a" * 41, "a" * 40, "A" * 300, "##ing", "_leading", "trailing_", "__init__", "$dollar",
    "@decorator", "#include <stdio.h>", "ΑΒΓ", "ǅ", "ª º", "½", "Ⅷ", "١٢٣", "क्षि", "combining e\u0301", "\ud7a3", "𝒳𝒴",
]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default=".cache/training/model")
    parser.add_argument("--out", default="test/unit/training/tokenizerSamples.json")
    options = parser.parse_args()
    with open(os.path.join(options.model, "vocabulary.txt"), encoding="utf-8") as file:
        pieces = WordPieces(file.read().splitlines())
    vocabulary = pieces.vocabulary
    chance = random.Random(5)
    words = [v.removeprefix("##") for v in vocabulary[3:]]
    joins = ["_", " ", ".", "", "-", "::", "(", "\n", "/", "2"]
    made = []
    for _ in range(300):
        parts = [chance.choice(words) for _ in range(chance.randint(1, 12))]
        parts = [chance.choice([str.lower, str.upper, str.capitalize])(part) for part in parts]
        made.append("".join(part + chance.choice(joins) for part in parts))
    samples = [{"text": text, "ids": pieces.encode(text)} for text in HAND + made]
    with open(options.out, "w", encoding="utf-8") as file:
        json.dump(samples, file, ensure_ascii=True)
        file.write("\n")


if __name__ == "__main__":
    main()
