#!/bin/sh
# The schema of the language (model/schema/bouclage.rng, made from the .rnc): every
# model and scenario of the tree is valid; the elements, attributes and words it
# knows are those of src/model/spec.c and src/model/shape.c.  Prints TAP.
# shellcheck disable=SC2154 # srcdir comes from make
cd "$srcdir" || exit 99
schema=model/schema/bouclage.rng
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
        printf '%s\n' "$bad" | head -n 30 | sed 's/^/# /'
    fi
}

# same WHAT SCHEMA PROGRAM: two sorted lists
same() {
    { comm -23 "$2" "$3" | sed 's/$/: the schema alone has it/'
      comm -13 "$2" "$3" | sed 's/$/: the program alone has it/'; } | report "$1"
}

valid() { xmllint --noout --relaxng "$schema" "$1" 2>&1 | grep -v ' validates$'; }

documents() {
    find model scenarios territories -name '*.xml' ! -name unites.xml | sort
}

validity() {
    if ! command -v xmllint >/dev/null; then
        echo "ok - every document is valid # SKIP xmllint is missing"
        return
    fi
    documents | while read -r file; do valid "$file"; done |
        report "every document is valid ($(documents | wc -l) looked at)"
    # A schema that accepts anything would pass too.
    while IFS='|' read -r from to; do
        sed "s|$from|$to|" territories/exemple/energie.xml >"$tmp/wrong.xml"
        [ -n "$(valid "$tmp/wrong.xml")" ] || echo "$to is accepted"
    done <<'END' | report "what is wrong is not valid"
<calcul id="besoin"|<calcul sens="hausse" id="besoin"
prolonge="exponentielle"|prolonge="expo"
<processus id="reseau"|<processus bilan="oui" id="reseau"
id="besoin"|id="Besoin"
type="aires" x="annee"|type="aires"
annee="2030" relatif_a="2019"|annee="2030" relatif_a="en 2019"
END
}

# What the schema has: lines "element E", "E/attribute", "E>child" and
# "E/attribute=word", references to definitions followed.
schema_has() {
    awk '
        function value(s) { sub(/^[^"]*"/, "", s); sub(/".*/, "", s); return s }
        function add(kind, scope, x) { list[kind, scope] = list[kind, scope] " " x }
        /<define / { depth = 1; stack[1] = "d:" value($0) }
        /<\/define>/ { depth = 0 }
        /<element / {
            add("child", stack[depth], value($0))
            stack[++depth] = "e:" value($0)
            element[value($0)] = 1
        }
        /<\/element>/ { depth-- }
        /<attribute / {
            add("attr", stack[depth], value($0))
            attr = /\/>/ ? "" : value($0)
        }
        /<\/attribute>/ { attr = "" }
        /<ref / {
            if (attr)
                add("words", stack[depth], attr "=" value($0))
            else
                add("ref", stack[depth], value($0))
        }
        /<value>/ {
            word = $0
            gsub(/<[^>]*>| /, "", word)
            if (attr)
                add("attr", stack[depth], attr "=" word)
            else
                add("word", stack[depth], word)
        }
        function words(e, attr, definition,    n, i, w) {
            n = split(list["word", "d:" definition], w, " ")
            for (i = 1; i <= n; i++)
                print e "/" attr "=" w[i]
        }
        function walk(kind, scope, e, sign,    n, i, w) {
            n = split(list[kind, scope], w, " ")
            for (i = 1; i <= n; i++)
                print e sign w[i]
            n = kind == "attr" ? split(list["words", scope], w, " ") : 0
            for (i = 1; i <= n; i++)
                words(e, substr(w[i], 1, index(w[i], "=") - 1), substr(w[i], index(w[i], "=") + 1))
            n = split(list["ref", scope], w, " ")
            for (i = 1; i <= n; i++)
                walk(kind, "d:" w[i], e, sign)
        }
        END {
            for (e in element) {
                print "element " e
                walk("attr", "e:" e, e, "/")
                walk("child", "e:" e, e, ">")
            }
        }' "$schema" | sort -u
}

# The same of the program: the C tables, their macros replaced by what they are.
program_has() {
    cat src/model/spec.c src/model/shape.c | awk '
        { if (sub(/\\$/, "")) { printf "%s ", $0; next } print }' | awk '
        /^#define [A-Z_]+ / { name = $2; sub(/^#define [A-Z_]+ +/, ""); macro[name] = $0; next }
        /specs\[\] = \{/ { table = "spec"; next }
        /shapes\[\] = \{/ { table = "shape"; next }
        /^\};/ { table = "" }
        table { text[table] = text[table] " " $0 }
        END {
            for (table in text)
                for (round = 0; round < 3; round++)
                    for (name in macro)
                        while (match(text[table], "[^A-Z_]" name "[^A-Z_]"))
                            text[table] = substr(text[table], 1, RSTART) macro[name] \
                                substr(text[table], RSTART + RLENGTH - 1)
            for (table in text) {
                gsub(/" *"/, "", text[table])
                n = split(text[table], entry, /\{/)
                for (i = 2; i <= n; i++) {
                    split(entry[i], field, "\"")
                    print table "|" field[2] "|" field[4] "|" field[6]
                }
            }
        }' | awk -F '|' '
        $1 == "spec" {
            print "element " $2
            gsub(/!/, "", $3)
            n = split($3, w, " ")
            for (i = 1; i <= n; i++)
                print $2 "/" w[i]
            n = split($4, w, " ")
            for (i = 1; i <= n; i++)
                print $2 ">" w[i]
        }
        $1 == "shape" && $4 !~ /^#/ {
            elements = split($2, e, " ")
            attrs = split($3, a, " ")
            words = split($4, w, " ")
            for (i = 1; i <= elements; i++)
                for (j = 1; j <= attrs; j++)
                    for (k = 1; k <= words; k++)
                        print e[i] "/" a[j] "=" w[k]
        }' | sort -u
}

agreement() {
    schema_has >"$tmp/schema"
    program_has >"$tmp/program"
    for what in 'elements:^element ' 'attributes:^[a-z_]*/[a-z_]*$' \
        'children:>' 'words:='; do
        grep -e "${what#*:}" "$tmp/schema" >"$tmp/a"
        grep -e "${what#*:}" "$tmp/program" >"$tmp/b"
        [ -s "$tmp/a" ] && [ -s "$tmp/b" ] || echo "nothing was read" >"$tmp/a"
        same "the schema and the program know the same ${what%%:*} ($(wc -l <"$tmp/a"))" \
            "$tmp/a" "$tmp/b"
    done
}

{ validity; agreement; } |
    awk '/^(not )?ok -/ { n++; sub(/ok -/, "ok " n " -") }
        { print } END { print "1.." n }'
