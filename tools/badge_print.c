/* Badges on paper and as pictures: from the roster to what is drawn. */
#include "badge_parts.h"
#include "edition.h"
#include "paper_sheet.h"

#include "core/file.h"
#include "core/memory.h"
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
    struct edition edition;
    struct paper_event event;
    char *line; /* of the event */
    size_t printed, without;
};

/* --- the event --- */

/* In the event's first language. */
static enum em_status read_event(struct printing *printing, struct em_error *error)
{
    struct edition *edition = &printing->edition;
    enum em_status status = edition_open(edition, printing->desk.key.public.event,
                                         printing->event_dir, NULL, true, error);
    if (status != EM_OK)
        return status;
    printing->line = edition_line(edition);
    /* Translators: large on a badge, in place of a government: its owner works for the event. */
    const char *staff = edition_text(edition, "Staff");
    printing->event =
        (struct paper_event){edition->pack->texts[0].short_name, printing->line, staff};
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
    struct paper_owner owner = owner_of(person, printing->edition.language, &texts);
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
    struct paper_owner owner = owner_of(person, printing->edition.language, &texts);
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
    return em_output_end(&output, status, error);
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
    edition_close(&printing->edition);
    free(printing->line);
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
    struct printing printing = {.desk = BADGE_DESK,

                                .sheet_name = paper_sheets[0].name,
                                .output = "badges.pdf"};
    const struct option_row rows[] = {
        {"--sheet", &printing.sheet_name, NULL}, {"--delegate", &printing.one, NULL},
        {"--output", &printing.output, NULL},    {"--event", &printing.event_dir, NULL},
        BADGE_DESK_OPTIONS(&printing.desk),      {0}};
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
    struct printing printing = {.desk = BADGE_DESK, .sheet_name = paper_sheets[0].name};
    const struct option_row rows[] = {
        {"--sheet", &printing.sheet_name, NULL}, {"--format", &printing.format_name, NULL},
        {"--output", &printing.output, NULL},    {"--event", &printing.event_dir, NULL},
        BADGE_DESK_OPTIONS(&printing.desk),      {0}};
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
