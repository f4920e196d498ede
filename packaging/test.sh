#!/usr/bin/env bash
# Installs what is missing, then builds and runs every test: first under the address and
# undefined-behaviour sanitizers, then the whole suite with warnings as errors. The suite includes short
# acceptance checks of four members with the real consensus engine on this machine.
#
#   packaging/test.sh            everything; what CI runs
#   packaging/test.sh --quick    without the sanitizer build
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# Fetching and compiling the engine takes two minutes where its modules can be reached.
engineSeconds=900

sanitizers=yes
case "${1:-}" in
    '') ;;
    --quick) sanitizers=no ;;
    *)
        complain "Unknown argument '$1'. Usage: packaging/test.sh [--quick]"
        exit 2
        ;;
esac

"$projectRoot/packaging/install_dependencies.sh" consortium
cd "$projectRoot"

# Short acceptance checks of a consortium run on the real engine. Its modules come from the network;
# a machine that does not reach them builds and tests everything else, and ctest names the check
# as skipped.
if ! timeout "$engineSeconds" "$projectRoot/packaging/consortium/build_engine.sh"; then
    complain "The consensus engine could not be built, so nothing is checked on it here."
fi

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
