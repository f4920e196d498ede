#!/usr/bin/env bash
# Decisions of a consortium with the real engine: a fifth member joins and makes blocks, an old wallet
# follows, one of the founders stops making blocks, and an upgrade is agreed on for a height at which
# one member is late.
#
#   CONSENTRY_PROGRAMS=build/ci/bin tests/integration/governance.sh
#
# Needs consentry-node, consentry-node-next, consentry-ceremony and consentry-cli there. Makes a
# consortium in a folder of its own and removes it; takes about four minutes, because empty blocks
# come every five seconds.
set -euo pipefail
scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../packaging/consortium" && pwd)
CONSENTRY_CONSORTIUM=$(mktemp -d /tmp/consentry.XXXXXX)
export CONSENTRY_CONSORTIUM
# shellcheck source=../../packaging/consortium/lib.sh
. "$scripts/lib.sh"
trap '"$scripts/down.sh" --remove >/dev/null 2>&1 || true; rm -rf "$CONSENTRY_CONSORTIUM"' EXIT

cli() {
    "$programs/consentry-cli" --json --data "$consortium/govern" \
        --passphrase-file "$consortium/govern.passphrase" "$@"
}

# decide <needed> <words of org propose…>: prints the block in which it took effect.
decide() {
    local needed=$1 answer member proposal
    shift
    answer=$(cli org propose "$@" --governance "$(memberFolder 1)/keys/governance.key")
    proposal=$(jq -r .id <<<"$answer")
    for member in $(seq 2 "$needed"); do
        expect "$(jq -r .decided <<<"$answer")" false "decided by fewer than $needed"
        answer=$(cli org sign "$proposal" --governance "$(memberFolder "$member")/keys/governance.key")
    done
    expect "$(jq -r .decided <<<"$answer")" true "decided by $needed"
    jq -r .block <<<"$answer"
}

expect() {
    if [ "$1" != "$2" ]; then
        complain "FAIL: $3: found $1, expected $2"
        exit 1
    fi
}

validatorsAt() {
    rpc 1 "validators?height=$1" | jq -r .result.count
}

headerAt() {
    rpc "$1" "header?height=$2" | jq -r "$3"
}

say "Four members"
"$scripts/up.sh" 4
readSettings
say "A fifth joins"
"$scripts/join.sh"
readSettings
began=$(rpc 1 "abci_info" | jq -r .result.response.last_block_height)
# The block with the decision is the newest that changed the set.
for height in $(seq 2 "$began"); do
    if [ "$(rpc 1 "block_results?height=$height" | jq '.result.validator_updates | length')" != 0 ]; then
        decided=$height
    fi
done
waitFor 60 "two more blocks" hasHeight 1 $((decided + 4))
expect "$(validatorsAt $((decided + 1)))" 4 "validators one block after the decision"
expect "$(validatorsAt $((decided + 2)))" 5 "validators two blocks after the decision"
votes=$(rpc 1 "commit?height=$((decided + 3))" |
    jq '[.result.signed_header.commit.signatures[] | select(.block_id_flag == 2)] | length')
echo "PASS: decided in block $decided, five validators from block $((decided + 2)) on, $votes votes"

say "The wallet that trusted four follows"
shown=$(cli org show)
expect "$(jq -r '.members | length' <<<"$shown")" 5 "members in proven state"
expect "$(jq -r .worth <<<"$shown")" verified "worth of the newest block"
echo "PASS: block $(jq -r .block <<<"$shown") is verified"

say "Blocks go on without one of the founders"
"$scripts/kill.sh" 2 hold
height=$(heightOf 1)
waitFor 60 "blocks without member 2" hasHeight 1 $((height + 3))
"$scripts/kill.sh" 2 release
waitFor 60 "member 2 is back" hasHeight 2 $((height + 3))
echo "PASS: four of five, the new one among them, make blocks"

say "A validator ends"
ended=$(decide 4 end-validator Beishan)
waitFor 60 "two more blocks" hasHeight 1 $((ended + 3))
expect "$(validatorsAt $((ended + 2)))" 4 "validators two blocks after the decision"
if refused=$(cli org propose end-validator Nanwan \
    --governance "$(memberFolder 1)/keys/governance.key" 2>/dev/null); then
    complain "FAIL: fewer than four validators were agreed on"
    exit 1
fi
expect "$(jq -r .error.refusal <<<"$refused")" TOO_FEW_VALIDATORS "the fourth stays"
cli org show >/dev/null
echo "PASS: Beishan's validator ended with block $((ended + 1)); the wallet follows"

say "An upgrade; member 3 is late"
for member in 1 2 4 5; do
    echo "$programs/consentry-node-next" >"$(memberFolder "$member")/run/node_program"
    "$scripts/kill.sh" "$member" engine >/dev/null
    waitFor 60 "member $member is back" hasHeight "$member" "$(heightOf 3)"
done
agreed=$(($(heightOf 1) + 30))
decide 4 upgrade "$agreed" 2 >/dev/null
waitFor 300 "the agreed block" hasHeight 1 $((agreed + 2))
expect "$(headerAt 1 $((agreed - 1)) .result.header.version.app)" 1 "version before the agreed block"
expect "$(headerAt 1 "$agreed" .result.header.version.app)" 2 "version from the agreed block on"
late=$(memberFolder 3)
grep -q "the rules of version 2 hold" "$late/log/node.log" ||
    { complain "FAIL: member 3 does not say why it stopped"; exit 1; }
expect "$(heightOf 3)" 0 "member 3 answers no more"
echo "PASS: member 3 stopped: $(grep -m1 -o 'from block [0-9]* on the rules[^"]*' "$late/log/node.log")"
echo "$programs/consentry-node-next" >"$late/run/node_program"
waitFor 120 "member 3 goes on" hasHeight 3 $((agreed + 2))
expect "$(headerAt 3 $((agreed + 2)) .result.header.app_hash)" \
    "$(headerAt 1 $((agreed + 2)) .result.header.app_hash)" "application hash of the late member"
cli org show >/dev/null
echo "PASS: with the newer program it took the blocks that it missed; the wallet follows"
