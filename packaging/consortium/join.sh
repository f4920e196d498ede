#!/usr/bin/env bash
# Lets one more organisation join a running local consortium, as a real one would: it makes its keys,
# its node takes all blocks, the members decide by their governance keys that it joins (k of n), and
# then that its validator makes blocks with theirs.
#
#   join.sh [--without-validator] [--state-sync]
#
# --state-sync: its node takes over a snapshot of the others' state instead of all blocks. It is
# told a block whose hash members 1 and 2 agree on; its engine believes no state that does not
# follow from there. What lies before the snapshot it never holds.
#
# Needs consentry-cli beside consentry-node, and a consortium with fronts (not --no-front). The vault
# that asks the ledger lies in govern/; it holds no patient.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
validator=yes stateSync=no catchUpMax=120
while [ $# -gt 0 ]; do
    case "$1" in
        --without-validator) validator=no ;;
        # The engine waits two minutes for a chunk that somebody promised and does not send.
        --state-sync) stateSync=yes catchUpMax=900 ;;
        *)
            complain "Usage: join.sh [--without-validator] [--state-sync]"
            exit 2
            ;;
    esac
    shift
done
readSettings
if [ "$app" != node ] || [ "$front" != yes ]; then
    complain "Only a consortium of registries with fronts can be joined (up.sh without --app and --no-front)."
    exit 1
fi
if [ "$members" -ge "$membersMax" ]; then
    complain "There are $members members already."
    exit 1
fi
if [ ! -x "$programs/consentry-cli" ]; then
    complain "$programs/consentry-cli is not built. CONSENTRY_PROGRAMS names a folder that has it."
    exit 1
fi
joining=$((members + 1))
govern=$consortium/govern

# cli <words…>: one JSON object, by the vault of this folder.
cli() {
    "$programs/consentry-cli" --json --data "$govern" --passphrase-file "$govern.passphrase" "$@"
}

openVault() {
    if [ ! -e "$govern.passphrase" ]; then
        (umask 077 && openssl rand -hex 24 >"$govern.passphrase")
    fi
    if [ ! -e "$govern/vault" ]; then
        cli profile import --yes "$profile" >/dev/null
    fi
}

# decide <file>: proposed by member 1, signed by as many as it takes.
decide() {
    local proposal answer member
    answer=$(cli org propose file "$1" --governance "$(memberFolder 1)/keys/governance.key")
    proposal=$(jq -r .id <<<"$answer")
    member=2
    while [ "$(jq -r .decided <<<"$answer")" != true ]; do
        answer=$(cli org sign "$proposal" --governance "$(memberFolder "$member")/keys/governance.key")
        member=$((member + 1))
    done
    echo "   ${proposal:0:12} took effect in block $(jq -r .block <<<"$answer")"
}

makesBlocks() {
    rpc 1 validators | jq -e --arg address "$1" '.result.validators | any(.address == $address)' >/dev/null
}

hasCaughtUp() {
    [ "$(rpc "$1" status 2>/dev/null | jq -r .result.sync_info.catching_up 2>/dev/null)" = false ] &&
        hasHeight "$1" "$(heightOf 1)"
}

# blockHash <member> <height>
blockHash() {
    rpc "$1" "commit?height=$2" | jq -er .result.signed_header.commit.block_id.hash
}

# HEIGHT:HASH:servers for configure_member.sh. The block lies before the snapshots that are offered,
# so that the engine's light client goes forward from it.
trustedStart() {
    local height hash
    height=$(($(heightOf 1) - 3 * snapshotInterval))
    height=$((height < 1 ? 1 : height))
    hash=$(blockHash 1 "$height")
    if [ "$(blockHash 2 "$height")" != "$hash" ]; then
        complain "Members 1 and 2 do not have the same block $height."
        return 1
    fi
    echo "$height:$hash:http://$(memberAddress 1):$rpcPort,http://$(memberAddress 2):$rpcPort"
}

say "Keys of member $joining"
if [ "$network" = namespaces ]; then
    complain "Members of network namespaces are all made by up.sh."
    exit 1
fi
makeMember "$joining"
cards=()
for member in $(seq "$joining"); do
    cards+=("$(memberFolder "$member")/card.json")
done
startOfTrust=()
if [ "$stateSync" = yes ]; then
    trusted=$(trustedStart)
    startOfTrust=(--state-sync "$trusted")
fi
configureEngine "$joining" "${startOfTrust[@]}" "${cards[@]}"
configureFront "$joining"
sed -e "s/^members=.*/members=\"$joining\"/" -e "/^founders=/d" "$consortium/settings" |
    { cat && echo "founders=\"${founders:-$members}\""; } | writeFile "$consortium/settings.next"
mv "$consortium/settings.next" "$consortium/settings"
say "Its node takes the blocks of the others$([ "$stateSync" = no ] || echo ", from a snapshot on")"
startMember "$joining"
waitFor "$catchUpMax" "member $joining catches up" hasCaughtUp "$joining"
startFront "$joining"

openVault
say "The members decide that it joins"
folder=$(memberFolder "$joining")
cli org prepare join "$folder/join.txt" --member "$folder" >/dev/null
decide "$folder/join.txt"
if [ "$validator" = yes ]; then
    say "and that its validator begins"
    cli org prepare validator "$folder/validator.txt" --member "$folder" >/dev/null
    decide "$folder/validator.txt"
    waitFor 60 "the validator of member $joining begins" \
        makesBlocks "$(jq -r .address "$folder/engine/config/priv_validator_key.json")"
fi
"$consortiumScripts/status.sh"
