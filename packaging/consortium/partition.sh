#!/usr/bin/env bash
# Cuts a local consortium into parts that cannot reach each other, or heals it. This machine still
# reaches all of them, as wallets would. Needs up.sh --namespaces.
#
#   partition.sh 1              member 1 alone, all others together
#   partition.sh 1,2 3,4        two halves; members that are not named form a part of their own
#   partition.sh heal
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
readSettings
if [ "$network" != namespaces ]; then
    complain "Members share this machine's network. Start them with: up.sh --namespaces"
    exit 1
fi
if [ $# -eq 0 ]; then
    complain "Usage: partition.sh <members,…> [<members,…>…] | heal"
    exit 2
fi

declare -A partOf=()
if [ "$1" != heal ]; then
    part=0
    for group in "$@"; do
        part=$((part + 1))
        for member in ${group//,/ }; do
            requireMember "$member"
            partOf[$member]=$part
        done
    done
fi

# A packet to the other side finds no way out, so nothing of either side arrives at the other.
for member in $(seq "$members"); do
    for other in $(seq "$members"); do
        route=(blackhole "$(memberAddress "$other")/32")
        if [ "${partOf[$member]:-0}" = "${partOf[$other]:-0}" ]; then
            ip -n "consentry$member" route del "${route[@]}" 2>/dev/null || true
        elif [ "$member" != "$other" ]; then
            ip -n "consentry$member" route replace "${route[@]}"
        fi
    done
done
if [ "$1" = heal ]; then
    echo "All members reach each other."
else
    echo "Cut: $*."
fi
