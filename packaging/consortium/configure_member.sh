#!/usr/bin/env bash
# Writes a member's engine/config/config.toml from the cards of all members, and puts the genesis
# beside it. Run again after a member joined, left or moved; keys and data are not touched.
#
#   configure_member.sh --folder DIR --genesis genesis.json --app ADDRESS --listen ADDRESS
#       [--peer-listen ADDRESS] [--same-host] [--timeout-commit 300ms] [--double-sign-check N]
#       [--state-sync HEIGHT:HASH:http://server1,http://server2] card.json…
#
# --app is where consentry-node listens (unix:///run/consentry/node.sock), --listen the address of
# this machine that nginx and the metrics collector reach (127.0.0.1 on a machine of its own).
# --same-host: other members dial from the same address, as on one machine.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

folder='' genesis='' app='' listen='' peerListen='' timeoutCommit=300ms doubleSign=0 sameHost=false
stateSync=false syncHeight=0 syncHash='' syncServers='' logLevel=${CONSENTRY_ENGINE_LOG:-info}
cards=()
while [ $# -gt 0 ]; do
    case "$1" in
        --folder) folder=$2; shift 2 ;;
        --genesis) genesis=$2; shift 2 ;;
        --app) app=$2; shift 2 ;;
        --listen) listen=$2; shift 2 ;;
        --peer-listen) peerListen=$2; shift 2 ;;
        --same-host) sameHost=true; shift ;;
        --timeout-commit) timeoutCommit=$2; shift 2 ;;
        --double-sign-check) doubleSign=$2; shift 2 ;;
        --state-sync)
            stateSync=true
            syncHeight=${2%%:*} syncServers=${2#*:*:} syncHash=${2#*:} syncHash=${syncHash%%:*}
            shift 2
            ;;
        --*) complain "Unknown option '$1'; the first lines of ${BASH_SOURCE[0]} list them."; exit 2 ;;
        *) cards+=("$1"); shift ;;
    esac
done
if [ -z "$folder" ] || [ -z "$genesis" ] || [ -z "$app" ] || [ -z "$listen" ] ||
    [ ${#cards[@]} -eq 0 ]; then
    complain "Needed: --folder, --genesis, --app, --listen and the members' cards."
    exit 2
fi

own=$(jq -r .peerId "$folder/card.json")
ownAddress=$(jq -r .peerAddress "$folder/card.json")
# Every other member is a peer that is dialled for ever and never turned away.
others=$(jq -r --arg own "$own" 'select(.peerId != $own) | .peerId + "@" + .peerAddress' "${cards[@]}" |
    sort -u | paste -sd,)
otherIds=$(jq -r --arg own "$own" 'select(.peerId != $own) | .peerId' "${cards[@]}" | sort -u |
    paste -sd,)

mkdir -p "$folder/engine/config" "$folder/engine/data"
fillTemplate "$consortiumScripts/engine/config.toml.in" \
    MONIKER "$(jq -r .nameEn "$folder/card.json" | tr -cd '[:alnum:] ._-')" \
    PROXY_APP "$app" LOG_LEVEL "$logLevel" \
    RPC_ADDRESS "$listen:$rpcPort" METRICS_ADDRESS "$listen:$engineMetricsPort" \
    PEER_LADDR "${peerListen:-0.0.0.0}:${ownAddress##*:}" PEER_ADDRESS "$ownAddress" \
    PEERS "$others" PEER_IDS "$otherIds" TIMEOUT_COMMIT "$timeoutCommit" \
    SAME_HOST "$sameHost" DOUBLE_SIGN_CHECK "$doubleSign" STATE_SYNC "$stateSync" STATE_SYNC_SERVERS "$syncServers" \
    STATE_SYNC_HEIGHT "$syncHeight" STATE_SYNC_HASH "$syncHash" |
    writeFile "$folder/engine/config/config.toml"
writeFile "$folder/engine/config/genesis.json" <"$genesis"
