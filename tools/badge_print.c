/* Badges on paper and as pictures: from the roster to what is drawn. */
#include "badge_parts.h"
#include "paper_sheet.h"

#include "core/catalog.h"
#include "core/file.h"
#include "core/memory.h"
#include "core/pack.h"
#include "core/paths.h"
#include "core/roster.h"
#include "core/words.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define LETTERS_MOST 64 /* of a foreign code that somebody might type */

struct printing {
    struct badge_desk desk;
    const char *event_dir, *sheet_name, *one, *output, *format_name;
    const struct paper_sheet *sheet;
    const struct paper_picture_format *format;
    struct event_pack *pack;
    struct paper_event event;
    char *line, *staff; /* of the event */
    size_t printed, without;
};

/* --- the event --- */

static enum em_status read_pack(struct printing *printing, struct em_error *error)
{
    struct pack_faults faults = {0};
    enum em_status status = pack_load(&printing->pack, printing->event_dir, &faults);
    const char *ours = printing->desk.key.public.event;
    if (status != EM_OK)
        em_fail(error, status, "The event pack %s has faults. The first: %s", printing->event_dir,
                faults.count ? faults.items[0].text : "it cannot be read");
    else if (strcmp(printing->pack->id, ours) != 0)
        status = em_fail(error, EM_FOREIGN,
                         "The badges are of %s, and the event pack %s is of %s. Name the right one "
                         "with --event.",
                         ours, printing->event_dir, printing->pack->id);
    pack_faults_free(&faults);
    return status;
}

/* In the event's first language. Without a translation it is English. */
static char *staff_word(const char *language)
{
    char share[1024];
    struct catalog *catalog = NULL;
    em_share_dir(share, sizeof share);
    char *path = em_format("%s/locale/%s.mo", share, language);
    if (!em_file_exists(path) || catalog_open(&catalog, language, path, NULL) != EM_OK)
        catalog = NULL;
    /* Translators: large on a badge, in place of a government: its owner works for the event. */
    const char *word = catalog ? catalog_text(catalog, "Staff") : "Staff";
    char *copy = em_strdup(word);
    catalog_close(catalog);
    free(path);
    return copy;
}

static enum em_status read_event(struct printing *printing, struct em_error *error)
{
    enum em_status status = read_pack(printing, error);
    char dates[128];
    if (status != EM_OK)
        return status;
    const struct event_pack *pack = printing->pack;
    words_date_range(dates, sizeof dates, pack->starts, pack->ends, pack->languages[0]);
    printing->line = em_format("%s · %s", pack->place, dates);
    printing->staff = staff_word(pack->languages[0]);
    printing->event =
        (struct paper_event){pack->texts[0].short_name, printing->line, printing->staff};
    return EM_OK;
}

/* --- one badge --- */

struct owner_texts {
    char *name, *role, *government;
    char country[256], letters[LETTERS_MOST + 1];
};

/* As it is to be seen: the roster keeps the spaces around a name, and what a line would break at;
 * paper does not. To be freed. */
static char *shown(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = em_alloc(size);
    words_clean(copy, size, text, size - 1);
    size_t before = strspn(copy, " "), length = strlen(copy);
    while (length > before && copy[length - 1] == ' ')
        length--;
    memmove(copy, copy + before, length - before);
    memset(copy + length - before, 0, size - length + before);
    return copy;
}

static void free_text(char *text)
{
    sodium_memzero(text, strlen(text));
    free(text);
}

static void free_texts(struct owner_texts *texts)
{
    free_text(texts->name);
    free_text(texts->role);
    free_text(texts->government);
    sodium_memzero(texts, sizeof *texts);
}

static void write_letters(char *out, size_t size, const char *text)
{
    struct badge_code code;
    char grouped[BADGE_GROUPED];
    if (badge_read(&code, text)) {
        badge_write_grouped(grouped, &code);
        text = grouped;
    }
    snprintf(out, size, "%s", strlen(text) < size ? text : "");
    sodium_memzero(grouped, sizeof grouped);
}

static struct paper_owner owner_of(const struct badge_person *person, const char *language,
                                   struct owner_texts *texts)
{
    const struct delegate *details = &person->details;
    *texts = (struct owner_texts){.name = shown(details->name),
                                  .role = shown(details->role),
                                  .government = shown(details->government)};
    if (*details->country)
        words_country_name(texts->country, sizeof texts->country, details->country, language);
    write_letters(texts->letters, sizeof texts->letters, details->code);
    return (struct paper_owner){.name = texts->name,
                                .role = texts->role,
                                .government = texts->government,
                                .country = details->country,
                                .country_name = texts->country,
                                .code = details->code,
                                .letters = texts->letters,
                                .staff = person->type == BADGE_STAFF};
}

/* --- who has none --- */

static enum em_status fail_without(const struct badge_desk *desk, const struct badge_person *person,
                                   struct em_error *error)
{
    char *says = badge_person_says(person), *next = badge_next(desk, "list");
    em_fail(error, EM_NOT_FOUND, "%s (%s) has no badge that holds. `%s` says why.", says,
            person->details.id, next);
    free(next);
    free(says);
    return EM_NOT_FOUND;
}

static enum em_status fail_empty(const struct badge_desk *desk, struct em_error *error)
{
    char *next = badge_next(desk, "mint");
    em_fail(error, EM_NOT_FOUND, "There is no badge to print. `%s` makes them.", next);
    free(next);
    return EM_NOT_FOUND;
}

/* --- all of them --- */

static enum em_status add_one(struct printing *printing, struct paper_book *book,
                              const struct badge_person *person, struct em_error *error)
{
    struct owner_texts texts;
    struct paper_owner owner = owner_of(person, printing->pack->languages[0], &texts);
    enum em_status status = paper_book_add(book, &owner, error);
    free_texts(&texts);
    printing->printed += status == EM_OK;
    return status;
}

static enum em_status add_all(struct printing *printing, struct paper_book *book,
                              const struct badge_person *only, struct em_error *error)
{
    const struct badge_people *people = &printing->desk.people;
    struct progress progress = {0};
    enum em_status status = EM_OK;
    for (size_t i = 0; i < people->count && status == EM_OK; i++) {
        const struct badge_person *person = &people->items[i];
        progress_step(&progress, "drawing", (long long)i, (long long)people->count);
        if (only && person != only)
            continue;
        if (person->state == BADGE_HOLDS)
            status = add_one(printing, book, person, error);
        else
            printing->without++;
    }
    progress_end(&progress);
    if (status == EM_OK && printing->printed == 0)
        status =
            only ? fail_without(&printing->desk, only, error) : fail_empty(&printing->desk, error);
    return status;
}

static enum em_status print_to(struct printing *printing, FILE *out, struct em_error *error)
{
    int64_t delegates, newest_us = 0;
    struct badge_person *only = NULL;
    enum em_status status = EM_OK;
    if (printing->one)
        status = badge_desk_find(&printing->desk, printing->one, &only, error);
    if (status == EM_OK)
        status = roster_count(printing->desk.store, &delegates, &newest_us, error);
    if (status != EM_OK)
        return status;
    /* Not the time of day: the same badges give the same bytes. */
    struct paper_book *book = paper_book_open(printing->sheet, &printing->event, newest_us, out);
    status = add_all(printing, book, only, error);
    enum em_status closed = paper_book_close(book, status == EM_OK ? error : NULL);
    return status == EM_OK ? closed : status;
}

static enum em_status draw_to(struct printing *printing, FILE *out, struct em_error *error)
{
    struct badge_person *person;
    struct owner_texts texts;
    enum em_status status = badge_desk_find(&printing->desk, printing->one, &person, error);
    if (status == EM_OK && person->state != BADGE_HOLDS)
        status = fail_without(&printing->desk, person, error);
    if (status != EM_OK)
        return status;
    struct paper_owner owner = owner_of(person, printing->pack->languages[0], &texts);
    status = printing->format->write(out, printing->sheet->form, &printing->event, &owner, error);
    free_texts(&texts);
    printing->printed += status == EM_OK;
    return status;
}

static enum em_status write_output(struct printing *printing, struct em_error *error)
{
    struct em_output output;
    enum em_status status = em_output_open(&output, printing->output, 0600, error);
    if (status != EM_OK)
        return status;
    status = (printing->format ? draw_to : print_to)(printing, output.stream, error);
    if (status == EM_OK || ferror(output.stream)) /* a full disk says what is the matter best */
        return em_output_commit(&output, error);
    em_output_abandon(&output);
    return status;
}

static int print(struct printing *printing)
{
    struct em_error error = {0};
    enum em_status status = badge_desk_open(&printing->desk, STORE_READ, &error);
    if (status == EM_OK)
        status = read_event(printing, &error);
    if (status == EM_OK)
        status = write_output(printing, &error);
    badge_desk_close(&printing->desk);
    pack_free(printing->pack);
    free(printing->line);
    free(printing->staff);
    return status == EM_OK ? 0 : command_fail(&error, EXIT_BAD);
}

/* --- words --- */

static bool find_sheet(struct printing *printing)
{
    printing->sheet = paper_sheet_find(printing->sheet_name);
    if (printing->sheet)
        return true;
    fprintf(stderr, "emarge: there is no sheet “%s”. There are:", printing->sheet_name);
    for (size_t i = 0; i < paper_sheet_count; i++)
        fprintf(stderr, "%s %s", i ? "," : "", paper_sheets[i].name);
    fputs(".\n", stderr);
    return false;
}

static bool find_format(struct printing *printing)
{
    for (size_t i = 0; i < paper_picture_format_count && printing->format_name; i++)
        if (strcmp(paper_picture_formats[i].name, printing->format_name) == 0)
            printing->format = &paper_picture_formats[i];
    if (printing->format && printing->output)
        return true;
    fputs("emarge: say `--format png` or `--format svg`, and where it goes with `--output FILE`.\n",
          stderr);
    return false;
}

int badge_print_run(int argc, char **argv)
{
    char event_dir[1200];
    struct printing printing = {.desk = BADGE_DESK,
                                .event_dir = event_dir,
                                .sheet_name = paper_sheets[0].name,
                                .output = "badges.pdf"};
    const struct option_row rows[] = {
        {"--sheet", &printing.sheet_name, NULL}, {"--delegate", &printing.one, NULL},
        {"--output", &printing.output, NULL},    {"--event", &printing.event_dir, NULL},
        BADGE_DESK_OPTIONS(&printing.desk),      {0}};
    em_event_dir(event_dir, sizeof event_dir);
    if (!badge_words(argc, argv, rows, NULL, NULL) || !find_sheet(&printing))
        return EXIT_USAGE;
    int code = print(&printing);
    if (code == 0)
        printf("%zu badge%s in %s, %s.\n", printing.printed,
               printing.printed == 1 ? " is" : "s are", printing.output, printing.sheet->about);
    if (code == 0 && printing.without) {
        char *next = badge_next(&printing.desk, "list");
        printf("Without a badge that holds: %zu; `%s` names them.\n", printing.without, next);
        free(next);
    }
    if (code == 0)
        puts("Next: print it at 100 %, without fitting it to the page, and lock the file away.");
    return code;
}

int badge_image_run(int argc, char **argv)
{
    char event_dir[1200];
    struct printing printing = {
        .desk = BADGE_DESK, .event_dir = event_dir, .sheet_name = paper_sheets[0].name};
    const struct option_row rows[] = {
        {"--sheet", &printing.sheet_name, NULL}, {"--format", &printing.format_name, NULL},
        {"--output", &printing.output, NULL},    {"--event", &printing.event_dir, NULL},
        BADGE_DESK_OPTIONS(&printing.desk),      {0}};
    em_event_dir(event_dir, sizeof event_dir);
    if (!badge_words(argc, argv, rows, &printing.one,
                     "Say whose: `emarge badge image ID --format png --output FILE`.") ||
        !find_sheet(&printing) || !find_format(&printing))
        return EXIT_USAGE;
    int code = print(&printing);
    if (code == 0)
        printf("The badge is in %s. Whoever has the picture has the badge: send it to its owner "
               "alone.\n",
               printing.output);
    return code;
}
