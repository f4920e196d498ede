#!/usr/bin/env bash
# Builds the consensus engine, CometBFT, from its Go module: the version and digests that stand in
# engine/go.mod and engine/go.sum, never patched.
#
#   packaging/consortium/build_engine.sh [--examples]
#
# The program lies in build/engine/cometbft afterwards; --examples adds what the measurements compare
# with, the engine's own example application (abci-cli) and engine/anchor. A second run takes a moment. Modules come
# from wherever `go env GOPROXY` of this machine says; go.sum refuses altered ones.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../common.sh"

module=github.com/cometbft/cometbft
pins=$projectRoot/packaging/consortium/engine
target=$projectRoot/build/engine
# What CometBFT's own go.mod and its modules ask for.
goVersionMin=1.23

pinnedVersion() {
    awk -v module="$module" '$1 == "require" && $2 == module { print substr($3, 2) }' "$pins/go.mod"
}

# pinsDigest <package>: one digest over all that decides a program.
pinsDigest() {
    {
        echo "$1"
        cat "$pins/go.mod" "$pins/go.sum" "${BASH_SOURCE[0]}"
        if [ -d "$pins/$1" ]; then
            cat "$pins/$1"/*.go
        fi
    } | sha256sum | cut -d' ' -f1
}

isBuilt() {
    [ -x "$target/$(basename "$1")" ] &&
        [ "$(cat "$target/$(basename "$1").stamp" 2>/dev/null)" = "$(pinsDigest "$1")" ]
}

# Prints a Go that is new enough: on PATH, or where Debian's versioned packages put it.
findGo() {
    local candidate version
    for candidate in go /usr/lib/go-1.*/bin/go; do
        if version=$(GOTOOLCHAIN=local "$candidate" env GOVERSION 2>/dev/null) &&
            dpkg --compare-versions "${version#go}" ge "$goVersionMin"; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

# Go's list of packages as a counter: one line on a terminal, a line per hundred in a log.
showProgress() {
    local total=$1
    awk -v total="$total" -v terminal="$([ -t 1 ] && echo 1 || echo 0)" '
        /^go: downloading/ { printf "   %s %s\n", $3, $4; fflush(); next }
        /^[a-zA-Z0-9.\/_-]+$/ {
            count++
            if (terminal) printf "\r   compiled %d of at most %d packages", count, total
            else if (count % 100 == 0) printf "   compiled %d of at most %d packages\n", count, total
            fflush(); next
        }
        { print; fflush() }
        END { if (terminal && count) printf "\n" }'
}

# runGo <arguments…>: a pure build: no C compiler, no other Go than the one found, no changed pins.
runGo() {
    (cd "$pins" && GOTOOLCHAIN=local CGO_ENABLED=0 GOFLAGS=-mod=readonly GOWORK=off "$go" "$@")
}

explainModules() {
    local proxy
    proxy=$("$go" env GOPROXY | sed -E 's#//[^/@]*@#//#g') # an address may carry a password
    complain
    complain "The engine could not be built. Where the lines above speak of modules that cannot be"
    complain "reached: this machine fetches them by GOPROXY=$proxy"
    complain "  - name a source that it can reach: go env -w GOPROXY=…, or"
    complain "  - copy the folder $("$go" env GOMODCACHE)"
    complain "    from a machine that has built the engine."
    complain "A SECURITY ERROR means that what came is not what go.sum pins: do not build it."
}

# build <package>: into build/engine under the package's last name.
build() {
    local name count
    name=$(basename "$1")
    say "Fetch the modules of $name ($("$go" env GOVERSION))"
    if ! count=$(runGo list -deps "$1" | wc -l); then
        explainModules
        return 1
    fi
    say "Compile $name"
    if ! runGo build -v -trimpath -buildvcs=false -o "$target/$name.new" "$1" 2>&1 |
        showProgress "$count"; then
        explainModules
        return 1
    fi
    if [ "$name" = cometbft ] && [ "$("$target/$name.new" version)" != "$version" ]; then
        complain "The program says that it is version $("$target/$name.new" version), but engine/go.mod" \
            "pins $version."
        return 1
    fi
    mv "$target/$name.new" "$target/$name"
    pinsDigest "$1" >"$target/$name.stamp"
}

wanted=("$module/cmd/cometbft")
case "${1:-}" in
    '') ;;
    --examples) wanted+=("$module/abci/cmd/abci-cli" ./anchor) ;;
    *)
        complain "Unknown argument '$1'. Usage: packaging/consortium/build_engine.sh [--examples]"
        exit 2
        ;;
esac
version=$(pinnedVersion)
missing=()
for package in "${wanted[@]}"; do
    if ! isBuilt "$package"; then
        missing+=("$package")
    fi
done
if [ ${#missing[@]} -eq 0 ]; then
    say "CometBFT $version is built: $target/cometbft"
    exit 0
fi
if ! go=$(findGo); then
    "$projectRoot/packaging/install_dependencies.sh" engine
    if ! go=$(findGo); then
        complain "No Go $goVersionMin or newer was found, neither on PATH nor below /usr/lib."
        exit 1
    fi
fi
mkdir -p "$target"
for package in "${missing[@]}"; do
    build "$package"
done
say "CometBFT $version is built: $target/cometbft"
