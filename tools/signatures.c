/* Who signed: every signature that counts, and those that a later one supersedes, marked so, in
 * order of (origin, seq). Withdrawn and erased signatures are in no list.
 */
#include "command.h"
#include "core/clock.h"
#include "core/memory.h"
#include "core/roll.h"
#include "core/seal.h"
#include "list.h"
#include "superseded.h"

#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static const struct report_column columns[] = {
    {"number", CELL_TEXT},     {"signed_at", CELL_TEXT},  {"name", CELL_TEXT},
    {"role", CELL_TEXT},       {"government", CELL_TEXT}, {"country", CELL_TEXT},
    {"capacity", CELL_TEXT},   {"language", CELL_TEXT},   {"document", CELL_TEXT},
    {"mode", CELL_TEXT},       {"listed", CELL_BOOL},     {"email", CELL_TEXT},
    {"superseded", CELL_BOOL}, {"origin", CELL_TEXT},     {"seq", CELL_NUMBER},
    {"leaf", CELL_TEXT},
};
static const struct report report = {columns, sizeof columns / sizeof *columns};

/* Who signed, as far as it can be read. The texts are those of `opened` or of the row. */
struct person {
    json_t *opened; /* the sealed part; NULL while it stays sealed */
    const char *name, *role, *email;
};

static const char *word(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static enum em_status unseal(const struct roll_signature *row, const struct organiser_secret *key,
                             json_t **out, struct em_error *error)
{
    size_t size = row->sealed_size > SEAL_OVERHEAD ? row->sealed_size - SEAL_OVERHEAD : 0;
    uint8_t *text = em_alloc(size);
    enum em_status status = seal_open(text, row->sealed, row->sealed_size, key->public.seal_public,
                                      key->seal_secret, error);
    if (status == EM_OK) {
        *out = json_loadb((char *)text, size, 0, NULL);
        if (!*out)
            status = em_fail(error, EM_DAMAGED,
                             "What is sealed is not in the form that emarge writes. Compare with "
                             "another copy of this log, or export without the key.");
    }
    sodium_memzero(text, size);
    free(text);
    return status;
}

/* An error says why a sealed part does not open; the person is then as without a key. */
static enum em_status person_of(const struct roll_signature *row,
                                const struct organiser_secret *key, struct person *out,
                                struct em_error *error)
{
    *out = (struct person){0};
    if (row->listed) {
        out->name = row->name;
        out->role = row->role;
    }
    if (!key || !row->sealed)
        return EM_OK;
    if (unseal(row, key, &out->opened, error) != EM_OK)
        return em_context(error, "Signature %s of %s", row->number, row->origin);
    out->name = word(out->opened, "name");
    out->role = word(out->opened, "role");
    out->email = word(out->opened, "email");
    return EM_OK;
}

/* The two passes over the rows: who signed twice, then the writing. */
struct writing {
    struct signers *signers;
    const struct list_work *work;
    size_t row;    /* of those that count */
    int64_t total; /* that count */
    struct list_gaps *gaps;
    struct progress progress;
};

/* Calls `each` with the person behind a row that counts. */
static enum em_status
with_person(struct writing *writing, const struct roll_signature *row, const char *what,
            void (*each)(struct writing *writing, const struct roll_signature *row,
                         const struct person *person),
            struct em_error *error)
{
    if (row->withdrawn || row->erased)
        return EM_OK;
    (void)error;
    struct person person;
    struct em_error why = {0};
    if (person_of(row, writing->work->key, &person, &why) != EM_OK &&
        writing->gaps->unopened++ == 0)
        writing->gaps->first = why;
    writing->gaps->sealed += !person.opened;
    each(writing, row, &person);
    json_decref(person.opened);
    progress_step(&writing->progress, what, (long long)++writing->row, writing->total);
    return EM_OK;
}

static void add_signer(struct writing *writing, const struct roll_signature *row,
                       const struct person *person)
{
    signers_add(writing->signers, row, person->name, person->email);
}

static enum em_status collect_row(void *context, const struct roll_signature *row,
                                  struct em_error *error)
{
    return with_person(context, row, "read", add_signer, error);
}

static const char *yes_no(bool yes)
{
    return yes ? "yes" : "no";
}

static const char *const superseded_word[] = {
    [SUPERSEDED_NO] = "no",
    [SUPERSEDED_YES] = "yes",
    [SUPERSEDED_UNKNOWN] = "unknown",
};

static const char *or_sealed(const char *text)
{
    return text ? text : LIST_SEALED;
}

static void write_cells(struct writing *writing, const struct roll_signature *row,
                        const struct person *person)
{
    char at[EM_TIME_SIZE], seq[24], leaf[2 * sizeof row->leaf + 1];
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
        yes_no(row->listed),
        or_sealed(person->email),
        superseded_word[signers_verdict(writing->signers, writing->row)],
        row->origin,
        seq,
        leaf,
    };
    const struct list_work *work = writing->work;
    work->writer->row(work->out, &report, cells, writing->row == 0, work->options);
}

static enum em_status write_row(void *context, const struct roll_signature *row,
                                struct em_error *error)
{
    return with_person(context, row, "written", write_cells, error);
}

static enum em_status write_all(struct writing *writing, struct em_error *error)
{
    const struct list_work *work = writing->work;
    int64_t since;
    enum em_status status = store_roll_count(work->store, &writing->total, &since, error);
    if (status == EM_OK)
        status = roll_each(work->store, collect_row, writing, error);
    if (status != EM_OK)
        return status;
    if (writing->gaps->unopened && writing->gaps->unopened == (long long)writing->row)
        return em_fail(error, EM_DENIED, "%s", writing->gaps->first.text);
    signers_judge(writing->signers);
    writing->row = 0;
    *writing->gaps = (struct list_gaps){0}; /* counted anew as they are written */
    work->writer->begin(work->out, &report, work->options);
    status = roll_each(work->store, write_row, writing, error);
    work->writer->end(work->out);
    return status;
}

static enum em_status write_list(const struct list_work *work, struct list_gaps *gaps,
                                 struct em_error *error)
{
    struct writing writing = {.signers = signers_new(), .work = work, .gaps = gaps};
    *gaps = (struct list_gaps){0};
    enum em_status status = write_all(&writing, error);
    progress_end(&writing.progress);
    signers_free(writing.signers);
    return status;
}

const struct list list_signatures = {.name = "signatures", .report = &report, .write = write_list};
