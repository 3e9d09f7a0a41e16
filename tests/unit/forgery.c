/* A million codes that were never minted for this event, and not one that is taken for genuine. */
#include "core/badge.h"
#include "fake/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define EVENT   "ogp-paris-2016"
#define LETTERS "BCDEFGHJKNPRSTVX"
#define CODES   1000000

struct forger {
    struct fake_random random;
    uint8_t key[BADGE_KEY_SIZE], other_key[BADGE_KEY_SIZE];
};

static void mint(struct forger *forger, struct badge_code *code)
{
    enum badge_type type = fake_random_below(&forger->random, 2) ? BADGE_DELEGATE : BADGE_STAFF;
    badge_mint(code, type, forger->key, EVENT, &forger->random.random);
}

static void all_random(struct forger *forger, struct badge_code *code)
{
    forger->random.random.fill(forger->random.random.context, code->bytes, sizeof code->bytes);
}

static void random_of_a_known_type(struct forger *forger, struct badge_code *code)
{
    all_random(forger, code);
    code->bytes[0] = code->bytes[0] % 2 ? BADGE_DELEGATE : BADGE_STAFF;
}

static void one_letter_changed(struct forger *forger, struct badge_code *code)
{
    char text[BADGE_TEXT_SIZE];
    mint(forger, code);
    badge_write(text, code);
    char *at = text + fake_random_below(&forger->random, BADGE_TEXT_SIZE - 1);
    size_t place = (size_t)(strchr(LETTERS, *at) - LETTERS);
    *at = LETTERS[(place + 1 + fake_random_below(&forger->random, 15)) % 16];
    assert_true(badge_read(code, text));
}

/* Two that differ: to swap others changes nothing. */
static void two_letters_swapped(struct forger *forger, struct badge_code *code)
{
    char text[BADGE_TEXT_SIZE];
    size_t a, b;
    mint(forger, code);
    badge_write(text, code);
    do {
        a = fake_random_below(&forger->random, BADGE_TEXT_SIZE - 1);
        b = fake_random_below(&forger->random, BADGE_TEXT_SIZE - 1);
    } while (text[a] == text[b]);
    char letter = text[a];
    text[a] = text[b];
    text[b] = letter;
    assert_true(badge_read(code, text));
}

static void delegate_made_staff(struct forger *forger, struct badge_code *code)
{
    mint(forger, code);
    code->bytes[0] = code->bytes[0] == BADGE_STAFF ? BADGE_DELEGATE : BADGE_STAFF;
}

static void of_another_event(struct forger *forger, struct badge_code *code)
{
    badge_mint(code, BADGE_DELEGATE, forger->key, "ogp-tbilisi-2018", &forger->random.random);
}

static void under_another_key(struct forger *forger, struct badge_code *code)
{
    badge_mint(code, BADGE_DELEGATE, forger->other_key, EVENT, &forger->random.random);
}

typedef void forge(struct forger *forger, struct badge_code *code);
static forge *const ways[] = {
    all_random,          random_of_a_known_type, one_letter_changed, two_letters_swapped,
    delegate_made_staff, of_another_event,       under_another_key,
};
#define WAYS (sizeof ways / sizeof *ways)

static void forger_init(struct forger *forger)
{
    fake_random_init(&forger->random, 20161209);
    const struct em_random *random = &forger->random.random;
    random->fill(random->context, forger->key, sizeof forger->key);
    random->fill(random->context, forger->other_key, sizeof forger->other_key);
}

static void no_forgery_is_genuine(void **state)
{
    (void)state;
    struct forger forger;
    forger_init(&forger);
    for (size_t i = 0; i < CODES; i++) {
        struct badge_code code;
        ways[i % WAYS](&forger, &code);
        if (badge_genuine(&code, forger.key, EVENT))
            fail_msg("code %zu, way %zu, is taken for genuine", i, i % WAYS);
    }
}

/* The same hands mint codes that are genuine: what is refused above is refused for its forgery. */
static void what_was_minted_is_genuine(void **state)
{
    (void)state;
    struct forger forger;
    forger_init(&forger);
    for (int i = 0; i < 1000; i++) {
        struct badge_code code;
        mint(&forger, &code);
        assert_true(badge_genuine(&code, forger.key, EVENT));
        under_another_key(&forger, &code);
        assert_true(badge_genuine(&code, forger.other_key, EVENT));
        of_another_event(&forger, &code);
        assert_true(badge_genuine(&code, forger.key, "ogp-tbilisi-2018"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_forgery_is_genuine),
        cmocka_unit_test(what_was_minted_is_genuine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
