/* A list that comes again, and is not quite the same: other columns, codes that moved, another
 * order of rows, what was refused and is mended. Nobody becomes somebody else, and nothing that is
 * known is lost. */
#include "fake/importer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A list without a column says nothing about it. */
static void a_column_that_is_not_there_takes_nothing_away(void **state)
{
    (void)state;
    importer_list("id,name,role,government,country,email,sessions\n"
                  "1,Ada,Mayor,Elgeyo Marakwet,KE,ada@x.org,s1 s2\n");
    ROSTER(importer.list);
    importer_list("id,name\n1,Ada Lee\n");
    ROSTER(importer.list);
    tool_told(&importer.result, 0, "line 2: Ada Lee (name)\n");
    importer_load();
    const struct delegate *ada = importer_named("Ada Lee");
    assert_string_equal(ada->role, "Mayor");
    assert_string_equal(ada->government, "Elgeyo Marakwet");
    assert_string_equal(ada->country, "KE");
    assert_string_equal(ada->email, "ada@x.org");
    assert_string_equal(ada->sessions, "s1 s2");
    importer_list("id,name,role,sessions\n1,Ada Lee,,\n"); /* an empty cell does say something */
    ROSTER(importer.list);
    importer_load();
    assert_string_equal(importer_named("Ada Lee")->role, "");
    assert_string_equal(importer_named("Ada Lee")->sessions, "");
}

/* A badge that was declared void stays so: who got its code again would stand before the door. */
static void a_code_that_is_void_does_not_come_back(void **state)
{
    (void)state;
    static const char first[] = "id,name,code\n1,Ada,old-secret-of-ada-0001\n";
    importer_list(first);
    ROSTER(importer.list);
    importer_list("id,name,code\n1,Ada,new-secret-of-ada-0002\n");
    ROSTER(importer.list);
    int64_t size = importer_log_size();
    importer_list(first);
    ROSTER(importer.list);
    tool_said(&importer.result, 1, "list.csv:2:3: the badge with this code was declared void");
    assert_int_equal(importer_log_size(), size);
    assert_false(importer_revoked("new-secret-of-ada-0002"));
    importer_list("id,name,role,code\n1,Ada,Mayor,new-secret-of-ada-0002\n");
    ROSTER(importer.list);
    tool_told(&importer.result, 0, "line 2: Ada (role)\n");
}

static void codes_that_two_people_swapped_are_refused(void **state)
{
    (void)state;
    importer_list("id,name,code\n1,Ada,secret-of-one-0001\n2,Bo,secret-of-two-0002\n");
    ROSTER(importer.list);
    int64_t size = importer_log_size();
    importer_list("id,name,code\n1,Ada,secret-of-two-0002\n2,Bo,secret-of-one-0001\n");
    ROSTER(importer.list, "--skip-bad");
    tool_told(&importer.result, 1, "  refused           2\n");
    tool_said(&importer.result, 1, "list.csv:2:3: this code is on the badge of somebody else");
    assert_int_equal(importer_log_size(), size);
}

/* Of an order whose people have neither numbers nor codes, one who leaves or another order of rows
 * turns nobody into their neighbour, whose badge they would have. */
static void people_of_an_order_stay_themselves(void **state)
{
    (void)state;
    importer_list("Order code,Attendee name,Status\nABC,Ada,paid\nABC,Bo,paid\nABC,Cleo,paid\n");
    ROSTER(importer.list);
    tool_told(&importer.result, 0, "  new               3\n");
    importer_list(
        "Order code,Attendee name,Status\nABC,Cleo,paid\nABC,Bo,canceled\nABC,Ada,paid\n");
    ROSTER(importer.list);
    tool_told(&importer.result, 0, "  same              2\n");
    tool_told(&importer.result, 0, "There is nothing to write.");
    tool_said(&importer.result, 0, "list.csv:3: note: Bo was imported before");
}

/* Who cancelled one ticket and bought another comes: nobody is advised to make their badge void. */
static void who_comes_after_all_is_not_told_of(void **state)
{
    (void)state;
    importer_list(
        "ID,Name,Registration date,Registration state\n1,Ada,,Completed\n2,Bo,,Completed\n");
    ROSTER(importer.list);
    importer_list(
        "ID,Name,Registration date,Registration state\n1,Ada,,Withdrawn\n1,Ada,,Completed\n"
        "2,Bo,,Withdrawn\n");
    ROSTER(importer.list);
    assert_null(strstr(importer.result.err, "Ada"));
    tool_said(&importer.result, 0, "list.csv:4: note: Bo was imported before");
}

/* Ids that were given anew, by row as it were: the badge goes with the id, so that is told. */
static void an_id_that_is_somebody_else_s_by_now_is_told(void **state)
{
    (void)state;
    importer_list("id,name,email\n1,Ada,ada@x.org\n2,Bo,bo@x.org\n3,Cleo,cleo@x.org\n");
    ROSTER(importer.list);
    importer_list("id,name,email\n1,Zoe,zoe@x.org\n2,Bo Zed,bo@x.org\n3,Cleo,cleo@y.org\n");
    ROSTER(importer.list);
    tool_said(&importer.result, 0, "list.csv:2: note: this id was that of Ada.");
    assert_null(strstr(importer.result.err, "list.csv:3"));
    assert_null(strstr(importer.result.err, "list.csv:4"));
    importer_list("id,name\n1,Yan\n"); /* of another list, say, that has the same ids */
    ROSTER(importer.list);
    tool_said(&importer.result, 0, "list.csv:2: note: this id was that of Zoe.");
}

static void what_was_refused_comes_with_the_mended_file(void **state)
{
    (void)state;
    importer_list("id,name,country\n1,Ada,KE\n2,Bo,Atlantis\n");
    ROSTER(importer.list, "--skip-bad");
    tool_told(&importer.result, 1, "1 entry was written.");
    importer_list("id,name,country\n2,Bo,FR\n1,Ada,KE\n");
    ROSTER(importer.list);
    tool_told(&importer.result, 0, "  new               1\n    line 2: Bo\n");
    tool_told(&importer.result, 0, "  same              1\n");
    assert_null(strstr(importer.result.out, "elsewhere"));
}

/* The words of a state are those of any program, in a table of one's own too. */
static void a_mapped_state_is_understood(void **state)
{
    (void)state;
    importer_list("Nom,Etat\nAda,payé\nBo,annulé\n");
    ROSTER(importer.list, "--map", "Nom=name", "--map", "Etat=state");
    tool_told(&importer.result, 0, "  new               1\n    line 2: Ada\n");
    tool_told(&importer.result, 0, "  not coming        1  annulé 1\n");
    importer_list("Nom,Etat\nCy,peut-être\nDi,pending\n"); /* to one program she comes */
    ROSTER(importer.list, "--map", "Nom=name", "--map", "Etat=state");
    tool_said(&importer.result, 1, "list.csv:2:2: “peut-être” says neither");
    tool_said(&importer.result, 1, "list.csv:3:2: “pending” says neither");
}

#define TEST(function)                                                                             \
    cmocka_unit_test_setup_teardown(function, importer_set_up, importer_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_column_that_is_not_there_takes_nothing_away),
        TEST(a_code_that_is_void_does_not_come_back),
        TEST(codes_that_two_people_swapped_are_refused),
        TEST(people_of_an_order_stay_themselves),
        TEST(who_comes_after_all_is_not_told_of),
        TEST(an_id_that_is_somebody_else_s_by_now_is_told),
        TEST(what_was_refused_comes_with_the_mended_file),
        TEST(a_mapped_state_is_understood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
