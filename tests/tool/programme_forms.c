/* Programmes as other programs write them, and what each becomes. */
#include "fake/reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct reading reading;

#define TEST(name)                    cmocka_unit_test_prestate_setup_teardown(name, NULL, reading_tear_down, &reading)
#define text_is(form, text, expected) reading_text_is(&reading, form, text, expected)

/* -- What each form becomes -- */

static void own_csv(void **state)
{
    (void)state;
    reading_file_is(
        &reading, EM_TESTS "/tool/data/programme.csv", "emarge",
        "ouverture|Ouverture, mot d’accueil|Grand "
        "Salon|conference|2017-03-25T08:30|2017-03-25T10:00|signed|300\n"
        "nuit|Nuit blanche des données|Grand Salon|lecture|2017-03-25T22:30|2017-03-25T23:30||0\n"
        "eau|Eau potable et budgets|Atelier 2|workshop|2017-03-26T00:00|2017-03-26T03:00||20\n"
        "cloture|Clôture|Grand Salon|pitch|2017-03-26T08:00|||0\n"
        "ville|La ville ouverte||external|2017-03-24T23:00|2017-03-26T22:00|day|0\n"
        "jardin|Jardin|||2017-03-25T23:00|2017-03-26T22:00|day|0\n");
}

#define SCHEDULE(capacity)                                                                         \
    "5f0c3a0d-2b1e-4c6f-8a9b-7c6d5e4f3021|Ouverture & mot d’accueil|Grand Salon|conference|"     \
    "2017-03-25T08:30|2017-03-25T10:00||" capacity "\n"                                            \
    "13|Nuit blanche des données|Grand Salon|lecture|2017-03-25T22:30|2017-03-25T23:30||" capacity \
    "\n"                                                                                           \
    "14|Eau <potable> et budgets|Atelier 2|workshop|2017-03-26T00:00|2017-03-26T03:00||0\n"        \
    "15|Clôture|Grand Salon||2017-03-26T08:00|||" capacity "\n"

/* Its third event lies behind midnight of a night that has three hours before dawn, not four. */
static void schedule_xml(void **state)
{
    (void)state;
    reading_file_is(&reading, EM_TESTS "/tool/data/schedule.xml", "schedule.xml", SCHEDULE("0"));
}

static void schedule_json(void **state)
{
    (void)state;
    reading_file_is(&reading, EM_TESTS "/tool/data/schedule.json", "schedule.json",
                    SCHEDULE("300"));
}

static void calendar(void **state)
{
    (void)state;
    reading_file_is(
        &reading, EM_TESTS "/tool/data/programme.ics", "iCalendar",
        "ouverture-exemple-invalid-1ca3df3f|Ouverture, mot d’accueil|Grand Salon|conference|"
        "2017-03-25T08:30|2017-03-25T10:00||0\n"
        "nuit-exemple-invalid-1b0127d3|Nuit blanche des données|||2017-03-25T22:30|"
        "2017-03-26T03:30||0\n"
        "cloture|Clôture|||2017-03-26T08:00|||0\n"
        "flottant|Sans fuseau|||2017-03-26T06:00|2017-03-27T06:30||0\n"
        "ville|La ville ouverte||external|2017-03-24T23:00|2017-03-26T22:00|day|0\n"
        "cafe-20170324t073000z|Café|||2017-03-24T07:30|2017-03-24T08:00||0\n"
        "cafe-20170327t063000z|Café|||2017-03-27T06:30|2017-03-27T07:00||0\n"
        "cafe-20170326t063000z|Café tardif|||2017-03-26T08:00|2017-03-26T08:30||0\n"
        "58,0 remark: “Annulée pour pluie” is cancelled there, so it is left out.\n");
}

/* The Paris event's: what was announced, no end and no room that was not. */
static void paris(void **state)
{
    (void)state;
    reading_file_is(
        &reading, EM_SHARE "/events/ogp-paris-2016/programme.csv", "emarge",
        "actions-collectives-8|Sessions dédiées aux actions collectives|||2016-12-07T23:00|"
        "2016-12-08T23:00|day|0\n"
        "actions-collectives-9|Sessions dédiées aux actions collectives|||2016-12-08T23:00|"
        "2016-12-09T23:00|day|0\n"
        "signature|Signature de la Déclaration des gouvernements locaux|Hôtel de Ville||"
        "2016-12-09T09:45|||0\n"
        "territoires|Gouvernement Ouvert et territoires|||2016-12-09T13:00|||0\n");
}

/* -- Times -- */

/* Clocks are put forward at 2 on the 26th of March 2017 in Paris, and back at 3 on the 29th of
 * October. */
static void clocks_that_change(void **state)
{
    (void)state;
    text_is("emarge",
            "id,title,start,end\n"
            "a,Spring,2017-03-26T01:30,2017-03-26T03:30\n"
            "b,Autumn,2017-10-29T01:30,2017-10-29T03:30\n"
            "c,Nowhen,2017-03-26T02:30,\n"
            "d,Day,2017-10-29,\n",
            "a|Spring|||2017-03-26T00:30|2017-03-26T01:30||0\n"
            "b|Autumn|||2017-10-28T23:30|2017-10-29T02:30||0\n"
            "d|Day|||2017-10-28T22:00|2017-10-29T23:00|day|0\n"
            "4,3 This is no start, or an hour that is left out when clocks are put forward. Write "
            "2016-12-09T10:45, or 2016-12-09 for a whole day.\n");
}

/* An end that is the start is none. */
static void nothing_lasts_no_time(void **state)
{
    (void)state;
    text_is("emarge", "id,title,start,end\na,A,2016-12-09T10:45,2016-12-09T10:45\n",
            "a|A|||2016-12-09T09:45|||0\n");
    text_is("schedule.xml",
            "<schedule><day date='2016-12-09'><room name='R'><event id='a'><title>A</title>"
            "<start>10:45</start><duration>00:00</duration></event></room></day></schedule>",
            "a|A|R||2016-12-09T09:45|||0\n");
    text_is("iCalendar",
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:A\nDTSTART:20161209T094500Z\n"
            "DTEND:20161209T094500Z\nEND:VEVENT\nEND:VCALENDAR\n",
            "a|A|||2016-12-09T09:45|||0\n");
}

static void moments(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool good;
    } cases[] = {
        {"2016-12-09", true},
        {"2016-12-09T10:45", true},
        {"2016-12-09 10:45:59", true},
        {"2016-12-09T10:45:00.123456+01:00", true},
        {"2016-12-09T10:45Z", true},
        {"2016-12-09T10:45-0330", true},
        {"2016-02-29", true},
        {"2017-02-29", false},
        {"2016-00-09", false},
        {"2016-13-09", false},
        {"2016-12-00", false},
        {"2016-12-09T24:00", false},
        {"2016-12-09T10:60", false},
        {"2016-12-09T10:45+99:00", false},
        {"2016-12-09T10:45:00.", false},
        {"2016-12-09T", false},
        {"2016-12-9", false},
        {"9/12/2016", false},
        {"1969-12-31T10:00Z", false},
        {"2016-12-09T10:45Zulu", false},
        {"", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = em_format("id,title,start\na,A,%s\n", cases[i].text);
        assert_int_equal(reading_read(&reading, reading_form("emarge"), text, strlen(text)), EM_OK);
        if (reading.programme.count != cases[i].good || reading.faults.count == cases[i].good)
            fail_msg("“%s”", cases[i].text);
        free(text);
    }
}

/* -- Which form a file has -- */

static void each_file_has_one_form(void **state)
{
    (void)state;
    static const struct {
        const char *text, *form;
    } cases[] = {
        {"id,start,title\n", "emarge"},
        {"\xEF\xBB\xBFTitle;START;id\r\nx;y;z\r\n", "emarge"},
        {"id\tstart\ttitle\n\"", "emarge"},
        {"<?xml version='1.0'?><schedule/>", "schedule.xml"},
        {"\xEF\xBB\xBF {\"schedule\": {}}", "schedule.json"},
        {"BEGIN:VCALENDAR\r\n", "iCalendar"},
        {"", NULL},
        {"Order code,Attendee name\n", NULL},
        {"{\"events\": []}", NULL},
        {"<html/>", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct programme_form *form = reading_form_of(cases[i].text, strlen(cases[i].text));
        if (!form || !cases[i].form)
            assert_true(!form && !cases[i].form);
        else
            assert_string_equal(form->name, cases[i].form);
    }
}

/* Spreadsheets save "Unicode text" so. */
static void utf16(void **state)
{
    (void)state;
    static const char text[] = "id\tstart\ttitle\na\t2016-12-09\tA\n";
    char wide[2 * sizeof text] = "\xFF\xFE";
    for (size_t i = 0; i + 1 < sizeof text; i++) {
        wide[2 + 2 * i] = text[i];
        wide[3 + 2 * i] = '\0';
    }
    assert_ptr_equal(reading_form_of(wide, sizeof wide), reading_form("emarge"));
    assert_int_equal(reading_read(&reading, reading_form("emarge"), wide, sizeof wide), EM_OK);
    assert_string_equal(reading_listed(&reading),
                        "a|A|||2016-12-08T23:00|2016-12-09T23:00|day|0\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(own_csv),
        TEST(schedule_xml),
        TEST(schedule_json),
        TEST(calendar),
        TEST(paris),
        TEST(clocks_that_change),
        TEST(nothing_lasts_no_time),
        TEST(moments),
        TEST(each_file_has_one_form),
        TEST(utf16),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
