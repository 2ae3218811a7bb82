/* gross.c -- one datum wrong by some standard deviations in each of DRAWS
 * random networks of about 30 flows and 11 processes: how often the test fails,
 * and how often the wrong datum is then the first suspect, or tied with it, or
 * so near (z squared within 3.84) that a test at 95 % does not tell them apart.
 * Ranges are those of Wilson at 95 %.  usage: gross [DRAWS] */
#include "rec_gross.h"

#include <stdio.h>
#include <stdlib.h>

/* " 75 % [66, 83]" */
static void print_rate(int k, int n)
{
    const double z = 1.959963984540054;
    double p = (double)k / n, centre = p + z * z / (2 * n);
    double half = z * sqrt(p * (1 - p) / n + z * z / (4.0 * n * n));
    double all = 1 + z * z / n;

    if (n == 0)
        printf(" %18s", "-");
    else
        printf("  %5.1f %% [%2.0f, %3.0f]", 100 * p,
               100 * (centre - half) / all, 100 * (centre + half) / all);
}

int main(int argc, char **argv)
{
    static const double size[] = {3, 5, 8, 12, 20, 50};
    int draws = argc > 1 ? atoi(argv[1]) : 2000;

    puts("écarts-types tirages      test échoue      premier suspect      "
         "ou à égalité        ou presque");
    for (size_t i = 0; i < sizeof size / sizeof *size; i++) {
        gross_score c = {0};

        for (int k = 1; k <= draws; k++)
            gross_draw(&c, size[i], (uint64_t)k);
        printf("%12g %7d", size[i], c.trials);
        print_rate(c.noticed, c.trials);
        print_rate(c.first, c.noticed);
        print_rate(c.first + c.tied, c.noticed);
        print_rate(c.first + c.tied + c.close, c.noticed);
        putchar('\n');
    }
    return 0;
}
