#include "list.h"

#include "core/memory.h"
#include "core/words.h"
#include "governments.h"

#include <stdlib.h>
#include <string.h>

const struct list *const lists[] = {
#define LIST(name) &list_##name,
#include "lists.def"
#undef LIST
};
const size_t list_count = sizeof lists / sizeof *lists;

const struct list *list_find(const char *name)
{
    for (size_t i = 0; i < list_count; i++)
        if (strcmp(lists[i]->report->name, name) == 0)
            return lists[i];
    return NULL;
}

void list_names(char *out, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < list_count && used < size; i++)
        used += (size_t)snprintf(out + used, size - used, "%s%s",
                                 i == 0                ? ""
                                 : i + 1 == list_count ? " or "
                                                       : ", ",
                                 lists[i]->report->name);
}

/* --- what it is narrowed to --- */

bool filter_time(const struct list_filter *filter, int64_t at_us)
{
    return at_us >= filter->since_us;
}

static bool same_folded(const char *a, const char *b)
{
    size_t size = 4 * (strlen(a) > strlen(b) ? strlen(a) : strlen(b)) + 1;
    char *left = em_alloc(size), *right = em_alloc(size);
    words_fold(left, size, a);
    words_fold(right, size, b);
    bool same = strcmp(left, right) == 0;
    free(left);
    free(right);
    return same;
}

bool filter_document(const struct list_filter *filter, const char *id)
{
    return !filter->document || strcmp(filter->document, id) == 0;
}

bool filter_government(const struct list_filter *filter, const char *id, const char *name)
{
    const char *wanted = filter->government;
    const struct pack_government *known = filter->in_pack;
    if (!wanted)
        return true;
    if (known && *id)
        return strcmp(known->id, id) == 0;
    if ((*id && strcmp(wanted, id) == 0) || same_folded(wanted, name))
        return true;
    for (size_t i = 0; known && i < filter->pack->language_count; i++)
        if (same_folded(known->names[i], name))
            return true;
    return known && strcmp(known->id, name) == 0; /* as rosters may have it */
}

void filter_resolve(struct list_filter *filter, const struct event_pack *pack)
{
    filter->pack = pack;
    filter->in_pack = NULL;
    if (!filter->government)
        return;
    struct governments *governments = governments_new(pack);
    filter->in_pack = governments_find(governments, filter->government, "", "");
    if (!filter->in_pack)
        filter->in_pack = governments_find(governments, "", filter->government, "");
    governments_free(governments);
}

static bool has_document(const struct event_pack *pack, const char *id)
{
    for (size_t i = 0; pack && i < pack->document_count; i++)
        if (strcmp(pack->documents[i].id, id) == 0)
            return true;
    return false;
}

static enum em_status no_document(const struct list_filter *filter, struct em_error *error)
{
    struct em_buffer ids = {0};
    em_buffer_text(&ids, filter->pack ? " The event has: " : "");
    for (size_t i = 0; filter->pack && i < filter->pack->document_count; i++)
        em_buffer_format(&ids, "%s%s", i ? ", " : "", filter->pack->documents[i].id);
    em_fail(error, EM_NOT_FOUND, "There is no document “%.64s”, and nobody signed one.%.500s%s",
            filter->document, ids.data, filter->pack ? "." : "");
    em_buffer_free(&ids);
    return EM_NOT_FOUND;
}

/* Those that share a word, or the beginning of one, with what was typed. */
static void add_likely(struct em_buffer *out, const struct list_filter *filter)
{
    char wanted[256], name[256];
    words_fold(wanted, sizeof wanted, filter->government);
    wanted[words_next_grapheme(wanted, words_next_grapheme(wanted, 0))] = '\0';
    for (size_t i = 0; *wanted && filter->pack && i < filter->pack->government_count; i++) {
        const struct pack_government *government = &filter->pack->governments[i];
        words_fold(name, sizeof name, government->names[0]);
        if (words_match(name, wanted) >= 2)
            em_buffer_format(out, "%s%s", out->size ? ", " : "", government->id);
    }
}

static enum em_status no_government(const struct list_filter *filter, struct em_error *error)
{
    struct em_buffer likely = {0};
    add_likely(&likely, filter);
    em_fail(
        error, EM_NOT_FOUND,
        "There is no government “%.64s” in the event, and nothing is recorded of one.%s%.400s%s",
        filter->government, likely.size ? " Perhaps: " : " Write its id or its name.",
        likely.size ? likely.data : "", likely.size ? "." : "");
    em_buffer_free(&likely);
    return EM_NOT_FOUND;
}

enum em_status filter_check(const struct list_filter *filter, bool document_seen,
                            bool government_seen, struct em_error *error)
{
    if (filter->document && !document_seen && !has_document(filter->pack, filter->document))
        return no_document(filter, error);
    if (filter->government && !government_seen && !filter->in_pack)
        return no_government(filter, error);
    return EM_OK;
}
