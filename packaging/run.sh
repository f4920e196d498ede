#!/usr/bin/env bash
# Installs what is missing, builds Consentry and starts it on its embedded demonstration.
#
#   packaging/run.sh [arguments of consentry…]
#   packaging/run.sh --tour [folder]    a scripted walk through every page, without a screen:
#                                       saves screenshots there and prints the verified access log
#
# Where there is no screen (neither DISPLAY nor WAYLAND_DISPLAY) the tour runs by itself.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

"$projectRoot/packaging/install_dependencies.sh"
configureAndBuild release consentry
program=$projectRoot/build/release/bin/consentry

if [ "${1:-}" = --tour ] || { [ $# -eq 0 ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }; then
    folder=${2:-$projectRoot/build/tour}
    mkdir -p "$folder"
    if [ "${1:-}" != --tour ]; then
        say "No screen here: a scripted tour instead. With a desktop, run this again for the window."
    fi
    say "Tour, screenshots in $folder"
    QT_QPA_PLATFORM=offscreen "$program" --tour "$folder"
    say "Screenshots"
    find "$folder" -name '*.png' | sort
    exit
fi

say "Start Consentry"
exec "$program" "$@"
