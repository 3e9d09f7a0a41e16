/* Programmes as other programs write them: what each becomes, and the place and the remedy of each
 * fault. */
#include "core/clock.h"
#include "core/file.h"
#include "import.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ZONE "Europe/Paris"

static const struct programme_form *const forms[] = {
#define PROGRAMME_FORM(name) &programme_form_##name,
#include "programme_forms.def"
#undef PROGRAMME_FORM
};
#define FORMS (sizeof forms / sizeof *forms)

/* What the last reading gave. */
static struct programme programme;
static struct import_faults faults;
static struct em_error error;
static struct em_buffer listing;

static void forget(void)
{
    programme_free(&programme);
    import_faults_free(&faults);
    em_buffer_free(&listing);
    error = (struct em_error){0};
}

static int tear_down(void **state)
{
    (void)state;
    forget();
    return 0;
}

static const struct programme_form *form_of(const char *bytes, size_t size)
{
    const struct programme_form *found = NULL;
    for (size_t i = 0; i < FORMS; i++)
        if (forms[i]->recognises(bytes, size)) {
            assert_null(found); /* one alone knows it */
            found = forms[i];
        }
    return found;
}

static enum em_status read_as(const struct programme_form *form, const char *bytes, size_t size)
{
    forget();
    return form->read(bytes, size, ZONE, &programme, &faults, &error);
}

static struct em_buffer file(const char *name)
{
    struct em_buffer bytes = {0};
    char *path = em_format("%s/tool/data/%s", EM_TESTS, name);
    if (em_file_read(path, 1 << 20, &bytes, &error) != EM_OK)
        fail_msg("%s", error.text);
    free(path);
    return bytes;
}

/* "id|title|room|format|start|end|whole day, signing|capacity", and the faults. */
static const char *listed(void)
{
    for (size_t i = 0; i < programme.count; i++) {
        const struct session *session = &programme.sessions[i];
        char start[EM_TIME_SIZE], end[EM_TIME_SIZE];
        em_time_format(session->start_us, start);
        em_time_format(session->end_us, end);
        em_buffer_format(&listing, "%s|%s|%s|%s|%.16s|%.16s|%s%s|%d\n", session->id, session->title,
                         session->room, session->format, start, session->end_us ? end : "",
                         session->whole_day ? "day" : "", session->emargement ? "signed" : "",
                         (int)session->capacity);
    }
    for (size_t i = 0; i < faults.count; i++)
        em_buffer_format(&listing, "%ld,%ld %s%s\n", faults.items[i].line, faults.items[i].column,
                         faults.items[i].remark ? "remark: " : "", faults.items[i].text);
    em_buffer_text(&listing, "");
    return listing.data;
}

static void file_is(const char *name, const char *form, const char *expected)
{
    struct em_buffer bytes = file(name);
    const struct programme_form *found = form_of(bytes.data, bytes.size);
    assert_non_null(found);
    assert_string_equal(found->name, form);
    if (read_as(found, bytes.data, bytes.size) != EM_OK)
        fail_msg("%s", error.text);
    assert_string_equal(listed(), expected);
    em_buffer_free(&bytes);
}

/* The one form whose name it is. */
static const struct programme_form *named(const char *name)
{
    for (size_t i = 0; i < FORMS; i++)
        if (strcmp(forms[i]->name, name) == 0)
            return forms[i];
    fail_msg("no form %s", name);
    return NULL;
}

/* The text is of this form, and this is all that it becomes. */
static void text_is(const char *form, const char *text, const char *expected)
{
    if (read_as(named(form), text, strlen(text)) != EM_OK)
        fail_msg("%s", error.text);
    assert_string_equal(listed(), expected);
}

static void text_is_refused(const char *form, const char *text, const char *sentence)
{
    assert_int_equal(read_as(named(form), text, strlen(text)), EM_INVALID);
    if (!strstr(error.text, sentence))
        fail_msg("“%s” is not in “%s”", sentence, error.text);
    assert_int_equal(programme.count, 0);
}

/* -- What each form becomes -- */

static void own_csv(void **state)
{
    (void)state;
    file_is(
        "programme.csv", "emarge",
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
    file_is("schedule.xml", "schedule.xml", SCHEDULE("0"));
}

static void schedule_json(void **state)
{
    (void)state;
    file_is("schedule.json", "schedule.json", SCHEDULE("300"));
}

static void calendar(void **state)
{
    (void)state;
    file_is("programme.ics", "iCalendar",
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
    struct em_buffer bytes = {0};
    assert_int_equal(
        em_file_read(EM_SHARE "/events/ogp-paris-2016/programme.csv", 1 << 20, &bytes, &error),
        EM_OK);
    text_is("emarge", bytes.data,
            "actions-collectives-8|Sessions dédiées aux actions collectives|||2016-12-07T23:00|"
            "2016-12-08T23:00|day|0\n"
            "actions-collectives-9|Sessions dédiées aux actions collectives|||2016-12-08T23:00|"
            "2016-12-09T23:00|day|0\n"
            "signature|Signature de la Déclaration des gouvernements locaux|Hôtel de Ville||"
            "2016-12-09T09:45|||0\n"
            "territoires|Gouvernement Ouvert et territoires|||2016-12-09T13:00|||0\n");
    em_buffer_free(&bytes);
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
        assert_int_equal(read_as(named("emarge"), text, strlen(text)), EM_OK);
        if (programme.count != cases[i].good || faults.count == cases[i].good)
            fail_msg("“%s”", cases[i].text);
        free(text);
    }
}

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
            "2,0 “A”: it ends before it begins. Mend its start or its end.\n"
            "3,4 This is no end of the sort of the start. Write both as 2016-12-09T12:00 or both "
            "as 2016-12-09, or leave the end empty.\n"
            "4,5 This is no number of persons. Write one of at most 999999, or leave it empty.\n"
            "5,6 Write “yes” if delegates sign at the door, else “no”.\n"
            "6,0 “E”: it has no id. Give it one that stays: the next import knows it again by "
            "that.\n"
            "7,0 “f”: it has no title. Give it one.\n"
            "8,7 Here is a field more than the first line has. A text with a “;” in it stands "
            "between quotation marks.\n"
            "10,0 “H”: it lasts more than a month. Mend its start or its end, or make a session "
            "of each day.\n"
            "12,0 “Again”: its id, i, is that of “I” too. Give each an id of its own.\n"
            "13,0 “J”: it ends before it begins. Mend its start or its end.\n");
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
    assert_int_equal(read_as(named("emarge"), text.data, text.size), EM_OK);
    assert_int_equal(programme.count, 1);
    assert_int_equal(strlen(programme.sessions[0].title), 399);
    assert_int_equal(faults.count, 1);
    assert_non_null(strstr(faults.items[0].text, "its title is longer"));
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
    assert_int_equal(read_as(named("iCalendar"), CALENDAR(START "RRULE:FREQ=DAILY;COUNT=9999\n"),
                             strlen(CALENDAR(START "RRULE:FREQ=DAILY;COUNT=9999\n"))),
                     EM_OK);
    assert_non_null(strstr(faults.items[0].text, "more than 400 times"));
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
        const struct programme_form *form = form_of(cases[i].text, strlen(cases[i].text));
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
    assert_ptr_equal(form_of(wide, sizeof wide), named("emarge"));
    assert_int_equal(read_as(named("emarge"), wide, sizeof wide), EM_OK);
    assert_string_equal(listed(), "a|A|||2016-12-08T23:00|2016-12-09T23:00|day|0\n");
}

#define TEST(name) cmocka_unit_test_teardown(name, tear_down)

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
        TEST(faults_of_a_table),
        TEST(long_names),
        TEST(faults_of_xml),
        TEST(xml_that_attacks),
        TEST(faults_of_json),
        TEST(what_repeats),
        TEST(what_repeats_too_much),
        TEST(faults_of_a_calendar),
        TEST(calendars_that_attack),
        TEST(each_file_has_one_form),
        TEST(utf16),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
