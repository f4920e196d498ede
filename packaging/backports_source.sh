#!/usr/bin/env bash
# Prints a package source for Debian 12's backports, derived from the source this machine already
# uses: the same address, under the same key. Prints nothing where backports are configured.
#
#   packaging/backports_source.sh [folder]     (default /etc/apt)
#
# The output is a deb822 stanza ("Types: deb …"), or one "deb …" line where the machine is
# configured in that older form. Fails where no usable Debian 12 source is found.
set -euo pipefail

aptFolder=${1:-/etc/apt}
codename=bookworm
backports=$codename-backports

# Reads one file of sources; prints the first enabled binary source that offers component main of
# one of the `wanted` suites, and exits 1 where there is none.
#   form=deb822:  its URIs and Signed-By fields as they stand (a key may span lines)
#   form=oneline: the whole "deb …" line
# Comment lines are skipped: images leave other addresses in them.
# shellcheck disable=SC2016  # awk's fields, not the shell's
program='
    function has(list, word,   parts, count, i) {
        count = split(list, parts, /[ \t]+/)
        for (i = 1; i <= count; i++) if (parts[i] == word) return 1
        return 0
    }
    function hasWanted(list,   parts, count, i) {
        count = split(wanted, parts, " ")
        for (i = 1; i <= count; i++) if (has(list, parts[i])) return 1
        return 0
    }
    function endStanza() {
        if (!found && has(field["types"], "deb") && hasWanted(field["suites"]) &&
            has(field["components"], "main") && field["enabled"] !~ /^[ \t]*[Nn]o[ \t]*$/ &&
            field["uris"] != "") {
            found = 1
            printf "%s%s", raw["uris"], raw["signed-by"]
        }
        split("", field); split("", raw); name = ""
    }
    { sub(/\r$/, "") }
    /^[ \t]*#/ { next }
    form == "deb822" && /^[ \t]*$/ { endStanza(); next }
    form == "deb822" && /^[ \t]/ {
        if (name != "") { field[name] = field[name] " " $0; raw[name] = raw[name] $0 "\n" }
        next
    }
    form == "deb822" {
        colon = index($0, ":")
        name = tolower(substr($0, 1, colon - 1))
        field[name] = substr($0, colon + 1)
        raw[name] = $0 "\n"
        next
    }
    !found && $1 == "deb" {
        sub(/[ \t]*#.*$/, "")
        rest = $0
        sub(/^[ \t]*deb[ \t]+/, "", rest)
        sub(/^\[[^]]*\][ \t]+/, "", rest)
        count = split(rest, part, /[ \t]+/)
        components = ""
        for (i = 3; i <= count; i++) components = components " " part[i]
        if (part[1] !~ /^cdrom:/ && hasWanted(part[2]) && has(components, "main")) {
            found = 1
            print
        }
    }
    END { if (form == "deb822") endStanza(); exit found ? 0 : 1 }'

# findSource deb822|oneline <suite…>: from the first file that has one.
findSource() {
    local form=$1
    shift
    local files file
    if [ "$form" = deb822 ]; then
        files=("$aptFolder"/sources.list.d/*.sources)
    else
        files=("$aptFolder"/sources.list "$aptFolder"/sources.list.d/*.list)
    fi
    for file in "${files[@]}"; do
        if [ -r "$file" ] && awk -v form="$form" -v wanted="$*" "$program" "$file"; then
            return 0
        fi
    done
    return 1
}

# The same line with the other suite and main alone; its options in brackets stay.
backportsLine() {
    awk -v suite="$backports" '{
        sub(/^[ \t]*deb[ \t]+/, "")
        options = ""
        if (match($0, /^\[[^]]*\][ \t]+/)) {
            options = substr($0, 1, RLENGTH)
            $0 = substr($0, RLENGTH + 1)
        }
        split($0, part, /[ \t]+/)
        print "deb " options part[1] " " suite " main"
    }'
}

if findSource deb822 "$backports" >/dev/null || findSource oneline "$backports" >/dev/null; then
    exit 0
fi
if found=$(findSource deb822 "$codename" stable oldstable); then
    printf 'Types: deb\n%s\nSuites: %s\nComponents: main\n' "$found" "$backports"
elif found=$(findSource oneline "$codename" stable oldstable); then
    backportsLine <<<"$found"
else
    printf '%s\n' "No package source for Debian $codename was found in $aptFolder, so its backports" \
        "cannot be derived from it. Add $backports by hand, then run this again." >&2
    exit 1
fi
