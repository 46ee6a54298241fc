"""Reads collected chunks and keeps them as flat arrays of token ids, from which batches are cut without a loop."""

import json
import re

import numpy as np

MAX_SOURCE_TOKENS = 400
MAX_QUERY_TOKENS = 60

# What a token of the code side is, so that training can hide it.
PLAIN, NAME, PATH = 0, 1, 2

# People ask in these words; descriptions do not have them, so they are put before some of them.
OPENINGS = [
    "how does", "how is", "how to", "how are", "where is", "where are", "what does", "function to", "function that", "code that",
    "method for", "class for", "implementation of", "find", "logic for", "handling of", "how do I",
]


def read_chunks(path, split):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            chunk = json.loads(line)
            if chunk["split"] == split:
                yield chunk


def path_text(path):
    """As pathWords of server/src/chunking/embeddedText.ts."""
    *folders, name = path.split("/")
    return " ".join([*folders[-2:], re.sub(r"\.[^.]+$", "", name)])


def embedded_text(chunk):
    """As server/src/chunking/embeddedText.ts."""
    names = chunk["enclosing"] + ([chunk["symbol"]] if chunk["symbol"] else [])
    return f"{path_text(chunk['path'])}\n{' '.join(names)}\n{chunk['source']}"


class Ragged:
    """Lists of different lengths, end to end."""

    def __init__(self, rows):
        lengths = np.array([len(row) for row in rows], dtype=np.int64)
        self.starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]) if len(rows) else np.zeros(0, np.int64)
        self.lengths = lengths
        self.values = np.concatenate([np.asarray(row, dtype=np.int32) for row in rows]) if len(rows) else np.zeros(0, np.int32)

    def take(self, rows):
        """The values of these rows end to end, and for each value the place of its row in `rows`."""
        lengths = self.lengths[rows]
        ends = np.cumsum(lengths)
        owner = np.repeat(np.arange(len(rows)), lengths)
        at = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - lengths, lengths) + np.repeat(self.starts[rows], lengths)
        return self.values[at], owner


class TrainingSet:
    """Every item is one chunk with its queries. `flags` of the code tokens are packed above the id (id * 4 + flag)."""

    def __init__(self, chunks, pieces):
        code, doc, name, heading, repositories, languages = [], [], [], [], [], []
        for chunk in chunks:
            # Arrays: as lists of numbers the corpus would take several gigabytes.
            code.append(np.array(code_tokens(chunk, pieces), dtype=np.int32))
            doc.append(flagged(chunk["doc"], chunk["symbol"], pieces)[:MAX_QUERY_TOKENS])
            name.append(pieces.encode(chunk["symbol"]))
            heading.append(pieces.encode(chunk["heading"])[:MAX_QUERY_TOKENS])
            repositories.append(chunk["repository"])
            languages.append(chunk["language"])
        self.code, self.doc, self.name, self.heading = Ragged(code), Ragged(doc), Ragged(name), Ragged(heading)
        self.repository = np.unique(repositories, return_inverse=True)[1]
        self.language = np.unique(languages, return_inverse=True)[1]
        self.language_names = np.unique(languages)
        self.openings = Ragged([pieces.encode(text) for text in OPENINGS])
        self.size = len(code)


def flagged(text, symbol, pieces):
    """Token ids * 4, plus NAME on those that stand in an occurrence of the symbol."""
    if not symbol or symbol not in text:
        return [token * 4 for token in pieces.encode(text)]
    result = []
    for part in re.split(r"(?<![A-Za-z0-9_])(" + re.escape(symbol) + r")(?![A-Za-z0-9_])", text):
        flag = NAME if part == symbol else PLAIN
        result.extend(token * 4 + flag for token in pieces.encode(part))
    return result


def code_tokens(chunk, pieces):
    path = [token * 4 + PATH for token in pieces.encode(path_text(chunk["path"]))]
    names = [token * 4 for token in pieces.encode(" ".join(chunk["enclosing"]))]
    symbol = [token * 4 + NAME for token in pieces.encode(chunk["symbol"])]
    return (path + names + symbol + flagged(chunk["source"], chunk["symbol"], pieces))[:MAX_SOURCE_TOKENS]
