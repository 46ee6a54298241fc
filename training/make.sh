#!/bin/sh
# Makes the embedded model from bare repositories: collect, train, evaluate, export. Run at the root of the project.
# usage: training/make.sh MIRROR [BENCHMARK CHECKOUTS]
set -eu

mirror=$1
work=.cache/training
mkdir -p "$work"

npx tsx training/src/checkLicences.ts --mirror "$mirror"
npx tsx training/src/collectPairs.ts --mirror "$mirror" --out "$work/chunks.jsonl"
if [ $# -ge 3 ]; then
  npx tsx training/src/dumpBenchmark.ts --data "$2" --checkouts "$3" --out "$work/benchmark.jsonl"
  python3 training/train.py --chunks "$work/chunks.jsonl" --out "$work/model" --benchmark "$work/benchmark.jsonl"
else
  python3 training/train.py --chunks "$work/chunks.jsonl" --out "$work/model"
fi
python3 training/export.py --model "$work/model" --out models/akin-static-v1
python3 training/sample_tokens.py --model "$work/model" --out test/unit/training/tokenizerSamples.json
python3 training/model_card.py --model "$work/model" --out models/akin-static-v1
