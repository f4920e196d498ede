#!/usr/bin/env bash
# How the members of a local consortium are: processes, newest block, peers, application hash.
#
#   status.sh            fails unless every member runs and the newest blocks lie close together
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
readSettings

# A member further behind than this is not keeping up.
lagMax=10

row() {
    local member=$1 engine node status peers
    engine=$(pidOf "$member" engine || echo -)
    node=$([ "$app" = kvstore ] && echo inside || pidOf "$member" node || echo -)
    if status=$(rpc "$member" status 2>/dev/null) && peers=$(rpc "$member" net_info 2>/dev/null); then
        jq -rn --argjson s "$status" --argjson p "$peers" --arg m "$member" --arg e "$engine" \
            --arg n "$node" --arg a "$(memberAddress "$member")" '
            $s.result.sync_info as $sync |
            [$m, $a, $e, $n, $sync.latest_block_height, $sync.latest_block_time[11:19],
             (if $sync.catching_up then "yes" else "no" end), $p.result.n_peers,
             $sync.latest_app_hash[0:16]] | @tsv'
    else
        printf '%s\t%s\t%s\t%s\t-\t-\t-\t-\t-\n' "$member" "$(memberAddress "$member")" "$engine" "$node"
    fi
}

table=$(for member in $(seq "$members"); do row "$member"; done)
{
    printf 'member\taddress\tengine\tnode\theight\ttime\tcatching up\tpeers\tapp hash\n'
    printf '%s\n' "$table"
} | column -t -s "$(printf '\t')"

if ! awk -F'\t' -v lag="$lagMax" '
    $5 == "-" { exit 1 }
    { if (NR == 1 || $5 > highest) highest = $5; if (NR == 1 || $5 < lowest) lowest = $5 }
    END { exit highest - lowest > lag }' <<<"$table"; then
    complain "Not all members are well. packaging/consortium/logs.sh <member> shows why."
    exit 1
fi
