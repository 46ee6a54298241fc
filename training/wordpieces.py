"""The tokenizer: how text becomes ids. The shipped tokenizer.json says the same thing to the product.

Identifiers are cut at camelCase, between letters and digits and at everything that is neither; words are lower-cased and
cut into pieces of the vocabulary, longest first (WordPiece). A test compares these ids with the product's.
"""

import math
import re
import unicodedata
from collections import Counter

PAD, UNKNOWN, START = "[PAD]", "[UNK]", "[CLS]"
SPECIAL = [PAD, UNKNOWN, START]
PREFIX = "##"
MAX_WORD_CHARS = 40

# Written so that Python and JavaScript read it alike; the plural s of an acronym stays with it (URLs).
_BOUNDARY = (
    r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z](?:[a-rt-z]|s[a-z]))|(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])"
)
_SPLIT = re.compile(_BOUNDARY + r"|[\W_]+")
BOUNDARY_JSON = _BOUNDARY + r"|[^\p{L}\p{N}]+"


def words_of(text):
    """The words of a text, lower case, without accents."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return _SPLIT.sub(" ", text).lower().split()


class WordPieces:
    """Turns words into ids; keeps the ids of every word it has met."""

    def __init__(self, vocabulary):
        self.vocabulary = vocabulary
        self.ids = {piece: index for index, piece in enumerate(vocabulary)}
        self._known = {}

    def encode(self, text):
        known = self._known
        result = []
        for word in words_of(text):
            ids = known.get(word)
            if ids is None:
                ids = known[word] = self._pieces(word)
            result.extend(ids)
        return result

    def _pieces(self, word):
        unknown = [self.ids[UNKNOWN]]
        if len(word) > MAX_WORD_CHARS:
            return unknown
        pieces, at = [], 0
        while at < len(word):
            end = len(word)
            while end > at:
                piece = self.ids.get((PREFIX if at else "") + word[at:end])
                if piece is not None:
                    break
                end -= 1
            if end == at:
                return unknown
            pieces.append(piece)
            at = end
        return pieces


def build_vocabulary(counts_by_repository, size, piece_share=0.2):
    """Whole words that many repositories use, then the pieces that the other words are best made of."""
    weight = Counter()
    for counts in counts_by_repository.values():
        for word, count in counts.items():
            # The square root keeps one repository's pet words out; each further repository counts in full.
            weight[word] += math.sqrt(count)
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    base = SPECIAL + list(letters) + [PREFIX + c for c in letters]
    ranked = [w for w, _ in sorted(weight.items(), key=lambda item: (-item[1], item[0])) if w.isascii() and 1 < len(w) <= 24]
    whole_count = size - len(base) - int(size * piece_share)
    whole = ranked[:whole_count]
    pieces = _best_pieces({w: weight[w] for w in ranked[whole_count:]}, set(whole) | set(base), size - len(base) - len(whole))
    return base + whole + pieces


def _best_pieces(rare, words, count):
    """Endings that remain once the longest known beginning is taken off; the rest of each ending is left to a second round."""
    chosen = []
    known = set()
    for share in (0.6, 1.0):
        gain = Counter()
        for word, weight in rare.items():
            rest = _rest(word, words, known)
            for start in range(len(rest)):
                for end in range(start + 2, min(len(rest), start + 9) + 1):
                    if start == 0 or end == len(rest):
                        gain[rest[start:end]] += weight * (end - start - 1)
        ranked = [p for p, _ in sorted(gain.items(), key=lambda item: (-item[1], item[0])) if p not in known]
        fresh = ranked[: int(count * share) - len(chosen)]
        chosen += fresh
        known.update(fresh)
    return [PREFIX + piece for piece in chosen]


def _rest(word, words, pieces):
    for end in range(len(word) - 1, 0, -1):
        if word[:end] in words:
            rest = word[end:]
            break
    else:
        return ""
    while len(rest) > 1:
        for end in range(len(rest), 1, -1):
            if rest[:end] in pieces:
                rest = rest[end:]
                break
        else:
            break
    return rest


def tokenizer_json(vocabulary):
    """The same tokenizer for @huggingface/tokenizers."""
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {"id": i, "content": t, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
            for i, t in enumerate(SPECIAL)
        ],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "NFD"},
                {"type": "StripAccents"},
                {"type": "Replace", "pattern": {"Regex": BOUNDARY_JSON}, "content": " "},
                {"type": "Lowercase"},
            ],
        },
        "pre_tokenizer": {"type": "WhitespaceSplit"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [{"SpecialToken": {"id": START, "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
            "pair": [
                {"SpecialToken": {"id": START, "type_id": 0}},
                {"Sequence": {"id": "A", "type_id": 0}},
                {"Sequence": {"id": "B", "type_id": 1}},
            ],
            "special_tokens": {START: {"id": START, "ids": [SPECIAL.index(START)], "tokens": [START]}},
        },
        "decoder": {"type": "WordPiece", "prefix": PREFIX, "cleanup": True},
        "model": {
            "type": "WordPiece",
            "unk_token": UNKNOWN,
            "continuing_subword_prefix": PREFIX,
            "max_input_chars_per_word": MAX_WORD_CHARS,
            "vocab": {piece: index for index, piece in enumerate(vocabulary)},
        },
    }
