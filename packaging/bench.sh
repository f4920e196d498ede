#!/usr/bin/env bash
# Builds the benchmarks in the release preset, runs them, and prints each figure beside its goal and
# the anchor that was measured in the same run.
#
#   packaging/bench.sh [filter]    only benchmark programs whose name contains the filter
#
# Leave the machine alone meanwhile: figures are only as steady as its load.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

"$projectRoot/packaging/install_dependencies.sh" bench
configureAndBuild bench bench_programs
folder=$projectRoot/build/bench/bench
results=$projectRoot/build/bench/results
mkdir -p "$results"
rm -f "$results"/*.json # an anchor of another run would mislead

ran=0
for program in "$folder"/bench_*; do
    name=$(basename "$program")
    if [ ! -x "$program" ] || [[ $name != *"${1:-}"* ]]; then
        continue
    fi
    say "$name"
    QT_QPA_PLATFORM=offscreen "$program" --benchmark_out="$results/$name.json" \
        --benchmark_out_format=json
    ran=$((ran + 1))
done
if [ "$ran" -eq 0 ]; then
    complain "No benchmark's name contains '${1:-}'."
    exit 1
fi
say "Goals"
python3 "$projectRoot/packaging/bench_table.py" "$projectRoot/tests/bench/goals.json" "$results"
