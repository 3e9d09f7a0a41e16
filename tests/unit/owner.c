/* A delegate shows their badge to the kiosk: the form fills in, who has signed is told so, and may
 * sign again or take the signature back. With the summit's real log and door.
 */
#include "core/ledger.h"
#include "fake/porch.h"
#include "fake/visitor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct lobby {
    struct porch *porch;
    struct visitor visitor;
};

static enum em_status record(void *context, const struct signature *signature,
                             struct ledger_receipt *receipt, struct em_error *error)
{
    struct porch *porch = context;
    return ledger_sign(porch->summit.kiosk.ledger, signature, receipt, error);
}

static int64_t count(void *context, int64_t *since_us)
{
    struct porch *porch = context;
    return ledger_signature_count(porch->summit.kiosk.ledger, since_us);
}

static const char *no_fault(void *context)
{
    (void)context;
    return NULL;
}

static bool not_set_aside(void *context)
{
    (void)context;
    return false;
}

static int set_up(void **state)
{
    struct lobby *lobby = em_alloc(sizeof *lobby);
    porch_set_up((void **)&lobby->porch);
    const struct recorder recorder = {.record = record,
                                      .count = count,
                                      .fault = no_fault,
                                      .set_aside = not_set_aside,
                                      .context = lobby->porch};
    visitor_come_to_door(&lobby->visitor, EM_SHARE, &recorder, lobby->porch->door);
    *state = lobby;
    return 0;
}

static int tear_down(void **state)
{
    struct lobby *lobby = *state;
    visitor_leave(&lobby->visitor);
    porch_tear_down((void **)&lobby->porch);
    free(lobby);
    return 0;
}

static void show(struct lobby *lobby, const char *key)
{
    visitor_scan(&lobby->visitor, summit_code(&lobby->porch->summit, key));
}

/* From the document on, by typing one's name. */
static void sign(struct visitor *visitor)
{
    visitor_tap(visitor, "document/sign");
    visitor_tap(visitor, "details/continue");
    visitor_stroke(visitor, 40);
    visitor_tap(visitor, "sign/continue");
    visitor_tap(visitor, "review/record");
    assert_screen(visitor, "recorded");
}

static void welcome_invites_to_show_a_badge(void **state)
{
    struct lobby *lobby = *state;
    assert_true(visitor_sees(&lobby->visitor, "welcome/badge"));
    assert_int_equal(visitor_draft(&lobby->visitor)->badge, VISIT_BADGE_NONE);
}

static void a_badge_fills_in_the_form(void **state)
{
    struct lobby *lobby = *state;
    const struct delegate *amina = summit_person(&lobby->porch->summit, "amina");
    struct visitor *visitor = &lobby->visitor;
    show(lobby, "amina");
    assert_screen(visitor, "document");
    assert_non_null(strstr(visitor_node(visitor, "document/badge")->label, amina->name));
    assert_true(visitor_node(visitor, "document/badge")->state & UI_PERSONAL);
    visitor_tap(visitor, "document/sign");
    assert_string_equal(visitor_value(visitor, "details/name"), amina->name);
    assert_string_equal(visitor_value(visitor, "details/role"), amina->role);
    assert_string_equal(visitor_value(visitor, "details/government"), amina->government);
    assert_string_equal(visitor_draft(visitor)->country, amina->country);
    assert_string_equal(visitor_draft(visitor)->delegate, amina->id);
}

static void without_a_badge_nobody_is_greeted(void **state)
{
    struct lobby *lobby = *state;
    visitor_tap(&lobby->visitor, "welcome/fr");
    assert_screen(&lobby->visitor, "document");
    assert_false(visitor_sees(&lobby->visitor, "document/badge"));
}

/* In the details, a scan puts no letter into the field that is being written in. */
static void a_badge_at_the_form_leaves_it_editable(void **state)
{
    struct lobby *lobby = *state;
    struct visitor *visitor = &lobby->visitor;
    visitor_tap(visitor, "welcome/fr");
    visitor_tap(visitor, "document/sign");
    visitor_type(visitor, "Zo");
    show(lobby, "amina");
    assert_screen(visitor, "details");
    assert_string_equal(visitor_value(visitor, "details/name"),
                        summit_person(&lobby->porch->summit, "amina")->name);
    visitor_type(visitor, "!");
    assert_non_null(strchr(visitor_value(visitor, "details/name"), '!'));
}

static void the_pack_knows_the_government(void **state)
{
    struct lobby *lobby = *state;
    show(lobby, "amina");
    assert_string_equal(visitor_draft(&lobby->visitor)->government_id, "elgeyo-marakwet");
}

static void what_opens_nothing_is_told(void **state)
{
    static const struct {
        const char *key;
        enum visit_badge badge;
    } cases[] = {{"revoked", VISIT_BADGE_REVOKED},
                 {"unheard", VISIT_BADGE_CLOSED},
                 {"guessable", VISIT_BADGE_CLOSED}};
    struct lobby *lobby = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        show(lobby, cases[i].key);
        assert_screen(&lobby->visitor, "welcome");
        assert_int_equal(visitor_draft(&lobby->visitor)->badge, cases[i].badge);
    }
    visitor_scan(&lobby->visitor, "https://example.org/whatever");
    assert_int_equal(visitor_draft(&lobby->visitor)->badge, VISIT_BADGE_UNKNOWN);
    visitor_wait(&lobby->visitor, visitor_idle(&lobby->visitor) + 1);
    assert_int_equal(visitor_draft(&lobby->visitor)->badge, VISIT_BADGE_NONE);
}

static void who_has_signed_is_told_when(void **state)
{
    struct lobby *lobby = *state;
    struct visitor *visitor = &lobby->visitor;
    show(lobby, "amina");
    sign(visitor);
    visitor_tap(visitor, "recorded/finish");
    show(lobby, "amina");
    assert_screen(visitor, "known");
    assert_non_null(strstr(visitor_node(visitor, "known/when")->label, "A-1"));
    visitor_tap(visitor, "known/leave");
    assert_screen(visitor, "welcome");
    assert_string_equal(visitor_draft(visitor)->delegate, "");
    show(lobby, "zoe"); /* somebody else has not */
    assert_screen(visitor, "document");
}

static void signing_again_supersedes(void **state)
{
    struct lobby *lobby = *state;
    struct visitor *visitor = &lobby->visitor;
    for (int round = 0; round < 2; round++) {
        show(lobby, "amina");
        if (round)
            visitor_tap(visitor, "known/again");
        sign(visitor);
        visitor_tap(visitor, "recorded/finish");
    }
    show(lobby, "amina");
    assert_non_null(strstr(visitor_node(visitor, "known/when")->label, "A-2"));
}

static void a_signature_is_taken_back_after_asking(void **state)
{
    struct lobby *lobby = *state;
    struct visitor *visitor = &lobby->visitor;
    show(lobby, "amina");
    sign(visitor);
    visitor_tap(visitor, "recorded/finish");
    show(lobby, "amina");
    visitor_tap(visitor, "known/ask");
    visitor_tap(visitor, "known/keep");
    assert_int_equal(porch_entries(lobby->porch, "withdraw"), 0);
    visitor_tap(visitor, "known/ask");
    visitor_tap(visitor, "known/withdraw");
    assert_screen(visitor, "withdrawn");
    assert_int_equal(porch_entries(lobby->porch, "withdraw"), 1);
    int64_t since;
    assert_int_equal(count(lobby->porch, &since), 0);
    visitor_tap(visitor, "withdrawn/finish");
    show(lobby, "amina");
    assert_screen(visitor, "document");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(welcome_invites_to_show_a_badge),
        TEST(a_badge_fills_in_the_form),
        TEST(without_a_badge_nobody_is_greeted),
        TEST(a_badge_at_the_form_leaves_it_editable),
        TEST(the_pack_knows_the_government),
        TEST(what_opens_nothing_is_told),
        TEST(who_has_signed_is_told_when),
        TEST(signing_again_supersedes),
        TEST(a_signature_is_taken_back_after_asking),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
