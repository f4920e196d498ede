#!/usr/bin/env bash
# Installs what is missing, then builds and runs every test: first under the address and
# undefined-behaviour sanitizers, then the whole suite with warnings as errors.
#
#   packaging/test.sh            everything; what CI runs
#   packaging/test.sh --quick    without the sanitizer build
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

sanitizers=yes
case "${1:-}" in
    '') ;;
    --quick) sanitizers=no ;;
    *)
        complain "Unknown argument '$1'. Usage: packaging/test.sh [--quick]"
        exit 2
        ;;
esac

"$projectRoot/packaging/install_dependencies.sh"
cd "$projectRoot"

# The strict build comes first, so that a warning stops the run early. Its tests come last, so that
# ctest's summary of the whole suite is the last thing on screen.
configureAndBuild ci
if [ "$sanitizers" = yes ]; then
    configureAndBuild asan
    say "Tests under the sanitizers"
    ctest --preset asan --parallel "$jobs"
fi
say "All tests"
ctest --preset ci --parallel "$jobs"
