/* `emarge import roster`: who is new, who changed, and what of it is written. */
#include "core/badge.h"
#include "core/memory.h"
#include "core/roster.h"
#include "import_job.h"
#include "roster_form.h"
#include "roster_plan.h"

#include <stdlib.h>
#include <string.h>

static void print_unused(const struct roster_layout *layout)
{
    if (layout->unused && *layout->unused)
        printf("  not read: %.600s\n", layout->unused);
}

static void print_states(const struct roster_people *people)
{
    struct em_buffer words = {0};
    size_t gone = 0;
    em_buffer_text(&words, "");
    for (size_t i = 0; i < people->state_count; i++) {
        const struct roster_state *state = &people->states[i];
        if (!state->gone)
            continue;
        em_buffer_format(&words, "%s%s %zu", gone ? ", " : "", state->word, state->count);
        gone += state->count;
    }
    import_count("not coming", gone, words.data);
    em_buffer_free(&words);
}

static void print_people(const struct roster_plan *plan, enum roster_change change)
{
    struct import_lines lines = {0};
    char what[128];
    for (size_t i = 0; i < plan->count; i++) {
        const struct roster_step *step = &plan->steps[i];
        if (step->change != change)
            continue;
        roster_step_what(what, sizeof what, step);
        import_line(&lines, "line %ld: %s%s%s%s", step->person->line, step->person->details.name,
                    *what ? " (" : "", what, *what ? ")" : "");
    }
    import_lines_end(&lines);
}

static void print_plan(const struct import_job *job, const struct roster_plan *plan,
                       const struct roster_layout *layout, const struct roster_people *people,
                       const struct table *table)
{
    printf("%s: %s, %s, %zu rows\n", job->shown, layout->form->title, table->encoding,
           table->count - layout->first_row);
    print_unused(layout);
    import_count("new", plan->changes[ROSTER_NEW], "");
    print_people(plan, ROSTER_NEW);
    import_count("changed", plan->changes[ROSTER_CHANGED], "");
    print_people(plan, ROSTER_CHANGED);
    import_count("same", plan->changes[ROSTER_SAME], "");
    print_states(people);
    import_count("refused", people->refused + plan->changes[ROSTER_REFUSED], "");
    import_count("elsewhere", plan->elsewhere, "on the roster besides; they stay");
    if (plan->without_id)
        printf("Of %zu there is no id: under another name they would be somebody else.\n",
               plan->without_id);
    if (plan->without_code) {
        char *options = command_organiser_options(job->data_dir, job->key_file);
        printf("Without a code, and so without a badge: %zu. `emarge badge mint%s` makes badges.\n",
               plan->without_code, options);
        free(options);
    }
    if (plan->guessable)
        printf("Codes that could be guessed: %zu. They open the door, but do not fill the form.\n",
               plan->guessable);
    if (plan->short_codes)
        printf("Codes of fewer than %d characters: %zu. A scanner that types brings them at the "
               "doors, but not while a form is filled in.\n",
               SCAN_TYPED, plan->short_codes);
    if (plan->shortest_codes)
        printf("Of these, of fewer than %d: %zu. They need a serial scanner.\n", SCAN_TYPED_LEAST,
               plan->shortest_codes);
}

static enum em_status write_plan(struct import_job *job, const struct roster_plan *plan,
                                 struct em_error *error)
{
    struct ledger *ledger = NULL;
    struct progress progress = {0};
    size_t done = 0, entries = 0;
    enum em_status status = import_begin(job, &ledger, error);
    bool begun = status == EM_OK;
    for (size_t i = 0; i < plan->count && status == EM_OK; i++) {
        const struct roster_step *step = &plan->steps[i];
        if (step->change != ROSTER_NEW && step->change != ROSTER_CHANGED)
            continue;
        status = roster_step_write(step, ledger, &job->key, &entries, error);
        progress_step(&progress, "delegate", (long long)++done, (long long)roster_plan_size(plan));
    }
    progress_end(&progress);
    if (begun)
        status = import_end(ledger, status, entries, error);
    ledger_close(ledger);
    return status;
}

static enum em_status plan_and_write(struct import_job *job, const struct roster_layout *layout,
                                     struct table *table, struct em_error *error)
{
    struct roster_people people = {0};
    struct roster_plan plan = {0};
    struct roster_countries *countries = roster_countries_new();
    roster_read(&people, table, layout, countries, &job->faults);
    roster_countries_free(countries);
    enum em_status status =
        roster_plan_make(&plan, &people, layout, job->store, &job->key, &job->faults, error);
    if (status == EM_OK)
        status = roster_check_sessions(&people, layout, job->store, &job->faults, error);
    if (status == EM_OK) {
        print_plan(job, &plan, layout, &people, table);
        table_free(table);
        size_t refused = people.refused + plan.changes[ROSTER_REFUSED];
        if (!import_ends(job, roster_plan_size(&plan), refused))
            status = write_plan(job, &plan, error);
    }
    roster_plan_free(&plan);
    roster_people_free(&people);
    return status;
}

static enum em_status run(struct import_job *job, struct em_error *error)
{
    struct table table = {0};
    struct roster_layout layout = {0};
    enum em_status status = table_read(&table, job->bytes.data, job->bytes.size, error);
    if (status != EM_OK)
        return em_context(error, "%s", job->file);
    em_buffer_free(&job->bytes);
    if (roster_lay_out(&layout, &table, job->maps, &job->faults))
        status = plan_and_write(job, &layout, &table, error);
    else
        puts("Nothing was imported.");
    roster_layout_free(&layout);
    table_free(&table);
    return status;
}

const struct import_kind import_kind_roster = {.name = "roster", .has_columns = true, .run = run};
