"""From a trained table to the folder that the product loads. `python3 training/export.py --model DIR --out DIR`"""

import argparse
import json
import os

import numpy as np

from onnx_file import model
from wordpieces import PAD, SPECIAL, START, UNKNOWN, tokenizer_json

MAX_TOKENS = 512


def write_json(folder, name, content, **options):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, **options)
        file.write("\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default=".cache/training/model")
    parser.add_argument("--out", default="models/akin-static-v2")
    parser.add_argument("--float", action="store_true", help="store the table as 32-bit floats (four times the size)")
    options = parser.parse_args()

    table = np.load(os.path.join(options.model, "table.npy"))
    with open(os.path.join(options.model, "vocabulary.txt"), encoding="utf-8") as file:
        vocabulary = file.read().splitlines()
    # Padding and the start mark add nothing to a text; the start mark only keeps an empty text from being an empty tensor.
    table[: len(SPECIAL)] = 0
    os.makedirs(os.path.join(options.out, "onnx"), exist_ok=True)
    with open(os.path.join(options.out, "onnx", "model.onnx"), "wb") as file:
        file.write(model(table, int8=not options.float))
    config = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": int(table.shape[1]),
        "vocab_size": len(vocabulary),
        "max_position_embeddings": MAX_TOKENS,
        "pad_token_id": 0,
        "transformers.js_config": {"dtype": "fp32"},
        # static: the product looks the table up itself. The best chunk of the right file had a cosine of 0.16 or more for 99
        # of 100 questions on 31 repositories. For twelve questions of other worlds or without sense the nearest chunk of these
        # repositories had 0.08 to 0.58, half of them 0.23 or less: no floor tells the two apart, and a right answer that is
        # left out costs more than a far one at the end of the list.
        "akin": {"architecture": "static", "minimum_similarity": 0.15},
    }
    write_json(options.out, "config.json", config, indent=2)
    tokenizer_config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": MAX_TOKENS,
        "pad_token": PAD,
        "unk_token": UNKNOWN,
        "cls_token": START,
        "do_lower_case": True,
    }
    write_json(options.out, "tokenizer_config.json", tokenizer_config, indent=2)
    write_json(options.out, "tokenizer.json", tokenizer_json(vocabulary))


if __name__ == "__main__":
    main()
