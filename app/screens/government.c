/* On whose behalf: the event's governments first, any other as it is typed. */
#include "screens/choose.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PICK = SCREEN_ACTIONS, USE_AS_WRITTEN };

/* Finds by the name in any language of the pack, so that nobody must know how it is called in
 * theirs. */
static int match(const struct screen_context *context, const struct pack_government *government,
                 const char *query)
{
    int best = 0;
    for (size_t i = 0; i < context->pack->language_count; i++) {
        char folded[256];
        words_fold(folded, sizeof folded, government->names[i]);
        int found = words_match(folded, query);
        best = found > best ? found : best;
    }
    return best;
}

static size_t collect(struct screen_context *context, const char *query, struct choice *out)
{
    const struct event_pack *pack = context->pack;
    size_t count = 0;
    for (size_t i = 0; i < pack->government_count; i++) {
        const struct pack_government *government = &pack->governments[i];
        int found = match(context, government, query);
        if (!found)
            continue;
        char country[128];
        words_country_name(country, sizeof country, government->country, screen_language(context));
        out[count++] = (struct choice){
            .id = ui_text(context->ui, "government/option/%s", government->id),
            .label = government->names[context->visit->language],
            .value = ui_text(context->ui, "%s", country),
            .action = PICK,
            .argument = (intptr_t)i,
            .match = found,
            .rank = (int)i + (government->pioneer ? 0 : 100000),
        };
    }
    return count;
}

static void build(struct screen_context *context)
{
    const char *typed = context->visit->search.text;
    char query[UI_EDIT_BYTES];
    words_fold(query, sizeof query, typed);
    struct choice *choices = em_alloc((context->pack->government_count + 1) * sizeof *choices);
    size_t count = collect(context, query, choices);
    if (query[0])
        choices[count++] = (struct choice){
            .id = "government/free",
            .label = ui_text(context->ui, tr(context, "Use “%s” as it is written"), typed),
            .action = USE_AS_WRITTEN,
            .state = UI_PERSONAL,
        };
    choose_build(context, &(struct choose){
                              .title = tr(context, "Search or type your government"),
                              .search_id = "government/search",
                              .list_id = "government/list",
                              .back_id = "government/back",
                              .choices = choices,
                              .count = count,
                          });
    free(choices);
}

static void enter(struct screen_context *context)
{
    ui_edit_clear(&context->visit->search);
}

/* A government of the pack brings its country with it. */
static enum outcome pick(struct screen_context *context, size_t index)
{
    struct visit *visit = context->visit;
    const struct pack_government *government = &context->pack->governments[index];
    snprintf(visit->government_id, sizeof visit->government_id, "%s", government->id);
    snprintf(visit->government, sizeof visit->government, "%s", government->names[visit->language]);
    memcpy(visit->country, government->country, sizeof visit->country);
    return OUTCOME_NEXT;
}

static enum outcome use_as_written(struct screen_context *context)
{
    struct visit *visit = context->visit;
    visit_tidy(visit);
    if (visit->government_id[0])
        visit->country[0] = '\0'; /* it had come with the government that is replaced */
    snprintf(visit->government, sizeof visit->government, "%s", visit->search.text);
    visit->government_id[0] = '\0';
    return visit->country[0] ? OUTCOME_NEXT : OUTCOME_COUNTRY;
}

static enum outcome on_action(struct screen_context *context, const struct ui_action *action)
{
    struct ui_action taken = choose_action(context, "government/list", action);
    if (taken.kind != UI_PRESS)
        return OUTCOME_STAY;
    if (taken.action == PICK)
        return pick(context, (size_t)taken.argument);
    if (taken.action == USE_AS_WRITTEN)
        return use_as_written(context);
    return OUTCOME_STAY;
}

const struct screen screen_government = {.name = "government",
                                         .focus = "government/search",
                                         .enter = enter,
                                         .build = build,
                                         .on_action = on_action};
