#!/bin/sh
# Build each tests/fuzz/fuzz_NAME.c with libFuzzer and run it for $FUZZ_SECONDS;
# the files of tests/fuzz/corpus/NAME, if any, are where it starts from.
# Called by `make fuzz`, in the build folder; a fuzzer runs at the top of the tree.
# shellcheck disable=SC2154,SC2086 # from make; COMPILE and LINK are lists
failed=0
here=$PWD/fuzz
for source in "$srcdir"/tests/fuzz/fuzz_*.c; do
    [ -f "$source" ] || continue
    name=$(basename "$source" .c)
    corpus=tests/fuzz/corpus/${name#fuzz_}
    [ -d "$srcdir/$corpus" ] || corpus=
    # UDUNITS-2 keeps things: looking for leaks after each would be 100 times slower
    leaks=1
    [ "$name" = fuzz_unit ] && leaks=0
    mkdir -p "$here/$name.corpus" || exit 1
    $COMPILE "$source" -o "$here/$name" $LINK || { failed=1; continue; }
    if (cd "$srcdir" && exec "$here/$name" -max_total_time="$FUZZ_SECONDS" \
        -max_len=4096 -timeout=10 -rss_limit_mb=2048 -detect_leaks=$leaks \
        -artifact_prefix="$here/$name-" "$here/$name.corpus" $corpus) \
        >"$here/$name.log" 2>&1; then
        echo "fuzz $name: $(tail -n 1 "$here/$name.log")"
    else
        failed=1
        echo "fuzz $name: FAILED"
        tail -n 40 "$here/$name.log"
    fi
done
exit $failed
