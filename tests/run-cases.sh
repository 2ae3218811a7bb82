#!/bin/sh
# Run every folder of tests/cases as one TAP test: a copy of the folder is made,
# the script `cmd` is run in it, and must print exactly `expected` (both
# streams, then "status N").  In the output the folder of model/, scenarios/ and
# territories/ reads DATA, wherever it is.  A cmd that exits 77 is skipped and
# its last line says why; $SHARED is where data too large for the tree may be.
# shellcheck disable=SC2154 # srcdir and abs_top_builddir come from make
cd "$srcdir/tests/cases" || exit 99
# shellcheck disable=SC2154
SHARED=$srcdir/../shared PATH=$abs_top_builddir:$PATH
export SHARED PATH
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
n=0
for case in *; do
    [ -f "$case/cmd" ] || continue
    n=$((n + 1))
    rm -rf "$tmp/run" && cp -R "$case" "$tmp/run" && chmod -R u+w "$tmp/run" ||
        exit 99
    (cd "$tmp/run" && sh ./cmd) >"$tmp/raw" 2>&1 </dev/null
    status=$?
    if [ $status = 77 ]; then
        echo "ok $n - $case # SKIP $(tail -n 1 "$tmp/raw")"
        continue
    fi
    { sed "s|$BOUCLAGE_DATA/|DATA/|g" "$tmp/raw"; echo "status $status"; } >"$tmp/got"
    if cmp -s "$case/expected" "$tmp/got"; then
        echo "ok $n - $case"
    else
        echo "not ok $n - $case"
        diff "$case/expected" "$tmp/got" | head -n 60 | sed 's/^/# /'
    fi
done
[ "$n" -gt 0 ] && echo "1..$n" || echo "1..0 # SKIP no case"
