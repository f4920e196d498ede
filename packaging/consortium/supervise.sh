#!/usr/bin/env bash
# Keeps one member of a local consortium running: registry node and engine, which end together and
# start together, because an engine without its application can only stop. systemd does the same
# on a member's own machine. Started by up.sh, ended by down.sh.
#
#   supervise.sh <member>
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
readSettings
member=$1
requireMember "$member"
folder=$(memberFolder "$member")
run=$folder/run
log=$folder/log
socket=$run/node.sock
mapfile -t words < <(memberWords "$member")
# A part that ran at least this long did not fail at once: it is started again without a pause.
steadySeconds=5
pauseMax=16
pause=0

note() {
    printf '%s %s\n' "$(date -u +%FT%T.%3NZ)" "$*" >>"$log/supervisor.log"
}

# start <part> <command…>: in the background, with its id in run/<part>.pid. The tests may leave
# environment for one start only, such as the engine's FAIL_TEST_INDEX.
start() {
    local part=$1 once=()
    shift
    if [ -r "$run/once.$part.env" ]; then
        mapfile -t once <"$run/once.$part.env"
        rm -f "$run/once.$part.env"
        note "$part, once: ${once[*]}"
    fi
    env "${once[@]}" "${words[@]}" "$@" >>"$log/$part.log" 2>&1 &
    echo $! >"$run/$part.pid"
}

stopPart() {
    local pid
    if pid=$(pidOf "$member" "$1"); then
        kill -TERM "$pid" 2>/dev/null || true
        for _ in $(seq 100); do
            kill -0 "$pid" 2>/dev/null || break
            sleep 0.1
        done
        kill -KILL "$pid" 2>/dev/null || true
    fi
    rm -f "$run/$1.pid"
}

# The engine goes first, so that it does not see its application vanish.
stopAll() {
    stopPart engine
    stopPart node
}

# The tests may give a member another program from its next start on.
nodeProgram() {
    cat "$run/node_program" 2>/dev/null || echo "$programs/consentry-node"
}

startNode() {
    rm -f "$socket"
    case "$app" in
        node)
            start node "$(nodeProgram)" run --home "$folder/node" \
                --listen "unix://$socket" --metrics "$(memberAddress "$member"):$nodeMetricsPort" \
                --snapshot-interval "$snapshotInterval"
            ;;
        kvstore-socket)
            start node "$projectRoot/build/engine/abci-cli" kvstore --address "unix://$socket" \
                --log_level error
            ;;
        anchor) start node "$projectRoot/build/engine/anchor" "unix://$socket" ;;
    esac
    waitFor 60 "the node listens" nodeSettled 2>>"$log/supervisor.log" && [ -S "$socket" ]
}

# Listens, or has ended.
nodeSettled() {
    [ -S "$socket" ] || ! pidOf "$member" node >/dev/null
}

# One life: returns when either part has ended.
live() {
    if [ "$app" != kvstore ] && ! startNode; then
        return
    fi
    start engine "$engineProgram" start --home "$folder/engine"
    note "started"
    while pidOf "$member" engine >/dev/null &&
        { [ "$app" = kvstore ] || pidOf "$member" node >/dev/null; }; do
        wait -n || true
    done
    note "a part ended: engine $(pidOf "$member" engine >/dev/null && echo runs || echo ended)," \
        "node $(pidOf "$member" node >/dev/null && echo runs || echo ended)"
}

# A function, so that bash has read all of it before it runs for days.
main() {
    local began
    echo $$ >"$run/supervisor.pid"
    trap 'note "stop asked"; stopAll; rm -f "$run/supervisor.pid"; exit 0' TERM INT
    while true; do
        began=$SECONDS
        live
        stopAll
        wait || true
        if [ $((SECONDS - began)) -ge "$steadySeconds" ]; then
            pause=0
        fi
        # Held by the tests to keep a member down.
        while [ -e "$run/hold" ]; do
            sleep 0.2 &
            wait $! || true
        done
        sleep "$pause" &
        wait $! || true
        pause=$((pause == 0 ? 1 : pause * 2 > pauseMax ? pauseMax : pause * 2))
    done
}

main
