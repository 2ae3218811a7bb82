#!/bin/sh
# Every code of a message in src/ is explained in doc/messages.md, and the
# other way round.  Prints TAP.
# shellcheck disable=SC2154 # srcdir comes from make
cd "$srcdir" || exit 99
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT

grep -rhoE '"[A-Z][0-9]{2}"' src --include='*.c' | tr -d '"' | sort -u >"$tmp/src"
# "I01 à I05" stands for all of them
awk '/^\| [A-Z][0-9]/ {
    split($0, cell, "|"); n = split(cell[2], code, /[ ,]+/)
    for (i = 1; i <= n; i++) {
        if (code[i] == "à") {
            l = substr(last, 1, 1)
            for (k = substr(last, 2) + 1; k < substr(code[i + 1], 2) + 0; k++) printf "%s%02d\n", l, k
        } else if (code[i] ~ /^[A-Z][0-9][0-9]$/) { print code[i]; last = code[i] }
    } }' doc/messages.md | sort -u >"$tmp/doc"

point() {
    if [ -s "$2" ]; then echo "not ok $1 - $3"; sed 's/^/# /' "$2"; else echo "ok $1 - $3"; fi
}
echo "1..2"
comm -23 "$tmp/src" "$tmp/doc" >"$tmp/missing"
point 1 "$tmp/missing" "every code of src/ is in doc/messages.md"
# a range may leave room for codes to come
comm -13 "$tmp/src" "$tmp/doc" | grep -vE '^(I0|S1)' >"$tmp/stale"
point 2 "$tmp/stale" "every code of doc/messages.md is in src/"
