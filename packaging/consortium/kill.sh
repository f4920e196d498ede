#!/usr/bin/env bash
# Kills parts of a member of a local consortium; its supervisor starts them again.
#
#   kill.sh <member> engine|node|both [SIGNAL]    default KILL
#   kill.sh <member> hold                         stops it and keeps it down …
#   kill.sh <member> release                      … until this
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
readSettings
member=${1:-} part=${2:-} signal=${3:-KILL}
requireMember "$member"
run=$(memberFolder "$member")/run

# A part that runs no more, or ends in the same moment, is no mistake.
killPart() {
    local pid
    if pid=$(pidOf "$member" "$1") && kill "-$signal" "$pid" 2>/dev/null; then
        echo "member $member: $1 ($pid) got $signal"
    else
        echo "member $member: $1 does not run"
    fi
}

case "$part" in
    engine | node) killPart "$part" ;;
    both)
        killPart node
        killPart engine
        ;;
    hold)
        touch "$run/hold"
        signal=TERM
        killPart engine
        ;;
    release)
        rm -f "$run/hold"
        echo "member $member: released"
        ;;
    *)
        complain "Usage: kill.sh <member> engine|node|both [SIGNAL] | hold | release"
        exit 2
        ;;
esac
