/* In which country, named in the visit's language and found without case or accents. */
#include "screens/choose.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

enum { PICK = SCREEN_ACTIONS };

static size_t collect(struct screen_context *context, const char *query, struct choice *out)
{
    size_t count = 0;
    for (size_t i = 0; i < context->country_count; i++) {
        const struct country *country = &context->countries[i];
        int found = words_match(country->folded, query);
        if (!found)
            continue;
        out[count++] = (struct choice){
            .id = ui_text(context->ui, "country/option/%s", country->code),
            .label = country->name,
            .action = PICK,
            .argument = (intptr_t)i,
            .match = found,
            .rank = (int)i,
        };
    }
    return count;
}

static void build(struct screen_context *context)
{
    char query[UI_EDIT_BYTES];
    words_fold(query, sizeof query, context->visit->search.text);
    struct choice *choices = em_alloc((context->country_count + 1) * sizeof *choices);
    size_t count = collect(context, query, choices);
    choose_build(context, &(struct choose){
                              .title = tr(context, "Search your country"),
                              .search_id = "country/search",
                              .list_id = "country/list",
                              .back_id = "country/back",
                              .choices = choices,
                              .count = count,
                          });
    free(choices);
}

static void enter(struct screen_context *context)
{
    ui_edit_clear(&context->visit->search);
}

static enum outcome on_action(struct screen_context *context, const struct ui_action *action)
{
    struct ui_action taken = choose_action(context, "country/list", action);
    if (taken.kind != UI_PRESS || taken.action != PICK)
        return OUTCOME_STAY;
    memcpy(context->visit->country, context->countries[taken.argument].code,
           sizeof context->visit->country);
    return OUTCOME_NEXT;
}

const struct screen screen_country = {.name = "country",
                                      .focus = "country/search",
                                      .enter = enter,
                                      .build = build,
                                      .on_action = on_action};
