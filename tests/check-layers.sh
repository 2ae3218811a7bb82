#!/bin/sh
# Who may know what (see HACKING.md).  Prints TAP: a line a room, a line a library
# kept in its room, and two for the ids that may not stand in src/.
# shellcheck disable=SC2154 # srcdir and abs_top_builddir come from make
cd "$srcdir" || exit 99
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT

# report WHAT: passes when standard input is empty
report() {
    bad=$(cat)
    if [ -z "$bad" ]; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        printf '%s\n' "$bad" | head -n 30 | sed 's/^/# /'
    fi
}

# A room includes its own headers and those of the rooms named after it.
model="core unit input formula"
scenario="$model model data"
engine="$scenario scenario flow"
figure="$engine engine ensemble result"
rooms="core
flow core
unit core
input core
formula core unit
model $model
data $model model
scenario $scenario
engine $engine
ensemble $engine engine
result $engine engine ensemble
figure $figure
report $figure figure
cli $figure figure report"

foreign_includes() {
    grep -rno '^ *# *include *"[^"]*"' "src/$room" --include='*.[ch]' |
        while IFS= read -r line; do
            of=${line#*\"} of=${of%%/*}
            case " $room $knows " in *" $of "*) ;; *) echo "$line" ;; esac
        done
}

# only PATTERN ROOMS WHAT: the pattern stands in these rooms (a|b) and no other
only() {
    grep -rnE "$1" src --include='*.[ch]' | grep -vE "^src/($2)/" | report "$3"
}

# A theme is data: no theme's or territory's id may stand in src/, in code, text
# or comment.  The ids looked for, as whole words: names of model/themes/*.xml
# of 4 letters or more, except the words of $plain that a message may need; ids
# declared there by a donnee, calcul, courbe, processus, flux, stock, indicateur
# or bilan, of 5 letters or more with a '_'; names of folders of territories/ with a
# '-' or a '_'.  The others (eau, exemple) are words of the language.
plain='commun|commune|general|territoire|model|modele'
theme_ids() {
    for f in model/themes/*.xml; do
        [ -f "$f" ] || continue
        basename "$f" .xml | grep -E '....' | grep -vxE "$plain"
        awk 'BEGIN { RS = "<" }
            /^(donnee|calcul|courbe|processus|flux|stock|indicateur|bilan)[ \t\r\n]/ {
                sub(/>.*/, "")
                if (match($0, /[ \t\r\n]id="[^"]*"/))
                    print substr($0, RSTART + 5, RLENGTH - 6)
            }' "$f" | grep -E '.....' | grep _
    done
}
territory_ids() {
    for f in territories/*/; do basename "$f"; done | grep '[-_]'
}
absent() {
    sort -u >"$tmp/ids"
    { [ ! -s "$tmp/ids" ] ||
        grep -rnwoF -f "$tmp/ids" src --include='*.[ch]'; } |
        report "no id of a $1 in src/ ($(wc -l <"$tmp/ids") looked for)"
}

checks() {
    printf '%s\n' "$rooms" | while read -r room knows; do
        [ -z "$(ls "src/$room" 2>/dev/null)" ] ||
            foreign_includes | report "$room includes only what it may know"
    done
    for room in src/*/; do
        printf '%s\n' "$rooms" | grep -q "^$(basename "$room")\( \|\$\)" ||
            echo "$room"
    done | report "src/ has no other room"
    only '^ *# *include *<libxml/' 'input|report' "libxml2 only in input and report"
    only '^ *# *include *<csv\.h>' 'input' "libcsv only in input"
    only '^ *# *include *<udunits2' 'unit' "UDUNITS-2 only in unit"
    only '^ *# *include *<(suitesparse/|cholmod|SuiteSparse)' 'flow' \
        "SuiteSparse only in flow"
    only '^ *# *include *<(xlsxwriter|zlib)' 'report' \
        "libxlsxwriter and zlib only in report"
    only '(^|[^a-zA-Z_])(popen|system|v?fork|exec[vl]p?e?|posix_spawnp?)\(' \
        'figure' "programs are started only in figure"
    only '(^|[^a-zA-Z_])setlocale *\(' 'none' "the locale is never set"
    theme_ids | absent theme
    territory_ids | absent territory
}
checks | awk '/^(not )?ok -/ { n++; sub(/ok -/, "ok " n " -") }
    { print } END { print "1.." n }'
