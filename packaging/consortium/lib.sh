# shellcheck shell=bash
# What the commands of this folder share. Sourced, never run.
#
# A consortium on one machine lies in one folder (build/consortium, or $CONSENTRY_CONSORTIUM):
#
#   settings                 what up.sh was told, in shell form
#   genesis.json             what the members agreed on
#   profile.consentry        what wallets import
#   govern/                  the vault by which join.sh asks the ledger
#   services/                what the members keep for wallets that play them (init --members)
#   member1/ … memberN/      what each member's own machine would hold
#     keys/ card.json        its keys and what it hands out (consentry-ceremony keys)
#     engine/{config,data}   CometBFT's home
#     node/                  the registry's store
#     tls/ front/            certificate and nginx
#     log/ run/              logs; process ids and what the next start takes from the tests

# shellcheck source-path=SCRIPTDIR source=../common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../common.sh"

consortiumScripts=$projectRoot/packaging/consortium
consortium=${CONSENTRY_CONSORTIUM:-$projectRoot/build/consortium}
profile=$consortium/profile.consentry
engineProgram=$projectRoot/build/engine/cometbft
# Where consentry-node, consentry-ceremony and the tests' tools lie.
programs=${CONSENTRY_PROGRAMS:-$projectRoot/build/release/bin}
membersMax=20

# Ports are the engine's usual ones: every member has an address of its own.
peerPort=26656
rpcPort=26657
engineMetricsPort=26660
nodeMetricsPort=26661
frontPort=8443
membersFrontPort=8444
# Network namespaces: a private range that nothing else here uses.
networkPrefix=10.213.77
bridge=consentry0

export consortiumScripts profile engineProgram programs membersMax peerPort rpcPort engineMetricsPort
export nodeMetricsPort frontPort membersFrontPort bridge

# What up.sh writes into the settings.
members=0            # they are numbered from 1
app=node             # or kvstore, kvstore-socket, anchor: the engine's examples, for comparison
network=loopback     # or namespaces: each member in one of its own, so that partitions work
clocks=no            # yes: each member under a clock that skew.sh can shift
front=no             # yes: nginx with TLS before each engine, as wallets reach it
timeoutCommit=300ms
snapshotInterval=1000 # blocks
founders=''           # those that stand in the genesis, where join.sh added others; empty: all
export founders members app network clocks front timeoutCommit snapshotInterval

# Reads what up.sh wrote; fails where there is no consortium.
readSettings() {
    if [ ! -r "$consortium/settings" ]; then
        complain "There is no consortium in $consortium. Start one with packaging/consortium/up.sh."
        return 1
    fi
    # shellcheck source=/dev/null
    . "$consortium/settings"
}

memberFolder() {
    echo "$consortium/member$1"
}

memberAddress() {
    case "$network" in
        loopback) echo "127.0.0.$(($1 + 1))" ;;
        namespaces) echo "$networkPrefix.$(($1 + 1))" ;;
    esac
}

# memberWords <member>: the words in front of a command that put it onto a member's machine, one a
# line. A command behind them keeps the process id under which it was started.
memberWords() {
    if [ "$network" = namespaces ]; then
        printf '%s\n' ip netns exec "consentry$1"
    fi
    if [ "$clocks" = yes ]; then
        printf '%s\n' "$programs/skewed_clock" "$(memberFolder "$1")/run/clock_offset_ms"
    fi
}

# isMember <word>: whether it is the number of a member of this consortium.
isMember() {
    [[ $1 =~ ^[1-9][0-9]?$ ]] && [ "$1" -le "$members" ]
}

requireMember() {
    if ! isMember "$1"; then
        complain "'$1' is no member of this consortium; its members are 1 to $members."
        return 2
    fi
}

# pidOf <member> supervisor|engine|node|front: prints the process id of a part that runs.
pidOf() {
    local file pid
    file=$(memberFolder "$1")/run/$2.pid
    pid=$(cat "$file" 2>/dev/null) && [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null && echo "$pid"
}

# rpc <member> <method> [curl options…]: the engine's answer by its URI form, as a member sees it.
rpc() {
    local member=$1 method=$2
    shift 2
    curl --silent --show-error --max-time 5 "$@" "http://$(memberAddress "$member"):$rpcPort/$method"
}

# heightOf <member>: its newest block, 0 where its engine does not answer.
heightOf() {
    rpc "$1" status 2>/dev/null | jq -r '.result.sync_info.latest_block_height // 0' 2>/dev/null ||
        echo 0
}

# waitFor <seconds> <what, for the message> <command…>: polls until the command succeeds.
waitFor() {
    local seconds=$1 what=$2 deadline
    shift 2
    deadline=$((SECONDS + seconds))
    until "$@"; do
        if [ "$SECONDS" -ge "$deadline" ]; then
            complain "Waited $seconds s in vain: $what."
            return 1
        fi
        sleep 0.2
    done
}

# hasHeight <member> <height>
hasHeight() {
    local height
    height=$(heightOf "$1")
    [ "${height:-0}" -ge "$2" ]
}

# writeFile <path>: standard input, all or nothing.
writeFile() {
    local temporary
    temporary=$(mktemp "$1.XXXXXX")
    cat >"$temporary"
    mv "$temporary" "$1"
}

# fillTemplate <file> <NAME> <value> [<NAME> <value>…]: prints the file with @NAME@ replaced. No value
# may hold a quote or backslash: they stand between quotes in what is written.
fillTemplate() {
    local text
    text=$(cat "$1")
    shift
    while [ $# -gt 0 ]; do
        if [[ $2 == *[\"\\]* ]]; then
            complain "The value for $1 holds a quote or backslash: $2"
            return 1
        fi
        text=${text//"@$1@"/"$2"}
        shift 2
    done
    printf '%s\n' "$text"
}

namesEn=("Qinghe Hospital" "Beishan Hospital" "Nanwan Hospital" "Donglin Hospital" "Xihu Clinic")
namesZh=("清河医院" "北山医院" "南湾医院" "东林医院" "西湖诊所")

# Each member makes its own keys. On machines of their own, six people would do this.
makeMember() {
    local member=$1 folder address pin
    folder=$(memberFolder "$member")
    address=$(memberAddress "$member")
    if [ -e "$folder/card.json" ]; then
        return
    fi
    mkdir -p "$folder"/{tls,log,run,node}
    chmod 700 "$folder" "$folder"/{tls,run}
    pin=$("$consortiumScripts/make_certificate.sh" "$folder/tls" "$address")
    "$programs/consentry-ceremony" keys --folder "$folder" --chain "$chain" \
        --name-en "${namesEn[member - 1]:-Member $member Hospital}" \
        --name-zh "${namesZh[member - 1]:-第${member}成员医院}" \
        --peer "$address:$peerPort" --url "https://$address:$frontPort" --pin "$pin" \
        --governance-plain >"$folder/log/ceremony.log"
}

configureFront() {
    local address
    address=$(memberAddress "$1")
    "$consortiumScripts/configure_front.sh" --folder "$(memberFolder "$1")" --host "$address" \
        --listen "$address:$frontPort" --members-listen "$address:$membersFrontPort" \
        --engine "$address:$rpcPort" "$consortium"/member*/tls/cert.pem
}

# configureEngine <member> <card…>: with the cards of all members.
configureEngine() {
    local member=$1 sameHost=()
    shift
    if [ "$network" = loopback ]; then
        sameHost=(--same-host) # every member dials from 127.0.0.1
    fi
    "$consortiumScripts/configure_member.sh" --folder "$(memberFolder "$member")" \
        --genesis "$consortium/genesis.json" --app "$(appAddress "$member")" \
        --listen "$(memberAddress "$member")" --peer-listen "$(memberAddress "$member")" \
        --timeout-commit "$timeoutCommit" "${sameHost[@]}" "$@"
}

appAddress() {
    if [ "$app" = kvstore ]; then
        echo kvstore
    else
        echo "unix://$(memberFolder "$1")/run/node.sock"
    fi
}

startMember() {
    local member=$1 folder
    folder=$(memberFolder "$member")
    if pidOf "$member" supervisor >/dev/null; then
        return
    fi
    rm -f "$folder/run"/{hold,once.*}
    echo 0 >"$folder/run/clock_offset_ms"
    setsid --fork "$consortiumScripts/supervise.sh" "$member" </dev/null \
        >>"$folder/log/supervisor.log" 2>&1
}

startFront() {
    local front
    front=$(memberFolder "$1")/front
    if ! pidOf "$1" front >/dev/null; then
        if [ "$network" = namespaces ]; then
            ip netns exec "consentry$1" nginx -p "$front" -c "$front/nginx.conf"
        else
            nginx -p "$front" -c "$front/nginx.conf"
        fi
    fi
}
