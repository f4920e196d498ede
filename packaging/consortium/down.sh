#!/usr/bin/env bash
# Stops a local consortium. Its keys and blocks stay, and up.sh continues with them.
#
#   down.sh [--remove]    also deletes keys, blocks and logs
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
remove=no
case "${1:-}" in
    '') ;;
    --remove) remove=yes ;;
    *)
        complain "Usage: down.sh [--remove]"
        exit 2
        ;;
esac
if [ ! -e "$consortium/settings" ]; then
    echo "There is no consortium in $consortium."
    exit 0
fi
readSettings

stopped() {
    ! pidOf "$1" "$2" >/dev/null
}

for member in $(seq "$members"); do
    rm -f "$(memberFolder "$member")/run/hold"
    for part in supervisor front; do
        if pid=$(pidOf "$member" "$part"); then
            kill -TERM "$pid" 2>/dev/null || true
        fi
    done
done
for member in $(seq "$members"); do
    for part in supervisor engine node front; do
        waitFor 30 "member $member's $part ends" stopped "$member" "$part"
    done
    rm -f "$(memberFolder "$member")"/run/*.pid
done
if [ "$network" = namespaces ]; then
    "$consortiumScripts/network.sh" down
fi
if [ "$remove" = yes ]; then
    for member in $(seq "$members"); do
        rm -rf "$(memberFolder "$member")"
    done
    rm -rf "$consortium/settings" "$consortium/genesis.json" "$consortium"/profile* "$consortium/services" \
        "$consortium"/govern*
    rmdir "$consortium" 2>/dev/null || true
    echo "Stopped and removed."
else
    echo "Stopped. packaging/consortium/up.sh continues; down.sh --remove deletes it."
fi
