#include "signed.h"

#include "command.h"
#include "core/memory.h"
#include "sealed.h"
#include "signed_order.h"

#include <assert.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const char *word(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static const char *yes_no(const json_t *value)
{
    return !value ? "" : json_is_true(value) ? "yes" : "no";
}

/* Fills in who signed. An error says why a sealed part does not open; the person is then as without
 * a key. The texts are those of *opened or of the row. */
static enum em_status read_person(struct signed_row *out, json_t **opened,
                                  const struct organiser_secret *key, struct em_error *error)
{
    const struct roll_signature *row = out->row;
    if (row->listed) {
        out->name = row->name;
        out->role = row->role;
    }
    if (!key || !row->sealed)
        return EM_OK;
    if (sealed_open(opened, row->sealed, row->sealed_size, key, error) != EM_OK)
        return em_context(error, "Signature %s of %s", row->number, row->origin);
    out->opened = true;
    out->name = word(*opened, "name");
    out->role = word(*opened, "role");
    out->email = word(*opened, "email");
    out->contact = yes_no(json_object_get(*opened, "contact"));
    out->ink = json_string_value(json_object_get(*opened, "ink"));
    return EM_OK;
}

/* The passes over the rows: who may have signed twice, who has, then those that are asked for. */
struct walking {
    const struct signed_walk *walk;
    struct signers *signers;
    struct signed_order *order; /* NULL: that of the log */
    size_t row;                 /* of those that count */
    int64_t total;              /* that count */
    bool document_seen, government_seen;
    bool opened;            /* the key opened something */
    struct list_gaps tried; /* all that it was tried on while collecting */
    struct list_gaps *gaps;
    struct progress progress;
    signed_visit *visit;
    void *context;
};

bool signed_wanted(const struct list_filter *filter, const struct roll_signature *row)
{
    return filter_time(filter, row->at_us) && filter_document(filter, row->document) &&
           filter_government(filter, row->government_id, row->government) &&
           (!filter->public_only || row->listed);
}

static void count_gap(struct list_gaps *gaps, const struct signed_row *row,
                      const struct em_error *why)
{
    if (why->text[0] && gaps->unopened++ == 0)
        gaps->first = *why;
    gaps->sealed += !row->opened;
}

static void note_seen(struct walking *walking, const struct roll_signature *row)
{
    const struct list_filter *filter = walking->walk->filter;
    if (!walking->document_seen)
        walking->document_seen = filter_document(filter, row->document);
    if (!walking->government_seen)
        walking->government_seen = filter_government(filter, row->government_id, row->government);
}

/* Listed signatures are judged by the name that everybody sees, so most need not be opened; until
 * one was, nobody knows that the key is the right one. */
static bool needs_key(const struct walking *walking, const struct roll_signature *row)
{
    return !row->listed || walking->order || !walking->opened;
}

/* The row with its sealed part when that is needed and there is a key to it, else as it is. */
static enum em_status visit_person(struct walking *walking, const struct roll_signature *row,
                                   bool sealed, roll_visit *visit, struct em_error *error)
{
    if (!sealed || !walking->walk->key)
        return visit(walking, row, error);
    return roll_one(walking->walk->store, row->origin, row->seq, visit, walking, error);
}

static const char *name_to_judge(const struct signed_row *person)
{
    return person->row->listed ? person->row->name : person->name;
}

static enum em_status collect_person(void *context, const struct roll_signature *row,
                                     struct em_error *error)
{
    struct walking *walking = context;
    struct signed_row person = {.row = row};
    struct em_error why = {0};
    json_t *opened = NULL;
    (void)error;
    (void)read_person(&person, &opened, walking->walk->key, &why);
    walking->opened |= person.opened;
    count_gap(&walking->tried, &person, &why);
    if (!row->listed)
        count_gap(walking->gaps, &person, &why);
    signers_add(walking->signers, row, name_to_judge(&person));
    if (walking->order && signed_wanted(walking->walk->filter, row))
        signed_order_add(walking->order, &person, walking->row);
    json_decref(opened);
    return EM_OK;
}

static enum em_status collect_row(void *context, const struct roll_signature *row,
                                  struct em_error *error)
{
    struct walking *walking = context;
    if (row->withdrawn || row->erased)
        return EM_OK;
    note_seen(walking, row);
    enum em_status status =
        visit_person(walking, row, needs_key(walking, row), collect_person, error);
    progress_step(&walking->progress, "read", (long long)++walking->row, walking->total);
    return status;
}

/* Those who may have signed twice, once more. */
static enum em_status compare_person(void *context, const struct roll_signature *row,
                                     struct em_error *error)
{
    struct walking *walking = context;
    struct signed_row person = {.row = row};
    struct em_error why = {0};
    json_t *opened = NULL;
    (void)error;
    (void)read_person(&person, &opened, walking->walk->key, &why);
    if (row->listed) /* of others it was counted */
        count_gap(walking->gaps, &person, &why);
    signers_tell(walking->signers, row, name_to_judge(&person), person.email);
    json_decref(opened);
    return EM_OK;
}

static enum em_status compare_row(void *context, const struct roll_signature *row,
                                  struct em_error *error)
{
    struct walking *walking = context;
    if (row->withdrawn || row->erased)
        return EM_OK;
    bool asked = signers_asks(walking->signers, row);
    enum em_status status = visit_person(walking, row, asked, compare_person, error);
    progress_step(&walking->progress, "compared", (long long)++walking->row, walking->total);
    return status;
}

/* --- visiting --- */

/* Whether the key is not asked. */
static bool in_the_open(const struct signed_walk *walk)
{
    return walk->filter->public_only || walk->in_the_open;
}

static enum em_status visit_wanted(struct walking *walking, const struct roll_signature *row,
                                   size_t index, struct em_error *error)
{
    struct signed_row person = {.row = row, .superseded = signers_verdict(walking->signers, index)};
    if ((person.superseded == SUPERSEDED_YES && !walking->walk->superseded) ||
        !signed_wanted(walking->walk->filter, row))
        return EM_OK;
    bool open = in_the_open(walking->walk);
    struct em_error why = {0};
    json_t *opened = NULL;
    (void)read_person(&person, &opened, open ? NULL : walking->walk->key, &why);
    if (!open)
        count_gap(walking->gaps, &person, &why);
    enum em_status status = walking->visit(walking->context, &person, error);
    json_decref(opened);
    return status;
}

static enum em_status visit_row(void *context, const struct roll_signature *row,
                                struct em_error *error)
{
    struct walking *walking = context;
    if (row->withdrawn || row->erased)
        return EM_OK;
    enum em_status status = visit_wanted(walking, row, walking->row++, error);
    progress_step(&walking->progress, "written", (long long)walking->row, walking->total);
    return status;
}

static enum em_status visit_place(void *context, const struct roll_signature *row,
                                  struct em_error *error)
{
    struct walking *walking = context;
    return visit_wanted(walking, row, walking->row, error);
}

static enum em_status visit_in_order(struct walking *walking, struct em_error *error)
{
    enum em_status status = EM_OK;
    size_t count = signed_order_count(walking->order);
    signed_order_sort(walking->order);
    for (size_t i = 0; status == EM_OK && i < count; i++) {
        struct signed_place place = signed_order_at(walking->order, i);
        walking->row = place.index;
        status =
            roll_one(walking->walk->store, place.origin, place.seq, visit_place, walking, error);
        progress_step(&walking->progress, "written", (long long)i + 1, (long long)count);
    }
    return status;
}

static enum em_status collect(struct walking *walking, struct em_error *error)
{
    int64_t since;
    struct store *store = walking->walk->store;
    enum em_status status = store_roll_count(store, &walking->total, &since, error);
    if (status == EM_OK)
        status = roll_each_open(store, collect_row, walking, error);
    if (status != EM_OK)
        return status;
    if (walking->tried.unopened && walking->tried.unopened == (long long)walking->row)
        return em_fail(error, EM_DENIED, "%s", walking->tried.first.text);
    return filter_check(walking->walk->filter, walking->document_seen, walking->government_seen,
                        error);
}

static enum em_status compare(struct walking *walking, struct em_error *error)
{
    walking->row = 0;
    signers_narrow(walking->signers);
    enum em_status status = roll_each_open(walking->walk->store, compare_row, walking, error);
    if (status == EM_OK)
        signers_judge(walking->signers);
    return status;
}

static enum em_status visit_all(struct walking *walking, struct em_error *error)
{
    struct store *store = walking->walk->store;
    walking->row = 0;
    if (walking->walk->in_the_open) { /* what was judged is all that the key was asked */
        walking->gaps->sealed = 0;
        return roll_each_open(store, visit_row, walking, error);
    }
    *walking->gaps = (struct list_gaps){0}; /* counted anew as they are visited */
    return walking->order ? visit_in_order(walking, error)
                          : roll_each(store, visit_row, walking, error);
}

enum em_status signed_each(const struct signed_walk *walk, signed_visit *visit, void *context,
                           struct list_gaps *gaps, struct em_error *error)
{
    struct walking walking = {
        .walk = walk, .signers = signers_new(), .gaps = gaps, .visit = visit, .context = context};
    assert(!walk->in_the_open || walk->order == ORDER_LOG);
    if (walk->order != ORDER_LOG)
        walking.order = signed_order_new(walk->order, walk->language);
    *gaps = (struct list_gaps){0};
    enum em_status status = collect(&walking, error);
    if (status == EM_OK)
        status = compare(&walking, error);
    if (status == EM_OK)
        status = visit_all(&walking, error);
    progress_end(&walking.progress);
    signed_order_free(walking.order);
    signers_free(walking.signers);
    return status;
}
