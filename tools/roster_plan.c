#include "roster_plan.h"

#include "core/badge.h"
#include "core/memory.h"
#include "core/roster.h"

#include <sodium.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct planning {
    struct roster_plan *plan;
    const struct roster_layout *layout;
    struct store *store;
    const struct organiser_secret *key;
    struct import_faults *faults;
    struct roster_step *step; /* in the making */
    struct delegate old;      /* what the log has of this person; id "" when nothing */
};

static void make_id(char out[DELEGATE_ID_SIZE], const char *source,
                    const struct organiser_secret *key)
{
    static const uint8_t no_salt[crypto_generichash_blake2b_SALTBYTES];
    uint8_t hash[32];
    crypto_generichash_blake2b_salt_personal(
        hash, sizeof hash, (const uint8_t *)source, strlen(source), key->seal_secret,
        sizeof key->seal_secret, no_salt, (const uint8_t *)"emarge source v1");
    sodium_bin2hex(out, DELEGATE_ID_SIZE, hash, (DELEGATE_ID_SIZE - 1) / 2);
}

/* --- what the log has --- */

/* E-mail address, source and code are the organiser's alone, so only their way shows all. */
static enum em_status open_old(void *context, const struct entry *entry, const uint8_t *leaf,
                               struct em_error *error)
{
    (void)leaf;
    struct planning *planning = context;
    return delegate_open_by_organiser(&planning->old, entry, planning->key, error);
}

/* EM_NOT_FOUND when the log has nobody of this id. An erased entry counts for nothing. */
static enum em_status find_old(struct planning *planning, const char *id, struct em_error *error)
{
    delegate_free(&planning->old);
    return planning->store ? roster_delegate(planning->store, id, open_old, planning, error)
                           : EM_NOT_FOUND;
}

/* --- codes --- */

static void refuse(struct planning *planning, const char *sentence)
{
    struct roster_step *step = planning->step;
    step->change = ROSTER_REFUSED;
    import_fault(planning->faults, step->person->line, planning->layout->columns[ROSTER_CODE] + 1,
                 "%s", sentence);
}

/* A code that looks like one of ours must be one of ours. */
static void check_own_form(struct planning *planning)
{
    struct badge_code code;
    const struct organiser_secret *key = planning->key;
    if (!badge_read(&code, planning->step->person->details.code))
        return;
    if (!badge_genuine(&code, key->badge, key->public.event) ||
        badge_type_of(&code) != BADGE_DELEGATE)
        refuse(planning, "this code has the form of emarge's own, and emarge did not make it for a "
                         "delegate of this event. Leave it out; `emarge badge` makes another.");
}

static bool has_code(const struct planning *planning, const char *code)
{
    return planning->old.code && strcmp(planning->old.code, code) == 0;
}

static enum em_status check_owner(struct planning *planning, struct em_error *error)
{
    struct roster_badge badge;
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    const struct delegate *details = &planning->step->person->details;
    if (!planning->store || !*details->code)
        return EM_OK;
    badge_lookup(lookup, details->code);
    enum em_status status = roster_badge(planning->store, lookup, &badge, error);
    if (status == EM_NOT_FOUND)
        return EM_OK;
    if (status == EM_OK && *badge.delegate && strcmp(badge.delegate, details->id) != 0)
        refuse(planning, "this code is on the badge of somebody else on the roster. Leave it out, "
                         "and give this person a badge of emarge's (`emarge badge`).");
    else if (status == EM_OK && badge.revoked && !has_code(planning, details->code))
        refuse(planning, "the badge with this code was declared void, and stays so. Leave the code "
                         "out, and give this person a badge of emarge's (`emarge badge`).");
    return status;
}

static void keep_code(struct planning *planning)
{
    struct delegate *details = &planning->step->person->details;
    free(details->code);
    details->code = em_strdup(planning->old.code);
}

/* Which code the person has from now on. A badge that was made here goes before what the file says,
 * or the same file again would take it away. */
static void choose_code(struct planning *planning)
{
    struct badge_code ours;
    struct roster_step *step = planning->step;
    const char *old = planning->old.code, *new = step->person->details.code;
    if (strcmp(old, new) == 0)
        return;
    if (!*new || badge_read(&ours, old)) {
        keep_code(planning);
        return;
    }
    step->what |= 1u << ROSTER_CODE;
    step->replaced = *old;
    badge_lookup(step->old_lookup, old);
}

/* --- steps --- */

/* What a field of the roster is of a delegate. */
static const struct {
    enum roster_field field;
    size_t offset;
} texts[] = {{ROSTER_NAME, offsetof(struct delegate, name)},
             {ROSTER_ROLE, offsetof(struct delegate, role)},
             {ROSTER_GOVERNMENT, offsetof(struct delegate, government)},
             {ROSTER_COUNTRY, offsetof(struct delegate, country)},
             {ROSTER_EMAIL, offsetof(struct delegate, email)},
             {ROSTER_SESSIONS, offsetof(struct delegate, sessions)}};

static char **text_of(struct delegate *details, size_t offset)
{
    return (char **)((char *)details + offset);
}

/* A table without a column says nothing about it. A name is always there, be it in two halves. */
static bool is_read(const struct planning *planning, enum roster_field field)
{
    return field == ROSTER_NAME || planning->layout->columns[field] >= 0;
}

static void compare(struct planning *planning)
{
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *old = *text_of(&planning->old, texts[i].offset);
        char **new = text_of(&planning->step->person->details, texts[i].offset);
        if (strcmp(old, *new) == 0)
            continue;
        if (is_read(planning, texts[i].field)) {
            planning->step->what |= 1u << texts[i].field;
            continue;
        }
        free(*new);
        *new = em_strdup(old);
    }
}

/* Another name, and no address that stayed: the source may have given its ids anew, by row as it
 * were, or another list has the same ids. */
static void note_stranger(struct planning *planning)
{
    const struct roster_person *person = planning->step->person;
    const char *email = planning->old.email;
    bool renamed = planning->step->what >> ROSTER_NAME & 1;
    bool same_address =
        *email && is_read(planning, ROSTER_EMAIL) && strcmp(email, person->details.email) == 0;
    if (renamed && person->own_id && !same_address)
        import_remark(planning->faults, person->line, 0,
                      "this id was that of %s. If this is somebody else, they get that badge: give "
                      "each person an id that stays.",
                      planning->old.name);
}

static enum em_status plan_person(struct planning *planning, struct em_error *error)
{
    struct roster_step *step = planning->step;
    struct delegate *details = &step->person->details;
    make_id(details->id, details->source, planning->key);
    check_own_form(planning);
    enum em_status status = find_old(planning, details->id, error);
    if (status == EM_NOT_FOUND) {
        if (step->change != ROSTER_REFUSED)
            step->change = ROSTER_NEW;
    } else if (status != EM_OK) {
        return status;
    } else {
        choose_code(planning);
        compare(planning);
        note_stranger(planning);
        if (step->change != ROSTER_REFUSED)
            step->change = step->what ? ROSTER_CHANGED : ROSTER_SAME;
    }
    return check_owner(planning, error);
}

static size_t characters(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += (*text & 0xc0) != 0x80;
    return count;
}

static void count_step(struct roster_plan *plan, const struct roster_step *step)
{
    const char *code = step->person->details.code;
    plan->changes[step->change]++;
    if (step->change == ROSTER_REFUSED)
        return;
    plan->without_id += !step->person->own_id;
    plan->without_code += !*code;
    plan->guessable += *code && badge_guessable(code);
    size_t length = characters(code);
    plan->short_codes += length > 0 && length < SCAN_TYPED;
    plan->shortest_codes += length > 0 && length < SCAN_TYPED_LEAST;
}

/* Somebody who does not come, and whom an earlier file brought. */
static enum em_status plan_gone(struct planning *planning, const struct roster_person *person,
                                struct em_error *error)
{
    char id[DELEGATE_ID_SIZE];
    if (!person->details.source)
        return EM_OK;
    make_id(id, person->details.source, planning->key);
    enum em_status status = find_old(planning, id, error);
    if (status == EM_OK)
        import_remark(planning->faults, person->line, 0,
                      "%s was imported before, stays on the roster and does not come any more. If "
                      "the badge is not to open a door, make it void: `emarge badge revoke %s`.",
                      planning->old.name, id);
    return status == EM_NOT_FOUND ? EM_OK : status;
}

static enum em_status plan_all(struct planning *planning, struct roster_people *people,
                               struct em_error *error)
{
    struct roster_plan *plan = planning->plan;
    enum em_status status = EM_OK;
    for (size_t i = 0; i < people->count && status == EM_OK; i++) {
        struct roster_person *person = &people->items[i];
        if (person->gone) {
            status = plan_gone(planning, person, error);
            continue;
        }
        planning->step = &plan->steps[plan->count++];
        *planning->step = (struct roster_step){.person = person};
        status = plan_person(planning, error);
        if (status == EM_OK)
            count_step(plan, planning->step);
    }
    return status;
}

static enum em_status count_elsewhere(struct roster_plan *plan, struct store *store,
                                      struct em_error *error)
{
    int64_t delegates = 0;
    enum em_status status = store ? roster_count(store, &delegates, NULL, error) : EM_OK;
    size_t here = plan->changes[ROSTER_CHANGED] + plan->changes[ROSTER_SAME];
    plan->elsewhere = (size_t)delegates > here ? (size_t)delegates - here : 0;
    return status;
}

enum em_status roster_plan_make(struct roster_plan *out, struct roster_people *people,
                                const struct roster_layout *layout, struct store *store,
                                const struct organiser_secret *key, struct import_faults *faults,
                                struct em_error *error)
{
    struct planning planning = {
        .plan = out, .layout = layout, .store = store, .key = key, .faults = faults};
    out->steps = em_alloc(people->count * sizeof *out->steps);
    enum em_status status = plan_all(&planning, people, error);
    if (status == EM_OK)
        status = count_elsewhere(out, store, error);
    delegate_free(&planning.old);
    return status;
}

void roster_plan_free(struct roster_plan *plan)
{
    free(plan->steps);
    *plan = (struct roster_plan){0};
}

size_t roster_plan_size(const struct roster_plan *plan)
{
    return plan->changes[ROSTER_NEW] + plan->changes[ROSTER_CHANGED];
}

void roster_step_what(char *out, size_t size, const struct roster_step *step)
{
    size_t used = 0;
    out[0] = '\0';
    for (int i = 0; i < ROSTER_FIELDS && used < size; i++)
        if (step->what >> i & 1)
            used += (size_t)snprintf(out + used, size - used, "%s%s", used ? ", " : "",
                                     roster_field_words[i]);
}

/* --- writing --- */

static enum em_status write_revoke(const struct roster_step *step, struct ledger *ledger,
                                   struct em_error *error)
{
    struct em_buffer body = {0};
    enum em_status status =
        roster_write_revoke(&body, step->old_lookup, "replaced in the roster that was imported",
                            &em_random_system, error);
    if (status == EM_OK)
        status = ledger_add(ledger, ENTRY_REVOKE, &body, NULL, NULL, error);
    em_buffer_free(&body);
    return status;
}

enum em_status roster_step_write(const struct roster_step *step, struct ledger *ledger,
                                 const struct organiser_secret *key, size_t *entries,
                                 struct em_error *error)
{
    const struct delegate_keys keys = {key->public.seal_public, key->staff, &em_random_system};
    struct em_buffer body = {0}, sealed = {0};
    enum em_status status = delegate_write(&body, &sealed, &step->person->details, &keys, error);
    if (status == EM_OK)
        status = ledger_add(ledger, ENTRY_BADGE, &body, &sealed, NULL, error);
    if (status == EM_OK && step->replaced)
        status = write_revoke(step, ledger, error);
    if (status == EM_OK)
        *entries += step->replaced ? 2 : 1;
    else
        em_context(error, "Line %ld", step->person->line);
    em_buffer_free(&body);
    em_buffer_free(&sealed);
    return status;
}
