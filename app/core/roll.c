#include "core/roll.h"

#include "core/body.h"
#include "core/roster.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void roll_next_number(const struct roll_state *state, char out[ROLL_NUMBER_SIZE])
{
    snprintf(out, ROLL_NUMBER_SIZE, "%.11s-%" PRId64, state->letter, state->signatures + 1);
}

/* What a rule works on: one entry and its body, NULL when that was erased. */
struct projection {
    struct store *store;
    struct roll_state *state;
    const struct entry *entry;
    json_t *body;
};

static const char *word(const struct projection *projection, const char *key)
{
    return body_word(projection->body, key);
}

static bool flag(const struct projection *projection, const char *key)
{
    return json_is_true(json_object_get(projection->body, key));
}

static enum em_status apply_open(struct projection *p, struct em_error *error)
{
    (void)error;
    snprintf(p->state->letter, sizeof p->state->letter, "%s", word(p, "letter"));
    return EM_OK;
}

static enum em_status apply_sign(struct projection *p, struct em_error *error)
{
    char number[ROLL_NUMBER_SIZE];
    roll_next_number(p->state, number);
    p->state->signatures++;
    bool listed = flag(p, "listed");
    struct roll_signature row = {
        .origin = p->entry->origin,
        .seq = p->entry->seq,
        .number = number,
        .at_us = p->entry->at_us,
        .document = word(p, "document"),
        .language = word(p, "language"),
        .mode = word(p, "mode"),
        .capacity = word(p, "capacity"),
        .government = word(p, "government"),
        .government_id = word(p, "government_id"),
        .country = word(p, "country"),
        .read_to_end = flag(p, "read_to_end"),
        .listed = listed,
        .name = listed ? word(p, "name") : NULL,
        .role = listed ? word(p, "role") : NULL,
        .delegate = word(p, "delegate"),
        .erased = !p->body,
    };
    return store_roll_put(p->store, &row, error);
}

static enum em_status apply_withdraw(struct projection *p, struct em_error *error)
{
    int64_t seq = json_integer_value(json_object_get(p->body, "seq"));
    return store_roll_withdraw(p->store, word(p, "origin"), seq, error);
}

static enum em_status apply_erase(struct projection *p, struct em_error *error)
{
    int64_t seq = json_integer_value(json_object_get(p->body, "seq"));
    if (!roster_may_erase(p->entry->origin, word(p, "origin")))
        return EM_OK;
    return store_roll_erase(p->store, word(p, "origin"), seq, error);
}

/* Which kinds the roll hears of. Marks go onto rows, so a rebuild sets them after all rows are
 * there. */
static const struct {
    enum em_status (*apply)(struct projection *projection, struct em_error *error);
    bool is_mark;
} rules[ENTRY_KIND_COUNT] = {
    [ENTRY_OPEN] = {apply_open, false},
    [ENTRY_SIGN] = {apply_sign, false},
    [ENTRY_WITHDRAW] = {apply_withdraw, true},
    [ENTRY_ERASE] = {apply_erase, true},
};

enum em_status roll_apply(struct store *store, struct roll_state *state, const struct entry *entry,
                          struct em_error *error)
{
    if (!rules[entry->kind].apply)
        return EM_OK;
    struct roll_state next = *state;
    if (strcmp(next.origin, entry->origin) != 0) {
        next = (struct roll_state){0};
        memcpy(next.origin, entry->origin, sizeof next.origin);
    }
    json_t *body;
    enum em_status status = body_read(&body, entry, error);
    if (status != EM_OK)
        return status;
    struct projection projection = {store, &next, entry, body};
    status = rules[entry->kind].apply(&projection, error);
    json_decref(body);
    if (status == EM_OK)
        *state = next;
    return status;
}

enum em_status roll_each(struct store *store, roll_visit *visit, void *context,
                         struct em_error *error)
{
    return store_roll_each(store, visit, context, error);
}

enum em_status roll_each_open(struct store *store, roll_visit *visit, void *context,
                              struct em_error *error)
{
    return store_roll_each_open(store, visit, context, error);
}

enum em_status roll_one(struct store *store, const char *origin, int64_t seq, roll_visit *visit,
                        void *context, struct em_error *error)
{
    return store_roll_one(store, origin, seq, visit, context, error);
}

enum em_status roll_of_delegate(struct store *store, const char *delegate, const char *document,
                                roll_visit *visit, void *context, struct em_error *error)
{
    return store_roll_of_delegate(store, delegate, document, visit, context, error);
}

bool roll_marks(enum entry_kind kind)
{
    return rules[kind].is_mark;
}
