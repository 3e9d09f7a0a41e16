/* A thousand badges to PDF, from exec to the file: the roster opened with the organiser's key,
 * names in many scripts, QR codes. Against a program that draws the squares of as many QR codes
 * alone.
 */
#include "bench.h"
#include "core/clock.h"
#include "core/keys.h"
#include "folder.h"
#include "run.h"

#include <stdio.h>
#include <stdlib.h>

enum { FEW = 100, MANY = 1000, ROUNDS = 7 };
#define FLAT 1.5 /* of what a tenth of the badges takes */

static const char *const names[] = {
    "Amina Nyambura",         "Łukasz Ångström-Đorđević",    "ნინო ჩხეიძე",           "김민지",
    "محمد عبد الرحمن بن علي", "Siti Rahayu binti Wicaksono", "Nguyễn Thị Phương Ánh", "Suparman",
};
enum { NAMES = sizeof names / sizeof *names };

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "%s\n", what);
    exit(1);
}

static void run(const char *const *words)
{
    char *output;
    if (program_run(words, &output) != 0)
        die(output);
    free(output);
}

static void write_roster(const char *path, int count)
{
    FILE *file = fopen(path, "w");
    if (!file)
        die("The roster cannot be written.");
    fputs("id,name,role,government,country\n", file);
    for (int i = 0; i < count; i++)
        fprintf(file, "b-%d,%s %d,Conseillère municipale,Ville de Nîmes-le-Neuf,FR\n", i,
                names[i % NAMES], i);
    fclose(file);
}

/* An organiser's folder with so many badges in it. */
static void make_badges(const struct bench *bench, const char *folder, int count)
{
    char tool[512], roster[600];
    struct em_error error = {0};
    struct organiser_secret key;
    snprintf(tool, sizeof tool, "%s/emarge", bench->bin);
    snprintf(roster, sizeof roster, "%s/roster.csv", folder);
    folder_fresh(folder);
    organiser_generate(&key, "ogp-paris-2016", &em_random_system);
    if (organiser_write(&key, folder, NULL, &em_random_system, &error) != EM_OK)
        die(error.text);
    organiser_wipe(&key);
    write_roster(roster, count);
    run((const char *const[]){tool, "import", "roster", roster, "--data", folder, NULL});
    run((const char *const[]){tool, "badge", "mint", "--data", folder, NULL});
}

struct race {
    char many[512], few[512], pdf[512], squares_pdf[512], tool[512], squares[512];
    struct samples ours, peers;
    double memory_many, memory_few, memory_squares;
};

static double print(const struct race *race, const char *folder, double *megabytes)
{
    struct run run =
        run_program((const char *const[]){race->tool, "badge", "print", "--sheet", "a4-2x5",
                                          "--output", race->pdf, "--data", folder, NULL},
                    NULL);
    *megabytes = run.megabytes;
    return run.seconds;
}

static double draw_squares(struct race *race)
{
    char count[16];
    snprintf(count, sizeof count, "%d", MANY);
    struct run run =
        run_program((const char *const[]){race->squares, count, race->squares_pdf, NULL}, NULL);
    race->memory_squares = run.megabytes;
    return run.seconds;
}

static void one_lap(struct race *race)
{
    samples_add(&race->ours, print(race, race->many, &race->memory_many));
    samples_add(&race->peers, draw_squares(race));
    print(race, race->few, &race->memory_few);
}

static void add_rows(struct bench *bench, struct race *race)
{
    char what[64], detail[96];
    snprintf(what, sizeof what, "%d badges to PDF, from exec", MANY);
    table_add_peer(bench->table,
                   &(struct table_peer){what, &race->ours, "cairo draws their QR squares alone",
                                        &race->peers, 0});
    snprintf(what, sizeof what, "memory (peak) of %d badges to PDF", MANY);
    snprintf(detail, sizeof detail, "of %d badges: %.0f; the squares alone: %.0f", FEW,
             race->memory_few, race->memory_squares);
    table_add_limit(bench->table, &(struct table_limit){what, race->memory_many,
                                                        FLAT * race->memory_few, 0, "MB", detail});
}

void bench_badges(struct bench *bench)
{
    struct race race = {.memory_many = 0};
    snprintf(race.many, sizeof race.many, "%s/badges", bench->folder);
    snprintf(race.few, sizeof race.few, "%s/badges-few", bench->folder);
    snprintf(race.pdf, sizeof race.pdf, "%s/badges.pdf", bench->folder);
    snprintf(race.squares_pdf, sizeof race.squares_pdf, "%s/squares.pdf", bench->folder);
    snprintf(race.tool, sizeof race.tool, "%s/emarge", bench->bin);
    snprintf(race.squares, sizeof race.squares, "%s/bench-squares", bench->bin);
    make_badges(bench, race.many, MANY);
    make_badges(bench, race.few, FEW);
    for (int i = 0; i < ROUNDS; i++)
        one_lap(&race);
    add_rows(bench, &race);
    samples_free(&race.ours);
    samples_free(&race.peers);
}
