/* Sessions that a roster speaks of, and the programme does not know: a letter amiss there keeps
 * somebody out. */
#include "core/memory.h"
#include "core/programme.h"
#include "roster_plan.h"

#include <stdlib.h>
#include <string.h>

struct met { /* words that were told of */
    char **words;
    size_t count, capacity;
};

static bool is_new(struct met *met, const char *word)
{
    for (size_t i = 0; i < met->count; i++)
        if (strcmp(met->words[i], word) == 0)
            return false;
    met->words = em_grow(met->words, met->count, &met->capacity, sizeof *met->words);
    met->words[met->count++] = em_strdup(word);
    return true;
}

static void look_at(struct met *met, const struct programme *programme,
                    const struct roster_person *person, int column, struct import_faults *faults)
{
    char *words = em_strdup(person->details.sessions), *rest = words;
    for (char *word; (word = strsep(&rest, " "));)
        if (*word && !programme_find(programme, word) && is_new(met, word))
            import_remark(faults, person->line, column + 1,
                          "the programme has no session “%s”. If it is another's name, this badge "
                          "opens no door; import the programme, or mend the roster.",
                          word);
    free(words);
}

enum em_status roster_check_sessions(const struct roster_people *people,
                                     const struct roster_layout *layout, struct store *store,
                                     struct import_faults *faults, struct em_error *error)
{
    struct met met = {0};
    struct programme programme = {0};
    enum em_status status = store ? programme_load(&programme, store, error) : EM_OK;
    for (size_t i = 0; i < people->count && status == EM_OK; i++)
        if (!people->items[i].gone && people->items[i].details.sessions)
            look_at(&met, &programme, &people->items[i], layout->columns[ROSTER_SESSIONS], faults);
    for (size_t i = 0; i < met.count; i++)
        free(met.words[i]);
    free(met.words);
    programme_free(&programme);
    return status;
}
