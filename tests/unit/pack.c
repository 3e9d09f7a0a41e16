#include "core/pack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

/* ---- a small good pack in memory, of which the tests break one thing ---- */

struct file {
    const char *path, *text;
};

static const struct file good[] = {
    {"event.ini", "; a comment\n"
                  "[event]\n"
                  "id = small\n"
                  "place = Paris\n"
                  "venue = Hôtel de Ville\n"
                  "hashtag = #TAG\n"
                  "timezone = Europe/Paris\n"
                  "starts = 2016-12-07\n"
                  "ends = 2016-12-09\n"
                  "languages = fr pt-BR\n"
                  "name.fr = Sommet\n"
                  "name.pt-BR = Cúpula; mundial\n"
                  "short_name.fr = S\n"
                  "[document charter]\n"
                  "original = fr\n"
                  "title.fr = Charte\n"
                  "title.pt-BR = Carta\n"},
    {"documents/charter/fr.md", "# Charte\n\nNous.\n"},
    {"documents/charter/pt-BR.md", "# Carta\n\nNós.\n"},
    {"notice/fr.md", "# Vos données\n"},
    {"notice/pt-BR.md", "# Seus dados\n"},
    {"governments.csv", "id,country,pioneer,fr,pt-BR\n"
                        "scotland,GB,yes,Écosse,Escócia\n"
                        "\"lima\",PE,no,\"Lima, \"\"la grise\"\"\",Lima\n"},
};

/* The good pack with the first `old` in the file at `path` made `new`; `old` NULL: the whole file,
 * and `new` NULL too: the file is missing. */
struct change {
    const char *path, *old, *new;
};

static const char *file_text(const char *path)
{
    for (size_t i = 0; i < LENGTH(good); i++)
        if (strcmp(good[i].path, path) == 0)
            return good[i].text;
    return NULL;
}

static enum em_status read_changed(void *context, const char *path, struct em_buffer *out,
                                   struct em_error *error)
{
    const struct change *change = context;
    const char *text = file_text(path);
    bool touched = strcmp(change->path, path) == 0;
    if (!text || (touched && !change->old && !change->new))
        return em_fail(error, EM_NOT_FOUND, "there is no such file. Make it.");
    if (!touched) {
        em_buffer_text(out, text);
        return EM_OK;
    }
    if (!change->old) {
        em_buffer_text(out, change->new);
        return EM_OK;
    }
    const char *place = strstr(text, change->old);
    assert_non_null(place); /* else the test breaks nothing */
    em_buffer_format(out, "%.*s%s%s", (int)(place - text), text, change->new,
                     place + strlen(change->old));
    return EM_OK;
}

static enum em_status load_changed(const struct change *change, struct event_pack **pack,
                                   struct pack_faults *faults)
{
    struct pack_source source = {read_changed, (void *)change};
    *faults = (struct pack_faults){0};
    return pack_load_from(pack, &source, faults);
}

static const struct change nothing = {"", NULL, NULL};

static void a_good_pack_is_read(void **state)
{
    (void)state;
    struct event_pack *pack;
    struct pack_faults faults;
    assert_int_equal(load_changed(&nothing, &pack, &faults), EM_OK);
    assert_int_equal(faults.count, 0);
    assert_string_equal(pack->id, "small");
    assert_string_equal(pack->venue, "Hôtel de Ville");
    assert_string_equal(pack->hashtag, "#TAG");
    assert_int_equal(pack->starts[0], 2016);
    assert_int_equal(pack->starts[1], 12);
    assert_int_equal(pack->starts[2], 7);
    assert_int_equal(pack->ends[2], 9);
    assert_int_equal(pack->idle_seconds, 90);
    assert_int_equal(pack->warning_seconds, 20);
    assert_int_equal(pack->recorded_seconds, 20);
    assert_true(pack->door_names);
    assert_int_equal(pack->door_opens_minutes, 30);
    assert_int_equal(pack_language(pack, "pt-BR"), 1);
    assert_int_equal(pack_language(pack, "en"), -1);
    assert_string_equal(pack->language_names[0], "Français");
    assert_string_equal(pack->language_names[1], "Português (Brasil)");
    assert_string_equal(pack->texts[0].short_name, "S");
    assert_string_equal(pack->texts[1].short_name, "Cúpula; mundial");
    assert_string_equal(pack->texts[1].notice->title, "Seus dados");
    assert_string_equal(pack->documents[0].titles[1], "Carta");
    assert_string_equal(pack->documents[0].texts[1]->language, "pt-BR");
    assert_int_equal(pack->government_count, 2);
    assert_string_equal(pack->governments[0].names[0], "Écosse");
    assert_string_equal(pack->governments[0].country, "GB");
    assert_true(pack->governments[0].pioneer);
    assert_false(pack->governments[1].pioneer);
    assert_string_equal(pack->governments[1].names[0], "Lima, \"la grise\"");
    pack_free(pack);
}

static void the_door_is_as_the_pack_says(void **state)
{
    (void)state;
    struct event_pack *pack;
    struct pack_faults faults;
    const struct change quiet = {"event.ini", "[document",
                                 "[door]\nnames = hide\nopens = 0\n[document"};
    assert_int_equal(load_changed(&quiet, &pack, &faults), EM_OK);
    assert_false(pack->door_names);
    assert_int_equal(pack->door_opens_minutes, 0);
    pack_free(pack);
}

#define LONG_100                                                                                   \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
    "aaaaaaaa"

/* One thing broken, and how the only fault begins. */
static const struct broken {
    struct change change;
    const char *fault;
} broken[] = {
    {{"event.ini", NULL, NULL}, "event.ini: there is no such file."},
    {{"event.ini", "small", "sm\xe9ll"}, "event.ini:3: the text is not UTF-8."},
    {{"event.ini", "small", "sm\x01ll"}, "event.ini:3: an invisible control character."},
    {{"event.ini", "small", "Small"}, "event.ini:3: `Small` cannot be the event's id."},
    {{"event.ini", "small", "-"}, "event.ini:3: `-` cannot be the event's id."},
    {{"event.ini", "small", LONG_100}, "event.ini:3: `aaaaa"},
    {{"event.ini", "small", LONG_100 LONG_100}, "event.ini:3: the line is longer than 199 bytes."},
    {{"event.ini", "id = small\n", ""}, "event.ini:2: `id` is missing in [event]."},
    {{"event.ini", "place = Paris", "place ="}, "event.ini:4: `place` is empty."},
    {{"event.ini", "Hôtel", "Hôtel ;"}, "event.ini:5: a semicolon behind a space"},
    {{"event.ini", "venue", " venue"}, "event.ini:5: the line begins with a space."},
    {{"event.ini", "#TAG", "TAG"}, "event.ini:6: `TAG` is not a hashtag."},
    {{"event.ini", "Europe/Paris", "Europe/Lutetia"}, "event.ini:7: there is no time zone"},
    {{"event.ini", "Europe/Paris", LONG_100 "aaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
     "event.ini:7: there is no time zone"}, /* 128 letters just fill the room for a name */
    {{"event.ini", "Europe/Paris", "GMT+2"}, "event.ini:7: there is no time zone `GMT+2`."},
    {{"event.ini", "2016-12-07", "7 December"}, "event.ini:8: `7 December` is not a day."},
    {{"event.ini", "2016-12-07", "2015-02-29"}, "event.ini:8: `2015-02-29` is not a day."},
    {{"event.ini", "2016-12-07", "2016-13-01"}, "event.ini:8: `2016-13-01` is not a day."},
    {{"event.ini", "2016-12-07", "2016-1--01"}, "event.ini:8: `2016-1--01` is not a day."},
    {{"event.ini", "2016-12-09", "2016-12-06"},
     "event.ini:9: the event ends (2016-12-06) before it starts (2016-12-07)."},
    {{"event.ini", "fr pt-BR", "fr pt-BR francais"}, "event.ini:10: `francais` is not a language."},
    {{"event.ini", "fr pt-BR", "fr pt-BR qq"}, "event.ini:10: `qq` is not a language."},
    {{"event.ini", "fr pt-BR", "fr pt-BR PT-br"},
     "event.ini:10: `PT-br` is not how the language is written. Write `pt-BR`."},
    {{"event.ini", "fr pt-BR", "fr pt-BR fr"}, "event.ini:10: the language `fr` is listed twice."},
    {{"event.ini", "name.fr = Sommet\n", ""}, "event.ini:2: `name.fr` is missing in [event]."},
    {{"event.ini", "short_name.fr", "name.fr"},
     "event.ini:13: `name.fr` stands a second time; the "
     "first is in line 11."},
    {{"event.ini", "short_name.fr", "short.fr"},
     "event.ini:13: there is no key `short.fr` in [event]."},
    {{"event.ini", "short_name.fr = S", "words"},
     "event.ini:13: this is neither a key nor a section."},
    {{"event.ini", "[document", "[times]\n[document"}, "event.ini:14: a section without keys."},
    {{"event.ini", "[document", "[times]\nidle = 9\n[document"},
     "event.ini:15: `9` is not good for `idle`."},
    {{"event.ini", "[document", "[times]\nwarning = 1m\n[document"},
     "event.ini:15: `1m` is not good"},
    {{"event.ini", "[document", "[door]\nopens = 1441\n[document"},
     "event.ini:15: `1441` is not good for `opens`. Write minutes"},
    {{"event.ini", "[document", "[door]\nopens = -1\n[document"}, "event.ini:15: `-1` is not good"},
    {{"event.ini", "[document", "[door]\nnames = no\n[document"},
     "event.ini:15: `no` is not good for `names`. Write show or hide."},
    {{"event.ini", "[document", "[venues]\nx = y\n[document"},
     "event.ini:15: there is no key `x` in [venues]."},
    {{"event.ini", "document charter", "document ../charter"},
     "event.ini:14: `../charter` cannot be a document's id."},
    {{"event.ini", "original = fr", "original = en"}, "event.ini:15: the original's language `en`"},
    {{"event.ini", "title.fr = Charte\n", ""}, "event.ini:14: `title.fr` is missing"},
    {{"documents/charter/pt-BR.md", NULL, NULL},
     "documents/charter/pt-BR.md: there is no such file."},
    {{"documents/charter/fr.md", "Nous", "*Nous*"}, "documents/charter/fr.md:3:1: emphasis"},
    {{"documents/charter/fr.md", NULL, ""}, "documents/charter/fr.md:1:1: the document is empty."},
    {{"documents/charter/fr.md", "Nous", "No\xff"},
     "documents/charter/fr.md:3:3: the text is not UTF-8."},
    {{"notice/fr.md", NULL, NULL}, "notice/fr.md: there is no such file."},
    {{"governments.csv", NULL, NULL}, "governments.csv: there is no such file."},
    {{"governments.csv", NULL, ""}, "governments.csv:1: the file is empty."},
    {{"governments.csv", "Écosse",
      "\xc9"
      "cosse"},
     "governments.csv:2: the text is not UTF-8."},
    {{"governments.csv", "pioneer,", ""}, "governments.csv:1: the column `pioneer` is missing."},
    {{"governments.csv", NULL, "id,country,pioneer,fr,de,pt-BR\nx,FR,no,a,b,c\n"},
     "governments.csv:1: 6 columns, and 5 are known"},
    {{"governments.csv", "fr,", "fr,fr,"}, "governments.csv:1: the column `fr` is there twice."},
    {{"governments.csv", ",Escócia", ""},
     "governments.csv:2: 4 columns, and the first line has 5."},
    {{"governments.csv", "GB", "UK"}, "governments.csv:2: there is no country `UK`."},
    {{"governments.csv", "GB", "gb"}, "governments.csv:2: there is no country `gb`."},
    {{"governments.csv", "yes", "oui"}, "governments.csv:2: `oui` in the column pioneer."},
    {{"governments.csv", "Écosse", ""}, "governments.csv:2: the name in the column fr is empty."},
    {{"governments.csv", "Écosse", LONG_100 LONG_100 "a"},
     "governments.csv:2: the name in the column fr is too long"},
    {{"governments.csv", "scotland", "Scot land"},
     "governments.csv:2: `Scot land` cannot be an id."},
    {{"governments.csv", "scotland", "lima"},
     "governments.csv:3: the id `lima` stands already in line 2."},
    {{"governments.csv", "Écosse", "\"Éco\"sse"},
     "governments.csv:2: a quotation mark out of place."},
    {{"governments.csv", ",Lima\n", ",\"Lima\n"},
     "governments.csv:4: a quotation mark out of place."},
};

static void each_fault_is_told_with_its_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(broken); i++) {
        struct event_pack *pack;
        struct pack_faults faults;
        enum em_status status = load_changed(&broken[i].change, &pack, &faults);
        if (faults.count == 0)
            fail_msg("no fault instead of %s", broken[i].fault);
        const char *text = faults.items[0].text;
        if (strncmp(text, broken[i].fault, strlen(broken[i].fault)) != 0)
            fail_msg("%s\n  instead of %s", text, broken[i].fault);
        bool alone = strstr(text, "longer than") || faults.count == 1;
        if (!alone)
            fail_msg("%s is followed by %s", text, faults.items[1].text);
        assert_non_null(strstr(text, ". ")); /* behind what is wrong stands what to do */
        assert_int_equal(status, i == 0 ? EM_NOT_FOUND : EM_INVALID);
        assert_null(pack);
        pack_faults_free(&faults);
    }
}

static bool is_told(const struct pack_faults *faults, const char *begin)
{
    for (size_t i = 0; i < faults->count; i++)
        if (strncmp(faults->items[i].text, begin, strlen(begin)) == 0)
            return true;
    return false;
}

static void all_faults_are_told_at_once(void **state)
{
    (void)state;
    struct change change = {"event.ini", NULL,
                            "[event]\n"
                            "id = small\n"
                            "timezone = Mars/Olympus\n"
                            "starts = tomorrow\n"
                            "ends = 2016-12-09\n"
                            "languages = fr nl\n"
                            "name.fr = Sommet\n"
                            "colour = red\n"
                            "[document charter]\n"
                            "original = pt-BR\n"
                            "title.fr = Charte\n"};
    struct event_pack *pack;
    struct pack_faults faults;
    assert_int_equal(load_changed(&change, &pack, &faults), EM_INVALID);
    static const char *const expected[] = {
        "event.ini:1: `place` is missing",
        "event.ini:1: `name.nl` is missing",
        "event.ini:3: there is no time zone",
        "event.ini:4: `tomorrow` is not a day",
        "event.ini:8: there is no key `colour`",
        "event.ini:9: `title.nl` is missing",
        "event.ini:10: the original's language `pt-BR`",
        "documents/charter/nl.md: there is no such file",
        "notice/nl.md: there is no such file",
        "governments.csv:1: the column `nl` is missing",
    };
    for (size_t i = 0; i < LENGTH(expected); i++)
        if (!is_told(&faults, expected[i]))
            fail_msg("not told: %s", expected[i]);
    assert_int_equal(faults.count, LENGTH(expected));
    pack_faults_free(&faults);
}

static void a_flood_of_faults_is_cut(void **state)
{
    (void)state;
    struct em_buffer rows = {0};
    em_buffer_text(&rows, "id,country,pioneer,fr,pt-BR\n");
    for (int i = 0; i < 3 * PACK_MAX_FAULTS; i++)
        em_buffer_format(&rows, "g-%d,QQ,yes,a,b\n", i);
    struct change change = {"governments.csv", NULL, rows.data};
    struct event_pack *pack;
    struct pack_faults faults;
    assert_int_equal(load_changed(&change, &pack, &faults), EM_INVALID);
    assert_int_equal(faults.count, PACK_MAX_FAULTS + 1);
    assert_string_equal(faults.items[PACK_MAX_FAULTS].text,
                        "There are more faults. Mend these first, then look again.");
    pack_faults_free(&faults);
    em_buffer_free(&rows);
}

static void a_byte_order_mark_and_windows_line_ends_are_read(void **state)
{
    (void)state;
    struct change changes[] = {
        {"event.ini", "; a comment\n", "\xef\xbb\xbf; a comment\r\n\r\n"},
        {"governments.csv", "id,country,pioneer,fr,pt-BR\n",
         "\xef\xbb\xbfid,country,pioneer,fr,pt-BR\r\n"},
    };
    for (size_t i = 0; i < LENGTH(changes); i++) {
        struct event_pack *pack;
        struct pack_faults faults;
        assert_int_equal(load_changed(&changes[i], &pack, &faults), EM_OK);
        pack_free(pack);
    }
}

/* ---- folders ---- */

static void expect_folder_fault(const char *folder, enum em_status expected, const char *fault)
{
    struct event_pack *pack;
    struct pack_faults faults = {0};
    assert_int_equal(pack_load(&pack, folder, &faults), expected);
    assert_int_equal(faults.count, 1);
    if (strncmp(faults.items[0].text, fault, strlen(fault)) != 0)
        fail_msg("%s\n  instead of %s", faults.items[0].text, fault);
    pack_faults_free(&faults);
}

static void write_file(const char *path, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    for (size_t i = 0; i < size; i++)
        fputc('a', file);
    fclose(file);
}

static void what_is_no_file_is_told(void **state)
{
    (void)state;
    char folder[] = "/tmp/emarge-pack-XXXXXX";
    assert_non_null(mkdtemp(folder));
    char *path = em_format("%s/event.ini", folder);
    expect_folder_fault(folder, EM_NOT_FOUND, "event.ini: there is no such file. Make it: /tmp/");
    mkdir(path, 0700);
    expect_folder_fault(folder, EM_INVALID, "event.ini: this is not a file.");
    rmdir(path);
    mkfifo(path, 0600);
    expect_folder_fault(folder, EM_INVALID, "event.ini: this is not a file.");
    unlink(path);
    write_file(path, PACK_MAX_FILE_SIZE + 1);
    expect_folder_fault(folder, EM_INVALID, "event.ini: the file is larger than 1024 KiB.");
    unlink(path);
    rmdir(folder);
    expect_folder_fault(folder, EM_NOT_FOUND, "event.ini: there is no such file.");
    free(path);
}

/* ---- the pack that is shipped ---- */

static void the_event_of_paris_is_whole(void **state)
{
    (void)state;
    struct event_pack *pack;
    struct pack_faults faults = {0};
    pack_load(&pack, EM_SHARE "/events/ogp-paris-2016", &faults);
    if (faults.count)
        fail_msg("%s", faults.items[0].text);
    assert_string_equal(pack->id, "ogp-paris-2016");
    assert_string_equal(pack->timezone, "Europe/Paris");
    assert_string_equal(pack->languages[0], "fr");
    assert_string_equal(pack->language_names[2], "Español");
    assert_string_equal(pack->documents[0].id, "local-governments");
    assert_string_equal(pack->documents[0].original, "fr");
    size_t pioneers = 0;
    for (size_t i = 0; i < pack->government_count; i++)
        pioneers += pack->governments[i].pioneer;
    assert_int_equal(pioneers, 15); /* the declaration says: les quinze gouvernements */
    pack_free(pack);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_pack_is_read),
        cmocka_unit_test(the_door_is_as_the_pack_says),
        cmocka_unit_test(each_fault_is_told_with_its_line),
        cmocka_unit_test(all_faults_are_told_at_once),
        cmocka_unit_test(a_flood_of_faults_is_cut),
        cmocka_unit_test(a_byte_order_mark_and_windows_line_ends_are_read),
        cmocka_unit_test(what_is_no_file_is_told),
        cmocka_unit_test(the_event_of_paris_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
