"""Writes the model card from the repository list and the figures. `python3 training/model_card.py --model DIR --out DIR`"""

import argparse
import csv
import json
import os
from collections import Counter

import numpy as np

TEXT = """---
license: mit
library_name: transformers.js
pipeline_tag: feature-extraction
tags: [code-search, static-embedding]
---

# akin-static-v2

Akin's embedded model: it turns source code and questions in English into vectors of {dimensions} numbers whose dot product says how
near they are in meaning. A text is the mean of one learnt vector per token, at unit length; there is no attention
and nothing else to compute, so it embeds more than ten thousand functions a second on one core. Made from scratch with
`training/` (one command, two cores, under an hour); no other model's weights or answers went into it.

| | |
| --- | --- |
| vocabulary × dimensions | {vocabulary:,} × {dimensions} |
| table | signed bytes, one scale a row: `onnx/model.onnx` has {megabytes:.1f} MB |
| input | `input_ids`, `attention_mask` (int64, [batch, tokens]), up to 512 tokens; the start mark `[CLS]` weighs nothing |
| output | `sentence_embedding` (float32, [batch, {dimensions}]), of unit length, zeros for a text without a known word |
| languages | Python, JavaScript, TypeScript, Go, Rust, Java, C, C++, C#, PHP, Ruby, Kotlin, Swift, Scala, Lua, Bash, Elixir, Haskell, Zig |
| licence | MIT |

```js
const tokenizer = await AutoTokenizer.from_pretrained('akin-static-v2');
const model = await AutoModel.from_pretrained('akin-static-v2', {{ dtype: 'fp32' }});
const {{ sentence_embedding }} = await model(await tokenizer(texts, {{ padding: true, truncation: true }}));
```

`dtype: 'fp32'` names the file `model.onnx`; the bytes inside are turned into floats as they are looked up. Code is embedded in the form of
`server/src/chunking/embeddedText.ts` (path words, names, source), a question as it stands.

## Figures

{figures}

## Recipe

- **Data.** {chunks:,} chunks (functions, methods, types) of {train} repositories, cut by Akin's own chunker; {described:,} of them with a
  description. Tests are thinned to a tenth, vendored and generated files left out, copies removed; at most 4,000 chunks with and 1,500 without a description from a repository, so that many repositories speak.
- **Pairs.** The query is the description's first sentence, the name as words, both, or the name under its class's
  description; a quarter begins like a question ("how does", "where is"). The code side is the chunk without its doc comment: half of the time without
  its name, three times in ten without its path, always without a random 15 % of its tokens.
- **Loss.** Symmetric in-batch contrast, {recipe}; row-wise Adagrad on a random table whose
  frequent tokens begin small. In {near:.0%} of the batches all items come from a few repositories, whose chunks are harder to tell apart.
- **Tokenizer.** WordPiece over words cut at camelCase, digits and punctuation, lower case.

{chunks_by_language}

## Limits

- English questions; other alphabets become one unknown token that weighs nothing.
- A bag of words: order, negation and control flow are not seen, and two functions that call the same things in another order look alike.
- Numbers, hashes and rare identifiers are cut into small pieces and say little; keyword search finds those better, and Akin
  fuses both.
- The scale of similarities is the model's own: thresholds for near-duplicates must be calibrated on it.
- Rankings follow the habits of well-known open-source libraries; test files are not told apart from what they test.

## Repositories

All under permissive licences, at the commits of `training/repositories.tsv`. No source text is contained in the model
or in Akin. {held_out} further repositories were held out to measure on.

| repository | licence | language |
| --- | --- | --- |
{repositories}
"""


def table_of(header, rows):
    lines = ["| " + " | ".join(header) + " |", "| " + " | ".join("---" for _ in header) + " |"]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows])


def figure_tables(figures):
    held_out = figures["held_out_by_repository"]
    parts = [
        "Held-out repositories: each described chunk is asked for by its description's first sentence among all chunks of its repository, "
        f"whose own comments are removed: MRR@10 **{figures['held_out_mrr10']:.3f}**, NDCG@10 **{figures['held_out_ndcg10']:.3f}**.",
        table_of(["repository", "MRR@10", "NDCG@10"], [(n, f"{v[0]:.3f}", f"{v[1]:.3f}") for n, v in held_out.items()]),
    ]
    if "benchmark_ndcg10" in figures:
        by_name = figures["benchmark_by_repository"]
        exact = figures.get("benchmark_ndcg10_float")
        parts += [
            "Development benchmark (226 questions, 12 repositories, never trained on), NDCG@10 by file with vectors alone, a "
            f"file's best chunk speaking for it: **{figures['benchmark_ndcg10']:.3f}**"
            + (f" ({exact:.4f} with the table in 32-bit floats)." if exact else "."),
            table_of(["repository", "NDCG@10"], [(n, f"{v:.3f}") for n, v in by_name.items()]),
        ]
    return "\n\n".join(parts)


def ranking_table(report):
    """The whole search with this model: fitted ranker over keywords and vectors."""
    columns = [report[key]["byRepository"] for key in ("leaveOneOut", "fitted", "leaveOneOutWithoutVectors")]
    means = [f"**{report[key]['mean']:.4f}**" for key in ("leaveOneOut", "fitted", "leaveOneOutWithoutVectors")]
    rows = [(name, *(f"{column[name]:.3f}" for column in columns)) for name in sorted(columns[0])]
    return "\n\n".join(
        [
            "The whole search with this model on the development benchmark, NDCG@10 by file: the ranker fitted on the other "
            f"repositories and on {report['questions']['others']} questions about held-out ones (`training/ranking/questions`), the "
            "ranker fitted on all, and one fitted without vectors on the other repositories. The same ranker on the question "
            f"repositories, each left out of the fit: {report['questionRepositories']['mean']:.4f}.",
            table_of(["repository", "left out", "fitted", "left out, without vectors"], [*rows, ("mean", *means)]),
        ]
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default=".cache/training/model")
    parser.add_argument("--repositories", default="training/repositories.tsv")
    parser.add_argument("--out", default="models/akin-static-v2")
    parser.add_argument("--ranking", default="training/ranking/report.json")
    options = parser.parse_args()
    with open(os.path.join(options.model, "figures.json"), encoding="utf-8") as file:
        figures = json.load(file)
    with open(options.repositories, encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    train = [row for row in rows if row["split"] == "train"]
    recipe = figures["recipe"]
    counts = figures["chunks_by_language"]
    all_figures = figure_tables(figures)
    if os.path.exists(options.ranking):
        with open(options.ranking, encoding="utf-8") as file:
            all_figures += "\n\n" + ranking_table(json.load(file))
    text = TEXT.format(
        vocabulary=recipe["vocabulary"],
        dimensions=recipe["dimensions"],
        megabytes=os.path.getsize(os.path.join(options.out, "onnx/model.onnx")) / 1e6,
        figures=all_figures,
        chunks=sum(c for c, _ in counts.values()),
        described=sum(d for _, d in counts.values()),
        train=len(train),
        held_out=len(rows) - len(train),
        recipe=f"batches of {recipe['batch']:,}, temperature {recipe['temperature']}, {recipe['epochs']} epochs",
        near=recipe["same_repository"],
        chunks_by_language=table_of(
            ["language", "chunks", "described"], sorted(((n, *c) for n, c in counts.items()), key=lambda row: -row[1])
        ),
        repositories="\n".join(f"| {r['repository']} | {r['licence']} | {r['language']} |" for r in train),
    )
    with open(os.path.join(options.out, "README.md"), "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    main()
