/* rec_published.h -- reconciliations of the literature: flows in 1, 2, ... from
 * process to process, what was measured, and the least squares that two
 * independent methods (dense KKT, SLSQP) agree on to 1e-8 or better. */
#ifndef REC_PUBLISHED_H
#define REC_PUBLISHED_H

#include "flow/reconcile.h"

#include <math.h>

enum {
    RED = BCL_REC_REDUNDANT,
    NON = BCL_REC_NONREDUNDANT,
    OBS = BCL_REC_OBSERVABLE,
    UNO = BCL_REC_UNOBSERVABLE,
    FIX = BCL_REC_FIXED
};

typedef struct {
    int from, to;
    double value, sd;
    int class;
    double x, sdx, z;
} published_flow;

typedef struct {
    const char *name;
    const published_flow *flow;
    size_t n, nprocess;
    double chi2;
    int dof;
} published_case;

/* Mitsas, Measurement 43 (2010) 702: 12 streams, 6 balances. */
static const published_flow mitsas[] = {
    {OUT, 0, 100.49, 1.0, RED, 100.582048619233, 0.364144004193,
     0.098834321149},
    {0, 1, 29.46, 0.3, RED, 29.801228297766, 0.217881697306, 1.654663839749},
    {0, 2, 40.41, 0.4, RED, 40.709460425221, 0.312479468193, 1.199218407565},
    {0, 3, 30.05, 0.3, RED, 30.071359896247, 0.244909994706, 0.123282191204},
    {1, 2, 15.17, 0.3, RED, 14.997218191421, 0.22751168568, -0.883584264348},
    {1, 2, 4.98, 0.1, RED, 4.960802021269, 0.097611067926, -0.883584264348},
    {1, 2, 9.92, 0.2, RED, 9.843208085076, 0.180129756864, -0.883584264348},
    {2, 4, 70.68, 0.7, RED, 70.510688722987, 0.320023669751, -0.271958406887},
    {3, 4, 10.03, 0.3, RED, 10.145988603284, 0.246774414677, 0.679909334325},
    {3, 5, 19.82, 0.4, RED, 19.925371292962, 0.280709722952, 0.369776075201},
    {4, 5, 81.06, 0.8, RED, 80.656677326271, 0.369539647856, -0.56843208644},
    {5, OUT, 101.57, 1.0, RED, 100.582048619233, 0.364144004193,
     -1.060781843984},
};

/* Mandel et al., Int. J. Mineral Processing 53 (1998) 157: 12 streams, 6
 * balances. */
static const published_flow mandel[] = {
    {OUT, 0, 250.5, 37.575, RED, 230.633081117341, 2.519152322815,
     -0.529919332814},
    {0, OUT, 21.6, 1.08, RED, 21.616412700744, 1.079555802466, 0.529919332814},
    {0, 1, 207.0, 5.0, RED, 209.016668416597, 2.277993555267, 0.453089594968},
    {1, OUT, 36.5, 1.825, RED, 36.278195392222, 1.724657491977,
     -0.371650621268},
    {1, 2, 172.5, 2.0, RED, 172.738473024375, 1.705751354813, 0.228372541774},
    {2, OUT, 17.6, 0.88, RED, 17.502260074119, 0.86345206262, -0.575433399332},
    {2, 3, 144.9, 7.245, RED, 155.236212950256, 1.842409083796, 1.475164208752},
    {4, 3, 47.0, 1.0, RED, 47.43327365379, 0.937256836841, 1.242754875529},
    {3, 5, 212.0, 5.0, RED, 202.669486604045, 2.006251056249, -2.037300089486},
    {5, 4, 96.0, 2.0, RED, 95.759787528194, 1.576077893305, -0.195096300788},
    {5, OUT, 90.5, 18.1, RED, 106.909699075851, 2.415195327525, 0.914793839919},
    {4, OUT, 47.7, 2.385, RED, 48.326513874404, 1.622195586576, 0.358347042345},
};

/* The same, with streams 7, 10 and 12 unmeasured. */
static const published_flow mandel_open[] = {
    {OUT, 0, 250.5, 37.575, RED, 231.292195538923, 2.547345612404,
     -0.512364510954},
    {0, OUT, 21.6, 1.08, RED, 21.615868185119, 1.079555847618, 0.512364510953},
    {0, 1, 207.0, 5.0, RED, 209.676327353804, 2.309184269457, 0.603479884418},
    {1, OUT, 36.5, 1.825, RED, 36.188757480044, 1.72541982805, -0.523446899619},
    {1, 2, 172.5, 2.0, RED, 173.48756987376, 1.759003296566, 1.037590361641},
    {2, OUT, 17.6, 0.88, RED, 17.336439812292, 0.868671555427, -1.872580701362},
    {2, 3, NAN, NAN, OBS, 156.151130061468, 1.915646380991, NAN},
    {4, 3, 47.0, 1.0, RED, 47.340341151482, 0.983344809005, 1.872580701362},
    {3, 5, 212.0, 5.0, RED, 203.49147121295, 2.086715930286, -1.872580701362},
    {5, 4, NAN, NAN, OBS, 112.99147121295, 18.219889773918, NAN},
    {5, OUT, 90.5, 18.1, NON, 90.5, 18.1, NAN},
    {4, OUT, NAN, NAN, OBS, 65.651130061468, 18.2010906557, NAN},
};

/* Rosenberg, Mah and Iordache, I&EC Research 26 (1987) 555: 7 streams with a
 * recycle, unit variances. */
static const published_flow rosenberg[] = {
    {OUT, 0, 5.026, 1.0, RED, 4.904952380952, 0.617213399848, -0.153848838804},
    {0, 1, 14.722, 1.0, RED, 14.798619047619, 0.617213399848, 0.097381110006},
    {1, 2, 14.721, 1.0, RED, 14.798619047619, 0.617213399848, 0.098652087825},
    {2, 0, 4.968, 1.0, RED, 4.813761904762, 0.723746864456, -0.223512234671},
    {2, 3, 10.088, 1.0, RED, 9.984857142857, 0.654653670708, -0.136445174756},
    {3, 0, 5.131, 1.0, RED, 5.079904761905, 0.723746864456, -0.074044034517},
    {3, OUT, 4.835, 1.0, RED, 4.904952380952, 0.617213399848, 0.088907924549},
};

/* Contradiction1 of STAN, as opensefa-reconciliation-solver has it: with exact
 * data 100 + 200 enter, 150 + 180 leave; here each with 10 %, and the rest in a
 * loop that nothing measures. */
static const published_flow stan[] = {
    {OUT, 0, 100, 10, RED, 102.859866539561, 9.511420058792, NAN},
    {OUT, 2, 200, 20, RED, 211.439466158246, 15.731299519007, NAN},
    {1, OUT, 150, 15, RED, 143.565300285987, 13.294350384464, NAN},
    {3, OUT, 180, 18, RED, 170.734032411821, 14.964208968324, NAN},
    {0, 1, NAN, NAN, UNO, NAN, NAN, NAN},
    {2, 0, NAN, NAN, UNO, NAN, NAN, NAN},
    {2, 3, NAN, NAN, UNO, NAN, NAN, NAN},
    {1, 3, NAN, NAN, UNO, NAN, NAN, NAN},
};

/* MFAProblem of TerriFlux, its example "mini no uncert": the answer with
 * weights 1/sd^2 (it prints that with weights 1/sd). */
static const published_flow terriflux[] = {
    {0, OUT, 100, 5, RED, 103.100775193798, 3.08157817214, NAN},
    {OUT, 0, 35, 1.75, RED, 34.62015503876, 1.682214303007, NAN},
    {OUT, 0, 70, 3.5, RED, 68.480620155039, 2.92019166834, NAN},
};

static const published_case published[] = {
    {"mitsas2010", mitsas, 12, 6, 3.89134713713, 6},
    {"mandel1998_mineral", mandel, 12, 6, 7.094612764277, 6},
    {"mandel1998_unmeasured_7_10_12", mandel_open, 12, 6, 3.922279599366, 3},
    {"rosenberg1987_seven_streams", rosenberg, 7, 4, 0.068479619048, 4},
    {"stan_sd10", stan, 8, 4, 0.857959961868446, 1},
    {"terriflux_mini", terriflux, 3, 1, 0.62015503875969, 1},
};

#endif
