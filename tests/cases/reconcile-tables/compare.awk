# awk -f compare.awk EXPECTED GOT: figures of GOT against those expected, to
# 1e-9; what is not expected is not looked at, except that what has no value
# must have none.
BEGIN { FS = ","; n = split("class value sd adjustment z", column, " ") }
function off(a, b) { d = a - b; if (d < 0) d = -d; m = b < 0 ? -b : b; return d > 1e-9 * (m > 1 ? m : 1) }
FNR == 1 { next }
FNR == NR { for (k = 1; k <= n; k++) want[$1, k] = $(k + 1); order[FNR] = $1; rows = FNR - 1; next }
{
    if (order[FNR] != $1) { print "row " FNR ": " $1 " for " order[FNR]; bad++ }
    for (k = 1; k <= n; k++) {
        w = want[$1, k]; g = $(k + 1)
        if (w == "" && !(k == 2 && g != "")) continue
        checked++
        if (k == 1 ? w != g : w == "" || g == "" || off(g, w)) {
            print $1 ": " column[k] " " g " for " w; bad++
        }
    }
    seen++
}
END {
    if (seen != rows) { print seen " rows for " rows; bad++ }
    print bad ? bad " gaps" : rows " rows, " checked " figures agree to 1e-9"
}
