/* main.c -- pick the subcommand, run it, print the diagnostics. */
#include "cli/command.h"
#include "core/text.h"

#include <errno.h>
#include <fcntl.h>
#include <gsl/gsl_errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const bcl_command *const commands[] = {
    &bcl_cmd_check, &bcl_cmd_run,     &bcl_cmd_balance,
    &bcl_cmd_eval,  &bcl_cmd_explain, &bcl_cmd_compare,
    &bcl_cmd_list,  &bcl_cmd_init,    &bcl_cmd_reconcile,
};
enum { NCOMMANDS = sizeof commands / sizeof commands[0] };

static int usage(FILE *to, int status)
{
    fputs("usage : bouclage COMMANDE [ARGUMENT]...\n\n"
          "Les comptes matière et énergie d'un territoire : bilans, scénarios, "
          "indicateurs, figures.\n\n",
          to);
    for (size_t i = 0; i < NCOMMANDS; i++)
        fprintf(to, "  %-9s %s\n", commands[i]->name, commands[i]->summary);
    fputs("\nbouclage COMMANDE --help dit les options d'une commande.\n", to);
    return status;
}

static const bcl_command *find(const char *name)
{
    for (size_t i = 0; i < NCOMMANDS; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

static int help(const bcl_command *cmd)
{
    printf("usage : bouclage %s %s\n\n%s.\n\n%s", cmd->name, cmd->args,
           cmd->summary, cmd->help);
    return EXIT_SUCCESS;
}

/* The folder of model/, scenarios/ and territories/: the one BOUCLAGE_DATA
   names; else the source tree, when the program runs from a build folder in it
   (before what an older `make install` left); else the installed one. */
static const char *data_folder(bcl_arena *mem)
{
    const char *named = getenv("BOUCLAGE_DATA");
    if (named && *named)
        return named;
    char tree[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", tree, sizeof tree - 1);
    if (n > 0) {
        tree[n] = '\0';
        for (int up = 0; up < 2; up++) {
            char *slash = strrchr(tree, '/');
            if (slash)
                *slash = '\0';
        }
        const char *units = bcl_text_print(mem, "%s/model/unites.xml", tree);
        if (access(units, R_OK) == 0)
            return bcl_text_copy(mem, tree, strlen(tree));
    }
    return BCL_DATADIR;
}

static int run(const bcl_command *cmd, int argc, char **argv)
{
    static bcl_diag diag;
    bcl_arena *mem = bcl_arena_create();
    bcl_context c = {.datadir = data_folder(mem), .mem = mem, .d = &diag};
    bool ok = cmd->run(argc, argv, &c) && diag.errors == 0;

    if (fflush(stdout) != 0 || ferror(stdout)) {
        ok = bcl_fail_system(
            &diag, errno == ENOSPC ? "W01" : "W02", (bcl_pos){0},
            errno == ENOSPC ? "le disque est plein : la sortie standard "
                              "n’est pas écrite"
                            : "la sortie standard ne peut pas être "
                              "écrite");
    }
    bcl_diag_print(&diag, stderr);
    bcl_arena_destroy(c.mem);
    return ok ? EXIT_SUCCESS : c.usage ? 2 : diag.system ? 3 : EXIT_FAILURE;
}

/* Were one of them closed, a file of ours could take its number. */
static void hold_standard_files(void)
{
    for (int fd = 0; fd < 3; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) < 0)
            _exit(3);
}

int main(int argc, char **argv)
{
    hold_standard_files();
    gsl_set_error_handler_off();
    if (argc < 2)
        return usage(stderr, 2);
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return usage(stdout, EXIT_SUCCESS);
    const bcl_command *cmd = find(argv[1]);
    if (!cmd) {
        fprintf(stderr, "bouclage : commande inconnue « %s »\n", argv[1]);
        return usage(stderr, 2);
    }
    for (int i = 2; i < argc; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return help(cmd);
    return run(cmd, argc - 1, argv + 1);
}
