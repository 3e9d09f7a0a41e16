#include "chart.h"
#include "command.h"
#include "reading.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH      80
#define WIDTH_MOST 120 /* longer bars say no more */

static int width(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || size.ws_col == 0)
        return WIDTH;
    return size.ws_col < WIDTH_MOST ? size.ws_col : WIDTH_MOST;
}

static void put_head(const struct edition *edition)
{
    if (!edition->pack) {
        puts(edition->event);
        return;
    }
    char *line = edition_line(edition);
    printf("%s · %s\n", edition->pack->texts[edition->index].short_name, line);
    free(line);
}

static void put_tally(const struct edition *edition, const struct tally *tally, bool all)
{
    const struct chart chart = {stdout, edition, width(), all};
    put_head(edition);
    if (tally->parts[TALLY_SIGNATURES].total == 0)
        printf("\n%s\n", edition_text(edition, "Nobody has signed yet."));
    for (size_t i = 0; i < TALLY_PARTS; i++) {
        const struct tally_part *part = &tally->parts[i];
        bool alone = part->count == 1 &&
                     (i == TALLY_GOVERNMENT || i == TALLY_COUNTRY || i == TALLY_DOCUMENT);
        if (part->total && !alone)
            chart_part(&chart, part);
    }
}

static enum em_status show(const struct reading_options *options, bool all, bool *incomplete,
                           struct em_error *error)
{
    struct reading reading;
    struct tally tally = {0};
    struct list_gaps gaps = {0};
    enum em_status status = reading_open(&reading, options, error);
    const struct list_work work = {.store = reading.store,
                                   .key = reading.key,
                                   .edition = &reading.edition,
                                   .filter = &reading.filter};
    if (status == EM_OK)
        status = tally_load(&tally, &work, &gaps, error);
    if (status == EM_OK) {
        put_tally(&reading.edition, &tally, all);
        *incomplete = reading_tell_gaps(&reading, &gaps);
        command_note_aside(reading.data_dir);
    }
    tally_free(&tally);
    reading_close(&reading);
    if (status == EM_OK && (fflush(stdout) != 0 || ferror(stdout)))
        return em_fail(error, EM_IO, "The statistics could not be written whole.");
    return status;
}

static int run(int argc, char **argv)
{
    struct reading_options options = {0};
    bool all = false, incomplete = false;
    const struct option_row rows[] = {
        READING_ROWS(options),           READING_ROW_SINCE(options), READING_ROW_DOCUMENT(options),
        READING_ROW_GOVERNMENT(options), {"--all", NULL, &all},      {0}};
    struct em_error error = {0};
    if (command_options(argc, argv, rows, NULL, 0) < 0)
        return EXIT_USAGE;
    if (reading_check(&options, &error) != EM_OK)
        return command_fail(&error, EXIT_USAGE);
    if (show(&options, all, &incomplete, &error) != EM_OK)
        return command_fail(&error, EXIT_BAD);
    return incomplete ? EXIT_BAD : 0;
}

static const struct manual_item options[] = {
    READING_MANUAL_SINCE,
    READING_MANUAL_DOCUMENT,
    READING_MANUAL_GOVERNMENT,
    {"--all", NULL, "every government, country and session, not only the largest"},
    READING_MANUAL,
    {0},
};

static const struct manual_item examples[] = {
    {"emarge stats --data .", NULL, "see how many signed, at all kiosks whose logs were merged"},
    {"emarge stats --since 2016-12-09 --language en", NULL, "the same of one day, in English"},
    {0},
};

const struct command command_stats = {
    .name = "stats",
    .summary = "show how many signed and came, in the terminal",
    .manual = {.synopsis = "stats [--since WHEN] [--document ID] [--government NAME] [--all] "
                           "[OPTION]...",
               .description =
                   "Counts the signatures that count by hour, government, country, language and "
                   "the like, and the persons of each session; with `--document` or "
                   "`--government` sessions are left out. It names nobody, and needs no key: "
                   "without it, it cannot be told of sealed names whether one person signed twice, "
                   "and how often that may be so is said. A running kiosk may go on.\n\n"
                   "`emarge export statistics` writes the same counts for programs and for pages.",
               .options = options,
               .no = "The key did not open some signatures.",
               .examples = examples,
               .see_also = "export"},
    .run = run,
};
