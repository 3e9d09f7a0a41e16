/* What importing a roster would do, person by person, against the organiser's log as it is.
 *
 * A delegate's id is made of the source's: the first 12 bytes of BLAKE2b-256 of `source`, keyed
 * with the organiser's secret key, with the personalisation "emarge source v1". So the log says
 * whom a row means, and who has no key cannot try ids of a source out on it.
 */
#ifndef EM_TOOLS_ROSTER_PLAN_H
#define EM_TOOLS_ROSTER_PLAN_H

#include "core/keys.h"
#include "core/ledger.h"
#include "core/store.h"
#include "import.h"
#include "roster_form.h"

enum roster_change { ROSTER_NEW, ROSTER_CHANGED, ROSTER_SAME, ROSTER_REFUSED, ROSTER_CHANGES };

/* `person` has its id, and the code that it will have: the file's, or the one of a badge that was
 * made here, or before the file had any. */
struct roster_step {
    struct roster_person *person;
    enum roster_change change;
    unsigned what;                         /* of ROSTER_CHANGED: a bit for each enum roster_field */
    bool replaced;                         /* its badge becomes void by another code */
    uint8_t old_lookup[BADGE_LOOKUP_SIZE]; /* of that badge */
};

struct roster_plan {           /* begins as {0} */
    struct roster_step *steps; /* of those who come */
    size_t count;
    size_t changes[ROSTER_CHANGES];
    size_t without_id, without_code, guessable;
    size_t short_codes, shortest_codes; /* below SCAN_TYPED; of these, below SCAN_TYPED_LEAST */
    size_t elsewhere; /* delegates of the log besides those who changed or are the same */
};

/* `store` NULL: there is none yet. `people` outlive the plan and are changed by it. What cannot be
 * imported is added to `faults`; whoever was imported and does not come any more is a remark. */
enum em_status roster_plan_make(struct roster_plan *out, struct roster_people *people,
                                const struct roster_layout *layout, struct store *store,
                                const struct organiser_secret *key, struct import_faults *faults,
                                struct em_error *error);
void roster_plan_free(struct roster_plan *plan);

/* Remarks on sessions that the programme in the store does not have, each once. */
enum em_status roster_check_sessions(const struct roster_people *people,
                                     const struct roster_layout *layout, struct store *store,
                                     struct import_faults *faults, struct em_error *error);

/* How many steps there are to write. */
size_t roster_plan_size(const struct roster_plan *plan);
/* "role, country" */
void roster_step_what(char *out, size_t size, const struct roster_step *step);
/* Adds to the ledger's transaction; *entries counts what was added. */
enum em_status roster_step_write(const struct roster_step *step, struct ledger *ledger,
                                 const struct organiser_secret *key, size_t *entries,
                                 struct em_error *error);

#endif
