#!/usr/bin/env bash
# The logs of a member of a local consortium.
#
#   logs.sh [member] [engine|node|supervisor|front] [-f]    default: member 1, all parts, 40 lines
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
readSettings
member=1 part='*' follow=()
for word in "$@"; do
    case "$word" in
        -f) follow=(-f) ;;
        engine | node | supervisor | front) part=$word ;;
        *)
            requireMember "$word"
            member=$word
            ;;
    esac
done
# shellcheck disable=SC2086  # the star stands for all parts
tail -n 40 "${follow[@]}" "$(memberFolder "$member")"/log/$part.log
