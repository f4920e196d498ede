#!/usr/bin/env bash
# Acceptance checks of a consortium with the real engine: members that are killed, cut off, wrong
# about the time, dishonest or overloaded; wallets that are lied to. Each starts members of its own on
# this machine and removes them. Builds what is missing.
#
#   check.sh list
#   check.sh [--long] [--seed N] all | NAME…
#
# `all` with --long takes some two hours and ends with governance.sh. Cutting members off needs root,
# wrong clocks need an x86-64. Figures and application hashes go to build/measure/checks.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [ $# -eq 0 ]; then
    complain "Usage: check.sh list | [--long] [--seed N] all | NAME…"
    exit 2
fi
if [ -z "${CONSENTRY_PROGRAMS:-}" ]; then
    "$projectRoot/packaging/install_dependencies.sh" consortium
    "$consortiumScripts/build_engine.sh"
    targets=(consentry_check) # and what it starts
    if [ "$(uname -m)" = x86_64 ]; then
        targets+=(skewed_clock)
    fi
    configureAndBuild measure "${targets[@]}"
    export CONSENTRY_PROGRAMS=$projectRoot/build/measure/bin
fi
export CONSENTRY_SOURCE_DIR=$projectRoot
failed=0
"$CONSENTRY_PROGRAMS/consentry_check" --records "$projectRoot/build/measure/checks" "$@" || failed=$?
case " $* " in
    *" all "*) "$projectRoot/tests/integration/governance.sh" || failed=$? ;;
esac
exit "$failed"
