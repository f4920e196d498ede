#!/usr/bin/env bash
# Builds the fuzz targets with clang 19 and runs each of them.
#
#   packaging/fuzz.sh [seconds for each target]    (default 60)
#
# Inputs that reach new code are kept in build/fuzz/corpus/<target>; an input that breaks a target
# is saved in build/fuzz/findings and ends the run. Add it to tests/data/corpus/<target>, where the
# unit tests replay it for ever, together with the mend.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

seconds=${1:-60}
if ! [[ $seconds =~ ^[1-9][0-9]{0,5}$ ]]; then
    complain "Usage: packaging/fuzz.sh [seconds for each target, 1 to 999999]"
    exit 2
fi

"$projectRoot/packaging/install_dependencies.sh" fuzz
configureAndBuild fuzz fuzz_targets
findings=$projectRoot/build/fuzz/findings
mkdir -p "$findings"

ran=0
for program in "$projectRoot"/build/fuzz/fuzz/fuzz_*; do
    [ -x "$program" ] || continue
    target=$(basename "$program")
    target=${target#fuzz_}
    corpus=("$projectRoot/build/fuzz/corpus/$target")
    mkdir -p "${corpus[0]}"
    if [ -d "$projectRoot/tests/data/corpus/$target" ]; then
        corpus+=("$projectRoot/tests/data/corpus/$target")
    fi
    say "$target, $seconds s"
    "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$findings/$target-" "${corpus[@]}"
    ran=$((ran + 1))
done
if [ "$ran" -eq 0 ]; then
    complain "No fuzz target was built."
    exit 1
fi
say "$ran targets, no finding"
