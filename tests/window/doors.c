#include "doors.h"

#include "folder.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* How many of each sort; every other of the first has the code of a ticket. */
static const size_t numbers[HOLDERS] = {
    [HOLDER_WELCOME] = 30, [HOLDER_ELSEWHERE] = 4, [HOLDER_REVOKED] = 4, [HOLDER_PROVISIONAL] = 4};

enum { MOST_WORDS = 24 };

struct making {
    struct doors *doors;
    const char *folder;
    char tool[512], passphrase[512];
};

static _Noreturn void die(const char *doing, const char *output)
{
    fprintf(stderr, "%s failed, and said:\n%s\n", doing, output);
    exit(1);
}

static char *path_in(const struct making *making, const char *name)
{
    char *path;
    if (asprintf(&path, "%s/%s", making->folder, name) < 0)
        abort();
    return path;
}

/* Runs `emarge` with the words, which end with NULL, and the passphrase; the caller frees. */
static char *tool(const struct making *making, ...)
{
    const char *words[MOST_WORDS] = {
        "/bin/sh", "-c", "exec \"$0\" \"$@\" --passphrase-fd 3 3<\"$PASSPHRASE\"", making->tool};
    size_t count = 4;
    va_list rest;
    va_start(rest, making);
    while (count + 1 < MOST_WORDS && (words[count] = va_arg(rest, const char *)))
        count++;
    va_end(rest);
    char *output;
    if (program_run(words, &output) != 0)
        die(words[4], output);
    return output;
}

static void run(const char *const *command)
{
    char *output;
    if (program_run(command, &output) != 0)
        die(command[1], output);
    free(output);
}

/* --- what the organiser knows --- */

static void invent_people(struct doors *doors)
{
    for (int holder = 0; holder < HOLDERS; holder++)
        for (size_t i = 0; i < numbers[holder]; i++) {
            struct person *person = &doors->people[doors->count++];
            *person = (struct person){.holder = (enum holder)holder,
                                      .foreign = holder == HOLDER_WELCOME && i % 2 == 1};
            snprintf(person->name, sizeof person->name, "Amina Nyambura %02zu", doors->count);
        }
}

/* A secret as pretix gives it: lower case, digits, and letters that other layouts have elsewhere.
 */
static void invent_ticket(char out[64], size_t n)
{
    static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789zyqwam";
    uint64_t state = 0x9E3779B97F4A7C15u * (n + 1);
    for (int i = 0; i < 32; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        out[i] = letters[(state >> 33) % (sizeof letters - 1)];
    }
    out[32] = '\0';
}

static void write_roster(struct doors *doors, const char *path, bool late)
{
    FILE *file = fopen(path, "w");
    if (!file)
        die("Writing the roster", path);
    fputs("id,name,government,country,sessions,code\n", file);
    for (size_t i = 0; i < doors->count; i++) {
        struct person *person = &doors->people[i];
        if (person->holder == HOLDER_PROVISIONAL && !late)
            continue;
        if (person->foreign)
            invent_ticket(person->code, i);
        fprintf(file, "p%zu,%s,Elgeyo Marakwet,KE,%s,%s\n", i, person->name,
                person->holder == HOLDER_ELSEWHERE ? DOORS_ANNEX : "",
                person->foreign ? person->code : "");
    }
    fclose(file);
}

/* Both sessions began an hour ago and last until long after the test. */
static void write_programme(const char *path)
{
    char starts[32], ends[32];
    setenv("TZ", "Europe/Paris", 1);
    tzset();
    time_t start = time(NULL) - 3600, end = start + 8 * 3600;
    strftime(starts, sizeof starts, "%Y-%m-%dT%H:%M", localtime(&start));
    strftime(ends, sizeof ends, "%Y-%m-%dT%H:%M", localtime(&end));
    FILE *file = fopen(path, "w");
    if (!file)
        die("Writing the programme", path);
    fprintf(file,
            "id,start,end,room,title\n" DOORS_HALL ",%s,%s,Hall A,Open government\n" DOORS_ANNEX
            ",%s,%s,Annex,Budgets\n",
            starts, ends, starts, ends);
    fclose(file);
}

static void import(const struct making *making, const char *what, const char *path)
{
    free(tool(making, "import", what, path, "--data", making->doors->organiser, NULL));
}

/* --- badges --- */

/* Prints every badge that holds, one a page, and reads the page off; the caller frees. */
static char *print(const struct making *making, const char *name)
{
    char *pdf, *pages = path_in(making, name);
    if (asprintf(&pdf, "%s.pdf", pages) < 0)
        abort();
    free(tool(making, "badge", "print", "--sheet", "a6", "--output", pdf, "--data",
              making->doors->organiser, NULL));
    const char *const command[] = {"/usr/bin/env", "pdftoppm", "-r",  "150",
                                   "-gray",        pdf,        pages, NULL};
    run(command);
    free(pdf);
    return pages;
}

static void read_code(char code[64], const char *pages, size_t page)
{
    char path[600], *output;
    snprintf(path, sizeof path, "%s-%02zu.pgm", pages, page);
    /* It complains of a message bus that it does not need. */
    const char *const command[] = {"/bin/sh", "-c", "zbarimg --quiet --raw \"$0\" 2>/dev/null",
                                   path, NULL};
    if (program_run(command, &output) != 0)
        die("Reading a printed badge", path);
    snprintf(code, 64, "%.*s", (int)strcspn(output, "\n"), output);
    free(output);
}

static void throw_away(const char *pages, size_t count)
{
    char path[600];
    for (size_t page = 1; page <= count; page++) {
        snprintf(path, sizeof path, "%s-%02zu.pgm", pages, page);
        remove(path);
    }
}

/* The pages are in the order of the names, and members of staff are last. */
static void read_codes(const struct making *making, const char *name, bool late)
{
    struct doors *doors = making->doors;
    char *pages = print(making, name);
    size_t page = 0;
    for (size_t i = 0; i < doors->count; i++) {
        struct person *person = &doors->people[i];
        if (late ? person->holder == HOLDER_REVOKED : person->holder == HOLDER_PROVISIONAL)
            continue;
        page++;
        if (late == (person->holder == HOLDER_PROVISIONAL))
            read_code(person->code, pages, page);
    }
    read_code(doors->staff, pages, page + 1);
    throw_away(pages, page + 1);
    free(pages);
}

static void revoke(const struct making *making)
{
    for (size_t i = 0; i < numbers[HOLDER_REVOKED]; i++)
        free(tool(making, "badge", "revoke", doors_person(making->doors, HOLDER_REVOKED, i)->name,
                  "--data", making->doors->organiser, NULL));
}

/* Lines of an id and, somewhere behind it, a name. */
static void read_ids(const struct making *making)
{
    char *list = tool(making, "badge", "list", "--data", making->doors->organiser, NULL),
         *rest = list;
    for (char *line; (line = strsep(&rest, "\n"));)
        for (size_t i = 0; i < making->doors->count; i++) {
            struct person *person = &making->doors->people[i];
            if (strstr(line, person->name))
                snprintf(person->id, sizeof person->id, "%.*s", (int)strcspn(line, " "), line);
        }
    free(list);
}

static void make_badges(const struct making *making)
{
    const char *organiser = making->doors->organiser;
    free(tool(making, "badge", "mint", "--data", organiser, NULL));
    free(tool(making, "badge", "staff", "Chloé Exemple", "--data", organiser, NULL));
    read_codes(making, "early", false);
    revoke(making);
}

static void make_late_badges(const struct making *making, const char *roster)
{
    write_roster(making->doors, roster, true);
    import(making, "roster", roster);
    free(tool(making, "badge", "mint", "--data", making->doors->organiser, NULL));
    read_codes(making, "late", true);
    read_ids(making);
}

void doors_make(struct doors *doors, const char *bin, const char *folder)
{
    struct making making = {.doors = doors, .folder = folder};
    *doors = (struct doors){.count = 0};
    snprintf(making.tool, sizeof making.tool, "%s/emarge", bin);
    snprintf(making.passphrase, sizeof making.passphrase, "%s/passphrase", folder);
    snprintf(doors->organiser, sizeof doors->organiser, "%s/organiser", folder);
    snprintf(doors->kiosk, sizeof doors->kiosk, "%s/kiosk", folder);
    setenv("PASSPHRASE", making.passphrase, 1);
    file_write(making.passphrase, "ink on paper\n", 13);
    char *roster = path_in(&making, "roster.csv"), *programme = path_in(&making, "programme.csv");
    invent_people(doors);
    write_roster(doors, roster, false);
    write_programme(programme);
    free(tool(&making, "init", "--keys", doors->organiser, NULL));
    import(&making, "programme", programme);
    import(&making, "roster", roster);
    make_badges(&making);
    free(tool(&making, "enroll", "hall-a-1", "--keys", doors->organiser, "--data", doors->kiosk,
              NULL));
    make_late_badges(&making, roster);
    free(roster);
    free(programme);
}

struct person *doors_person(struct doors *doors, enum holder holder, size_t n)
{
    size_t first = 0;
    for (int before = 0; before < (int)holder; before++)
        first += numbers[before];
    return &doors->people[first + n % numbers[holder]];
}
