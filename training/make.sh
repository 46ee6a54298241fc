#!/bin/sh
# Makes the embedded model from bare repositories, then fits the ranker to it: collect, train, evaluate, export, fit.
# Run at the root of the project after `npm run build`.
# usage: training/make.sh MIRROR [BENCHMARK CHECKOUTS]
#   MIRROR     bare clones at owner+name/repo
#   BENCHMARK  the retrieval benchmark's development half, with its working trees in CHECKOUTS: figures, and questions for the ranker
set -eu

mirror=$1
work=.cache/training
model=models/akin-static-v2
mkdir -p "$work"

npx tsx training/src/checkLicences.ts --mirror "$mirror"
npx tsx training/src/collectPairs.ts --mirror "$mirror" --part 1/2 --out "$work/chunks.1.jsonl" &
first_part=$!
npx tsx training/src/collectPairs.ts --mirror "$mirror" --part 2/2 --out "$work/chunks.2.jsonl"
wait "$first_part"
cat "$work/chunks.1.jsonl" "$work/chunks.2.jsonl" >"$work/chunks.jsonl"

if [ $# -ge 3 ]; then
  npx tsx training/src/dumpBenchmark.ts --data "$2" --checkouts "$3" --out "$work/benchmark.jsonl"
  python3 training/train.py --chunks "$work/chunks.jsonl" --out "$work/model" --benchmark "$work/benchmark.jsonl"
else
  python3 training/train.py --chunks "$work/chunks.jsonl" --out "$work/model"
fi
python3 training/export.py --model "$work/model" --out "$model"
python3 training/sample_tokens.py --model "$work/model" --out test/unit/training/tokenizerSamples.json

if [ $# -ge 3 ]; then
  questions=training/ranking/questions
  training/checkout.sh "$mirror" "$questions/repos.tsv" "$work/questions"
  npx tsx training/src/rankingData.ts --model "$model" --out "$work/ranking.jsonl" --set "$2:$3" --set "$questions:$work/questions"
  python3 training/fit_ranker.py --data "$work/ranking.jsonl"
fi
python3 training/model_card.py --model "$work/model" --out "$model"
npx prettier --write "$model" test/unit/training/tokenizerSamples.json server/src/search/rankerWeights.json training/ranking/report.json
