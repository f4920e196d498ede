#!/usr/bin/env bash
# Shifts the clock that a member's engine and node see, at once and without a restart, as a step of
# the system's clock would. Needs up.sh --clocks.
#
#   skew.sh <member> <milliseconds>    for example 300000, -30000, or 0 to set it right
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
readSettings
if [ "$clocks" != yes ]; then
    complain "Members see this machine's clock. Start them with: up.sh --clocks"
    exit 1
fi
requireMember "${1:-}"
if ! [[ ${2:-} =~ ^-?[0-9]{1,15}$ ]]; then
    complain "Usage: skew.sh <member> <milliseconds>"
    exit 2
fi
echo "$2" | writeFile "$(memberFolder "$1")/run/clock_offset_ms"
echo "member $1: clock shifted by $2 ms"
