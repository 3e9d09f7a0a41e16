/* Rows that are alike: namesakes of one order are counted, and of two with the same id or the same
 * code the later is refused. */
#include "core/memory.h"
#include "import.h"
#include "roster_form.h"

#include <stdlib.h>
#include <string.h>

struct key {
    const char *text;
    struct roster_person *row;
};

static int by_text_and_line(const void *a, const void *b)
{
    const struct key *left = a, *right = b;
    int order = strcmp(left->text, right->text);
    if (order == 0)
        order = left->row->line < right->row->line ? -1 : 1;
    return order;
}

typedef const char *key_of(const struct roster_person *row);

static const char *source_of(const struct roster_person *row)
{
    return row->details.source;
}

static const char *code_of(const struct roster_person *row)
{
    return row->details.code;
}

/* The rows of those who come, sorted; to be freed. */
static struct key *sorted(struct roster_people *people, key_of *text, size_t *count)
{
    struct key *keys = em_alloc(people->count * sizeof *keys);
    *count = 0;
    for (size_t i = 0; i < people->count; i++)
        if (!people->items[i].gone && *text(&people->items[i]))
            keys[(*count)++] = (struct key){text(&people->items[i]), &people->items[i]};
    qsort(keys, *count, sizeof *keys, by_text_and_line);
    return keys;
}

/* Of one order and one name: which of them is which makes no difference, so they are counted. */
static void count_namesakes(struct roster_people *people)
{
    size_t count;
    struct key *keys = sorted(people, source_of, &count);
    for (size_t first = 0, next; first < count; first = next) {
        for (next = first + 1; next < count && !strcmp(keys[first].text, keys[next].text);)
            next++;
        for (size_t i = first + 1; i < next && !keys[i].row->own_id; i++) {
            char *source = em_format("%s-%zu", keys[i].text, i - first + 1);
            free(keys[i].row->details.source);
            keys[i].row->details.source = source;
        }
    }
    free(keys);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(((const struct key *)a)->text, ((const struct key *)b)->text);
}

/* Whoever cancelled and comes all the same is not gone. */
static void forget_who_comes(struct roster_people *people)
{
    size_t count;
    struct key *keys = sorted(people, source_of, &count);
    for (size_t i = 0; i < people->count; i++) {
        struct roster_person *row = &people->items[i];
        struct key key = {row->details.source, row};
        if (!row->gone || !key.text || !bsearch(&key, keys, count, sizeof *keys, by_text))
            continue;
        free(row->details.source);
        row->details.source = NULL;
    }
    free(keys);
}

static void refuse_later(struct roster_people *people, key_of *text, int column,
                         struct import_faults *faults, const char *what)
{
    size_t count;
    struct key *keys = sorted(people, text, &count);
    for (size_t i = 1, first = 0; i < count; i++) {
        bool same = strcmp(keys[i].text, keys[first].text) == 0;
        if (same && (text == code_of || keys[i].row->own_id))
            import_fault(faults, keys[i].row->line, column + 1,
                         "the same %s as in line %ld. Each person needs one of their own.", what,
                         keys[first].row->line);
        else if (same)
            import_fault(faults, keys[i].row->line, 0,
                         "the same name and e-mail address as in line %ld. If these are two "
                         "people, give each an id in a column of its own.",
                         keys[first].row->line);
        else
            first = i;
        keys[i].row->refused |= same;
    }
    free(keys);
}

void roster_tell_apart(struct roster_people *people, const struct roster_layout *layout,
                       struct import_faults *faults)
{
    const int *columns = layout->columns;
    bool by_email = layout->form->email_is_id;
    forget_who_comes(people);
    if (layout->form->shared_ids)
        count_namesakes(people);
    refuse_later(people, source_of, columns[by_email ? ROSTER_EMAIL : ROSTER_ID], faults,
                 by_email ? "e-mail address" : "id");
    refuse_later(people, code_of, columns[ROSTER_CODE], faults, "code");
}
