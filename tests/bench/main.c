/* Measures the programs of a build, each beside a limit or a peer in the same run, and prints one
 * table, which is also written to FOLDER/table.md.
 *   bench BIN FOLDER [PART…]     without a part: all of them
 */
#include "bench.h"
#include "folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct part {
    const char *name;
    void (*run)(struct bench *bench);
} parts[] = {
    {"touch", bench_touch},     {"start", bench_start},   {"rest", bench_rest},
    {"record", bench_record},   {"scan", bench_scan},     {"door", bench_door},
    {"verify", bench_verify},   {"badges", bench_badges}, {"import", bench_import},
    {"outputs", bench_outputs}, {"book", bench_book},
};
enum { PARTS = sizeof parts / sizeof *parts };

static bool is_wanted(const char *name, int argc, char **argv)
{
    for (int i = 3; i < argc; i++)
        if (!strcmp(argv[i], name))
            return true;
    return argc == 3;
}

static bool is_part(const char *name)
{
    for (int i = 0; i < PARTS; i++)
        if (!strcmp(parts[i].name, name))
            return true;
    return false;
}

static void no_such_part(const char *name)
{
    fprintf(stderr, "There is no part %s; there are", name);
    for (int i = 0; i < PARTS; i++)
        fprintf(stderr, "%s %s", i ? "," : "", parts[i].name);
    fputs(".\n", stderr);
    exit(2);
}

static void check_arguments(int argc, char **argv)
{
    for (int i = 3; i < argc; i++)
        if (!is_part(argv[i]))
            no_such_part(argv[i]);
    if (argc < 3) {
        fputs("usage: bench BIN FOLDER [PART…]\n", stderr);
        exit(2);
    }
}

int main(int argc, char **argv)
{
    check_arguments(argc, argv);
    char path[512];
    struct bench bench = {.bin = argv[1], .folder = argv[2], .table = table_new()};
    snprintf(path, sizeof path, "%s/table.md", bench.folder);
    mkdir(bench.folder, 0755);
    for (int i = 0; i < PARTS; i++)
        if (is_wanted(parts[i].name, argc, argv))
            parts[i].run(&bench);
    table_print(bench.table);
    bool written = table_write(bench.table, path);
    if (!written)
        fprintf(stderr, "%s cannot be written.\n", path);
    table_free(bench.table);
    return written ? EXIT_SUCCESS : EXIT_FAILURE;
}
