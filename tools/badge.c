#include "badge_parts.h"

#include "core/memory.h"
#include "paper_sheet.h"

#include <stdlib.h>
#include <string.h>

static const struct part {
    const char *name;
    int (*run)(int argc, char **argv);
} parts[] = {
    {"mint", badge_mint_run},   {"reissue", badge_reissue_run}, {"revoke", badge_revoke_run},
    {"staff", badge_staff_run}, {"list", badge_list_run},       {"print", badge_print_run},
    {"image", badge_image_run},
};
#define PARTS (sizeof parts / sizeof *parts)

bool badge_words(int argc, char **argv, const struct option_row *rows, const char **word,
                 const char *missing)
{
    const char *words[1];
    argv[0] = (char *)"badge"; /* what there is help for */
    int count = command_options(argc, argv, rows, words, word ? 1 : 0);
    if (count == 1 && **words)
        *word = words[0];
    else if (count >= 0 && word)
        fprintf(stderr, "emarge: %s\n", missing);
    return count >= 0 && (word == NULL || *word != NULL);
}

static enum em_status open_roster(struct badge_desk *desk, struct em_error *error)
{
    enum em_status status = command_store(&desk->store, desk->data_dir, STORE_READ, error);
    if (status == EM_NOT_FOUND)
        return em_fail(error, status,
                       "There is nobody on the roster in %s yet. Begin with `emarge import roster "
                       "FILE`, or name the organiser's folder with --data.",
                       desk->data_dir);
    return status == EM_OK ? store_snapshot(desk->store, error) : status;
}

static enum em_status open_beside(struct badge_desk *desk, int fd, struct em_error *error)
{
    char *beside = em_format("%s/organiser.key", desk->data_dir);
    enum em_status status =
        command_organiser(&desk->key, desk->key_file ? desk->key_file : beside, fd, error);
    if (status == EM_OK)
        status = open_roster(desk, error);
    free(beside);
    return status;
}

enum em_status badge_desk_open(struct badge_desk *desk, enum store_mode mode,
                               struct em_error *error)
{
    int fd;
    enum em_status status = command_fd(desk->fd_text, &fd, error);
    if (status != EM_OK)
        return status;
    if (mode == STORE_READ)
        status = open_beside(desk, fd, error);
    else
        status = command_organiser_ledger(&desk->ledger, &desk->key, desk->data_dir, desk->key_file,
                                          fd, error);
    if (status == EM_OK && desk->ledger)
        desk->store = ledger_store(desk->ledger);
    return status == EM_OK ? badge_people_load(&desk->people, desk->store, &desk->key, error)
                           : status;
}

void badge_desk_close(struct badge_desk *desk)
{
    badge_people_free(&desk->people);
    if (desk->ledger)
        ledger_close(desk->ledger);
    else
        store_close(desk->store);
    organiser_wipe(&desk->key);
}

char *badge_next(const struct badge_desk *desk, const char *words)
{
    char *options = command_organiser_options(desk->data_dir, desk->key_file);
    char *next = em_format("emarge badge %s%s", words, options);
    free(options);
    return next;
}

enum em_status badge_desk_find(const struct badge_desk *desk, const char *words,
                               struct badge_person **out, struct em_error *error)
{
    enum em_status status = badge_people_find(&desk->people, words, out, error);
    if (status != EM_NOT_FOUND)
        return status;
    char *next = badge_next(desk, "list");
    em_fail(error, EM_NOT_FOUND,
            "Nobody has the id “%s”, nor such a name. `%s` shows who there is.", words, next);
    free(next);
    return status;
}

static int run(int argc, char **argv)
{
    for (size_t i = 0; i < PARTS && argc > 1; i++)
        if (strcmp(parts[i].name, argv[1]) == 0)
            return parts[i].run(argc - 1, argv + 1);
    fputs("emarge: say what to do with badges:", stderr);
    for (size_t i = 0; i < PARTS; i++)
        fprintf(stderr, " %s", parts[i].name);
    fputs(". See `emarge help badge`.\n", stderr);
    return EXIT_USAGE;
}

static const struct manual_item arguments[] = {
    {"mint", NULL,
     "a code for everybody on the roster who has none, or for one whom `--delegate` names"},
    {"reissue ID", NULL, "a new code; the old one is void from then on"},
    {"revoke ID|CODE", NULL,
     "the badge is void; a lost badge is revoked by its owner or by its letters"},
    {"staff NAME", NULL, "a badge that opens staff mode on every kiosk"},
    {"list", NULL, "who has which badge"},
    {"print", NULL, "every badge that holds, by name, delegates first"},
    {"image ID", NULL, "one badge alone, at 300 dots an inch"},
    {"ID", NULL,
     "of the roster, the whole name to the letter, or a part of it that nobody else has"},
    {0},
};

static const struct manual_item options[] = {
    {"--delegate", "ID", "of mint and print: this one alone"},
    {"--reason", "TEXT", "of revoke: why, for the log"},
    {"--role", "TEXT", "of staff: what they do"},
    {"--sheet", "SHEET", "of print and image: the paper, one of those below (default: the first)"},
    {"--format", "png|svg", "of image"},
    {"--output", "FILE", "of print and image: whole or not at all (print: badges.pdf)"},
    {"--event", "DIR",
     "of print and image: the event pack (default: the one that comes with emarge)"},
    {"--data", "DIR", "the organiser's folder (default: here)"},
    {"--key", "FILE", "the organiser's secret key (default: organiser.key in it)"},
    MANUAL_PASSPHRASE_FD,
    {0},
};

static const struct manual_item sheets[] = {
    {"a4-2x4", NULL, "eight of 90 x 65 mm on A4, with marks to cut along"},
    {"a4-2x5", NULL, "ten of 90 x 54 mm on A4, with marks to cut along"},
    {"a6", NULL, "one of 105 x 148 mm a page"},
    {"label-62", NULL, "one of 62 x 100 mm a label, in black alone"},
    {0},
};

static const struct manual_section sections[] = {{.title = "SHEETS", .items = sheets}, {0}};

static const struct manual_item examples[] = {
    {"emarge badge mint", NULL, "make the codes that are missing"},
    {"emarge badge print --sheet label-62", NULL, "print all badges on labels"},
    {"emarge badge staff 'Amina Nyambura' --role door", NULL, "make a badge for the door"},
    {0},
};

const struct command command_badge = {
    .name = "badge",
    .summary = "make, print and revoke badges",
    .manual = {.synopsis = "badge mint [--delegate ID]\n"
                           "badge reissue ID\n"
                           "badge revoke ID|CODE [--reason TEXT]\n"
                           "badge staff NAME [--role TEXT]\n"
                           "badge list\n"
                           "badge print [--sheet SHEET] [--delegate ID] [--output FILE.pdf]\n"
                           "badge image ID --format png|svg --output FILE [--sheet SHEET]",
               .description =
                   "Kiosks hear of badges when `emarge merge` carries the organiser's log to them. "
                   "Whoever has a printed sheet, or a picture, has the badges: treat them as keys.",
               .arguments = arguments,
               .options = options,
               .sections = sections,
               .examples = examples,
               .see_also = "import merge"},
    .run = run,
};
