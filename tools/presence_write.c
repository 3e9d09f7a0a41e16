#include "command.h"
#include "country_ranks.h"
#include "order.h"
#include "presence.h"

#include <string.h>

enum em_status presence_check_government(const struct list_work *work, const struct list_gaps *gaps,
                                         struct em_error *error)
{
    if (!work->filter->government || work->key || !gaps->sealed)
        return EM_OK;
    return em_fail(error, EM_DENIED,
                   "The governments of the roster are sealed. Give the organiser's key with --key, "
                   "or leave out --government.");
}

/* --- order --- */

struct ordering {
    enum list_order by;
    struct order *order;
    struct country_ranks *ranks;
    const char *session; /* of the row before */
    int64_t group;
};

/* What is sealed stands with what is not known. */
static void add_text(struct order *order, const char *text)
{
    order_text(order, strcmp(text, LIST_SEALED) == 0 ? NULL : text);
}

/* Rows come session by session, and stay so. */
static void add_key(struct ordering *ordering, const struct presence_place *place,
                    const struct person *person)
{
    struct order *order = ordering->order;
    if (ordering->by == ORDER_LOG)
        return;
    if (!ordering->session || strcmp(ordering->session, place->session) != 0)
        ordering->group++;
    ordering->session = place->session;
    order_number(order, ordering->group);
    if (ordering->by == ORDER_TIME) {
        order_number(order, place->at_us);
        return;
    }
    if (ordering->by == ORDER_COUNTRY)
        order_number(order, country_rank(ordering->ranks, person->country));
    if (ordering->by != ORDER_NAME)
        add_text(order, person->government);
    add_text(order, person->name);
}

/* --- the two passes --- */

static bool is_wanted(const struct presence *presence, const struct person *person)
{
    return filter_government(presence->work->filter, "", person->government);
}

/* Who they all are, whether the key fits, and where each row goes. */
static enum em_status look(const struct presence *presence, const struct presence_rows *rows,
                           struct ordering *ordering, struct list_gaps *gaps,
                           struct em_error *error)
{
    struct progress progress = {0};
    enum em_status status = EM_OK;
    bool seen = false;
    for (size_t i = 0; status == EM_OK && i < rows->count; i++) {
        struct person person;
        status = people_find(presence->people, rows->delegate(rows->list, i), &person, gaps, error);
        if (status != EM_OK)
            break;
        seen = seen || is_wanted(presence, &person);
        add_key(ordering, rows->place(rows->list, i), &person);
        order_row(ordering->order);
        progress_step(&progress, "read", (long long)i + 1, (long long)rows->count);
    }
    progress_end(&progress);
    if (status == EM_OK && people_all_refused(presence->people))
        return em_fail(error, EM_DENIED, "%s", gaps->first.text);
    if (status == EM_OK)
        status = presence_check_government(presence->work, gaps, error);
    return status == EM_OK ? filter_check(presence->work->filter, true, seen, error) : status;
}

static enum em_status write_rows(const struct presence *presence, const struct presence_rows *rows,
                                 struct order *order, struct list_gaps *gaps,
                                 struct em_error *error)
{
    struct progress progress = {0};
    enum em_status status = EM_OK;
    *gaps = (struct list_gaps){0};
    order_sort(order);
    for (size_t i = 0; status == EM_OK && i < rows->count; i++) {
        size_t row = order_at(order, i);
        struct person person;
        status =
            people_find(presence->people, rows->delegate(rows->list, row), &person, gaps, error);
        if (status == EM_OK && is_wanted(presence, &person))
            rows->write(rows->list, row, &person);
        progress_step(&progress, "written", (long long)i + 1, (long long)rows->count);
    }
    progress_end(&progress);
    return status;
}

enum em_status presence_write(const struct presence *presence, const struct presence_rows *rows,
                              struct list_gaps *gaps, struct em_error *error)
{
    const struct list_work *work = presence->work;
    struct ordering ordering = {.by = work->order, .order = order_new(work->edition->language)};
    if (work->order == ORDER_COUNTRY)
        ordering.ranks = country_ranks_new(work->edition->language);
    *gaps = (struct list_gaps){0};
    enum em_status status = look(presence, rows, &ordering, gaps, error);
    if (status == EM_OK)
        status = write_rows(presence, rows, ordering.order, gaps, error);
    country_ranks_free(ordering.ranks);
    order_free(ordering.order);
    return status;
}
