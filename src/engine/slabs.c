/* slabs.c -- see slabs.h. */
#include "engine/slabs.h"
#include "engine/bundle.h"
#include "engine/scratch.h"

#include <stdatomic.h>
#include <time.h>
#ifdef _OPENMP
#include <omp.h>
#endif

/* Cells that make waking threads worth it: some milliseconds of work. */
enum { MANY_CELLS = 1 << 22, MANY_TRIES = 20000 };

/* A program of its own where to allocate and complain, all else shared. */
typedef struct {
    bcl_program p;
    bcl_machine m;
    bcl_diag d;
    bool ready;
} worker;

struct bcl_crew {
    bcl_program *p;
    bcl_scratch scratch;
    worker **worker; /* [n]; the first is the thread that calls */
    size_t n, slabs;
    /* the phase at hand */
    int *here; /* its components */
    size_t nhere;
    int *head, *next;     /* sums fed by a component; -1 ends */
    atomic_size_t *turn;  /* [instr] the slab that a sum takes next */
    atomic_size_t taken;  /* slabs begun */
    atomic_size_t failed; /* the first slab that failed, or `slabs` */
};

#ifdef _OPENMP
static double local_cells(const bcl_program *p)
{
    double cells = 0;

    for (size_t i = 0; i < p->n; i++)
        if (p->i[i].component >= 0 && p->i[i].local)
            cells += (double)p->i[i].layout.cells;
    return cells;
}
#endif

/* Slabs of a size that was asked for are shared whatever they cost. */
static size_t threads(const bcl_program *p, size_t slabs)
{
    size_t n = 1;

#ifdef _OPENMP
    if (omp_get_max_threads() > 1 && (p->slab || local_cells(p) > MANY_CELLS))
        n = (size_t)omp_get_max_threads();
#else
    (void)p;
#endif
    return n < slabs ? n : slabs;
}

bcl_crew *bcl_crew_create(bcl_program *p)
{
    bcl_crew *c = BCL_NEW(p->a, bcl_crew, 1);

    c->p = p;
    c->scratch = bcl_scratch_share(p);
    c->slabs = (p->slab_cells + c->scratch.slab - 1) / c->scratch.slab;
    c->n = threads(p, c->slabs);
    c->worker = BCL_NEW(p->a, worker *, c->n);
    for (size_t k = 0; k < c->n; k++) {
        c->worker[k] = BCL_NEW(p->a, worker, 1);
        c->worker[k]->p = *p;
        c->worker[k]->m.p = &c->worker[k]->p;
    }
    c->here = BCL_NEW(p->a, int, p->ncomponent + 1);
    c->head = BCL_NEW(p->a, int, p->ncomponent + 1);
    c->next = BCL_NEW(p->a, int, p->n + 1);
    c->turn = BCL_NEW(p->a, atomic_size_t, p->n + 1);
    return c;
}

void bcl_crew_destroy(bcl_crew *c)
{
    for (size_t k = 1; k < c->n; k++)
        if (c->worker[k]->ready)
            bcl_arena_destroy(c->worker[k]->p.a);
}

/* Memory is that of the thread: near it, and apart from the others'. */
static worker *ready(bcl_crew *c, size_t k)
{
    worker *w = c->worker[k];

    if (w->ready)
        return w;
    if (k > 0) {
        w->p.a = bcl_arena_create();
        w->p.d = &w->d;
    }
    w->m.table = BCL_NEW(w->p.a, ptrdiff_t *, w->p.n + 1);
    w->m.empty = BCL_NEW(w->p.a, ptrdiff_t *, w->p.n + 1);
    bcl_scratch_allocate(&w->m, &c->scratch);
    bcl_bundle_prepare(&w->m);
    w->ready = true;
    return w;
}

bcl_machine *bcl_crew_first(bcl_crew *c)
{
    return &ready(c, 0)->m;
}

/* Fed by locals of this phase. */
static void list_sums(bcl_crew *c, int level)
{
    const bcl_program *p = c->p;

    for (size_t k = 0; k < p->ncomponent; k++)
        c->head[k] = -1;
    for (size_t i = 0; i < p->n; i++) {
        const bcl_instr *s = &p->i[i];
        if (!bcl_streams(p, s) || s->level != level + 1)
            continue;
        int from = p->i[s->arg[0]].component;
        c->next[i] = c->head[from];
        c->head[from] = (int)i;
        atomic_store(&c->turn[i], 0);
    }
}

static void open_phase(bcl_crew *c, int level)
{
    const bcl_program *p = c->p;

    c->nhere = 0;
    for (size_t k = 0; k < p->ncomponent; k++)
        if (p->component[k].local && p->component[k].level == level)
            c->here[c->nhere++] = (int)k;
    list_sums(c, level);
    atomic_store(&c->taken, 0);
    atomic_store(&c->failed, c->slabs);
}

/* Wait for the slabs before; false when one of them failed.  A thread that has
 * them and has lost its core to another program may take this one. */
static bool wait_turn(bcl_crew *c, int sum, size_t slab)
{
    const struct timespec nap = {.tv_nsec = 50000};

    for (unsigned tries = 0; atomic_load(&c->turn[sum]) != slab; tries++) {
        if (atomic_load(&c->failed) < slab)
            return false;
        if (tries > MANY_TRIES)
            nanosleep(&nap, NULL);
    }
    return true;
}

static bcl_window window_of(const bcl_crew *c, size_t slab)
{
    size_t from = slab * c->scratch.slab, to = from + c->scratch.slab;

    return (bcl_window){from, to < c->p->slab_cells ? to : c->p->slab_cells, 0,
                        c->p->years};
}

static bool run_slab(bcl_crew *c, bcl_machine *m, size_t slab)
{
    bcl_window w = window_of(c, slab);

    for (size_t k = 0; k < c->nhere; k++) {
        int here = c->here[k];
        if (!bcl_run_component(m, &c->p->component[here], &w))
            return false;
        for (int i = c->head[here]; i >= 0; i = c->next[i]) {
            if (!wait_turn(c, i, slab))
                return true;    /* it does not matter any more */
            bcl_exec(m, i, &w); /* before its scratch is taken again */
            atomic_store(&c->turn[i], slab + 1);
        }
    }
    return m->p->d->errors == 0;
}

static void fail(bcl_crew *c, size_t slab)
{
    size_t first = atomic_load(&c->failed);

    while (slab < first &&
           !atomic_compare_exchange_weak(&c->failed, &first, slab))
        ;
}

static void work(bcl_crew *c, worker *w)
{
    for (;;) {
        size_t slab = atomic_fetch_add(&c->taken, 1);
        if (slab >= atomic_load(&c->failed))
            return;
        if (!run_slab(c, &w->m, slab))
            fail(c, slab);
    }
}

static void start_work(bcl_crew *c, size_t k)
{
    worker *w = ready(c, k);

    w->d.errors = 0;
    w->p.d = &w->d;
    work(c, w);
}

/* What each thread has to say would depend on their number: the first slab that
 * failed is run again, to be heard. */
static bool failed(bcl_crew *c)
{
    bcl_machine *m = bcl_crew_first(c);
    bcl_window w = window_of(c, atomic_load(&c->failed));

    for (size_t k = 0; k < c->nhere; k++)
        if (!bcl_run_component(m, &c->p->component[c->here[k]], &w))
            break;
    return false;
}

static void each_sum(bcl_crew *c, void (*f)(bcl_machine *, int))
{
    for (size_t k = 0; k < c->p->ncomponent; k++)
        for (int i = c->head[k]; i >= 0; i = c->next[i])
            f(bcl_crew_first(c), i);
}

bool bcl_crew_run(bcl_crew *c, int level)
{
    open_phase(c, level);
    each_sum(c, bcl_exec_start);
#ifdef _OPENMP
#pragma omp parallel num_threads((int)c->n) if (c->n > 1)
    start_work(c, (size_t)omp_get_thread_num());
#else
    start_work(c, 0);
#endif
    c->worker[0]->p.d = c->p->d;
    if (atomic_load(&c->failed) < c->slabs)
        return failed(c);
    each_sum(c, bcl_exec_finish);
    return true;
}
