#!/bin/sh
# The example against values that two independent evaluators, written to be
# thrown away, both computed: tests/oracle/*.csv.  Then the example written in
# other orders and other units.  Prints TAP: a point a quantity and scenario, one
# a rewriting, then one a scenario for targets and one for costs.
#
# valeurs.csv is printed to ten digits: 1e-9, relative.  objectifs.csv and
# couts.csv: 1e-7.
# shellcheck disable=SC2154 # srcdir and abs_top_builddir come from make
fixture=$srcdir/tests/oracle
territory=$BOUCLAGE_DATA/territories/exemple
PATH=$abs_top_builddir:$PATH
tmp=$(mktemp -d) || exit 99
trap 'rm -rf "$tmp"' EXIT

# close FILE: standard input and FILE have lines "key;value"; each key of FILE
# must be there with its value, within $tolerance.  Prints what is not.
close() {
    awk -F ';' -v tolerance="$tolerance" -v file="$1" '
        function abs(x) { return x < 0 ? -x : x }
        { got[$1] = $2 }
        END {
            while ((getline line <file) > 0) {
                split(line, f, ";")
                n++
                if (!(f[1] in got))
                    print f[1] ": " f[2] " expected, nothing found"
                else if (got[f[1]] == "" ||
                         abs(got[f[1]] - f[2]) > tolerance * abs(f[2]))
                    print f[1] ": " f[2] " expected, " got[f[1]] " found"
            }
            if (!n)
                print "nothing to compare"
        }'
}

# point NAME: passes when standard input is empty
point() {
    bad=$(cat)
    if [ -z "$bad" ]; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        printf '%s\n' "$bad" | head -n 20 | sed 's/^/# /'
    fi
}

# values TERRITORY FUNCTION SCENARIOS: what is not as it must be of each quantity
# goes to a function
values() {
    tolerance=1e-9
    awk -F ';' 'FNR > 1 { print $1 ";" $2 ";" $3 ";" $7 }' "$fixture/valeurs.csv" |
        grep -E "$3" | sort -u >"$tmp/todo"
    while IFS=';' read -r quantity formula scenario unit; do
        awk -F ';' -v q="$quantity" -v s="$scenario" '
            $1 == q && $3 == s { print $4 " no " $5 ";" $6 }' \
            "$fixture/valeurs.csv" >"$tmp/want"
        # Rows of a year come in the order of members.
        bouclage eval "$1" "$formula" --sans-reconciliation -s "$scenario" -u "$unit" \
            </dev/null >"$tmp/got" 2>"$tmp/errors"
        head -n 10 "$tmp/errors"
        awk -F ';' 'FNR == 1 { for (i = 1; i <= NF; i++) col[$i] = i; next }
            { y = $col["annee"]; print y " no " ++n[y] ";" $col["valeur"] }' \
            "$tmp/got" | close "$tmp/want" | $2 "$quantity, $scenario"
    done <"$tmp/todo"
}

# The same territory written otherwise must give the same values.  Each way
# rewrites, on standard output, the file $1.
reversed_rows() {
    case $1 in
    *.csv) awk 'NR == 1 { print; next } { row[NR] = $0 }
        END { for (i = NR; i > 1; i--) print row[i] }' "$1" ;;
    *) cat "$1" ;;
    esac
}

# The order of members of vecteur and epci is that of the values' rows.
reversed_members() {
    awk '/<dimension/ { turn = !/"(vecteur|epci)"/ }
        /<\/dimension>/ { for (; n > 0; n--) print member[n] }
        /<membre/ && turn { member[++n] = $0; next }
        { print }' "$1"
}

# What stands below the root; the order of levers means something.
reversed_declarations() {
    case $1 in
    */scenarios/*.xml | *.csv) cat "$1" ;;
    *) awk '/^  <[a-z!]/ { n++ }
        /^<\/modele>/ { for (i = n; i > 0; i--) printf "%s", element[i] }
        /^<\/modele>/ || !n { print; next }
        { element[n] = element[n] $0 "\n" }' "$1" ;;
    esac
}

# Results in other units; a table in kW, which says so.
other_units() {
    case $1 in
    */pose_pv.csv) awk -F ';' 'NR > 1 { $2 *= 1000 } { print $1 ";" $2 }' "$1" ;;
    *) sed -e '/<flux\|<calcul\|<stock\|<indicateur\|dims="commune matiere annee"/{
            s/unite="t"/unite="kt"/; s#unite="t/an"#unite="kg/an"#
            s#unite="GWh/an"#unite="J/an"#; s#unite="MWh/an"#unite="TWh/an"#
            s#unite="MW/an"#unite="GW/an"#; s#unite="%"#unite="1"#
            s#unite="tCO2e/an"#unite="ktCO2e/an"#; }' \
        -e 's/valeur="mw"/& unite="kW\/an"/' "$1" ;;
    esac
}

rewritten() {
    rm -rf "$tmp/exemple"
    cp -R "$territory" "$tmp/exemple" && chmod -R u+w "$tmp/exemple" || return
    find "$tmp/exemple" -type f >"$tmp/files"
    while read -r file; do
        "$1" "$file" >"$tmp/file" && cp "$tmp/file" "$file"
    done <"$tmp/files"
    ! diff -r "$territory" "$tmp/exemple" >/dev/null || echo "nothing is rewritten"
    values "$tmp/exemple" plain volontariste
}

# keyed TABLE COLUMNS VALUE: "key;value" lines of a table of the program or of
# oracle/, by names of columns; decimal commas become points.
keyed() {
    sed '1s/^\xef\xbb\xbf//' "$1" | awk -F ';' -v columns="$2" -v value="$3" '
        NR == 1 { for (i = 1; i <= NF; i++) col[$i] = i; n = split(columns, name, " "); next }
        {
            key = ""
            for (i = 1; i <= n; i++)
                key = key (i > 1 ? ", " : "") $col[name[i]]
            gsub(/,/, ".", $col[value])
            print key ";" $col[value]
        }'
}

tables() {
    tolerance=1e-7
    bouclage run "$territory" --sans-reconciliation -o "$tmp/results" --sans-figures \
        </dev/null >"$tmp/said" 2>&1 || cat "$tmp/said"
    results=$tmp/results/tables
    keyed "$fixture/objectifs.csv" "scenario objectif annee" valeur >"$tmp/want"
    keyed "$results/objectifs.csv" "scenario objectif annee" valeur |
        close "$tmp/want" | point "values of targets"
    keyed "$fixture/couts.csv" "scenario action nature annee" valeur >"$tmp/want"
    keyed "$results/actions.csv" "scenario action nature annee" cout |
        close "$tmp/want" | point "costs"
    keyed "$fixture/objectifs.csv" "scenario objectif" atteint |
        sed 's/;oui/;atteint/; s/;non/;manqué/' | sort >"$tmp/want"
    keyed "$results/objectifs.csv" "scenario objectif" verdict |
        grep -v '^suivi,' | sort | diff "$tmp/want" - | point "verdicts"
}

plain() { sed "s/^/$1: /"; }

{
    values "$territory" point .
    for way in reversed_rows reversed_members reversed_declarations other_units; do
        rewritten $way | point "the same with $(echo $way | tr _ ' ')"
    done
    tables
} 2>&1 | awk '/^(not )?ok -/ { n++; sub(/ok -/, "ok " n " -") }
    { print } END { print "1.." n }'
