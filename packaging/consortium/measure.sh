#!/usr/bin/env bash
# Throughput and latency of the registry behind the engine, beside the engine's own example and the
# same example with one signature check a transaction, in one run on this machine.
#
#   measure.sh [--seconds 60] [--rate 1500] [--batched-rate 150] [--members 4] [--seed 1]
#
# Each runs on a fresh consortium whose members share this machine: the figures compare programs and
# say nothing about hospitals that are kilometres apart. Leave the machine alone meanwhile.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

seconds=60 rate=1500 batchedRate=150 members=4 seed=1
while [ $# -gt 1 ]; do
    case "$1" in
        --seconds) seconds=$2 ;;
        --rate) rate=$2 ;;
        --batched-rate) batchedRate=$2 ;;
        --members) members=$2 ;;
        --seed) seed=$2 ;;
        *) complain "Unknown option '$1'; the first lines of ${BASH_SOURCE[0]} list them."; exit 2 ;;
    esac
    shift 2
done

export CONSENTRY_CONSORTIUM=$projectRoot/build/measure/consortium
results=$projectRoot/build/measure/results
if [ -z "${CONSENTRY_PROGRAMS:-}" ]; then
    "$projectRoot/packaging/install_dependencies.sh" consortium
    configureAndBuild measure consentry_load consentry-ceremony consentry-node
    export CONSENTRY_PROGRAMS=$projectRoot/build/measure/bin
fi
load=$CONSENTRY_PROGRAMS/consentry_load
rm -rf "$results"
mkdir -p "$results"

# Resident memory of a part of member 1, in MiB.
residentOf() {
    local pid
    pid=$(pidOf 1 "$1") && awk '/^VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$pid/status"
}

footprint() {
    jq -n --arg engine "$(residentOf engine)" --arg node "$(residentOf node)" \
        --arg disk "$(du -sm "$(memberFolder 1)" | cut -f1)" \
        '{engineMiB: $engine, nodeMiB: $node, diskMiB: $disk}'
}

# measure <application> <workload> <rate> [load's options…]: on a fresh consortium.
measure() {
    local name=$1-$2
    consortium=$CONSENTRY_CONSORTIUM
    say "$2 on $1, $3 a second for $seconds s"
    "$consortiumScripts/down.sh" --remove >/dev/null
    "$consortiumScripts/up.sh" "$members" --app "$1" --no-front --transactions-per-hour 1000000 \
        >"$results/$name.up.log"
    readSettings
    footprint >"$results/$name.idle.json"
    "$load" "$2" --rate "$3" --seconds "$seconds" --seed "$seed" --json "$results/$name.json" \
        "${@:4}"
    footprint >"$results/$name.busy.json"
    "$consortiumScripts/down.sh" --remove >/dev/null
}

measure kvstore-socket example "$rate" --async
measure anchor signed-example "$rate" --async
measure node grants "$rate" --async
measure node accesses "$rate" --async
measure node mixed "$rate" --async
measure node batched "$batchedRate" --async

say "Results ($seconds s each, $members members on one machine, not a network)"
{
    printf 'run\toffered/s\tcommitted/s\tevents/s\tblock s\tcommitted p50\tp95\tp99\tproven p50\tp95\tp99\tengine MiB\tnode MiB\n'
    for file in "$results"/*-*.json; do
        case "$file" in *.idle.json | *.busy.json) continue ;; esac
        jq -r --arg name "$(basename "$file" .json)" --slurpfile busy "${file%.json}.busy.json" \
            'def r: . * 100 | round / 100;
             [$name, (.offeredPerSecond | round), (.committedPerSecond | round),
              (.eventsPerSecond | round), (.blockSeconds | r), (.toCommitted.p50 | r),
              (.toCommitted.p95 | r), (.toCommitted.p99 | r), (.toProven.p50 | r), (.toProven.p95 | r), (.toProven.p99 | r),
              $busy[0].engineMiB, $busy[0].nodeMiB] | @tsv' "$file"
    done
} | column -t -s "$(printf '\t')"
