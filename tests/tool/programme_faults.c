/* What a programme that is not as it should be is told: the place and the remedy of each fault; and
 * files that mean harm. */
#include "fake/reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct reading reading;

#define TEST(name)                    cmocka_unit_test_prestate_setup_teardown(name, NULL, reading_tear_down, &reading)
#define text_is(form, text, expected) reading_text_is(&reading, form, text, expected)
#define text_is_refused(form, text, sentence)                                                      \
    reading_text_is_refused(&reading, form, text, sentence)

/* -- Faults -- */

static void faults_of_a_table(void **state)
{
    (void)state;
    text_is("emarge",
            "id;title;start;end;capacity;emargement\n"
            "a;A;2016-12-09T10:45;2016-12-09T09:00;;\n"
            "b;B;2016-12-09;2016-12-09T09:00;;\n"
            "c;C;2016-12-09;;many;\n"
            "d;D;2016-12-09;;;oui\n"
            ";E;2016-12-09;;;\n"
            "f;;2016-12-09;;;\n"
            "g;G;2016-12-09;;;;\n"
            ";;;;;\n"
            "h;H;2016-12-09T10:00;2017-02-09T10:00;;\n"
            "i;I;2016-12-09;;;no\n"
            "I;Again;2016-12-10;;;\n"
            "j;J;2016-12-09;2016-12-08;;\n",
            "i|I|||2016-12-08T23:00|2016-12-09T23:00|day|0\n"
            "2,4 “A”: it ends before it begins. Mend its start or its end.\n"
            "3,4 This is no end of the sort of the start. Write both as 2016-12-09T12:00 or both "
            "as 2016-12-09, or leave the end empty.\n"
            "4,5 This is no number of persons. Write one of at most 999999, or leave it empty.\n"
            "5,6 Write “yes” if delegates sign at the door, else “no”.\n"
            "6,0 “E”: it has no id. Give it one that stays: the next import knows it again by "
            "that.\n"
            "7,0 “f”: it has no title. Give it one.\n"
            "8,7 Here is a field more than the first line has. A text with a “;” in it stands "
            "between quotation marks.\n"
            "10,4 “H”: it lasts more than a month. Mend its start or its end, or make a session "
            "of each day.\n"
            "12,0 “Again”: its id, i, is that of “I” too. Give each an id of its own.\n"
            "13,4 “J”: it ends before it begins. Mend its start or its end.\n");
    text_is("emarge", "id,title,start,romm,id\na,A,2016-12-09,Salon,\n",
            "a|A|||2016-12-08T23:00|2016-12-09T23:00|day|0\n"
            "1,4 There is no column “romm”, or it is there twice. The columns are id, start, end, "
            "room, format, title, capacity and emargement.\n"
            "1,5 There is no column “id”, or it is there twice. The columns are id, start, end, "
            "room, format, title, capacity and emargement.\n");
    text_is_refused("emarge", "id,title\na,A\n", "no column “start”");
    text_is_refused("emarge", "", "no column “id”");
    text_is_refused("emarge", "id,title,start\na,\"A\n", "Line 2");
}

static void long_names(void **state)
{
    (void)state;
    struct em_buffer text = {0};
    em_buffer_text(&text, "id,start,title\na,2016-12-09,");
    for (int i = 0; i < 133; i++)
        em_buffer_text(&text, "데");
    em_buffer_text(&text, "\nb,2016-12-09,");
    for (int i = 0; i < 134; i++)
        em_buffer_text(&text, "데");
    em_buffer_text(&text, "\n");
    assert_int_equal(reading_read(&reading, reading_form("emarge"), text.data, text.size), EM_OK);
    assert_int_equal(reading.programme.count, 1);
    assert_int_equal(strlen(reading.programme.sessions[0].title), 399);
    assert_int_equal(reading.faults.count, 1);
    assert_non_null(strstr(reading.faults.items[0].text, "its title is longer"));
    em_buffer_free(&text);
}

#define EVENT(inner)                                                                               \
    "<schedule>\n<day date='2016-12-09'><room name='R'>\n<event id='a'>" inner                     \
    "</event></room></day></schedule>"

static void faults_of_xml(void **state)
{
    (void)state;
#define NO_START                                                                                   \
    "its date and start do not say when it begins, or there is no such hour because clocks are "   \
    "put forward. Write a date such as 2016-12-09T10:45:00+01:00.\n"
    text_is("schedule.xml", EVENT("<title>A</title>"), "3,0 “A”: " NO_START);
    text_is("schedule.xml", EVENT("<title>A</title><start>25:00</start>"), "3,0 “A”: " NO_START);
    text_is("schedule.xml", EVENT("<title>A</title><start>10:00</start><duration>1h</duration>"),
            "3,0 “A”: its duration is none. Write hours and minutes: 01:30.\n");
    text_is("schedule.xml", EVENT("<start>10:00</start>"),
            "3,0 “a”: it has no title. Give it one.\n");
    text_is("schedule.xml", EVENT("<title>A</title><start>10:00</start>") "<!-- end -->",
            "a|A|R||2016-12-09T09:00|||0\n");
    text_is_refused("schedule.xml", "<schedule>\n<day>\n</schedule>", "Line 3, column ");
    text_is_refused("schedule.xml", "<schedule>", "Line 1, column 11");
    text_is_refused("schedule.xml", "", "XML");
    text_is_refused("schedule.xml",
                    "<?xml version='1.0' encoding='SHIFT_JIS'?><schedule>\xFD\xFE</schedule>",
                    "no well-formed XML");
    text_is_refused("schedule.xml", "<html><schedule/></html>", "outermost element");
}

/* What swells, what is fetched and what is nested without end is refused, not tried. */
static void xml_that_attacks(void **state)
{
    (void)state;
    text_is_refused("schedule.xml",
                    "<?xml version='1.0'?>\n<!DOCTYPE lolz [\n<!ENTITY a 'ha'>\n"
                    "<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>\n<!ENTITY c '&b;&b;&b;&b;&b;&b;'>\n"
                    "<!ENTITY d '&c;&c;&c;&c;&c;&c;'>\n]><schedule><day><room><event id='x'>"
                    "<title>&d;&d;</title></event></room></day></schedule>",
                    "Line 2: the file has a DOCTYPE");
    text_is_refused("schedule.xml", "<!DOCTYPE schedule SYSTEM 'file:///etc/passwd'><schedule/>",
                    "DOCTYPE");
    text_is_refused(
        "schedule.xml",
        "<!DOCTYPE s [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><schedule>&x;</schedule>",
        "DOCTYPE");
    text_is_refused("schedule.xml", EVENT("<title>&unknown;</title>"), "well-formed");
    struct em_buffer deep = {0};
    em_buffer_text(&deep, "<schedule>");
    for (int i = 0; i < 100000; i++)
        em_buffer_text(&deep, "<a>");
    text_is_refused("schedule.xml", deep.data, "well-formed");
    em_buffer_free(&deep);
}

#define JSON(event)                                                                                \
    "{\"schedule\":{\"conference\":{\"days\":[{\"date\":\"2016-12-09\",\"rooms\":{\"R\":[" event   \
    "]}}]}}}"

static void faults_of_json(void **state)
{
    (void)state;
    text_is("schedule.json", JSON("7"),
            "0,0 In room “R” of 2016-12-09 stands something that is no event. Export the file "
            "anew.\n");
    text_is("schedule.json", JSON("{\"id\":1,\"start\":\"10:00\"}"),
            "0,0 “1”: it has no title. Give it one.\n");
    text_is("schedule.json",
            JSON("{\"id\":1,\"start\":\"10:00\",\"title\":\"A\"},"
                 "{\"guid\":\"1\",\"start\":\"11:00\",\"title\":\"B\"}"),
            "1|A|R||2016-12-09T09:00|||0\n"
            "0,0 “B”: its id, 1, is that of “A” too. Give each an id of its own.\n");
    text_is_refused("schedule.json", "{\"schedule\":\n{\"a\":1,}}", "Line 2, column 8");
    text_is_refused("schedule.json", "{\"schedule\":{\"conference\":{\"days\":7}}}", "no days");
    text_is_refused("schedule.json", "\xFF\xFE{\0", "no JSON");
    struct em_buffer deep = {0};
    for (int i = 0; i < 100000; i++)
        em_buffer_text(&deep, "[");
    text_is_refused("schedule.json", deep.data, "no JSON");
    em_buffer_free(&deep);
}

/* -- Calendars -- */

#define CALENDAR(lines)                                                                            \
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:A\n" lines "END:VEVENT\nEND:VCALENDAR\n"
#define START "DTSTART;TZID=Europe/Paris:20161209T104500\n"

static void what_repeats(void **state)
{
    (void)state;
    text_is("iCalendar", CALENDAR(START "DURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=FR,SA;COUNT=3\n"),
            "a-20161209t094500z|A|||2016-12-09T09:45|2016-12-09T10:45||0\n"
            "a-20161210t094500z|A|||2016-12-10T09:45|2016-12-10T10:45||0\n"
            "a-20161216t094500z|A|||2016-12-16T09:45|2016-12-16T10:45||0\n");
    /* UNTIL is an instant in UTC, at which the last one still begins; a date means all of its day.
     */
    text_is("iCalendar", CALENDAR(START "RRULE:FREQ=DAILY;UNTIL=20161210T094500Z\n"),
            "a-20161209t094500z|A|||2016-12-09T09:45|||0\n"
            "a-20161210t094500z|A|||2016-12-10T09:45|||0\n");
    text_is("iCalendar", CALENDAR(START "RRULE:FREQ=DAILY;INTERVAL=2;UNTIL=20161211\n"),
            "a-20161209t094500z|A|||2016-12-09T09:45|||0\n"
            "a-20161211t094500z|A|||2016-12-11T09:45|||0\n");
    text_is("iCalendar", CALENDAR("DTSTART;VALUE=DATE:20161209\nRRULE:FREQ=DAILY;COUNT=2\n"),
            "a-20161209|A|||2016-12-08T23:00|2016-12-09T23:00|day|0\n"
            "a-20161210|A|||2016-12-09T23:00|2016-12-10T23:00|day|0\n");
}

static void what_repeats_too_much(void **state)
{
    (void)state;
#define NOT_UNDERSTOOD                                                                               \
    "2,0 “A”: it repeats in a way that is not understood: only every so many days or weeks is. " \
    "Make an event of each time.\n"
    text_is("iCalendar", CALENDAR(START "RRULE:FREQ=MONTHLY;COUNT=2\n"), NOT_UNDERSTOOD);
    text_is("iCalendar", CALENDAR(START "RRULE:FREQ=DAILY;BYHOUR=9,10;COUNT=2\n"), NOT_UNDERSTOOD);
    text_is("iCalendar", CALENDAR(START "RDATE:20161210T094500Z\nRRULE:FREQ=DAILY;COUNT=2\n"),
            NOT_UNDERSTOOD);
    text_is("iCalendar", CALENDAR(START "RRULE:FREQ=DAILY\n"),
            "2,0 “A”: it repeats without end. Give it a last day (UNTIL) or a number of times "
            "(COUNT).\n");
    assert_int_equal(reading_read(&reading, reading_form("iCalendar"),
                                  CALENDAR(START "RRULE:FREQ=DAILY;COUNT=9999\n"),
                                  strlen(CALENDAR(START "RRULE:FREQ=DAILY;COUNT=9999\n"))),
                     EM_OK);
    assert_non_null(strstr(reading.faults.items[0].text, "more than 400 times"));
}

static void faults_of_a_calendar(void **state)
{
    (void)state;
#define NO_TIME                                                                                     \
    "2,0 “A”: its start is no time, of a time zone that the file does not explain, or an hour " \
    "that is left out when clocks are put forward. Mend it.\n"
#define LOST "2,0 “A”: its start, its end or how it repeats cannot be read. Mend that line.\n"
    text_is("iCalendar", CALENDAR("DTSTART;TZID=Nowhere:20161209T104500\n"), NO_TIME);
    text_is("iCalendar", CALENDAR("DTSTART;VALUE=DATE:20161309\n"), NO_TIME);
    text_is("iCalendar", CALENDAR("DTSTART;TZID=Europe/Paris:20170326T023000\n"), NO_TIME);
    text_is("iCalendar", CALENDAR(""), LOST);
    text_is("iCalendar", CALENDAR(START "DTEND:soon\n"), LOST);
    text_is("iCalendar", CALENDAR(START "RRULE:FREQ=OFTEN\n"), LOST);
    text_is("iCalendar", CALENDAR(START "DTEND;VALUE=DATE:20161210\n"),
            "2,0 “A”: of its start and its end, one has a time and the other none. Give both "
            "one.\n");
    text_is("iCalendar", CALENDAR(START "DTEND:20161209T090000Z\n"),
            "2,0 “A”: it ends before it begins. Mend its start or its end.\n");
    text_is("iCalendar", CALENDAR(START "DURATION:-PT1H\n"),
            "2,0 “A”: its duration is none that a session has. Mend it.\n");
    text_is("iCalendar", CALENDAR("DTSTART;VALUE=DATE:20161209\nDURATION:PT1H\n"),
            "2,0 “A”: it begins on a day without a time, and lasts hours. Give it a time.\n");
    text_is("iCalendar",
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:A\n" START "END:VEVENT\nEND:VCALENDAR\n",
            "2,0 “A”: it has no id. Give it one that stays: the next import knows it again by "
            "that.\n");
    text_is_refused("iCalendar", "BEGIN:VCALENDAR\nSUMMARY:\xE9t\xE9\nEND:VCALENDAR\n",
                    "Line 2, column 9: the text is not UTF-8");
    text_is_refused("iCalendar", "Dear all,\n", "no calendar");
    text_is_refused("iCalendar", "BEGIN:VEVENT\nUID:a\nEND:VEVENT\n", "no calendar");
    text_is("iCalendar", CALENDAR("DTSTART:20161209T104500Z\n") CALENDAR(""),
            "a|A|||2016-12-09T10:45|||0\n"
            "9,0 “A”: its start, its end or how it repeats cannot be read. Mend that line.\n");
}

/* Taking apart what is nested a hundred thousand deep would overflow the stack; folded lines are
 * seen through. */
static void calendars_that_attack(void **state)
{
    (void)state;
    struct em_buffer deep = {0};
    for (int i = 0; i < 100000; i++)
        em_buffer_text(&deep, "BEG\n IN:VEVENT\n");
    text_is_refused("iCalendar", deep.data, "Line 17: components are nested too deep");
    deep.size = 0;
    for (int i = 0; i < 100000; i++)
        em_buffer_text(&deep, "\n \n  begin;x=1:VEVENT\n");
    text_is_refused("iCalendar", deep.data, "nested too deep");
    em_buffer_free(&deep);
    text_is_refused("iCalendar", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n",
                    "The file ends within VEVENT");
    text_is_refused("iCalendar", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n",
                    "Line 3: a component ends here");
    text_is_refused("iCalendar", "BEGIN:VCALENDAR\nEND:VCALENDAR\nend:VEVENT\n",
                    "Line 3: a component ends here");
    text_is("iCalendar",
            "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Z\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
            "RRULE:FREQ=SECONDLY\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nEND:STANDARD\n"
            "END:VTIMEZONE\nBEGIN:VEVENT\nUID:a\nSUMMARY:A\nDTSTART;TZID=Z:20161209T104500\n"
            "END:VEVENT\nEND:VCALENDAR\n",
            "11,0 “A”: its start is no time, of a time zone that the file does not explain, or an "
            "hour that is left out when clocks are put forward. Mend it.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(faults_of_a_table),     TEST(long_names),           TEST(faults_of_xml),
        TEST(xml_that_attacks),      TEST(faults_of_json),       TEST(what_repeats),
        TEST(what_repeats_too_much), TEST(faults_of_a_calendar), TEST(calendars_that_attack),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
