#!/usr/bin/env bash
# Installs what Consentry needs on Debian 12 or 13, and only what is missing.
#
#   packaging/install_dependencies.sh [bench] [fuzz] [engine] [consortium]
#
# Without an argument: everything to build, test and run the desktop wallet. `bench` adds Google
# Benchmark, `fuzz` adds clang 19, `engine` adds Go (only what builds the consensus engine), and
# `consortium` adds the tools that packaging/consortium uses to run one on this machine.
# Uses sudo where you are not root. A second run takes a moment.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# SQLCipher older than this has no FTS5, which the vault's search is built on.
sqlcipherVersionMin=4.6

packages=(
    build-essential cmake ninja-build ccache mold pkg-config
    qt6-base-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qt6-svg-dev qt6-wayland
    qt6-translations-l10n # the words of its own dialogs
    libssl-dev libcurl4-openssl-dev libsodium-dev libexpected-dev libsimdjson-dev nlohmann-json3-dev
    libprotobuf-dev protobuf-compiler libmicrohttpd-dev # the messages of the engine; metrics of a node
    libqrencode-dev libzxing-dev # drawn and read QR codes
    libsqlcipher-dev libleveldb-dev libzstd-dev libzxcvbn-dev
    python3-mnemonic # the BIP-39 word lists, read at build time
    fonts-noto-core fonts-noto-cjk
    poppler-utils poppler-data # shows PDF documents, in a process of its own; data for Chinese ones
    dbus-daemon # tests play the computer's services on a bus of their own
    at-spi2-core gir1.2-atspi-2.0 python3-gi xvfb # a test listens as a screen reader does
)
# Which Debian this is: 12 or 13, 0 where it is another system.
debianRelease() {
    local ID='' VERSION_ID='' VERSION_CODENAME=''
    if [ -r /etc/os-release ]; then
        # shellcheck source=/dev/null
        . /etc/os-release
    fi
    case "$ID/$VERSION_ID/$VERSION_CODENAME" in
        debian/12/*) echo 12 ;;
        debian/13/* | debian//trixie) echo 13 ;;
        *) echo 0 ;;
    esac
}

# Packages that Debian 12 has in its backports only, or too old elsewhere, each with the parts that
# have to come from there too.
declare -A backported=(
    [libsqlcipher-dev]="libsqlcipher-dev libsqlcipher1"
    [golang-1.23-go]="golang-1.23-go golang-1.23-src"
)

# addExtra <argument>: the packages that it asks for.
addExtra() {
    case "$1" in
        bench) packages+=(libbenchmark-dev) ;;
        fuzz) packages+=(clang-19 libclang-rt-19-dev) ;;
        engine) if [ "$release" = 12 ]; then packages+=(golang-1.23-go); else packages+=(golang-go); fi ;;
        consortium)
            packages+=(bsdextrautils curl iproute2 jq libnginx-mod-http-js nginx openssl procps)
            ;;
        *)
            complain "Unknown argument '$1'. Usage: packaging/install_dependencies.sh" \
                "[bench] [fuzz] [engine] [consortium]"
            exit 2
            ;;
    esac
}

isInstalled() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# isMissing <package>: also true where the installed version is too old to build on.
isMissing() {
    if ! isInstalled "$1"; then
        return 0
    fi
    if [ "$1" = libsqlcipher-dev ]; then
        dpkg --compare-versions "$(dpkg-query -W -f '${Version}' "$1")" lt "$sqlcipherVersionMin"
    else
        return 1
    fi
}

# Adds Debian 12's backports where they are not there already.
addBackports() {
    local source extension=sources
    if ! source=$("$projectRoot/packaging/backports_source.sh"); then
        return 1
    fi
    if [ -z "$source" ]; then
        return 0
    fi
    case "$source" in deb\ *) extension=list ;; esac
    say "Add bookworm-backports to the package sources (for ${!backported[*]})"
    asRoot tee "/etc/apt/sources.list.d/consentry-backports.$extension" <<<"$source"
}

asRoot() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# Installing nginx would start a web server on this machine, now and at every boot. Ours run it by
# themselves with a configuration of their own.
keepNginxQuiet() {
    if [ ! -e /usr/sbin/policy-rc.d ]; then
        printf '#!/bin/sh\nexit 101\n' | asRoot tee /usr/sbin/policy-rc.d >/dev/null
        asRoot chmod 755 /usr/sbin/policy-rc.d
        trap 'asRoot rm -f /usr/sbin/policy-rc.d' EXIT
    fi
}

# True as root, with sudo that needs no password, or with sudo and somebody there to type it.
mayBecomeRoot() {
    [ "$(id -u)" -eq 0 ] ||
        { command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; }
}

aptGet() {
    asRoot env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 \
        -o Acquire::Retries=3 "$@"
}

main() {
    local release extra
    release=$(debianRelease)
    for extra in "$@"; do
        addExtra "$extra"
    done
    if [ "$release" = 13 ]; then
        packages+=(qt6-svg-plugins)
    fi
    if ! command -v dpkg-query >/dev/null; then
        complain "This system has no dpkg. Consentry is built on Debian 12 and 13 with:" \
            "${packages[*]}"
        return 1
    fi

    local missing=() package
    for package in "${packages[@]}"; do
        if isMissing "$package"; then
            missing+=("$package")
        fi
    done
    if [ ${#missing[@]} -eq 0 ]; then
        say "Packages: all ${#packages[@]} are installed"
        return 0
    fi
    say "Packages: ${#missing[@]} of ${#packages[@]} are missing"
    printf '   %s\n' "${missing[@]}"
    if [ "$release" = 0 ]; then
        complain "This script installs on Debian 12 and 13 only. Install the packages above in your" \
            "system's own way, then run it again."
        return 1
    fi
    if ! mayBecomeRoot; then
        complain "Installing needs root, and here is neither root nor a usable sudo. Let somebody" \
            "who has it run this, then try again:"
        complain "    su -c '$projectRoot/packaging/install_dependencies.sh $*'"
        return 1
    fi

    local names=() part
    for package in "${missing[@]}"; do
        if [ "$release" = 12 ] && [ -n "${backported[$package]:-}" ]; then
            # By name: selecting the whole backports would replace dozens of system packages.
            addBackports
            for part in ${backported[$package]}; do
                names+=("$part/bookworm-backports")
            done
        else
            names+=("$package")
        fi
    done
    say "Read the package lists"
    aptGet update
    say "Install ${#missing[@]} packages"
    if [[ " ${missing[*]} " == *" nginx "* ]]; then
        keepNginxQuiet
    fi
    aptGet install --yes --no-install-recommends "${names[@]}"
    if [[ " ${missing[*]} " == *" nginx "* ]] && command -v systemctl >/dev/null; then
        asRoot systemctl disable nginx.service >/dev/null 2>&1 || true
    fi

    for package in "${missing[@]}"; do
        if isMissing "$package"; then
            complain "$package is still missing or too old after the installation."
            return 1
        fi
    done
    say "Packages: all ${#packages[@]} are installed"
}

main "$@"
