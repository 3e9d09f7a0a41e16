#include "core/clock.h"
#include "core/memory.h"
#include "core/signature.h"
#include "governments.h"
#include "order.h"
#include "signed.h"
#include "tally_private.h"

#include <stdlib.h>
#include <string.h>

static const struct tally_part parts[TALLY_PARTS] = {
#define PART(constant, word, cell, heading)                                                        \
    [TALLY_##constant] = {.name = (word), .title = (heading), .type = (cell)},
#include "tally_parts.def"
#undef PART
};

/* The items of the parts that always have the same. */
static const struct {
    enum tally_id id;
    const char *words[6];
} fixed[] = {
    {TALLY_SIGNATURES, {"counted", "unsure", "superseded", "withdrawn", "erased"}},
    {TALLY_MODE, {"drawn", "typed", "assisted"}},
    {TALLY_CAPACITY, {"government", "personal"}},
    {TALLY_READ, {"yes", "no"}},
    {TALLY_LISTED, {"yes", "no"}},
    {TALLY_BADGE, {"yes", "no"}},
};

long long tally_signatures(const struct tally *tally, size_t which)
{
    const struct tally_part *part = &tally->parts[TALLY_SIGNATURES];
    return which < part->count ? part->items[which].count : 0;
}

void tally_free(struct tally *tally)
{
    for (size_t i = 0; i < TALLY_PARTS; i++) {
        struct tally_part *part = &tally->parts[i];
        for (size_t item = 0; item < part->count; item++) {
            free(part->items[item].item);
            free(part->items[item].label);
        }
        free(part->items);
    }
    *tally = (struct tally){0};
}

/* --- counting --- */

struct tally_item *tally_item(struct counting *counting, enum tally_id id, const char *key,
                              const char *item)
{
    struct tally_part *part = &counting->tally->parts[id];
    uint32_t number = interned_put(&counting->keys[id], key);
    if (number == part->count) {
        part->items = em_grow(part->items, part->count, &part->capacity, sizeof *part->items);
        part->items[part->count++] = (struct tally_item){.item = em_strdup(item)};
    }
    return &part->items[number];
}

static void count(struct counting *counting, enum tally_id id, const char *item)
{
    if (*item)
        tally_item(counting, id, item, item)->count++;
}

static void count_flag(struct counting *counting, enum tally_id id, bool flag)
{
    count(counting, id, flag ? "yes" : "no");
}

static void count_status(struct counting *counting, size_t which)
{
    counting->tally->parts[TALLY_SIGNATURES].items[which].count++;
}

/* Its hour begins on the hour of the event's clocks, which need not be one of UTC. */
static void count_hour(struct counting *counting, int64_t at_us)
{
    const int64_t minute_us = 60000000;
    char stamp[32], item[EM_TIME_SIZE];
    words_calendar_stamp(stamp, sizeof stamp, counting->work->edition->calendar, at_us);
    const char *minutes = strrchr(stamp, ':');
    int64_t minute = at_us - (at_us % minute_us + minute_us) % minute_us;
    em_time_format(minute - (minutes ? atoi(minutes + 1) : 0) * minute_us, item);
    count(counting, TALLY_HOUR, item);
}

/* One that the event knows is an item by its id; others by how they are spelt, case and accents
 * aside, the first spelling being shown. */
static uint32_t number_of_government(struct counting *counting, const struct roll_signature *row)
{
    const struct pack_government *known =
        governments_find(counting->governments, row->government_id, row->government, row->country);
    const char *country = known ? known->country : row->country;
    const char *name = *row->government ? row->government : row->government_id;
    size_t size = 4 * strlen(name) + 1;
    char *folded = em_alloc(size);
    words_fold(folded, size, name);
    char *key = known ? em_format("i%s", known->id)
                      : em_format("n%s\n%s", *folded ? folded : name, country);
    struct tally_item *item = tally_item(counting, TALLY_GOVERNMENT, key, known ? known->id : name);
    snprintf(item->country, sizeof item->country, "%s", country);
    free(key);
    free(folded);
    return (uint32_t)(item - counting->tally->parts[TALLY_GOVERNMENT].items);
}

static void count_government(struct counting *counting, const struct roll_signature *row)
{
    if (!*row->government && !*row->government_id)
        return;
    char *typed = em_format("%s\n%s\n%s", row->government_id, row->government, row->country);
    uint32_t number = interned_put(&counting->typed, typed);
    free(typed);
    if (number == counting->typed_count) {
        counting->typed_number = em_grow(counting->typed_number, counting->typed_count,
                                         &counting->typed_capacity, sizeof(uint32_t));
        counting->typed_number[counting->typed_count++] = number_of_government(counting, row);
    }
    counting->tally->parts[TALLY_GOVERNMENT].items[counting->typed_number[number]].count++;
}

static enum em_status count_signature(void *context, const struct signed_row *person,
                                      struct em_error *error)
{
    struct counting *counting = context;
    const struct roll_signature *row = person->row;
    (void)error;
    if (person->superseded == SUPERSEDED_YES) {
        count_status(counting, TALLY_SUPERSEDED);
        return EM_OK;
    }
    count_status(counting, TALLY_COUNTED);
    if (person->superseded == SUPERSEDED_UNKNOWN)
        count_status(counting, TALLY_UNSURE);
    count_hour(counting, row->at_us);
    count_government(counting, row);
    count(counting, TALLY_COUNTRY, row->country);
    count(counting, TALLY_LANGUAGE, row->language);
    count(counting, TALLY_DOCUMENT, row->document);
    count(counting, TALLY_MODE, row->mode);
    count(counting, TALLY_CAPACITY, row->capacity);
    count_flag(counting, TALLY_READ, row->read_to_end);
    count_flag(counting, TALLY_LISTED, row->listed);
    count_flag(counting, TALLY_BADGE, *row->delegate);
    return EM_OK;
}

/* Those that signed_each does not visit. */
static enum em_status count_gone(void *context, const struct roll_signature *row,
                                 struct em_error *error)
{
    struct counting *counting = context;
    (void)error;
    if ((row->withdrawn || row->erased) && signed_wanted(&counting->filter, row))
        count_status(counting, row->erased ? TALLY_ERASED : TALLY_WITHDRAWN);
    return EM_OK;
}

static enum em_status count_signatures(struct counting *counting, struct list_gaps *gaps,
                                       struct em_error *error)
{
    const struct list_work *work = counting->work;
    const struct signed_walk walk = {.store = work->store,
                                     .key = work->key,
                                     .filter = &counting->filter,
                                     .superseded = true,
                                     .in_the_open = true};
    enum em_status status = signed_each(&walk, count_signature, counting, gaps, error);
    return status == EM_OK ? roll_each_open(work->store, count_gone, counting, error) : status;
}

/* --- names and order --- */

static const char *language_name(const struct edition *edition, const char *language)
{
    int index = edition->pack ? pack_language(edition->pack, language) : -1;
    return index < 0 ? language : edition->pack->language_names[index];
}

static const char *document_title(const struct edition *edition, const char *id)
{
    const struct pack_document *document = edition_document(edition, id);
    return document ? document->titles[edition->index] : id;
}

static char *label_of(const struct edition *edition, enum tally_id id, enum cell_type type,
                      const char *item)
{
    switch (id) {
    case TALLY_GOVERNMENT:
        return em_strdup(edition_government(edition, item, item));
    case TALLY_LANGUAGE:
        return em_strdup(language_name(edition, item));
    case TALLY_DOCUMENT:
        return em_strdup(document_title(edition, item));
    default:
        return report_page_text(edition, type, item);
    }
}

static void put_labels(const struct edition *edition, struct tally_part *part, enum tally_id id)
{
    for (size_t i = 0; i < part->count; i++)
        if (!part->items[i].label)
            part->items[i].label = label_of(edition, id, part->type, part->items[i].item);
}

static void add_country(const struct edition *edition, struct tally_item *item)
{
    char *label = item->label;
    if (!*item->country)
        return;
    item->label = em_format("%s (%s)", label, edition_country(edition, item->country));
    free(label);
}

/* Two governments of one name are told apart by their countries. */
static void tell_apart(const struct edition *edition, struct tally_part *part)
{
    struct interned names = {0};
    uint32_t *number = em_alloc(part->count * sizeof *number);
    size_t *bearers = em_alloc(part->count * sizeof *bearers); /* of each name */
    for (size_t i = 0; i < part->count; i++) {
        number[i] = interned_put(&names, part->items[i].label);
        bearers[number[i]]++;
    }
    for (size_t i = 0; i < part->count; i++)
        if (bearers[number[i]] > 1)
            add_country(edition, &part->items[i]);
    interned_free(&names);
    free(number);
    free(bearers);
}

/* What there is much of comes first; hours come one after the other. */
static void sort(const struct edition *edition, struct tally_part *part)
{
    struct order *order = order_new(edition->language);
    for (size_t i = 0; i < part->count; i++) {
        const struct tally_item *item = &part->items[i];
        int64_t at_us = 0;
        if (part->type == CELL_TIME)
            em_time_read(item->item, &at_us);
        order_number(order, part->type == CELL_TIME ? at_us : -item->count);
        order_text(order, item->label);
        order_row(order);
    }
    order_sort(order);
    struct tally_item *sorted = em_alloc(part->count * sizeof *sorted);
    for (size_t i = 0; i < part->count; i++)
        sorted[i] = part->items[order_at(order, i)];
    order_free(order);
    free(part->items);
    part->items = sorted;
}

static void sum(struct tally_part *part)
{
    for (size_t i = 0; i < part->count; i++) {
        long long number = part->items[i].count;
        part->total += number;
        part->most = number > part->most ? number : part->most;
    }
}

static void finish(struct counting *counting)
{
    static const enum tally_id sorted[] = {TALLY_HOUR, TALLY_GOVERNMENT, TALLY_COUNTRY,
                                           TALLY_LANGUAGE, TALLY_DOCUMENT};
    const struct edition *edition = counting->work->edition;
    struct tally *tally = counting->tally;
    for (size_t i = 0; i < TALLY_PARTS; i++) {
        put_labels(edition, &tally->parts[i], (enum tally_id)i);
        sum(&tally->parts[i]);
    }
    tell_apart(edition, &tally->parts[TALLY_GOVERNMENT]);
    for (size_t i = 0; i < sizeof sorted / sizeof *sorted; i++)
        sort(edition, &tally->parts[sorted[i]]);
    tally->parts[TALLY_SIGNATURES].total -= tally_signatures(tally, TALLY_UNSURE);
}

static void free_counting(struct counting *counting)
{
    for (size_t i = 0; i < TALLY_PARTS; i++)
        interned_free(&counting->keys[i]);
    interned_free(&counting->typed);
    free(counting->typed_number);
    governments_free(counting->governments);
}

static enum em_status load(struct tally *out, const struct list_work *work, bool listed_only,
                           struct list_gaps *gaps, struct em_error *error)
{
    struct counting counting = {.tally = out,
                                .work = work,
                                .filter = *work->filter,
                                .governments = governments_new(work->edition->pack)};
    counting.filter.public_only = listed_only;
    memcpy(out->parts, parts, sizeof parts);
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        for (const char *const *word = fixed[i].words; *word; word++)
            tally_item(&counting, fixed[i].id, *word, *word);
    enum em_status status = count_signatures(&counting, gaps, error);
    if (status == EM_OK && !work->filter->document && !work->filter->government)
        status = tally_doors(&counting, error);
    if (status == EM_OK) {
        finish(&counting);
        gaps->unsure = tally_signatures(out, TALLY_UNSURE);
    }
    free_counting(&counting);
    return status;
}

enum em_status tally_load(struct tally *out, const struct list_work *work, struct list_gaps *gaps,
                          struct em_error *error)
{
    return load(out, work, false, gaps, error); /* a count shows nobody: each is of all */
}

enum em_status tally_load_listed(struct tally *out, const struct list_work *work,
                                 struct list_gaps *gaps, struct em_error *error)
{
    return load(out, work, true, gaps, error);
}
