/* What follows an answer: undo, signing for presence; and the delegate's own side. */
#include "core/door.h"
#include "core/seal.h"
#include "fake/porch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TEST(name) cmocka_unit_test_setup_teardown(name, porch_set_up, porch_tear_down)
#define DOCUMENT   "local-governments"

/* --- taking back --- */

static void an_entrance_is_taken_back(void **state)
{
    struct porch *porch = *state;
    porch_choose(porch, SUMMIT_TERRITORIES);
    for (size_t i = 0; door_reasons[i]; i++) {
        assert_int_equal(porch_in(porch, "amina"), VERDICT_ACCEPTED);
        assert_int_equal(door_undo(porch->door, porch->answer.seq, door_reasons[i], &porch->error),
                         EM_OK);
        assert_int_equal(door_count(porch->door).inside, 0);
        assert_int_equal(door_count(porch->door).persons, 0);
        char *body = porch_last_body(porch);
        assert_non_null(strstr(body, door_reasons[i]));
        free(body);
    }
    porch_restart(porch);
    assert_int_equal(door_count(porch->door).persons, 0);
}

static void after_an_undo_the_same_code_counts_at_once(void **state)
{
    struct porch *porch = *state;
    const char *code = summit_code(&porch->summit, "amina");
    porch_choose(porch, SUMMIT_TERRITORIES);
    porch_in(porch, "amina");
    assert_int_equal(door_undo(porch->door, porch->answer.seq, "mistake", &porch->error), EM_OK);
    assert_int_equal(porch_scan_at_once(porch, code, DOOR_IN), VERDICT_ACCEPTED);
    assert_false(porch->answer.held);
    assert_int_equal(door_count(porch->door).inside, 1);
}

static void an_exit_is_taken_back(void **state)
{
    struct porch *porch = *state;
    porch_choose(porch, SUMMIT_TERRITORIES);
    porch_in(porch, "amina");
    porch_out(porch, "amina");
    assert_int_equal(door_undo(porch->door, porch->answer.seq, "wrong-person", &porch->error),
                     EM_OK);
    assert_int_equal(door_count(porch->door).inside, 1);
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ALREADY_IN);
}

static void undoing_a_move_brings_them_back(void **state)
{
    struct porch *porch = *state;
    porch_choose(porch, SUMMIT_WORKSHOP);
    porch_in(porch, "amina");
    porch_choose(porch, SUMMIT_TERRITORIES);
    porch_in(porch, "amina");
    assert_int_equal(door_undo(porch->door, porch->answer.seq, "did-not-enter", &porch->error),
                     EM_OK);
    porch_choose(porch, SUMMIT_WORKSHOP);
    assert_int_equal(door_count(porch->door).inside, 1);
}

static void nothing_else_is_taken_back(void **state)
{
    struct porch *porch = *state;
    porch_choose(porch, SUMMIT_TERRITORIES);
    porch_in(porch, "amina");
    int64_t seq = porch->answer.seq;
    assert_int_equal(door_undo(porch->door, seq, "because", &porch->error), EM_INVALID);
    assert_int_equal(door_undo(porch->door, 0, "mistake", &porch->error), EM_NOT_FOUND);
    assert_int_equal(door_undo(porch->door, -1, "mistake", &porch->error), EM_NOT_FOUND);
    assert_int_equal(door_undo(porch->door, 9999, "mistake", &porch->error), EM_NOT_FOUND);
    assert_int_equal(porch_entries(porch, "undo"), 0);
    assert_int_equal(door_undo(porch->door, seq, "mistake", &porch->error), EM_OK);
    assert_int_equal(door_undo(porch->door, seq, "mistake", &porch->error), EM_INVALID);
    assert_int_equal(porch_entries(porch, "undo"), 1);
}

/* --- signing for presence --- */

static enum em_status open_last(void *context, const struct entry *entry, const uint8_t *leaf,
                                struct em_error *error)
{
    struct porch *porch = context;
    (void)leaf;
    if (entry->kind != ENTRY_ATTEST)
        return EM_OK;
    char *plain = em_alloc(entry->sealed_size);
    const struct organiser_secret *organiser = &porch->summit.organiser;
    assert_int_equal(seal_open((uint8_t *)plain, entry->sealed, entry->sealed_size,
                               organiser->public.seal_public, organiser->seal_secret, error),
                     EM_OK);
    assert_non_null(strstr(plain, "\"name\":\"Amina Nyambura\""));
    assert_non_null(strstr(plain, "\"ink\":"));
    assert_null(memmem(entry->body, entry->body_size, "Amina", 5));
    free(plain);
    return EM_OK;
}

static void draw(struct ink *ink)
{
    ink_init(ink, 1000, 400);
    for (int i = 0; i < 40; i++)
        ink_add(ink, (struct ink_point){1000 * i, 20000 + 100 * (i % 7), 300}, i == 0);
}

static void a_session_may_ask_for_a_signature(void **state)
{
    struct porch *porch = *state;
    struct ink ink;
    struct ledger *ledger = porch->summit.kiosk.ledger;
    draw(&ink);
    porch_choose(porch, SUMMIT_PITCHES);
    porch_in(porch, "amina");
    assert_true(porch->answer.attest);
    assert_int_equal(
        door_attest(porch->door, porch->answer.seq, porch->answer.name, &ink, &porch->error),
        EM_OK);
    char *body = porch_last_body(porch);
    assert_non_null(strstr(body, "\"session\":\"" SUMMIT_PITCHES "\""));
    free(body);
    assert_int_equal(store_entries(ledger_store(ledger), ledger_origin_of(ledger), 0, open_last,
                                   porch, &porch->error),
                     EM_OK);
    porch_out(porch, "amina");
    assert_false(porch->answer.attest); /* one signs for coming */
    ink_free(&ink);
}

static void a_signature_belongs_to_an_entrance_that_holds(void **state)
{
    struct porch *porch = *state;
    porch_choose(porch, SUMMIT_PITCHES);
    porch_in(porch, "amina");
    int64_t seq = porch->answer.seq;
    assert_int_equal(door_attest(porch->door, seq + 7, "Amina", NULL, &porch->error), EM_NOT_FOUND);
    assert_int_equal(door_attest(porch->door, seq, "\xff", NULL, &porch->error), EM_INVALID);
    assert_int_equal(door_undo(porch->door, seq, "mistake", &porch->error), EM_OK);
    assert_int_equal(door_attest(porch->door, seq, "Amina", NULL, &porch->error), EM_INVALID);
    assert_int_equal(porch_entries(porch, "attest"), 0);
    porch_in(porch, "amina");
    assert_int_equal(door_attest(porch->door, porch->answer.seq, "Amina", NULL, &porch->error),
                     EM_OK); /* typed */
}

static void who_has_not_signed_comes_back_to_sign(void **state)
{
    struct porch *porch = *state;
    porch_choose(porch, SUMMIT_PITCHES);
    porch_in(porch, "amina");
    int64_t seq = porch->answer.seq;
    porch_restart(porch);
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ALREADY_IN);
    assert_true(porch->answer.attest);
    assert_int_equal(porch->answer.seq, seq);
    assert_string_equal(porch->answer.name, "Amina Nyambura");
    assert_int_equal(porch->answer.count.inside, 1);
    assert_int_equal(porch_entries(porch, "checkin"), 1);
    assert_int_equal(porch_entries(porch, "refuse"), 0);
    assert_int_equal(door_attest(porch->door, seq, "Amina", NULL, &porch->error), EM_OK);
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ALREADY_IN);
    assert_false(porch->answer.attest);
    assert_int_equal(porch->answer.seq, -1);
    assert_int_equal(porch_entries(porch, "refuse"), 1);
}

static void without_signatures_already_in_stays_a_refusal(void **state)
{
    struct porch *porch = *state;
    porch_choose(porch, SUMMIT_TERRITORIES);
    porch_in(porch, "amina");
    assert_int_equal(porch_in(porch, "amina"), VERDICT_ALREADY_IN);
    assert_false(porch->answer.attest);
    assert_int_equal(porch_entries(porch, "refuse"), 1);
}

/* --- the delegate's own side --- */

static enum em_status owner_of(struct porch *porch, const char *text, struct door_owner *owner)
{
    return door_owner(porch->door, text, strlen(text), DOCUMENT, owner, &porch->error);
}

static void a_badge_opens_its_owners_details(void **state)
{
    struct porch *porch = *state;
    struct door_owner owner;
    const struct delegate *zoe = summit_person(&porch->summit, "zoe");
    assert_int_equal(owner_of(porch, zoe->code, &owner), EM_OK);
    assert_string_equal(owner.details.id, zoe->id);
    assert_string_equal(owner.details.name, zoe->name);
    assert_string_equal(owner.details.role, zoe->role);
    assert_string_equal(owner.details.government, zoe->government);
    assert_string_equal(owner.details.country, zoe->country);
    assert_string_equal(owner.details.email, zoe->email);
    assert_false(owner.signed_already);
    delegate_free(&owner.details);
}

static void other_badges_open_nothing(void **state)
{
    struct porch *porch = *state;
    struct door_owner owner;
    porch_unlock(porch); /* the staff key is not the delegate's */
    static const struct {
        const char *key;
        enum em_status status;
    } badges[] = {{"revoked", EM_DENIED},
                  {"unheard", EM_INVALID},
                  {"staff", EM_NOT_FOUND},
                  {"guessable", EM_INVALID}};
    for (size_t i = 0; i < sizeof badges / sizeof badges[0]; i++) {
        porch->error = (struct em_error){0};
        assert_int_equal(owner_of(porch, summit_code(&porch->summit, badges[i].key), &owner),
                         badges[i].status);
        assert_string_not_equal(porch->error.text, "");
    }
    assert_int_equal(owner_of(porch, "nobody", &owner), EM_NOT_FOUND);
    assert_int_equal(owner_of(porch, "", &owner), EM_NOT_FOUND);
}

static struct ledger_receipt sign(struct porch *porch, const char *key)
{
    const struct delegate *person = summit_person(&porch->summit, key);
    struct signature signature = {.document = DOCUMENT,
                                  .language = "en",
                                  .mode = MODE_TYPED,
                                  .government = person->government,
                                  .government_id = "",
                                  .country = person->country,
                                  .name = person->name,
                                  .role = person->role,
                                  .email = person->email,
                                  .delegate = person->id};
    struct ledger_receipt receipt;
    assert_int_equal(ledger_sign(porch->summit.kiosk.ledger, &signature, &receipt, &porch->error),
                     EM_OK);
    return receipt;
}

static void a_badge_tells_what_its_owner_signed(void **state)
{
    struct porch *porch = *state;
    struct door_owner owner;
    sign(porch, "nino");
    sign(porch, "amina");
    struct ledger_receipt receipt = sign(porch, "amina"); /* again: the later counts */
    assert_int_equal(owner_of(porch, summit_code(&porch->summit, "amina"), &owner), EM_OK);
    assert_true(owner.signed_already);
    assert_string_equal(owner.number, receipt.number);
    assert_int_equal(owner.signed_us, receipt.at_us);
    assert_int_equal(owner.seq, receipt.seq);
    assert_string_equal(owner.origin, SUMMIT_EVENT "/hall-a-1");
    delegate_free(&owner.details);
    const char *code = summit_code(&porch->summit, "amina");
    assert_int_equal(door_owner(porch->door, code, strlen(code), "another", &owner, NULL), EM_OK);
    assert_false(owner.signed_already);
    delegate_free(&owner.details);
}

static void a_signature_is_withdrawn_by_its_badge(void **state)
{
    struct porch *porch = *state;
    struct door_owner owner;
    int64_t since;
    struct ledger *ledger = porch->summit.kiosk.ledger;
    sign(porch, "amina");
    sign(porch, "nino");
    assert_int_equal(owner_of(porch, summit_code(&porch->summit, "amina"), &owner), EM_OK);
    assert_int_equal(door_withdraw(porch->door, &owner, &porch->error), EM_OK);
    assert_int_equal(ledger_signature_count(ledger, &since), 1);
    delegate_free(&owner.details);
    assert_int_equal(owner_of(porch, summit_code(&porch->summit, "amina"), &owner), EM_OK);
    assert_false(owner.signed_already);
    assert_int_equal(door_withdraw(porch->door, &owner, &porch->error), EM_INVALID);
    delegate_free(&owner.details);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_entrance_is_taken_back),
        TEST(after_an_undo_the_same_code_counts_at_once),
        TEST(an_exit_is_taken_back),
        TEST(undoing_a_move_brings_them_back),
        TEST(nothing_else_is_taken_back),
        TEST(a_session_may_ask_for_a_signature),
        TEST(a_signature_belongs_to_an_entrance_that_holds),
        TEST(who_has_not_signed_comes_back_to_sign),
        TEST(without_signatures_already_in_stays_a_refusal),
        TEST(a_badge_opens_its_owners_details),
        TEST(other_badges_open_nothing),
        TEST(a_badge_tells_what_its_owner_signed),
        TEST(a_signature_is_withdrawn_by_its_badge),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
