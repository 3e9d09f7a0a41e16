/* Who signed: every signature that counts, and those that a later one supersedes, marked so, in
 * order of (origin, seq). Withdrawn and erased signatures are in no list.
 */
#include "core/clock.h"
#include "signed.h"

#include <sodium.h>

static const struct report_column columns[] = {
    {"number", CELL_TEXT, COLUMN_PUBLIC, COLUMN_ROW, N_("Number"), 8},
    {"signed_at", CELL_TIME, COLUMN_PUBLIC, COLUMN_ROW, N_("Signed on"), 24},
    {"name", CELL_TEXT, COLUMN_UNLESS_LISTED, COLUMN_ROW, N_("Name"), 26},
    {"role", CELL_TEXT, COLUMN_UNLESS_LISTED, COLUMN_ROW, N_("Role"), 22},
    {"government", CELL_TEXT, COLUMN_PUBLIC, COLUMN_ROW, N_("Government"), 22},
    {"country", CELL_COUNTRY, COLUMN_PUBLIC, COLUMN_ROW, N_("Country"), 14},
    {"capacity", CELL_WORD, COLUMN_PUBLIC, COLUMN_DATA, N_("Capacity"), 12},
    {"language", CELL_TEXT, COLUMN_PUBLIC, COLUMN_DATA, N_("Language"), 8},
    {"document", CELL_TEXT, COLUMN_PUBLIC, COLUMN_DATA, N_("Document"), 20},
    {"mode", CELL_WORD, COLUMN_PUBLIC, COLUMN_ROW, N_("Signature"), 12},
    {"listed", CELL_BOOL, COLUMN_PUBLIC, COLUMN_ROW, N_("Listed"), 8},
    {"email", CELL_TEXT, COLUMN_PRIVATE, COLUMN_DATA, N_("E-mail"), 28},
    {"contact", CELL_BOOL, COLUMN_PRIVATE, COLUMN_DATA, N_("May be contacted"), 9},
    {"superseded", CELL_BOOL, COLUMN_PUBLIC, COLUMN_ROW, N_("Superseded"), 10},
    {"origin", CELL_ID, COLUMN_PUBLIC, COLUMN_DATA, N_("Log"), 26},
    {"seq", CELL_NUMBER, COLUMN_PUBLIC, COLUMN_DATA, N_("Entry"), 8},
    {"leaf", CELL_ID, COLUMN_PUBLIC, COLUMN_DATA, N_("Leaf hash"), 64},
};
static const struct report report = {.name = "signatures",
                                     .title = N_("Signatures"),
                                     .columns = columns,
                                     .column_count = sizeof columns / sizeof *columns,
                                     .group = REPORT_NO_GROUP};

static const char *const superseded_word[] = {
    [SUPERSEDED_NO] = "no",
    [SUPERSEDED_YES] = "yes",
    [SUPERSEDED_UNKNOWN] = "unknown",
};

static const char *or_sealed(const char *text)
{
    return text ? text : LIST_SEALED;
}

static enum em_status write_row(void *context, const struct signed_row *person,
                                struct em_error *error)
{
    const struct list_work *work = context;
    const struct roll_signature *row = person->row;
    char at[EM_TIME_SIZE], seq[24], leaf[2 * sizeof row->leaf + 1];
    (void)error;
    em_time_format(row->at_us, at);
    snprintf(seq, sizeof seq, "%lld", (long long)row->seq);
    sodium_bin2hex(leaf, sizeof leaf, row->leaf, sizeof row->leaf);
    const char *cells[] = {
        row->number,
        at,
        or_sealed(person->name),
        or_sealed(person->role),
        row->government,
        row->country,
        row->capacity,
        row->language,
        row->document,
        row->mode,
        row->listed ? "yes" : "no",
        or_sealed(person->email),
        or_sealed(person->contact),
        superseded_word[person->superseded],
        row->origin,
        seq,
        leaf,
    };
    sink_row(work->sink, cells);
    return EM_OK;
}

static enum em_status write_list(const struct list_work *work, struct list_gaps *gaps,
                                 struct em_error *error)
{
    const struct signed_walk walk = {.store = work->store,
                                     .key = work->key,
                                     .filter = work->filter,
                                     .order = work->order,
                                     .language = work->edition->language,
                                     .superseded = !work->filter->public_only};
    return signed_each(&walk, write_row, (void *)work, gaps, error);
}

const struct list list_signatures = {
    .report = &report,
    .about = "who signed",
    .takes = TAKES_SINCE | TAKES_DOCUMENT | TAKES_GOVERNMENT | TAKES_SORT | TAKES_PUBLIC,
    .write = write_list,
};
