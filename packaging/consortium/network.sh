#!/usr/bin/env bash
# One network namespace for each member of a local consortium, joined by a bridge that this machine
# stands on too: members can be cut off from each other while all stay reachable from here.
#
#   network.sh up <members>     needs root; a second run changes nothing
#   network.sh down
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
network=namespaces

if [ "$(id -u)" -ne 0 ]; then
    complain "Network namespaces need root. Run this as root, or start without --namespaces."
    exit 1
fi

exists() {
    ip link show "$1" >/dev/null 2>&1
}

joinMember() {
    local name=consentry$1 link=consentry-m$1
    if ip netns list | grep -qw "$name"; then
        return
    fi
    ip netns add "$name"
    ip link add "$link" type veth peer name eth0 netns "$name"
    ip link set "$link" master "$bridge" up
    ip -n "$name" address add "$(memberAddress "$1")/24" dev eth0
    ip -n "$name" link set eth0 up
    ip -n "$name" link set lo up
}

case "${1:-}" in
    up)
        if ! [[ ${2:-} =~ ^[1-9][0-9]?$ ]]; then
            complain "Usage: network.sh up <members>"
            exit 2
        fi
        if ! exists "$bridge"; then
            ip link add "$bridge" type bridge
            ip address add "$networkPrefix.1/24" dev "$bridge"
        fi
        ip link set "$bridge" up
        for member in $(seq "$2"); do
            joinMember "$member"
        done
        ;;
    down)
        for name in $(ip netns list | awk '/^consentry[0-9]+/ { print $1 }'); do
            ip netns delete "$name"
        done
        if exists "$bridge"; then
            ip link delete "$bridge"
        fi
        ;;
    *)
        complain "Usage: network.sh up <members> | down"
        exit 2
        ;;
esac
