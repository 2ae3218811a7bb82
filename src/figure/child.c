/* child.c -- see child.h. */
#include "figure/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#if __has_include(<linux/landlock.h>)
#include <linux/landlock.h>
#define HAVE_LANDLOCK 1
#endif

double bcl_child_clock(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Best effort: a kernel without Landlock changes nothing. */
static void lock_files(void)
{
#ifdef HAVE_LANDLOCK
    const struct landlock_ruleset_attr all = {
        .handled_access_fs =
            LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE |
            LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
            LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_SYM |
            LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_SOCK};
    long set =
        syscall(SYS_landlock_create_ruleset, &all, sizeof all, (unsigned)0);

    if (set < 0)
        return;
    const struct landlock_path_beneath_attr null = {
        .allowed_access = LANDLOCK_ACCESS_FS_WRITE_FILE,
        .parent_fd = open("/dev/null", O_PATH | O_CLOEXEC)};

    (void)syscall(SYS_landlock_add_rule, (int)set, LANDLOCK_RULE_PATH_BENEATH,
                  &null, 0);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
        (void)syscall(SYS_landlock_restrict_self, (int)set, 0);
#endif
}

/* In the child, after fork: only calls that are safe there. */
static _Noreturn void become(const int *fd, bool locked,
                             const char *const *argv)
{
    struct sigaction plain = {.sa_handler = SIG_DFL};
    sigset_t none;

    sigemptyset(&none);
    sigaction(SIGPIPE, &plain, NULL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (dup2(fd[0], 0) >= 0 && dup2(fd[3], 1) >= 0 && dup2(fd[5], 2) >= 0) {
        if (locked)
            lock_files();
        execvp(argv[0], (char *const *)(uintptr_t)argv);
    }
    int why = errno;
    ssize_t told = write(fd[7], &why, sizeof why);

    (void)told;
    _exit(127);
}

/* The kernel gives the lowest free number: keep clear of 0, 1 and 2, so that
 * dup2 in the child never meets one of its own ends. */
static int raise_fd(int fd)
{
    if (fd < 0 || fd > 2)
        return fd;
    int high = fcntl(fd, F_DUPFD_CLOEXEC, 3);

    close(fd);
    return high;
}

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* in: a socket, because send() can be told not to raise SIGPIPE. */
static bool open_ends(int fd[8])
{
    for (int i = 0; i < 8; i++)
        fd[i] = -1;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fd) ||
        pipe2(fd + 2, O_CLOEXEC) || pipe2(fd + 4, O_CLOEXEC) ||
        pipe2(fd + 6, O_CLOEXEC))
        return false;
    bool ok = true;

    for (int i = 0; i < 8; i++)
        ok = (fd[i] = raise_fd(fd[i])) > 2 && ok;
    return ok;
}

bool bcl_child_start(bcl_child *p, int *why, const char *const *argv,
                     bool locked)
{
    int fd[8]; /* in: 0 child, 1 ours; out, err, report: even ours, odd child */

    *p = (bcl_child){.in = -1, .out = -1, .err = -1};
    *why = 0;
    bool ok = open_ends(fd);
    pid_t pid = ok ? fork() : -1;

    if (pid == 0)
        become(fd, locked, argv);
    if (pid < 0)
        *why = errno;
    close_fd(&fd[0]);
    close_fd(&fd[3]);
    close_fd(&fd[5]);
    close_fd(&fd[7]);
    if (pid > 0) {
        ssize_t n;

        do
            n = read(fd[6], why, sizeof *why);
        while (n < 0 && errno == EINTR);
        *p = (bcl_child){.pid = pid, .in = fd[1], .out = fd[2], .err = fd[4]};
        (void)fcntl(fd[2], F_SETFL, O_NONBLOCK);
        (void)fcntl(fd[4], F_SETFL, O_NONBLOCK);
        close_fd(&fd[6]);
        if (n == sizeof *why)
            bcl_child_stop(p, false);
        return *why == 0;
    }
    for (int i = 0; i < 8; i++)
        close_fd(&fd[i]);
    return false;
}

/* True when there may be more to read at once. */
static bool receive(int *fd, bcl_buffer *to)
{
    char chunk[16384];
    ssize_t n = read(*fd, chunk, sizeof chunk);

    if (n > 0)
        bcl_buffer_add(to, chunk, (size_t)n);
    else if (n == 0 || (errno != EAGAIN && errno != EINTR))
        close_fd(fd);
    return n > 0;
}

static bool said(const bcl_buffer *b, const char *text)
{
    return b->n > 0 && memmem(b->s, b->n, text, strlen(text)) != NULL;
}

static bool send_some(bcl_child *p, const char **s, size_t *n)
{
    ssize_t sent = send(p->in, *s, *n, MSG_NOSIGNAL | MSG_DONTWAIT);

    if (sent < 0)
        return errno == EAGAIN || errno == EINTR;
    *s += sent;
    *n -= (size_t)sent;
    return true;
}

bool bcl_child_talk(bcl_child *p, const char *s, size_t n, const char *until,
                    double deadline, bcl_buffer *out, bcl_buffer *err)
{
    enum { MOST_BYTES = 64 << 20 };
    double end = bcl_child_clock() + deadline;
    bool broken = false;

    while (p->out >= 0 || p->err >= 0) {
        if (until && n == 0 && said(err, until)) {
            /* What was written to `out` before is already in its pipe. */
            while (p->out >= 0 && receive(&p->out, out))
                ;
            return true;
        }
        if (!until && n == 0)
            close_fd(&p->in);
        struct pollfd ready[] = {{.fd = p->out, .events = POLLIN},
                                 {.fd = p->err, .events = POLLIN},
                                 {.fd = n > 0 ? p->in : -1, .events = POLLOUT}};
        double left = end - bcl_child_clock();

        if (left <= 0 ||
            (poll(ready, 3, (int)(left * 1000) + 1) < 0 && errno != EINTR))
            return false;
        if (ready[0].revents)
            receive(&p->out, out);
        if (ready[1].revents)
            receive(&p->err, err);
        if (out->n + err->n > MOST_BYTES)
            return false; /* no figure is so large: it went mad */
        if (ready[2].revents && !send_some(p, &s, &n)) {
            n = 0; /* it stopped listening: hear its last words, then fail */
            broken = true;
        }
    }
    return !until && !broken;
}

bool bcl_child_stop(bcl_child *p, bool mercy)
{
    int status = 0;
    double end = bcl_child_clock() + 2;

    if (p->pid <= 0)
        return false;
    close_fd(&p->in);
    close_fd(&p->out);
    close_fd(&p->err);
    if (!mercy)
        kill(p->pid, SIGKILL);
    for (;;) {
        pid_t got = waitpid(p->pid, &status, mercy ? WNOHANG : 0);

        if (got == p->pid || (got < 0 && errno != EINTR))
            break;
        if (mercy && bcl_child_clock() > end) {
            kill(p->pid, SIGKILL);
            mercy = false;
        } else if (mercy) {
            nanosleep(&(struct timespec){.tv_nsec = 500000}, NULL);
        }
    }
    p->pid = 0;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
