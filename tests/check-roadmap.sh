#!/bin/sh
# src/ROADMAP (a sentence a file), src/sources.am and the files of src/ say the
# same; so do tests/unit.am and tests/unit/.  A header beside a .c of its own
# name needs no line in the ROADMAP.  Prints TAP.
# shellcheck disable=SC2154 # srcdir and abs_top_builddir come from make
cd "$srcdir" || exit 99
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT
export LC_ALL=C

# report WHAT: passes when standard input is empty
report() {
    bad=$(cat)
    if [ -z "$bad" ]; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        printf '%s\n' "$bad" | sed 's/^/# /'
    fi
}

# same WHAT LIST TREE: two sorted lists
same() {
    { comm -23 "$2" "$3" | sed 's/$/: listed, but there is no such file/'
      comm -13 "$2" "$3" | sed 's/$/: exists, but is not listed/'; } | report "$1"
}

checks() {
    (cd src && find . -name '*.[ch]' | sed 's|^\./||' | sort) >"$tmp/tree"
    sed -n 's|^[a-zA-Z_]*SOURCES += src/||p' src/sources.am | sort >"$tmp/listed"
    grep -v '^main\.c$' "$tmp/tree" >"$tmp/library"
    same "src/sources.am lists the files of src/" "$tmp/listed" "$tmp/library"
    uniq -d "$tmp/listed" | report "src/sources.am lists no file twice"

    grep -v -e '^#' -e '^ *$' src/ROADMAP >"$tmp/lines"
    sed 's/  .*//' "$tmp/lines" | sort >"$tmp/described"
    while read -r f; do
        [ "${f%.h}" != "$f" ] && [ -f "src/${f%.h}.c" ] || echo "$f"
    done <"$tmp/tree" >"$tmp/modules"
    same "src/ROADMAP describes the files of src/" "$tmp/described" "$tmp/modules"
    grep -Ev '^[a-z_0-9/]+\.[ch]  +[^ ].{15,}\.$' "$tmp/lines" |
        report "src/ROADMAP has a sentence a file"

    (cd tests/unit && find . -name 'test_*.c' | sed 's|^\./||; s|\.c$||' | sort) \
        >"$tmp/tests"
    sed -n 's|^check_PROGRAMS += tests/unit/\(.*\)\.t$|\1|p' tests/unit.am | sort \
        >"$tmp/programs"
    same "tests/unit.am lists the programs of tests/unit/" "$tmp/programs" "$tmp/tests"
}
checks | awk '/^(not )?ok -/ { n++; sub(/ok -/, "ok " n " -") }
    { print } END { print "1.." n }'
