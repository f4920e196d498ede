#!/usr/bin/env bash
# Starts a consortium of N members on this machine: N unmodified CometBFT validators, each with the
# registry behind it, on 127.0.0.2 and up. Builds what is missing, holds the ceremony that a real
# consortium would hold, waits until blocks flow, and prints where the profile for wallets lies.
#
#   up.sh [N]                  4 to 20 members, default 4
#     --timeout-commit 300ms   the pause between busy blocks
#     --namespaces             each member in a network namespace of its own (root; partition.sh)
#     --clocks                 each member under a clock that skew.sh shifts
#     --no-front               without nginx and TLS
#     --app kvstore|kvstore-socket|anchor   an example of the engine instead of the registry
#     --transactions-per-hour K             the registry's limit for a person's key
#     --snapshot-interval BLOCKS            10 or more
#
# Run again: continues a stopped consortium, changes nothing on a running one.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

members=4 front=yes perHour=60
while [ $# -gt 0 ]; do
    case "$1" in
        --timeout-commit) timeoutCommit=$2; shift 2 ;;
        --namespaces) network=namespaces; shift ;;
        --clocks) clocks=yes; shift ;;
        --no-front) front=no; shift ;;
        --app) app=$2; shift 2 ;;
        --snapshot-interval) snapshotInterval=$2; shift 2 ;;
        --transactions-per-hour) perHour=$2; shift 2 ;;
        *)
            if ! [[ $1 =~ ^[0-9]+$ ]] || [ "$1" -lt 4 ] || [ "$1" -gt "$membersMax" ]; then
                complain "'$1' is neither an option nor a number of members from 4 to $membersMax." \
                    "The first lines of ${BASH_SOURCE[0]} list the options."
                exit 2
            fi
            members=$1
            shift
            ;;
    esac
done

build() {
    "$projectRoot/packaging/install_dependencies.sh" consortium
    case "$app" in
        kvstore-socket | anchor) "$consortiumScripts/build_engine.sh" --examples ;;
        *) "$consortiumScripts/build_engine.sh" ;;
    esac
    if [ -z "${CONSENTRY_PROGRAMS:-}" ]; then
        local targets=(consentry-ceremony)
        if [ "$app" = node ]; then
            targets+=(consentry-node)
        fi
        configureAndBuild release "${targets[@]}"
    fi
}

ceremony() {
    local member cards=()
    for member in $(seq "$members"); do
        makeMember "$member"
        cards+=("$(memberFolder "$member")/card.json")
    done
    if [ ! -e "$consortium/genesis.json" ]; then
        "$programs/consentry-ceremony" genesis --out "$consortium/genesis.json" \
            --transactions-per-hour "$perHour" "${cards[@]}" >"$consortium/genesis.log"
    fi
    for member in $(seq "$members"); do
        # Who joined later (join.sh) stands in the state, not in the genesis.
        if [ "$member" -le "${founders:-$members}" ]; then
            "$programs/consentry-ceremony" check --genesis "$consortium/genesis.json" \
                --card "$(memberFolder "$member")/card.json" \
                >>"$(memberFolder "$member")/log/ceremony.log"
        fi
        configureEngine "$member" "${cards[@]}"
        if [ "$front" = yes ]; then
            configureFront "$member"
        fi
    done
}

requireClocks() {
    if [ ! -x "$programs/skewed_clock" ]; then
        complain "$programs/skewed_clock is not built (target skewed_clock; x86-64 alone), and --clocks" \
            "needs it. CONSENTRY_PROGRAMS names a folder that has it."
        exit 1
    fi
}

# What wallets are handed: the cards and a header, signed by every member's governance key.
makeProfile() {
    local member cards=() commit=$consortium/profile.anchor.json making=$consortium/profile.making
    if [ ! -e "$profile" ]; then
        for member in $(seq "$members"); do
            cards+=("$(memberFolder "$member")/card.json")
        done
        rpc 1 "commit?height=$(($(heightOf 1) - 1))" | writeFile "$commit"
        rm -f "$making"
        "$programs/consentry-ceremony" profile --out "$making" --anchor "$commit" "${cards[@]}" \
            >"$consortium/profile.log"
        for member in $(seq "$members"); do
            "$programs/consentry-ceremony" sign-profile --profile "$making" \
                --governance "$(memberFolder "$member")/keys/governance.key" >>"$consortium/profile.log"
        done
        mv "$making" "$profile"
    fi
    say "Profile for wallets: $profile"
    "$programs/consentry-ceremony" show-profile --profile "$profile" | sed -n '/^words/,$p'
    echo "consentry-cli profile import $profile"
}

# knowsAll <member>: whether its engine is connected to every other.
knowsAll() {
    [ "$(rpc "$1" net_info 2>/dev/null | jq -r .result.n_peers 2>/dev/null)" = $((members - 1)) ]
}

# Unix sockets have paths of at most 107 bytes.
if [ "${#consortium}" -gt 80 ]; then
    complain "The path $consortium is too long for the sockets below it (80 characters at most)." \
        "Set CONSENTRY_CONSORTIUM to a shorter one."
    exit 1
fi
if [ -e "$consortium/settings" ]; then
    wanted=$members
    readSettings
    if [ "$wanted" != "$members" ] && [ "$wanted" != 4 ]; then
        complain "There is a consortium of $members members already. down.sh --remove deletes it."
        exit 1
    fi
else
    chain=consentry-$(date -u +%Y%m%d-%H%M%S)
fi
build
if [ "$clocks" = yes ]; then
    requireClocks
fi
if [ "$network" = namespaces ]; then
    "$consortiumScripts/network.sh" up "$members"
fi
mkdir -p "$consortium"
if [ ! -e "$consortium/settings" ]; then
    say "Ceremony of $members organisations"
    declare -p members app network clocks front timeoutCommit snapshotInterval \
        chain perHour |
        sed 's/^declare -[-x]* //' | writeFile "$consortium/settings"
fi
ceremony
say "Start"
for member in $(seq "$members"); do
    startMember "$member"
done
for member in $(seq "$members"); do
    waitFor 60 "member $member makes blocks" hasHeight "$member" 2
    waitFor 60 "member $member reaches all others" knowsAll "$member"
    if [ "$front" = yes ]; then
        startFront "$member"
    fi
done
"$consortiumScripts/status.sh"
if [ "$front" = yes ] && [ "$app" = node ]; then
    makeProfile
fi
