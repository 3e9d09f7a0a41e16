/* `emarge import roster` on files as other programs write them (tests/tool/data); all people in
 * them are made up. */
#include "core/file.h"
#include "core/memory.h"
#include "fake/importer.h"
#include "table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* --- names --- */

/* Every cell of tests/tool/data/scripts.csv comes back from the log as it stands in the file. */
static void names_of_the_world_come_back_to_the_letter(void **state)
{
    (void)state;
    struct em_buffer bytes = {0};
    struct table table;
    ROSTER(DATA "scripts.csv");
    tool_told(&importer.result, 0, "emarge's own, UTF-8, 12 rows");
    tool_told(&importer.result, 0, "12 entries were written");
    importer_load();
    assert_int_equal(importer.people_count, 12);
    assert_int_equal(em_file_read(DATA "scripts.csv", 1 << 20, &bytes, &importer.error), EM_OK);
    assert_int_equal(table_read(&table, bytes.data, bytes.size, &importer.error), EM_OK);
    for (size_t i = 1; i < table.count; i++) {
        char **cells = table.rows[i].cells;
        const struct delegate *person = importer_named(cells[1]);
        assert_string_equal(person->role, cells[2]);
        assert_string_equal(person->government, cells[3]);
        assert_string_equal(person->country, cells[4]);
        assert_string_equal(person->email, cells[5]);
        assert_string_equal(person->sessions, cells[6]);
        assert_string_equal(person->code, "");
    }
    importer_forget();
    table_free(&table);
    em_buffer_free(&bytes);
}

/* --- each program's file --- */

struct expected {
    const char *name, *role, *government, *country, *email, *source, *code;
};

static void is_imported(const char *file, const char *said, const struct expected *expected,
                        size_t count)
{
    ROSTER(file);
    tool_told(&importer.result, 0, said);
    importer_load();
    assert_int_equal(importer.people_count, count);
    for (size_t i = 0; i < count; i++) {
        const struct delegate *person = importer_named(expected[i].name);
        assert_string_equal(person->role, expected[i].role);
        assert_string_equal(person->government, expected[i].government);
        assert_string_equal(person->country, expected[i].country);
        assert_string_equal(person->email, expected[i].email);
        assert_string_equal(person->code, expected[i].code);
        if (expected[i].source)
            assert_string_equal(person->source, expected[i].source);
    }
    importer_forget();
}
#define IMPORTED(file, said, expected)                                                             \
    is_imported(DATA file, said, expected, sizeof(expected) / sizeof *(expected))

static void as_pretix_writes_it(void **state)
{
    (void)state;
    static const struct expected expected[] = {
        {"Amina Nyambura", "", "County of Elgeyo Marakwet", "KE", "amina@example.org", NULL,
         "kz6d2mvw5h3qaxr9tpbe4ncg7fyu8sj2"},
        {"Kiprono Chebet", "", "County of Elgeyo Marakwet", "KE", "amina@example.org", NULL,
         "hv3s9qan5jx7uw2pd8kfzt4mre6bgyc3"},
        {"Élodie Dufrêne", "", "Ville d’Aubervent", "FR", "elodie@example.org", NULL,
         "d5yq8zrx2nwt7hk4cu9vbeja3mpf6sg4"}};
    IMPORTED("pretix.csv", "line 6: Élodie Dufrêne", expected);
}

static void as_pretix_writes_it_in_german_for_excel(void **state)
{
    (void)state;
    static const struct expected expected[] = {
        {"Jörg Müßigbrodt", "", "Stadt Großkönigsforst", "DE", "joerg@example.org", NULL,
         "t9w4e7kzqn2xh5rb8vcd3ymju6fap7sg"},
        {"Hélène O’Brien", "", "Irland – Büro", "CI", "helene@example.org", NULL,
         "n3x8b5vw9tq2zr7kd4hcymeu6jfap5sg"}};
    IMPORTED("pretix-de.csv", "pretix, windows-1252, 2 rows", expected);
}

static void as_indico_writes_it(void **state)
{
    (void)state;
    static const struct expected expected[] = {
        {"Nino Beridze", "Mayor", "City Hall of Mtatsminda", "GE", "nino@example.org", "indico:1",
         ""},
        {"Sukarjo", "", "Bojonegoro", "ID", "sukarjo@example.org", "indico:2", ""}};
    IMPORTED("indico.csv", "Withdrawn 1, Pending 1", expected);
}

static void as_indico_reads_it(void **state)
{
    (void)state;
    static const struct expected expected[] = {
        {"Nino Beridze", "Mayor", "City Hall of Mtatsminda", "", "nino@example.org",
         "indico-list:nino@example.org", ""},
        {"하늘 김", "시장", "서울특별시", "", "haneul@example.org",
         "indico-list:haneul@example.org", ""},
        {"Sukarjo", "", "Bojonegoro", "", "sukarjo@example.org", NULL, ""}};
    IMPORTED("indico-list.csv", "line 1: Nino Beridze", expected);
}

static void as_eventbrite_writes_it(void **state)
{
    (void)state;
    static const struct expected expected[] = {
        {"Layla al-Mansuri", "Councillor", "Municipality of Tunis-Sud", "TN", "layla@example.org",
         "eventbrite:770000001", "55100000177000000101"},
        {"João d’Araújo", "", "Câmara de Vila Nova", "BR", "joao@example.org",
         "eventbrite:770000002", "55100000277000000201"}};
    IMPORTED("eventbrite.csv", "Eventbrite, UTF-16LE, 3 rows", expected);
}

static void as_hi_events_writes_it(void **state)
{
    (void)state;
    static const struct expected expected[] = {
        {"Kari Ødegård", "", "", "", "kari@example.org", "hi.events:A-7K2QXW9", "A-7K2QXW9"}};
    IMPORTED("hi-events.csv", "Codes that could be guessed: 1.", expected);
}

static void short_codes_are_told_apart(void **state)
{
    (void)state;
    importer_list("id,name,code\n1,Ada,0042-001\n2,Bo,é42\n3,Cy,7\n4,Di,\n");
    ROSTER(importer.list);
    tool_told(&importer.result, 0, "Codes of fewer than 8 characters: 2.");
    tool_told(&importer.result, 0, "Of these, of fewer than 3: 1.");
    importer_list("id,name,code\n1,Ada,0042-001\n");
    ROSTER(importer.list);
    tool_told(&importer.result, 0, "1 rows");
    assert_null(strstr(importer.result.out, "of fewer than"));
}

static void any_other_by_maps(void **state)
{
    (void)state;
    importer_list("Prénom;Nom;Mairie;Pointure\nAda;Lee;Aubervent;38\n");
    ROSTER(importer.list);
    tool_said(&importer.result, 1, "list.csv:1: this header is of no program that emarge knows");
    assert_false(importer_has_store());
    ROSTER(importer.list, "--map", "Prénom=first", "--map=Nom=last", "--map", "Mairie=government");
    tool_told(&importer.result, 0, "not read: Pointure");
    importer_load();
    assert_string_equal(importer_named("Ada Lee")->government, "Aubervent");
    importer_forget();
}

#define TEST(function)                                                                             \
    cmocka_unit_test_setup_teardown(function, importer_set_up, importer_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(names_of_the_world_come_back_to_the_letter),
        TEST(as_pretix_writes_it),
        TEST(as_pretix_writes_it_in_german_for_excel),
        TEST(as_indico_writes_it),
        TEST(as_indico_reads_it),
        TEST(as_eventbrite_writes_it),
        TEST(as_hi_events_writes_it),
        TEST(short_codes_are_told_apart),
        TEST(any_other_by_maps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
