#!/bin/sh
# mutants.sh          each mutant of tests/mutants.txt breaks one rule of the
#                     example: `check` must say exactly what stands there
# mutants.sh update   prints that file again, with what `check` says now
#
# A mutant is "@ NAME", one line "- FROM TO SED" a file it changes ("=": in
# place), then what is printed, a line each after "| ", and the exit status.  The
# code of its first message must be what NAME starts with.  Prints TAP.
# shellcheck disable=SC2154 # srcdir and abs_top_builddir come from make
list=$srcdir/tests/mutants.txt
PATH=$abs_top_builddir:$PATH
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
update=${1-} n=0

# The lines of mutant number $1 that start with $2, without it.
lines() {
    awk -v n="$1" -v mark="$2" '/^@ /{ k++ }
        k == n && substr($0, 1, 2) == mark " " { print substr($0, 3) }' "$list"
}

mutate() {
    changed=
    while read -r from to expression; do
        [ "$to" = "=" ] && to=$from
        sed "$expression" "$tmp/exemple/$from" >"$tmp/changed" || return 1
        cmp -s "$tmp/exemple/$from" "$tmp/changed" && [ "$from" = "$to" ] ||
            changed=yes
        cp "$tmp/changed" "$tmp/exemple/$to"
    done <"$tmp/mutations"
    [ "$changed" ]
}

names=$(sed -n "s,^@ ,,p" "$list")
for name in $names; do
    n=$((n + 1))
    rm -rf "$tmp/exemple"
    cp -R "$BOUCLAGE_DATA/territories/exemple" "$tmp/exemple" &&
        chmod -R u+w "$tmp/exemple" || exit 99
    lines $n - >"$tmp/mutations"
    lines $n "|" >"$tmp/want"
    mutate || echo "the mutation changes nothing" >"$tmp/want"
    (cd "$tmp" && bouclage check exemple -s volontariste) >"$tmp/raw" 2>&1 </dev/null
    status=$?
    { sed "s|$BOUCLAGE_DATA/|DATA/|g" "$tmp/raw"; echo "status $status"; } >"$tmp/got"
    if [ "$update" ]; then
        echo "@ $name"
        sed 's/^/- /' "$tmp/mutations"
        sed 's/^/| /' "$tmp/got"
        continue
    fi
    code=$(sed -n 's/.*: \(erreur\|avertissement\) \([A-Z][0-9][0-9]\):.*/\2/p' \
        "$tmp/raw" | head -n 1)
    if cmp -s "$tmp/want" "$tmp/got" && [ "$code" = "${name%%-*}" ]; then
        echo "ok $n - $name"
    else
        echo "not ok $n - $name"
        diff "$tmp/want" "$tmp/got" | head -n 30 | sed 's/^/# /'
    fi
done
[ "$update" ] || echo "1..$n"
