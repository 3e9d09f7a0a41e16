/* `emarge import`: what a plan says, what is written of it, what a later version changes, and that
 * the same file again changes nothing. */
#include "core/file.h"
#include "core/memory.h"
#include "fake/importer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* --- plans --- */

static void a_plan_writes_nothing(void **state)
{
    (void)state;
    ROSTER(DATA "pretix.csv", "--dry-run");
    tool_told(&importer.result, 0, "This was the plan; nothing was written.");
    tool_told(&importer.result, 0, "  new               3\n");
    assert_false(importer_has_store());
    ROSTER(DATA "pretix.csv");
    int64_t size = importer_log_size();
    ROSTER(DATA "scripts.csv", "--dry-run");
    tool_told(&importer.result, 0, "  new              12\n");
    tool_told(&importer.result, 0, "  elsewhere         3");
    assert_int_equal(importer_log_size(), size);
}

static void the_same_file_again_changes_nothing(void **state)
{
    (void)state;
    static const char *const files[] = {
        DATA "scripts.csv",     DATA "pretix.csv",     DATA "pretix-de.csv", DATA "indico.csv",
        DATA "indico-list.csv", DATA "eventbrite.csv", DATA "hi-events.csv"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        ROSTER(files[i]);
        tool_told(&importer.result, 0, "written.");
        int64_t size = importer_log_size();
        ROSTER(files[i]);
        tool_told(&importer.result, 0, "There is nothing to write.");
        assert_null(strstr(importer.result.out, "  new "));
        assert_null(strstr(importer.result.out, "  changed "));
        assert_int_equal(importer_log_size(), size); /* not even that a log was opened */
    }
}

static void a_later_version_changes_whom_it_means(void **state)
{
    (void)state;
    importer_list(
        "id,name,role,country,email,code\n1,Ada Lee,Clerk,KE,ada@x.org,secret-of-ada-0001\n"
        "2,Bo Zed,,FR,,\n3,Cleo,,,,\n");
    ROSTER(importer.list);
    importer_load();
    char *ada = em_strdup(importer_named("Ada Lee")->id),
         *bo = em_strdup(importer_named("Bo Zed")->id);
    importer_list("id,name,role,country,email,code\n2,Bo Zed,,FR,,\n4,Dot,,,,\n"
                  "1,Ada Lovelace,Clerk,KE,ada@y.org,secret-of-ada-0001\n");
    ROSTER(importer.list);
    tool_told(&importer.result, 0, "  new               1\n    line 3: Dot\n");
    tool_told(&importer.result, 0,
              "  changed           1\n    line 4: Ada Lovelace (name, email)\n");
    tool_told(&importer.result, 0, "  same              1\n");
    tool_told(&importer.result, 0, "  elsewhere         1");
    tool_told(&importer.result, 0, "2 entries were written.");
    importer_load();
    assert_int_equal(importer.people_count, 4);
    assert_string_equal(importer_named("Ada Lovelace")->id, ada);
    assert_string_equal(importer_named("Ada Lovelace")->email, "ada@y.org");
    assert_string_equal(importer_named("Ada Lovelace")->code, "secret-of-ada-0001");
    assert_string_equal(importer_named("Bo Zed")->id, bo);
    assert_false(importer_revoked("secret-of-ada-0001"));
    importer_forget();
    free(ada);
    free(bo);
}

static void a_code_that_is_replaced_is_void(void **state)
{
    (void)state;
    importer_list("id,name,code\n1,Ada,old-secret-of-ada-0001\n");
    ROSTER(importer.list);
    importer_list("id,name,code\n1,Ada,new-secret-of-ada-0002\n");
    ROSTER(importer.list);
    tool_told(&importer.result, 0, "line 2: Ada (code)");
    assert_true(importer_revoked("old-secret-of-ada-0001"));
    assert_false(importer_revoked("new-secret-of-ada-0002"));
    importer_list("id,name,role\n1,Ada,Mayor\n"); /* a list without codes takes none away */
    ROSTER(importer.list);
    importer_load();
    assert_string_equal(importer_named("Ada")->code, "new-secret-of-ada-0002");
    assert_string_equal(importer_named("Ada")->role, "Mayor");
    importer_forget();
}

static void who_does_not_come_any_more_is_named(void **state)
{
    (void)state;
    importer_list(
        "ID,Name,Registration date,Registration state\n1,Ada,,Completed\n2,Bo,,Completed\n");
    ROSTER(importer.list);
    importer_list(
        "ID,Name,Registration date,Registration state\n1,Ada,,Withdrawn\n2,Bo,,Completed\n"
        "3,Cy,,Withdrawn\n");
    ROSTER(importer.list);
    tool_said(&importer.result, 0, "list.csv:2: note: Ada was imported before");
    assert_null(strstr(importer.result.err, "Cy"));
    tool_told(&importer.result, 0, "Withdrawn 2");
}

/* --- programmes --- */

static void programmes_are_planned_and_written_like_rosters(void **state)
{
    (void)state;
    static const char *const files[] = {DATA "programme.csv", DATA "programme.ics",
                                        DATA "schedule.json", DATA "schedule.xml"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        PROGRAMME(files[i], "--dry-run", "--skip-bad");
        tool_told(&importer.result, importer.result.code, "nothing was written.");
        PROGRAMME(files[i], "--skip-bad");
        tool_told(&importer.result, importer.result.code, "written.");
        int64_t size = importer_log_size();
        PROGRAMME(files[i], "--skip-bad");
        tool_told(&importer.result, importer.result.code, "There is nothing to write.");
        assert_int_equal(importer_log_size(), size);
    }
}

static void sessions_that_the_programme_has_not_are_told_once(void **state)
{
    (void)state;
    importer_list("id,start,title\nopening,2016-12-09 10:00,Opening\n");
    PROGRAMME(importer.list);
    importer_list("id,name,sessions\n1,Ada,opening openning\n2,Bo,openning\n3,Cy,\n");
    ROSTER(importer.list);
    tool_said(&importer.result, 0, "list.csv:2:3: note: the programme has no session “openning”");
    assert_null(strstr(importer.result.err, "list.csv:3"));
    assert_null(strstr(importer.result.err, "“opening”"));
}

static void a_session_that_moved_is_changed(void **state)
{
    (void)state;
    importer_list("id,title,room,start,end\ns1,Opening,Hall A,2016-12-09 10:00,2016-12-09 11:00\n"
                  "s2,Closing,Hall A,2016-12-09 17:00,2016-12-09 18:00\n");
    PROGRAMME(importer.list);
    tool_told(&importer.result, 0, "  new               2\n");
    importer_list("id,title,room,start,end\ns1,Opening,Hall B,2016-12-09 10:00,2016-12-09 11:00\n");
    PROGRAMME(importer.list);
    tool_told(&importer.result, 0, "  changed           1\n    s1: Opening (room)\n");
    tool_told(&importer.result, 0, "  elsewhere         1");
    PROGRAMME(importer.list, "--timezone", "Asia/Seoul", "--dry-run");
    tool_told(&importer.result, 0, "  changed           1\n    s1: Opening (start, end)\n");
    PROGRAMME(importer.list, "--timezone", "Asia/Atlantis");
    tool_said(&importer.result, 1, "There is no time zone “Asia/Atlantis”");
    PROGRAMME(importer.list, "--event", "/nowhere");
    tool_said(&importer.result, 1, "The event pack /nowhere");
    PROGRAMME(DATA "scripts.csv");
    assert_int_equal(importer.result.code, 1);
}

#define TEST(function)                                                                             \
    cmocka_unit_test_setup_teardown(function, importer_set_up, importer_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_plan_writes_nothing),
        TEST(the_same_file_again_changes_nothing),
        TEST(a_later_version_changes_whom_it_means),
        TEST(a_code_that_is_replaced_is_void),
        TEST(who_does_not_come_any_more_is_named),
        TEST(programmes_are_planned_and_written_like_rosters),
        TEST(sessions_that_the_programme_has_not_are_told_once),
        TEST(a_session_that_moved_is_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
