/* `emarge import programme`: which sessions are new or changed, and what of it is written. */
#include "core/memory.h"
#include "core/pack.h"
#include "core/paths.h"
#include "core/programme.h"
#include "import_job.h"

#include <stdlib.h>
#include <string.h>

static const struct programme_form *const forms[] = {
#define PROGRAMME_FORM(name) &programme_form_##name,
#include "programme_forms.def"
#undef PROGRAMME_FORM
};

static const struct programme_form *find_form(const struct import_job *job)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (forms[i]->recognises(job->bytes.data, job->bytes.size))
            return forms[i];
    return NULL;
}

static enum em_status pack_timezone(char *out, size_t size, const char *folder,
                                    struct em_error *error)
{
    struct event_pack *pack = NULL;
    struct pack_faults faults = {0};
    enum em_status status = pack_load(&pack, folder, &faults);
    if (status == EM_OK)
        snprintf(out, size, "%s", pack->timezone);
    else
        em_fail(error, status,
                "The event pack %s, which says the time zone, has faults. The first: %s", folder,
                faults.count ? faults.items[0].text : "it cannot be read");
    pack_faults_free(&faults);
    pack_free(pack);
    return status;
}

static enum em_status choose_timezone(char *out, size_t size, const struct import_job *job,
                                      struct em_error *error)
{
    int64_t any;
    char ours[1200];
    em_event_dir(ours, sizeof ours);
    if (!job->timezone)
        return pack_timezone(out, size, job->event_dir ? job->event_dir : ours, error);
    snprintf(out, size, "%s", job->timezone);
    if (!programme_time(&any, 2016, 12, 9, 12, 0, out))
        return em_fail(error, EM_INVALID,
                       "There is no time zone “%s”. Write a name of the IANA list, such as "
                       "Europe/Paris.",
                       job->timezone);
    return EM_OK;
}

/* --- the plan --- */

struct change {
    const struct session *session, *old; /* NULL: it is new */
};

struct plan {
    struct change *changes; /* to be written */
    size_t count;
    size_t same, elsewhere;
};

/* "room, start" */
static void say_what(char *out, size_t size, const struct change *change)
{
    const struct session *session = change->session, *old = change->old;
    const struct {
        const char *word;
        bool changed;
    } rows[] = {{"title", strcmp(session->title, old->title) != 0},
                {"room", strcmp(session->room, old->room) != 0},
                {"format", strcmp(session->format, old->format) != 0},
                {"start", session->start_us != old->start_us},
                {"end", session->end_us != old->end_us},
                {"whole day", session->whole_day != old->whole_day},
                {"capacity", session->capacity != old->capacity},
                {"emargement", session->emargement != old->emargement}};
    size_t used = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows && used < size; i++)
        if (rows[i].changed)
            used +=
                (size_t)snprintf(out + used, size - used, "%s%s", used ? ", " : "", rows[i].word);
}

static void print_changes(const struct plan *plan, bool fresh)
{
    size_t count = 0;
    struct import_lines lines = {0};
    for (size_t i = 0; i < plan->count; i++)
        count += !plan->changes[i].old == fresh;
    import_count(fresh ? "new" : "changed", count, "");
    for (size_t i = 0; i < plan->count; i++) {
        const struct change *change = &plan->changes[i];
        char what[128] = "";
        if (!change->old != fresh)
            continue;
        if (change->old)
            say_what(what, sizeof what, change);
        import_line(&lines, "%s: %s%s%s%s", change->session->id, change->session->title,
                    *what ? " (" : "", what, *what ? ")" : "");
    }
    import_lines_end(&lines);
}

static void make_plan(struct plan *out, const struct programme *file, const struct programme *now)
{
    size_t known = 0;
    out->changes = em_alloc(file->count * sizeof *out->changes);
    for (size_t i = 0; i < file->count; i++) {
        const struct session *session = &file->sessions[i];
        const struct session *old = programme_find(now, session->id);
        known += old != NULL;
        if (old && session_same(old, session))
            out->same++;
        else
            out->changes[out->count++] = (struct change){session, old};
    }
    out->elsewhere = now->count - known;
}

static void print_plan(const struct import_job *job, const struct plan *plan, const char *form,
                       size_t refused)
{
    printf("%s: %s\n", job->shown, form);
    print_changes(plan, true);
    print_changes(plan, false);
    import_count("same", plan->same, "");
    import_count("refused", refused, "");
    import_count("elsewhere", plan->elsewhere, "in the programme besides; they stay");
}

static enum em_status write_session(struct ledger *ledger, const struct session *session,
                                    struct em_error *error)
{
    struct em_buffer body = {0};
    enum em_status status = session_write(&body, session, &em_random_system, error);
    if (status == EM_OK)
        status = ledger_add(ledger, ENTRY_SESSION, &body, NULL, NULL, error);
    em_buffer_free(&body);
    return status;
}

static enum em_status write_plan(struct import_job *job, const struct plan *plan,
                                 struct em_error *error)
{
    struct ledger *ledger = NULL;
    enum em_status status = import_begin(job, &ledger, error);
    bool begun = status == EM_OK;
    for (size_t i = 0; i < plan->count && status == EM_OK; i++)
        status = write_session(ledger, plan->changes[i].session, error);
    if (begun)
        status = import_end(ledger, status, plan->count, error);
    ledger_close(ledger);
    return status;
}

static enum em_status plan_and_write(struct import_job *job, const struct programme *file,
                                     const char *form, struct em_error *error)
{
    struct programme now = {0};
    struct plan plan = {0};
    size_t refused = import_count_faults(&job->faults);
    enum em_status status = job->store ? programme_load(&now, job->store, error) : EM_OK;
    if (status == EM_OK) {
        make_plan(&plan, file, &now);
        print_plan(job, &plan, form, refused);
        if (!import_ends(job, plan.count, refused))
            status = write_plan(job, &plan, error);
    }
    free(plan.changes);
    programme_free(&now);
    return status;
}

static enum em_status run(struct import_job *job, struct em_error *error)
{
    char timezone[128];
    struct programme file = {0};
    const struct programme_form *form = find_form(job);
    if (!form)
        return em_fail(error, EM_INVALID,
                       "%s is no programme that emarge knows: its own CSV, schedule.xml, "
                       "schedule.json or iCalendar (`emarge help import`).",
                       job->file);
    enum em_status status = choose_timezone(timezone, sizeof timezone, job, error);
    if (status == EM_OK &&
        form->read(job->bytes.data, job->bytes.size, timezone, &file, &job->faults, error) != EM_OK)
        status = em_context(error, "%s", job->file);
    if (status == EM_OK)
        status = plan_and_write(job, &file, form->name, error);
    programme_free(&file);
    return status;
}

const struct import_kind import_kind_programme = {
    .name = "programme", .has_times = true, .run = run};
