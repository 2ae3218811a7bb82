#!/bin/sh
# coverage.sh FOLDER: lines of each room of src/ that the tests of a build made
# with CFLAGS=--coverage ran, and the files below the floor.  Prints only.
set -eu
floor=85
cd "$1"
for room in core flow unit input formula model data scenario engine result figure report cli; do
    for notes in src/"$room"/*.gcno; do
        [ -f "$notes" ] || continue
        gcov -n -o "$(dirname "$notes")" "$notes" 2>/dev/null |
            awk -v room="$room" -v floor="$floor" '
            /^File / { file = $2; gsub(/\x27/, "", file); sub(/.*\/src\//, "", file) }
            /^Lines executed/ && file ~ "^" room "/.*[.]c$" {
                split($2, p, ":"); sub(/%/, "", p[2])
                print room, $4, p[2] * $4 / 100, file; file = "" }'
    done
done | awk -v floor="$floor" '
    { lines[$1] += $2; run[$1] += $3; all += $2; ran += $3
      if (!($1 in seen)) { seen[$1] = 1; order[++n] = $1 }
      if ($2 > 0 && 100 * $3 / $2 < floor) low = low sprintf("  %s %.0f %% of %d lines\n", $4, 100 * $3 / $2, $2) }
    END {
        for (i = 1; i <= n; i++)
            printf "%-10s %5.1f %% of %d lines\n", order[i], 100 * run[order[i]] / lines[order[i]], lines[order[i]]
        if (all) printf "%-10s %5.1f %% of %d lines\n", "all", 100 * ran / all, all
        if (low != "") printf "below %d %%:\n%s", floor, low }'
