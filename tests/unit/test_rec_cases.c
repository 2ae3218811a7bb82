/* Published cases.  Streams and measurements: Mandel et al., Int. J. Mineral
 * Processing 53 (1998) 157; Mitsas, Measurement 43 (2010) 702; Rosenberg, Mah
 * and Iordache, Ind. Eng. Chem. Process Des. Dev. 26 (1987) 555; VDI 2048 part
 * 1 (2000), heat circuit of a steam turbine, with its half-widths widened to
 * 2.5 as the standard does.  Expected: solved by dense NumPy and by SciPy,
 * which agree to 1e-12.  Terriflux MFAProblem 1.0.1b0: its own data, the
 * standard weights. */
#include "rec_fixture.h"

static const flow_case mandel[] = {
    {ENV, P1, 250.5, 37.575, BCL_REC_REDUNDANT, 230.633081117341,
     2.519152322815, -0.529919332814},
    {P1, ENV, 21.6, 1.08, BCL_REC_REDUNDANT, 21.616412700744, 1.079555802466,
     0.529919332814},
    {P1, P2, 207.0, 5.0, BCL_REC_REDUNDANT, 209.016668416597, 2.277993555267,
     0.453089594968},
    {P2, ENV, 36.5, 1.825, BCL_REC_REDUNDANT, 36.278195392222, 1.724657491977,
     -0.371650621268},
    {P2, P3, 172.5, 2.0, BCL_REC_REDUNDANT, 172.738473024375, 1.705751354813,
     0.228372541774},
    {P3, ENV, 17.6, 0.88, BCL_REC_REDUNDANT, 17.502260074119, 0.86345206262,
     -0.575433399332},
    {P3, P4, 144.9, 7.245, BCL_REC_REDUNDANT, 155.236212950256, 1.842409083796,
     1.475164208752},
    {P5, P4, 47.0, 1.0, BCL_REC_REDUNDANT, 47.43327365379, 0.937256836841,
     1.242754875529},
    {P4, P6, 212.0, 5.0, BCL_REC_REDUNDANT, 202.669486604045, 2.006251056249,
     -2.037300089486},
    {P6, P5, 96.0, 2.0, BCL_REC_REDUNDANT, 95.759787528194, 1.576077893305,
     -0.195096300788},
    {P6, ENV, 90.5, 18.1, BCL_REC_REDUNDANT, 106.909699075851, 2.415195327525,
     0.914793839919},
    {P5, ENV, 47.7, 2.385, BCL_REC_REDUNDANT, 48.326513874404, 1.622195586576,
     0.358347042345},
};
static const flow_case mandel_unmeasured[] = {
    {ENV, P1, 250.5, 37.575, BCL_REC_REDUNDANT, 231.292195538923,
     2.547345612404, -0.512364510954},
    {P1, ENV, 21.6, 1.08, BCL_REC_REDUNDANT, 21.615868185119, 1.079555847618,
     0.512364510953},
    {P1, P2, 207.0, 5.0, BCL_REC_REDUNDANT, 209.676327353804, 2.309184269457,
     0.603479884418},
    {P2, ENV, 36.5, 1.825, BCL_REC_REDUNDANT, 36.188757480044, 1.72541982805,
     -0.523446899619},
    {P2, P3, 172.5, 2.0, BCL_REC_REDUNDANT, 173.48756987376, 1.759003296566,
     1.037590361641},
    {P3, ENV, 17.6, 0.88, BCL_REC_REDUNDANT, 17.336439812292, 0.868671555427,
     -1.872580701362},
    {P3, P4, NAN, NAN, BCL_REC_OBSERVABLE, 156.151130061468, 1.915646380991,
     NAN},
    {P5, P4, 47.0, 1.0, BCL_REC_REDUNDANT, 47.340341151482, 0.983344809005,
     1.872580701362},
    {P4, P6, 212.0, 5.0, BCL_REC_REDUNDANT, 203.49147121295, 2.086715930286,
     -1.872580701362},
    {P6, P5, NAN, NAN, BCL_REC_OBSERVABLE, 112.99147121295, 18.219889773918,
     NAN},
    {P6, ENV, 90.5, 18.1, BCL_REC_NONREDUNDANT, 90.5, 18.1, NAN},
    {P5, ENV, NAN, NAN, BCL_REC_OBSERVABLE, 65.651130061468, 18.2010906557,
     NAN},
};
static const flow_case mitsas[] = {
    {ENV, P1, 100.49, 1.0, BCL_REC_REDUNDANT, 100.582048619233, 0.364144004193,
     0.098834321149},
    {P1, P2, 29.46, 0.3, BCL_REC_REDUNDANT, 29.801228297766, 0.217881697306,
     1.654663839749},
    {P1, P3, 40.41, 0.4, BCL_REC_REDUNDANT, 40.709460425221, 0.312479468193,
     1.199218407565},
    {P1, P4, 30.05, 0.3, BCL_REC_REDUNDANT, 30.071359896247, 0.244909994706,
     0.123282191204},
    {P2, P3, 15.17, 0.3, BCL_REC_REDUNDANT, 14.997218191421, 0.22751168568,
     -0.883584264348},
    {P2, P3, 4.98, 0.1, BCL_REC_REDUNDANT, 4.960802021269, 0.097611067926,
     -0.883584264348},
    {P2, P3, 9.92, 0.2, BCL_REC_REDUNDANT, 9.843208085076, 0.180129756864,
     -0.883584264348},
    {P3, P5, 70.68, 0.7, BCL_REC_REDUNDANT, 70.510688722987, 0.320023669751,
     -0.271958406887},
    {P4, P5, 10.03, 0.3, BCL_REC_REDUNDANT, 10.145988603284, 0.246774414677,
     0.679909334325},
    {P4, P6, 19.82, 0.4, BCL_REC_REDUNDANT, 19.925371292962, 0.280709722952,
     0.369776075201},
    {P5, P6, 81.06, 0.8, BCL_REC_REDUNDANT, 80.656677326271, 0.369539647856,
     -0.56843208644},
    {P6, ENV, 101.57, 1.0, BCL_REC_REDUNDANT, 100.582048619233, 0.364144004193,
     -1.060781843984},
};
static const flow_case rosenberg[] = {
    {ENV, P1, 5.026, 1.0, BCL_REC_REDUNDANT, 4.904952380952, 0.617213399848,
     -0.153848838804},
    {P1, P2, 14.722, 1.0, BCL_REC_REDUNDANT, 14.798619047619, 0.617213399848,
     0.097381110006},
    {P2, P3, 14.721, 1.0, BCL_REC_REDUNDANT, 14.798619047619, 0.617213399848,
     0.098652087825},
    {P3, P1, 4.968, 1.0, BCL_REC_REDUNDANT, 4.813761904762, 0.723746864456,
     -0.223512234671},
    {P3, P4, 10.088, 1.0, BCL_REC_REDUNDANT, 9.984857142857, 0.654653670708,
     -0.136445174756},
    {P4, P1, 5.131, 1.0, BCL_REC_REDUNDANT, 5.079904761905, 0.723746864456,
     -0.074044034517},
    {P4, ENV, 4.835, 1.0, BCL_REC_REDUNDANT, 4.904952380952, 0.617213399848,
     0.088907924549},
};

static void check_case(const flow_case *f, size_t n, size_t nprocess,
                       double chi2, int dof, double critical, double p)
{
    static const bcl_rec_options both[2] = {{.general = false},
                                            {.general = true}};

    for (size_t i = 0; i < 2; i++) {
        bcl_arena *a = bcl_arena_create();
        bcl_rec_problem problem = flows_of(f, n, nprocess, a);
        bcl_rec_result r;

        assert_true(bcl_reconcile(&r, &problem, &both[i], a));
        check_flows(&r, f, n);
        check_global(&r, chi2, dof, critical, p);
        bcl_arena_destroy(a);
    }
}

#define CASE(f, ...) check_case(f, sizeof f / sizeof *f, __VA_ARGS__)

static void test_mandel(void **state)
{
    (void)state;
    CASE(mandel, 6, 7.094612764277, 6, 12.591587243744, 0.312186080658);
}

static void test_mandel_unmeasured(void **state)
{
    (void)state;
    CASE(mandel_unmeasured, 6, 3.922279599366, 3, 7.814727903251,
         0.26997975224);
}

static void test_mitsas(void **state)
{
    (void)state;
    CASE(mitsas, 6, 3.89134713713, 6, 12.591587243744, 0.691377316505);
}

static void test_rosenberg(void **state)
{
    (void)state;
    CASE(rosenberg, 4, 0.068479619048, 4, 9.487729036781, 0.999427027988);
}

static void test_terriflux(void **state)
{
    static const flow_case f[] = {
        {P1, ENV, 100, 5, BCL_REC_REDUNDANT, 103.100775193798, NAN, NAN},
        {ENV, P1, 35, 1.75, BCL_REC_REDUNDANT, 34.62015503876, NAN, NAN},
        {ENV, P1, 70, 3.5, BCL_REC_REDUNDANT, 68.480620155039, NAN, NAN},
    };
    bcl_arena *a = bcl_arena_create();
    bcl_rec_problem p = flows_of(f, 3, 1, a);
    bcl_rec_result r;

    (void)state;
    assert_true(bcl_reconcile(&r, &p, NULL, a));
    for (size_t k = 0; k < 3; k++)
        close_to("x", k, r.x[k], f[k].x, 1e-12);
    bcl_arena_destroy(a);
}

/* mFDKeI, mFDKeII, mSpI, mSpII, mV, mHK, mA7, mA6, mA5, mHDNK, mD (kg/s). */
static const flow_case vdi[] = {
    {ENV, ENV, 46.241, 1.275510204082, BCL_REC_REDUNDANT, 44.695956572532,
     1.610621937457 / 1.96, -1.583797991915},
    {ENV, ENV, 45.668, 1.275510204082, BCL_REC_REDUNDANT, 44.122956572532,
     1.610621937457 / 1.96, -1.583797991915},
    {ENV, ENV, 44.575, 0.272959183673, BCL_REC_REDUNDANT, 44.642626935634,
     0.425365584862 / 1.96, 0.408492449761},
    {ENV, ENV, 44.319, 0.271428571429, BCL_REC_REDUNDANT, 44.38608584983,
     0.423571700422 / 1.96, 0.408492449761},
    {ENV, ENV, 0.525, 0.053571428571, BCL_REC_REDUNDANT, 0.524499101002,
     0.104626941161 / 1.96, -0.111018158463},
    {ENV, ENV, 69.978, 0.435714285714, BCL_REC_REDUNDANT, 70.004962302293,
     0.615136280677 / 1.96, 0.089208637794},
    {ENV, ENV, 10.364, 0.085714285714, BCL_REC_REDUNDANT, 10.364202992972,
     0.133112309132 / 1.96, 0.00388183173},
    {ENV, ENV, 3.744, 0.029591836735, BCL_REC_REDUNDANT, 3.744024194599,
     0.056698882872 / 1.96, 0.00388183173},
    {ENV, ENV, 4.391, 0.029591836735, BCL_REC_REDUNDANT, 4.391024194599,
     0.056698882872 / 1.96, 0.00388183173},
    {ENV, ENV, 18.498, 0.104591836735, BCL_REC_REDUNDANT, 18.499251382169,
     0.137264525648 / 1.96, 0.016108570471},
    {ENV, ENV, 2.092, 0.138775510204, BCL_REC_NONREDUNDANT, 2.092, 0.272 / 1.96,
     NAN},
};

static void test_vdi(void **state)
{
    static const size_t start[] = {0, 5, 12, 16};
    static const int var[] = {0, 1, 2, 3, 4, 2, 3, 4, 5, 6, 7, 8, 6, 7, 8, 9};
    static const double coef[] = {1,  1,  -1, -1, 0.4, 1, 1, -1,
                                  -1, -1, -1, -1, 1,   1, 1, -1};
    static const double rhs[3];
    static const bcl_rec_correlation correlation[] = {{0, 1, 0.2}, {2, 3, 0.4}};
    bcl_arena *a = bcl_arena_create();
    bcl_rec_problem p = flows_of(vdi, 11, 0, a);
    bcl_rec_result r;

    (void)state;
    p.nrow = 3;
    p.start = start;
    p.var = var;
    p.coef = coef;
    p.rhs = rhs;
    p.correlation = correlation;
    p.ncorrelation = 2;
    assert_true(bcl_reconcile(&r, &p, NULL, a));
    check_flows(&r, vdi, 11);
    check_global(&r, 2.537014792421, 3, 7.814727903251, 0.468638805717);
    bcl_arena_destroy(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mandel),
        cmocka_unit_test(test_mandel_unmeasured),
        cmocka_unit_test(test_mitsas),
        cmocka_unit_test(test_rosenberg),
        cmocka_unit_test(test_terriflux),
        cmocka_unit_test(test_vdi),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests_name("rec_cases", tests, NULL, NULL);
}
