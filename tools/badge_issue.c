/* Badges made and declared void: mint, reissue, revoke and staff. Each is one transaction in the
 * organiser's log. */
#include "badge_parts.h"

#include "core/memory.h"
#include "core/roster.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static void say_next(const struct badge_desk *desk, const char *before)
{
    char *data_dir = command_word(desk->data_dir);
    printf("Next: %scarry the news to each kiosk with `emarge merge %s --data KIOSK`, while it is "
           "stopped.\n",
           before, data_dir);
    free(data_dir);
}

static void say_person(const struct badge_person *person, const char *what)
{
    char *says = badge_person_says(person);
    printf("%s (%s) %s\n", says, person->details.id, what);
    free(says);
}

/* In a file of its own: everybody's sheet stays as it is. */
static void say_print(const struct badge_desk *desk, const struct badge_person *person)
{
    const char *id = person->details.id;
    char *words = em_format("print --delegate %s --output badge-%s.pdf", id, id);
    char *next = badge_next(desk, words);
    printf("Print it: `%s`.\n", next);
    free(next);
    free(words);
}

/* Who it is, what keeps it from being done, and what to type instead: `words`, then the id. */
static enum em_status refuse(const struct badge_desk *desk, const struct badge_person *person,
                             enum em_status status, const char *sentence, const char *words,
                             struct em_error *error)
{
    char *says = badge_person_says(person);
    char *both = em_format("%s %s", words, person->details.id);
    char *next = badge_next(desk, both);
    em_fail(error, status, "%s (%s) %s: `%s`.", says, person->details.id, sentence, next);
    free(next);
    free(both);
    free(says);
    return status;
}

/* The end of every part: wipes, and says what failed. */
static int end(struct badge_desk *desk, enum em_status status, const struct em_error *error)
{
    badge_desk_close(desk);
    return status == EM_OK ? 0 : command_fail(error, EXIT_BAD);
}

/* --- into the log --- */

static enum em_status add_badge(struct badge_desk *desk, struct badge_person *person,
                                struct em_error *error)
{
    bool staff = person->type == BADGE_STAFF;
    struct em_buffer body = {0}, sealed = {0};
    const struct delegate_keys keys = {desk->key.public.seal_public, desk->key.staff,
                                       &em_random_system};
    struct badge_code code;
    badge_mint(&code, person->type, desk->key.badge, desk->key.public.event, &em_random_system);
    free(person->details.code);
    person->details.code = em_alloc(BADGE_TEXT_SIZE);
    badge_write(person->details.code, &code);
    person->state = BADGE_HOLDS;
    enum em_status status = (staff ? delegate_write_staff : delegate_write)(
        &body, &sealed, &person->details, &keys, error);
    if (status == EM_OK)
        status = ledger_add(desk->ledger, staff ? ENTRY_STAFF : ENTRY_BADGE, &body, &sealed, NULL,
                            error);
    em_buffer_free(&body);
    em_buffer_free(&sealed);
    sodium_memzero(&code, sizeof code);
    return status;
}

static enum em_status add_revocation(struct badge_desk *desk, const char *code, const char *reason,
                                     struct em_error *error)
{
    struct em_buffer body = {0};
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    badge_lookup(lookup, code);
    enum em_status status = roster_write_revoke(&body, lookup, reason, &em_random_system, error);
    if (status == EM_OK)
        status = ledger_add(desk->ledger, ENTRY_REVOKE, &body, NULL, NULL, error);
    em_buffer_free(&body);
    return status;
}

static enum em_status end_batch(struct badge_desk *desk, enum em_status status,
                                struct em_error *error)
{
    if (status == EM_OK)
        return ledger_end(desk->ledger, error);
    ledger_abandon(desk->ledger);
    return status;
}

/* --- mint --- */

struct minting {
    size_t minted, had, revoked;
};

static enum em_status mint_all(struct badge_desk *desk, struct minting *done,
                               struct em_error *error)
{
    struct progress progress = {0};
    enum em_status status = ledger_begin(desk->ledger, error);
    if (status != EM_OK)
        return status;
    for (size_t i = 0; i < desk->people.count && status == EM_OK; i++) {
        struct badge_person *person = &desk->people.items[i];
        progress_step(&progress, "minting", (long long)i, (long long)desk->people.count);
        done->had += person->state == BADGE_HOLDS && person->type == BADGE_DELEGATE;
        done->revoked += person->state == BADGE_REVOKED && person->type == BADGE_DELEGATE;
        if (person->state == BADGE_NONE) {
            status = add_badge(desk, person, error);
            done->minted++;
        }
    }
    progress_end(&progress);
    return end_batch(desk, status, error);
}

static enum em_status mint_one(struct badge_desk *desk, const char *words,
                               struct badge_person **out, struct em_error *error)
{
    enum em_status status = badge_desk_find(desk, words, out, error);
    struct badge_person *person = *out;
    if (status == EM_OK && person->state != BADGE_NONE)
        return refuse(desk, person, EM_BUSY,
                      person->state == BADGE_REVOKED
                          ? "had a badge, which was revoked. To make a new one"
                          : "has a badge already. To make a new one, and the old one void",
                      "reissue", error);
    if (status == EM_OK)
        status = ledger_begin(desk->ledger, error);
    if (status != EM_OK)
        return status;
    return end_batch(desk, add_badge(desk, person, error), error);
}

static void say_minted(const struct badge_desk *desk, const struct minting *done)
{
    printf("%zu badge%s minted; %zu delegate%s had one already.\n", done->minted,
           done->minted == 1 ? " was" : "s were", done->had, done->had == 1 ? "" : "s");
    char *reissue = badge_next(desk, "reissue ID"), *print = badge_next(desk, "print");
    char *before = em_format("`%s`, and ", print);
    if (done->revoked)
        printf("%zu whose badge was revoked got none: `%s` gives them one.\n", done->revoked,
               reissue);
    if (done->minted)
        say_next(desk, before);
    free(before);
    free(print);
    free(reissue);
}

static void say_minted_one(const struct badge_desk *desk, const struct badge_person *person)
{
    say_person(person, "has a badge now.");
    say_print(desk, person);
    say_next(desk, "");
}

int badge_mint_run(int argc, char **argv)
{
    struct badge_desk desk = BADGE_DESK;
    struct minting done = {0};
    struct em_error error = {0};
    struct badge_person *person = NULL;
    const char *one = NULL;
    const struct option_row rows[] = {{"--delegate", &one, NULL}, BADGE_DESK_OPTIONS(&desk), {0}};
    if (!badge_words(argc, argv, rows, NULL, NULL))
        return EXIT_USAGE;
    enum em_status status = badge_desk_open(&desk, STORE_WRITE, &error);
    if (status == EM_OK)
        status = one ? mint_one(&desk, one, &person, &error) : mint_all(&desk, &done, &error);
    if (status == EM_OK && person)
        say_minted_one(&desk, person);
    else if (status == EM_OK)
        say_minted(&desk, &done);
    return end(&desk, status, &error);
}

/* --- reissue --- */

static enum em_status reissue(struct badge_desk *desk, struct badge_person *person,
                              struct em_error *error)
{
    if (person->state == BADGE_NONE)
        return refuse(desk, person, EM_NOT_FOUND, "has no badge yet. To make one",
                      "mint --delegate", error);
    enum em_status status = ledger_begin(desk->ledger, error);
    if (status != EM_OK)
        return status;
    if (person->state == BADGE_HOLDS)
        status = add_revocation(desk, person->details.code, "reissued", error);
    if (status == EM_OK)
        status = add_badge(desk, person, error);
    return end_batch(desk, status, error);
}

int badge_reissue_run(int argc, char **argv)
{
    struct badge_desk desk = BADGE_DESK;
    struct em_error error = {0};
    struct badge_person *person = NULL;
    const char *words = NULL;
    const struct option_row rows[] = {BADGE_DESK_OPTIONS(&desk), {0}};
    if (!badge_words(argc, argv, rows, &words, "Say whose: `emarge badge reissue ID`."))
        return EXIT_USAGE;
    enum em_status status = badge_desk_open(&desk, STORE_WRITE, &error);
    if (status == EM_OK)
        status = badge_desk_find(&desk, words, &person, &error);
    if (status == EM_OK)
        status = reissue(&desk, person, &error);
    if (status == EM_OK) {
        say_person(person, "has a new badge; the old one is void.");
        say_print(&desk, person);
        say_next(&desk, "");
    }
    return end(&desk, status, &error);
}

/* --- revoke --- */

static enum em_status revoke(struct badge_desk *desk, const char *code, const char *reason,
                             struct em_error *error)
{
    enum em_status status = ledger_begin(desk->ledger, error);
    return status == EM_OK ? end_batch(desk, add_revocation(desk, code, reason, error), error)
                           : status;
}

static enum em_status refuse_twice(struct badge_desk *desk, const char *code,
                                   struct em_error *error)
{
    struct roster_badge known = {.revoked = false};
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    badge_lookup(lookup, code);
    enum em_status status = roster_badge(desk->store, lookup, &known, error);
    if (status == EM_OK && known.revoked)
        return em_fail(error, EM_BUSY, "That badge was revoked already.");
    return status == EM_NOT_FOUND ? EM_OK : status;
}

/* Of a person, or the letters of a genuine badge that is in nobody's hands any more; *person is
 * NULL then, and the code stands in `own`. */
static enum em_status find_code(struct badge_desk *desk, const char *words,
                                char own[BADGE_TEXT_SIZE], struct badge_person **person,
                                const char **code, struct em_error *error)
{
    struct badge_code read;
    enum em_status status = EM_OK;
    *person = badge_people_by_code(&desk->people, words);
    if (*person == NULL && badge_read(&read, words) &&
        badge_genuine(&read, desk->key.badge, desk->key.public.event)) {
        badge_write(own, &read);
        *code = own;
        return refuse_twice(desk, own, error);
    }
    if (*person == NULL)
        status = badge_desk_find(desk, words, person, error);
    if (status != EM_OK)
        return status;
    *code = (*person)->details.code;
    if ((*person)->state == BADGE_NONE)
        return em_fail(error, EM_NOT_FOUND, "That person has no badge that could be revoked.");
    return refuse_twice(desk, *code, error);
}

int badge_revoke_run(int argc, char **argv)
{
    struct badge_desk desk = BADGE_DESK;
    struct em_error error = {0};
    struct badge_person *person = NULL;
    char own[BADGE_TEXT_SIZE];
    const char *words = NULL, *reason = "revoked", *code = NULL;
    const struct option_row rows[] = {{"--reason", &reason, NULL}, BADGE_DESK_OPTIONS(&desk), {0}};
    if (!badge_words(argc, argv, rows, &words, "Say whose: `emarge badge revoke ID|CODE`."))
        return EXIT_USAGE;
    enum em_status status = badge_desk_open(&desk, STORE_WRITE, &error);
    if (status == EM_OK)
        status = find_code(&desk, words, own, &person, &code, &error);
    if (status == EM_OK)
        status = revoke(&desk, code, reason, &error);
    if (status == EM_OK) {
        if (person)
            say_person(person, "has no badge any more: it is void.");
        else
            puts("This badge is void. It is nobody's whom this roster knows.");
        say_next(&desk, "until a kiosk knows it lets the badge in: ");
    }
    sodium_memzero(own, sizeof own);
    return end(&desk, status, &error);
}

/* --- staff --- */

static enum em_status make_staff(struct badge_desk *desk, struct badge_person *person,
                                 struct em_error *error)
{
    enum em_status status = ledger_begin(desk->ledger, error);
    return status == EM_OK ? end_batch(desk, add_badge(desk, person, error), error) : status;
}

int badge_staff_run(int argc, char **argv)
{
    struct badge_desk desk = BADGE_DESK;
    struct em_error error = {0};
    const char *name = NULL, *role = "";
    const struct option_row rows[] = {{"--role", &role, NULL}, BADGE_DESK_OPTIONS(&desk), {0}};
    const char *missing = "Say who: `emarge badge staff NAME`.";
    if (!badge_words(argc, argv, rows, &name, missing))
        return EXIT_USAGE;
    struct badge_person person = {.type = BADGE_STAFF};
    const struct delegate details = {.name = (char *)name, .role = (char *)role};
    delegate_copy(&person.details, &details);
    delegate_new_id(person.details.id, &em_random_system);
    enum em_status status = badge_desk_open(&desk, STORE_WRITE, &error);
    if (status == EM_OK)
        status = make_staff(&desk, &person, &error);
    if (status == EM_OK) {
        say_person(&person,
                   "has a badge that opens staff mode, and the names of all delegates. Hand it "
                   "over in person, and revoke it when it is lost.");
        say_print(&desk, &person);
        say_next(&desk, "");
    }
    delegate_free(&person.details);
    return end(&desk, status, &error);
}
