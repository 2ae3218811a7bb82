#!/bin/sh
# Build each tests/fuzz/fuzz_NAME.c with libFuzzer and run it for $FUZZ_SECONDS,
# as many at a time as there are processors; the files of
# tests/fuzz/corpus/NAME, if any, are where it starts from.  Called by `make
# fuzz`, in the build folder; a fuzzer runs at the top of the tree.
# shellcheck disable=SC2154,SC2086 # from make; COMPILE and LINK are lists
here=$PWD/fuzz

# one SOURCE: build and run it; its last line says how it went
one() {
    name=$(basename "$1" .c)
    corpus=tests/fuzz/corpus/${name#fuzz_}
    [ -d "$srcdir/$corpus" ] || corpus=
    # UDUNITS-2 keeps things: looking for leaks after each would be 100 times slower
    leaks=1
    [ "$name" = fuzz_unit ] && leaks=0
    mkdir -p "$here/$name.corpus" || return 1
    $COMPILE "$1" -o "$here/$name" $LINK || return 1
    if (cd "$srcdir" && exec "$here/$name" -max_total_time="$FUZZ_SECONDS" \
        -max_len=4096 -timeout=10 -rss_limit_mb=2048 -detect_leaks=$leaks \
        -artifact_prefix="$here/$name-" "$here/$name.corpus" $corpus) \
        >"$here/$name.log" 2>&1; then
        echo "fuzz $name: $(tail -n 1 "$here/$name.log")"
    else
        echo "fuzz $name: FAILED"
        tail -n 40 "$here/$name.log"
        return 1
    fi
}

if [ $# -gt 0 ]; then
    one "$1"
    exit
fi
srcdir=$(cd "$srcdir" && pwd)
export srcdir
for source in "$srcdir"/tests/fuzz/fuzz_*.c; do
    [ -f "$source" ] && echo "$source"
done | xargs -n 1 -P "$(nproc 2>/dev/null || echo 2)" sh "$0"
