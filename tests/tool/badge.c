/* `emarge badge`: what it writes into the organiser's log. What it prints: badge_print.c. */
#include "core/file.h"
#include "core/keys.h"
#include "core/memory.h"
#include "core/roster.h"
#include "fake/office.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct office office;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, office_set_up, office_tear_down, &office)
#define BADGE(...) OFFICE_TOOL(&office, "badge", __VA_ARGS__)

static void assert_ours(const struct office_badge *badge)
{
    struct badge_code code;
    assert_true(badge_read(&code, badge->details.code));
    assert_true(badge_genuine(&code, office.key.badge, "ogp-paris-2016"));
    assert_int_equal(badge_type_of(&code), badge->type);
}

static void everybody_without_a_code_gets_one(void **state)
{
    (void)state;
    BADGE("mint");
    tool_told(&office.result, 0, "13 badges were minted; 1 delegate had one already.");
    tool_told(&office.result, 0, "emarge merge");
    struct office_badges badges = office_badges(&office);
    assert_int_equal(badges.count, 2 * OFFICE_PEOPLE - 1);
    for (size_t i = 0; i < OFFICE_PEOPLE; i++) {
        const struct office_person *person = &office_people[i];
        const struct office_badge *badge = office_latest(&badges, person->name);
        assert_string_equal(badge->details.role, person->role);
        assert_string_equal(badge->details.government, person->government);
        assert_string_equal(badge->details.id, badges.items[i].details.id);
        if (i == OFFICE_FOREIGN)
            assert_string_equal(badge->details.code, person->code);
        else
            assert_ours(badge);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(badge->details.code,
                                    office_latest(&badges, office_people[j].name)->details.code);
    }
    office_badges_free(&badges);
    BADGE("mint");
    tool_told(&office.result, 0, "0 badges were minted; 14 delegates had one already.");
    badges = office_badges(&office);
    assert_int_equal(badges.count, 2 * OFFICE_PEOPLE - 1);
    office_badges_free(&badges);
}

static void one_alone_is_minted(void **state)
{
    (void)state;
    BADGE("mint", "--delegate", "nyambura");
    tool_told(&office.result, 0, "Amina Nyambura, Elgeyo Marakwet (");
    tool_told(&office.result, 0, ") has a badge now.");
    struct office_badges badges = office_badges(&office);
    assert_int_equal(badges.count, OFFICE_PEOPLE + 1);
    assert_ours(office_latest(&badges, "Amina Nyambura"));
    office_badges_free(&badges);
    BADGE("mint", "--delegate", "Amina");
    tool_said(&office.result, 1, "emarge badge reissue");
}

static void a_new_badge_makes_the_old_one_void(void **state)
{
    (void)state;
    BADGE("reissue", "Suparman");
    tool_said(&office.result, 1, "emarge badge mint --delegate");
    BADGE("mint");
    struct office_badges before = office_badges(&office);
    BADGE("reissue", "Suparman");
    tool_told(&office.result, 0, "has a new badge");
    BADGE("reissue", office_latest(&before, "Siti Rahayu binti Wicaksono")->details.id);
    tool_told(&office.result, 0, "has a new badge");
    struct office_badges after = office_badges(&office);
    const char *const names[] = {"Suparman", "Siti Rahayu binti Wicaksono"};
    assert_int_equal(after.count, before.count + 2);
    for (size_t i = 0; i < 2; i++) {
        const struct office_badge *old = office_latest(&before, names[i]);
        const struct office_badge *new = office_latest(&after, names[i]);
        assert_ours(new);
        assert_false(new->revoked);
        assert_string_equal(new->details.id, old->details.id);
        assert_string_not_equal(new->details.code, old->details.code);
        for (size_t j = 0; j < after.count; j++)
            if (strcmp(after.items[j].details.code, old->details.code) == 0)
                assert_true(after.items[j].revoked);
    }
    office_badges_free(&before);
    office_badges_free(&after);
}

/* As somebody reads them to somebody who types: in fours, in small letters. */
static char *dictated(const struct office_badge *badge)
{
    struct badge_code code;
    char grouped[BADGE_GROUPED];
    assert_true(badge_read(&code, badge->details.code));
    badge_write_grouped(grouped, &code);
    for (char *c = grouped; *c; c++)
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
    return em_strdup(grouped);
}

static void a_badge_is_revoked_by_owner_or_letters(void **state)
{
    (void)state;
    BADGE("revoke", "Suparman");
    tool_said(&office.result, 1, "no badge that could be revoked");
    BADGE("mint");
    struct office_badges badges = office_badges(&office);
    char *letters = dictated(office_latest(&badges, "김민지"));
    BADGE("revoke", "Suparman", "--reason", "lost at the station");
    tool_told(&office.result, 0, "is void");
    BADGE("revoke", letters);
    tool_told(&office.result, 0, "김민지");
    BADGE("revoke", office_people[OFFICE_FOREIGN].code);
    tool_told(&office.result, 0, "Siti Rahayu");
    BADGE("revoke", letters);
    tool_said(&office.result, 1, "revoked already");
    office_badges_free(&badges);
    badges = office_badges(&office);
    assert_true(office_latest(&badges, "Suparman")->revoked);
    assert_true(office_latest(&badges, "김민지")->revoked);
    assert_true(office_latest(&badges, office_people[OFFICE_FOREIGN].name)->revoked);
    assert_false(office_latest(&badges, "Amina Nyambura")->revoked);
    office_badges_free(&badges);
    BADGE("mint");
    tool_told(&office.result, 0, "0 badges were minted; 11 delegates had one already.\n3 whose");
    free(letters);
}

/* A genuine badge that no roster has: made by a kiosk whose disk is lost. A made-up one is
 * nobody's. */
static void a_genuine_badge_of_nobody_is_revoked(void **state)
{
    (void)state;
    struct badge_code code;
    char text[BADGE_TEXT_SIZE];
    badge_mint(&code, BADGE_DELEGATE, office.key.badge, "ogp-paris-2016", &office.random.random);
    badge_write(text, &code);
    BADGE("revoke", text);
    tool_told(&office.result, 0, "nobody's");
    code.bytes[15] ^= 1;
    badge_write(text, &code);
    BADGE("revoke", text);
    tool_said(&office.result, 1, "Nobody has the id");
}

struct unwrapping {
    const char *code;
    uint8_t staff[32];
    int opened;
};

static enum em_status unwrap(void *context, const struct entry *entry,
                             const uint8_t leaf[ENTRY_HASH_SIZE], struct em_error *error)
{
    struct unwrapping *unwrapping = context;
    (void)leaf;
    if (delegate_unwrap_staff(unwrapping->staff, entry, unwrapping->code, error) == EM_OK)
        unwrapping->opened++;
    return EM_OK;
}

/* In how many entries of staff the code opens the staff key. */
static int opens_staff_mode(const char *code)
{
    const enum entry_kind kind = ENTRY_STAFF;
    struct unwrapping unwrapping = {.code = code};
    struct em_error error = {0};
    struct store *store;
    char *path = em_format("%s/" STORE_FILE, office.folder);
    assert_int_equal(store_open(&store, path, STORE_READ, &error), EM_OK);
    assert_int_equal(store_entries_of_kinds(store, &kind, 1, unwrap, &unwrapping, &error), EM_OK);
    if (unwrapping.opened)
        assert_memory_equal(unwrapping.staff, office.key.staff, 32);
    store_close(store);
    free(path);
    return unwrapping.opened;
}

static void staff_get_badges_that_open_staff_mode(void **state)
{
    (void)state;
    BADGE("staff", "Camille Durand", "--role", "Accueil");
    tool_told(&office.result, 0, "opens staff mode");
    struct office_badges badges = office_badges(&office);
    const struct office_badge *old = office_latest(&badges, "Camille Durand");
    char *code = em_strdup(old->details.code);
    assert_int_equal(old->type, BADGE_STAFF);
    assert_string_equal(old->details.role, "Accueil");
    assert_ours(old);
    assert_int_equal(opens_staff_mode(code), 1);
    office_badges_free(&badges);
    BADGE("reissue", "camille");
    tool_told(&office.result, 0, "has a new badge");
    badges = office_badges(&office);
    const struct office_badge *new = office_latest(&badges, "Camille Durand");
    assert_string_not_equal(new->details.code, code);
    assert_int_equal(new->type, BADGE_STAFF);
    assert_int_equal(opens_staff_mode(new->details.code), 1);
    BADGE("list");
    tool_told(&office.result, 0, "badge    Camille Durand, staff");
    BADGE("revoke", "durand");
    tool_told(&office.result, 0, "is void");
    BADGE("list");
    tool_told(&office.result, 0, "revoked  Camille Durand, staff");
    BADGE("staff", "");
    tool_said(&office.result, 2, "Say who");
    office_badges_free(&badges);
    free(code);
}

static void people_are_found_by_parts_of_their_names(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        int code;
        const char *sentence;
    } cases[] = {
        {"an", 1, "is in the names of"},  {"Ana", 0, "has a badge now"},
        {"ANABEL", 0, "has a badge now"}, {"phuong", 0, "has a badge now"},
        {"ნინო", 0, "has a badge now"},   {"محمد", 0, "has a badge now"},
        {"zoe", 1, "Nobody has the id"},  {"?", 1, "Nobody has the id"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        BADGE("mint", "--delegate", cases[i].words);
        tool_told(&office.result, cases[i].code, cases[i].sentence);
    }
    struct office_badges badges = office_badges(&office);
    assert_string_not_equal(office_latest(&badges, "Ana")->details.code, "");
    office_badges_free(&badges);
    BADGE("mint", "--delegate", "an");
    tool_said(&office.result, 1, "Ana, Madrid");
    tool_said(&office.result, 1, "Anabel Ana Quispe, La Libertad");
}

/* Somebody's whole name may be a part of somebody else's: nobody is taken for another. */
static void nobody_is_taken_for_another(void **state)
{
    (void)state;
    static const struct office_person people[] = {
        {"Zoë Ångström-Łukaszewicz", "", "Gdynia", "PL", ""},
        {"Zoe Angstrom", "", "Umeå", "SE", ""},
        {"Tom Lee", "", "Perth", "AU", ""},
        {"Tom Lee", "", "Busan", "KR", ""},
    };
    static const char *const none[] = {"Zoë Ångström", "zoe angstrom", "Tom Lee"};
    static const struct {
        const char *words, *who;
    } one[] = {{"Zoe Angstrom", "Zoe Angstrom, Umeå ("},
               {"Zoë Ångström-Łukaszewicz", "Zoë Ångström-Łukaszewicz, Gdynia ("}};
    office_add(&office, people, sizeof people / sizeof *people);
    BADGE("mint");
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        BADGE("revoke", none[i]);
        tool_said(&office.result, 1, "is in the names of 2 people");
        assert_string_equal(office.result.out, "");
        tool_said(&office.result, 1, i < 2 ? "Zoe Angstrom, Umeå\n" : "Tom Lee, Busan\n");
        BADGE("reissue", none[i]);
        tool_said(&office.result, 1, "is in the names of 2 people");
    }
    for (size_t i = 0; i < sizeof one / sizeof *one; i++) {
        BADGE("revoke", one[i].words);
        tool_told(&office.result, 0, one[i].who);
    }
}

/* What is told to be typed is typed, and the sheets of everybody stay as they are. */
static void what_is_told_to_be_typed_works(void **state)
{
    (void)state;
    char *moved = em_format("%s it's", office.folder), *command = NULL;
    assert_int_equal(rename(office.folder, moved), 0);
    tool_run(
        &office.result,
        (const char *const[]){EM_TOOL, "badge", "mint", "--delegate", "Ana", "--data", moved, NULL},
        NULL);
    assert_int_equal(office.result.code, 0);
    char *from = strstr(office.result.out, "`emarge "), *to = from ? strchr(from + 1, '`') : NULL;
    assert_non_null(to);
    *to = '\0';
    command = em_format("cd '%.*s' && " EM_TOOL "%s", (int)strlen(office.folder), office.folder,
                        from + strlen("`emarge"));
    assert_int_equal(rename(moved, office.folder), 0);
    assert_non_null(strstr(command, "it'\\''s"));
    assert_null(strstr(command, "badges.pdf"));
    assert_int_equal(symlink(office.folder, moved), 0);
    assert_int_equal(system(command), 0);
    assert_int_equal(unlink(moved), 0);
    assert_int_equal(fake_folder_count(office.folder, "badge-"), 1);
    assert_int_equal(fake_folder_count(office.folder, "badges.pdf"), 0);
    free(command);
    free(moved);
}

static void the_list_shows_who_has_which(void **state)
{
    (void)state;
    BADGE("list");
    tool_said(&office.result, 0,
              "With a badge: 1, without: 13, revoked: 0. Next: `emarge "
              "badge mint --data /");
    tool_told(&office.result, 0, "none     Ana, Madrid");
    tool_told(&office.result, 0, "badge    Siti Rahayu binti Wicaksono, Kabupaten Bojonegoro");
    assert_null(strstr(office.result.out, office_people[OFFICE_FOREIGN].code));
}

static void the_key_must_fit(void **state)
{
    (void)state;
    char folder[FAKE_PATH_SIZE];
    struct em_error error = {0};
    struct organiser_secret other;
    fake_folder_make(folder);
    organiser_generate(&other, "ogp-paris-2016", &office.random.random);
    assert_int_equal(organiser_write(&other, folder, NULL, &office.random.random, &error), EM_OK);
    char *path = em_format("%s/organiser.key", folder);
    const char *const verbs[] = {"mint", "list", "print"};
    for (size_t i = 0; i < 3; i++) {
        BADGE(verbs[i], "--key", path);
        assert_int_equal(office.result.code, 1);
        assert_string_not_equal(office.result.err, "");
    }
    struct office_badges badges = office_badges(&office);
    assert_int_equal(badges.count, OFFICE_PEOPLE);
    office_badges_free(&badges);
    fake_folder_remove(folder);
    free(path);
}

static void where_nothing_was_imported(void **state)
{
    (void)state;
    char *empty = em_format("%s/empty", office.folder);
    assert_int_equal(em_folder_make(empty, 0700, NULL), EM_OK);
    assert_int_equal(organiser_write(&office.key, empty, NULL, &em_random_system, NULL), EM_OK);
    tool_run(&office.result, (const char *const[]){EM_TOOL, "badge", "list", "--data", empty, NULL},
             NULL);
    tool_said(&office.result, 1, "`emarge import roster FILE`");
    free(empty);
}

static void wrong_words(void **state)
{
    (void)state;
    static const struct {
        const char *words[6], *sentence;
    } cases[] = {
        {{"badge"}, "say what to do with badges: mint reissue"},
        {{"badge", "burn"}, "say what to do with badges"},
        {{"badge", "mint", "Ana"}, "a word too many"},
        {{"badge", "mint", "--all"}, "badge has no option --all"},
        {{"badge", "reissue"}, "Say whose"},
        {{"badge", "revoke", ""}, "Say whose"},
        {{"badge", "staff"}, "Say who"},
        {{"badge", "list", "--colour"}, "badge has no option --colour"},
        {{"badge", "print", "--sheet", "a3"}, "There are: a4-2x4, a4-2x5, a6, label-62."},
        {{"badge", "image", "Ana"}, "--format png"},
        {{"badge", "image", "Ana", "--format", "gif"}, "--format png"},
        {{"badge", "image", "Ana", "--format", "png"}, "--output FILE"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *words[8] = {EM_TOOL};
        memcpy(words + 1, cases[i].words, sizeof cases[i].words);
        tool_run(&office.result, words, NULL);
        tool_said(&office.result, 2, cases[i].sentence);
    }
}

/* Every sheet there is, as the refusal of another lists them, is told of in the help. */
static void the_help_has_every_sheet(void **state)
{
    (void)state;
    struct tool_result help = {0};
    tool_run(&help, (const char *const[]){EM_TOOL, "help", "badge", NULL}, NULL);
    BADGE("print", "--sheet", "?");
    char *list = strstr(office.result.err, "There are:") + strlen("There are:");
    int sheets = 0;
    for (char *name = strtok(list, " ,.\n"); name; name = strtok(NULL, " ,.\n"), sheets++) {
        char *line = em_format("  %s ", name);
        assert_non_null(strstr(help.out, line));
        free(line);
    }
    assert_int_equal(sheets, 4);
    tool_result_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(everybody_without_a_code_gets_one),
        TEST(one_alone_is_minted),
        TEST(a_new_badge_makes_the_old_one_void),
        TEST(a_badge_is_revoked_by_owner_or_letters),
        TEST(a_genuine_badge_of_nobody_is_revoked),
        TEST(staff_get_badges_that_open_staff_mode),
        TEST(people_are_found_by_parts_of_their_names),
        TEST(nobody_is_taken_for_another),
        TEST(what_is_told_to_be_typed_works),
        TEST(the_list_shows_who_has_which),
        TEST(the_key_must_fit),
        TEST(the_help_has_every_sheet),
        TEST(where_nothing_was_imported),
        TEST(wrong_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
