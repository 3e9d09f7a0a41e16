/* Making the projections of a store again from its entries: the roll, the roster, the programme. */
#include "core/roll.h"
#include "core/roster.h"

#include <string.h>

struct rebuild {
    struct store *from, *to; /* where the entries are, and where the rows go */
    struct roll_state state;
    bool marks;         /* the second pass */
    bool has_marks;     /* there is something to do in it */
    const char *origin; /* whose final state is wanted, or NULL */
    struct roll_state wanted;
};

static enum em_status rebuild_entry(void *context, const struct entry *entry, const uint8_t *leaf,
                                    struct em_error *error)
{
    struct rebuild *rebuild = context;
    (void)leaf;
    bool is_mark = roll_marks(entry->kind);
    enum em_status status = EM_OK;
    rebuild->has_marks |= is_mark;
    if (!rebuild->marks)
        status = roster_apply(rebuild->to, entry, error);
    if (status == EM_OK && is_mark == rebuild->marks)
        status = roll_apply(rebuild->to, &rebuild->state, entry, error);
    return status;
}

static enum em_status rebuild_log(void *context, const struct store_log *log,
                                  struct em_error *error)
{
    struct rebuild *rebuild = context;
    rebuild->state = (struct roll_state){0};
    enum em_status status =
        store_entries(rebuild->from, log->origin, 0, rebuild_entry, rebuild, error);
    if (rebuild->origin && !rebuild->marks && strcmp(rebuild->origin, log->origin) == 0)
        rebuild->wanted = rebuild->state;
    return status;
}

static enum em_status rebuild_rows(struct rebuild *rebuild, struct em_error *error)
{
    enum em_status status = store_projections_reset(rebuild->to, error);
    if (status == EM_OK)
        status = store_logs(rebuild->from, NULL, rebuild_log, rebuild, error);
    rebuild->marks = true;
    if (status == EM_OK && rebuild->has_marks)
        status = store_logs(rebuild->from, NULL, rebuild_log, rebuild, error);
    return status;
}

/* A projection that is gone or cannot be read counts as another: it is made anew. */
static bool same_as(struct store *store, const uint8_t digest[32])
{
    uint8_t now[32];
    return store_projections_shaped(store) && store_projections_digest(store, now, NULL) == EM_OK &&
           memcmp(now, digest, sizeof now) == 0;
}

/* Makes the rows elsewhere and compares: that writes nothing here, and costs a fraction. */
static enum em_status compare(struct rebuild *rebuild, bool *same, struct em_error *error)
{
    uint8_t digest[32];
    enum em_status status = store_scratch(&rebuild->to, error);
    if (status != EM_OK)
        return status;
    status = rebuild_rows(rebuild, error);
    if (status == EM_OK)
        status = store_projections_digest(rebuild->to, digest, error);
    *same = status == EM_OK && same_as(rebuild->from, digest);
    store_close(rebuild->to);
    return status;
}

enum em_status roll_check(struct store *store, bool *same, struct em_error *error)
{
    struct rebuild rebuild = {.from = store};
    return compare(&rebuild, same, error);
}

static enum em_status remake(struct rebuild *rebuild, struct em_error *error)
{
    rebuild->to = rebuild->from;
    enum em_status status = rebuild_rows(rebuild, error);
    return status == EM_OK ? store_projections_index(rebuild->to, error) : status;
}

enum em_status roll_remake(struct store *store, struct em_error *error)
{
    struct rebuild rebuild = {.from = store};
    return remake(&rebuild, error);
}

static enum em_status remake_unless_same(struct rebuild *rebuild, bool *same,
                                         struct em_error *error)
{
    /* Where there is no room to compare there may be room to make. */
    if (compare(rebuild, same, NULL) == EM_OK && *same)
        return EM_OK;
    *same = false;
    *rebuild = (struct rebuild){.from = rebuild->from, .origin = rebuild->origin};
    return remake(rebuild, error);
}

enum em_status roll_rebuild(struct store *store, const char *origin, struct roll_state *state,
                            bool *changed, struct em_error *error)
{
    struct rebuild rebuild = {.from = store, .origin = origin};
    bool same = false;
    enum em_status status = store_begin(store, error);
    if (status != EM_OK)
        return status;
    status = remake_unless_same(&rebuild, &same, error);
    if (status == EM_OK && !same)
        status = store_commit(store, error);
    else
        store_rollback(store);
    if (status == EM_OK && state)
        *state = rebuild.wanted;
    if (status == EM_OK && changed)
        *changed = !same;
    return status;
}
