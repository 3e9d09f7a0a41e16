/* Sessions that a roster speaks of, and the programme does not know: a letter amiss there keeps
 * somebody out. */
#include "core/interned.h"
#include "core/programme.h"
#include "roster_plan.h"

#include <stdlib.h>
#include <string.h>

static bool is_new(struct interned *met, const char *word)
{
    size_t before = met->count;
    return interned_put(met, word) == before;
}

/* `met`: the words that were told of. */
static void look_at(struct interned *met, const struct programme *programme,
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
    struct interned met = {0};
    struct programme programme = {0};
    enum em_status status = store ? programme_load(&programme, store, error) : EM_OK;
    for (size_t i = 0; i < people->count && status == EM_OK; i++)
        if (!people->items[i].gone && people->items[i].details.sessions)
            look_at(&met, &programme, &people->items[i], layout->columns[ROSTER_SESSIONS], faults);
    interned_free(&met);
    programme_free(&programme);
    return status;
}
