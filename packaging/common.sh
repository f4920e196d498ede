# shellcheck shell=bash
# What the commands of this folder share. Sourced, never run.

# The project's root, whatever the working directory of the caller.
projectRoot=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# Two jobs more than cores do not help; one core always gets one.
jobs=$(nproc 2>/dev/null || echo 1)
export projectRoot jobs

# A bare system has no locale; Qt then warns on every start and text is not UTF-8.
if [ -z "${LC_ALL:-}${LANG:-}" ] || [ "${LANG:-}" = C ] || [ "${LANG:-}" = POSIX ]; then
    export LANG=C.UTF-8
fi

# say <text…>: one line that stands out from the output of the tools.
say() {
    printf '\n== %s\n' "$*"
}

# complain <text…>: one line to the error output.
complain() {
    printf '%s\n' "$*" >&2
}

# configureAndBuild <preset> [target…]: configures once (ninja notices later changes by itself),
# then builds with ninja's counter visible.
configureAndBuild() {
    local preset=$1
    shift
    local ninjaFile="$projectRoot/build/$preset/build.ninja"
    if [ ! -f "$ninjaFile" ] || [ "$projectRoot/CMakePresets.json" -nt "$ninjaFile" ]; then
        say "Configure ($preset)"
        (cd "$projectRoot" && cmake --preset "$preset")
    fi
    say "Build ($preset, $jobs jobs)"
    cmake --build "$projectRoot/build/$preset" --parallel "$jobs" ${1:+--target "$@"}
}
