/* The statistics (tally.h) as a list: a row for every item, statistic by statistic. It names
 * nobody, so all of it is public, and the same with --public as without.
 */
#include "tally.h"

#include <stdio.h>

static const struct report_column columns[] = {
    {"statistic", CELL_ID, COLUMN_PUBLIC, COLUMN_DATA, N_("Statistic"), 12},
    {"title", CELL_TEXT, COLUMN_PUBLIC, COLUMN_GROUP, N_("Statistic"), 32},
    {"item", CELL_TEXT, COLUMN_PUBLIC, COLUMN_DATA, N_("Item"), 28},
    {"label", CELL_TEXT, COLUMN_PUBLIC, COLUMN_ROW, N_("What is counted"), 48},
    {"country", CELL_COUNTRY, COLUMN_PUBLIC, COLUMN_DATA, N_("Country"), 14},
    {"count", CELL_NUMBER, COLUMN_PUBLIC, COLUMN_ROW, N_("Count"), 10},
};
static const struct report report = {.name = "statistics",
                                     .title = N_("Statistics"),
                                     .columns = columns,
                                     .column_count = sizeof columns / sizeof *columns,
                                     .group = 0};

static void write_part(const struct list_work *work, const struct tally_part *part)
{
    for (size_t i = 0; i < part->count; i++) {
        const struct tally_item *item = &part->items[i];
        char count[24];
        snprintf(count, sizeof count, "%lld", item->count);
        const char *cells[] = {
            part->name,    edition_text(work->edition, part->title),
            item->item,    item->label,
            item->country, count,
        };
        sink_row(work->sink, cells);
    }
}

static enum em_status write_list(const struct list_work *work, struct list_gaps *gaps,
                                 struct em_error *error)
{
    struct tally tally = {0};
    enum em_status status = tally_load(&tally, work, gaps, error);
    for (size_t i = 0; status == EM_OK && i < TALLY_PARTS; i++)
        write_part(work, &tally.parts[i]);
    tally_free(&tally);
    return status;
}

const struct list list_statistics = {
    .report = &report,
    .about = "how many signed, by hour, government, country, language and the like, and how many "
             "were in each session and scanned at the doors (not with `--document` or "
             "`--government`, which say nothing of doors); each number is of all signatures, with "
             "`--public`, too, for it names nobody",
    .takes = TAKES_SINCE | TAKES_DOCUMENT | TAKES_GOVERNMENT | TAKES_PUBLIC,
    .write = write_list,
};
