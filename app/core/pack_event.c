#include "core/pack_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#define MAX_LANGUAGES 12
#define MAX_TAG       35 /* bytes; what RFC 5646, section 4.4.1, asks at least of any program */
#define DOCUMENT      "document " /* begins the name of a document's section */

struct reading {
    struct ini *ini;
    struct pack_work *work;
};

/* A key that must be there and hold something; its value, or NULL with a fault told. */
static struct ini_key *need(struct reading *reading, const char *section, const char *name)
{
    struct ini_key *key = ini_take(reading->ini, section, name);
    if (!key)
        pack_fault(reading->work, PACK_EVENT_FILE, ini_section_line(reading->ini, section),
                   "`%s` is missing in [%s]. Add a line `%s = ` and its value.", name, section,
                   name);
    else if (!key->value[0])
        pack_fault(reading->work, PACK_EVENT_FILE, key->line,
                   "`%s` is empty. Write its value behind the =.", name);
    return key && key->value[0] ? key : NULL;
}

static const char *keep_value(struct reading *reading, const struct ini_key *key)
{
    return pack_keep(reading->work->pack, key ? key->value : "");
}

#define tell(reading, key, ...)                                                                    \
    pack_fault((reading)->work, PACK_EVENT_FILE, (key)->line, __VA_ARGS__)

static void read_id(struct reading *reading)
{
    struct ini_key *key = need(reading, "event", "id");
    reading->work->pack->id = keep_value(reading, key);
    if (key && !pack_is_id(key->value))
        tell(reading, key,
             "`%s` cannot be the event's id. Write at most %d of a-z, 0-9 and - between them.",
             key->value, PACK_MAX_ID);
}

static void read_hashtag(struct reading *reading)
{
    struct ini_key *key = ini_take(reading->ini, "event", "hashtag");
    reading->work->pack->hashtag = keep_value(reading, key);
    if (key && key->value[0] && (key->value[0] != '#' || strpbrk(key->value, " \t")))
        tell(reading, key, "`%s` is not a hashtag. Write # and one word, or delete the line.",
             key->value);
}

static bool is_timezone(const char *name)
{
    UChar wide[128], canonical[128];
    UErrorCode status = U_ZERO_ERROR;
    UBool known = false;
    int32_t length = 0; /* ICU does not terminate a text that just fills its room */
    u_strFromUTF8(wide, 128, &length, name, -1, &status);
    ucal_getCanonicalTimeZoneID(wide, length, canonical, 128, &known, &status);
    return U_SUCCESS(status) && known && strcmp(name, "Etc/Unknown") != 0;
}

static void read_timezone(struct reading *reading)
{
    struct ini_key *key = need(reading, "event", "timezone");
    reading->work->pack->timezone = keep_value(reading, key);
    if (key && !is_timezone(key->value))
        tell(reading, key,
             "there is no time zone `%s`. Write a name of the IANA list, such as Europe/Paris.",
             key->value);
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

static bool parse_date(const char *text, int date[3])
{
    int end = 0;
    if (strlen(text) != 10 || strspn(text, "0123456789-") != 10 || text[4] != '-' ||
        text[7] != '-' || sscanf(text, "%4d-%2d-%2d%n", &date[0], &date[1], &date[2], &end) != 3 ||
        end != 10)
        return false;
    return date[0] >= 1900 && date[1] >= 1 && date[1] <= 12 && date[2] >= 1 &&
           date[2] <= days_in_month(date[0], date[1]);
}

static struct ini_key *read_date(struct reading *reading, const char *name, int date[3])
{
    struct ini_key *key = need(reading, "event", name);
    if (!key || parse_date(key->value, date))
        return key;
    tell(reading, key, "`%s` is not a day. Write year, month and day as in 2016-12-07.",
         key->value);
    return NULL;
}

static void read_dates(struct reading *reading)
{
    struct event_pack *pack = reading->work->pack;
    struct ini_key *starts = read_date(reading, "starts", pack->starts);
    struct ini_key *ends = read_date(reading, "ends", pack->ends);
    /* Days that are written alike are in order as texts. */
    if (starts && ends && strcmp(ends->value, starts->value) < 0)
        tell(reading, ends,
             "the event ends (%s) before it starts (%s). Write the last day in `ends`.",
             ends->value, starts->value);
}

/* Whether `tag` is a language tag as BCP 47 writes it, of a language that ICU knows. `canonical`
 * (40 bytes) receives how it ought to be written, or "". */
static bool is_language(const char *tag, char *canonical)
{
    char locale[ULOC_FULLNAME_CAPACITY], language[ULOC_LANG_CAPACITY];
    int32_t used = 0;
    UErrorCode status = U_ZERO_ERROR;
    canonical[0] = '\0';
    if (strlen(tag) > MAX_TAG)
        return false;
    uloc_forLanguageTag(tag, locale, sizeof locale, &used, &status);
    if (U_FAILURE(status) || (size_t)used != strlen(tag))
        return false;
    uloc_getLanguage(locale, language, sizeof language, &status);
    bool known = false;
    for (const char *const *iso = uloc_getISOLanguages(); *iso && !known; iso++)
        known = strcmp(*iso, language) == 0;
    if (!known || U_FAILURE(status))
        return false;
    uloc_toLanguageTag(locale, canonical, 40, true, &status);
    if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING)
        canonical[0] = '\0';
    return strcmp(tag, canonical) == 0;
}

/* The language's name in itself, as a list of languages shows it: "Français". */
static void language_name(char *out, size_t size, const char *language)
{
    UChar name[128];
    UDisplayContext contexts[] = {UDISPCTX_CAPITALIZATION_FOR_UI_LIST_OR_MENU,
                                  UDISPCTX_STANDARD_NAMES};
    UErrorCode status = U_ZERO_ERROR;
    char locale[ULOC_FULLNAME_CAPACITY];
    uloc_forLanguageTag(language, locale, sizeof locale, NULL, &status);
    ULocaleDisplayNames *names = uldn_openForContext(locale, contexts, 2, &status);
    int32_t length = uldn_localeDisplayName(names, locale, name, 128, &status);
    u_strToUTF8(out, (int32_t)size, NULL, name, length, &status);
    uldn_close(names);
    if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING)
        snprintf(out, size, "%s", language);
}

static void add_language(struct reading *reading, const struct ini_key *key, const char *tag)
{
    struct event_pack *pack = reading->work->pack;
    char canonical[40], name[256];
    bool good = is_language(tag, canonical) && strlen(tag) < 16;
    if (!good && canonical[0] && strlen(canonical) < 16)
        tell(reading, key, "`%s` is not how the language is written. Write `%s`.", tag, canonical);
    else if (!good)
        tell(reading, key,
             "`%s` is not a language. Write tags of BCP 47 such as fr, en, pt-BR, separated by "
             "spaces.",
             tag);
    else if (pack_language(pack, tag) >= 0)
        tell(reading, key, "the language `%s` is listed twice. Delete one.", tag);
    else if (pack->language_count == MAX_LANGUAGES)
        tell(reading, key, "more than %d languages: `%s`. Delete some.", MAX_LANGUAGES, tag);
    else {
        language_name(name, sizeof name, tag);
        pack->languages[pack->language_count] = pack_keep(pack, tag);
        pack->language_names[pack->language_count++] = pack_keep(pack, name);
    }
}

static void read_languages(struct reading *reading)
{
    struct event_pack *pack = reading->work->pack;
    pack->languages = em_alloc(MAX_LANGUAGES * sizeof *pack->languages);
    pack->language_names = em_alloc(MAX_LANGUAGES * sizeof *pack->language_names);
    struct ini_key *key = need(reading, "event", "languages");
    char *list = em_strdup(key ? key->value : ""), *rest = NULL;
    for (char *tag = strtok_r(list, " \t", &rest); tag; tag = strtok_r(NULL, " \t", &rest))
        add_language(reading, key, tag);
    free(list);
}

/* The value of `name.LANGUAGE`, or NULL. */
static struct ini_key *in_language(struct reading *reading, const char *section, const char *name,
                                   size_t language, bool needed)
{
    char *full = em_format("%s.%s", name, reading->work->pack->languages[language]);
    struct ini_key *key =
        needed ? need(reading, section, full) : ini_take(reading->ini, section, full);
    free(full);
    return key;
}

static void read_names(struct reading *reading)
{
    struct event_pack *pack = reading->work->pack;
    pack->texts = em_alloc(pack->language_count * sizeof *pack->texts);
    for (size_t i = 0; i < pack->language_count; i++) {
        struct ini_key *name = in_language(reading, "event", "name", i, true);
        struct ini_key *brief = in_language(reading, "event", "short_name", i, false);
        pack->texts[i].name = keep_value(reading, name);
        pack->texts[i].short_name = keep_value(reading, brief && brief->value[0] ? brief : name);
    }
}

/* A key that may be left out, with a whole number between two bounds. */
struct pack_number {
    const char *section, *name, *unit;
    int least, most, usual;
};

static void read_number(struct reading *reading, const struct pack_number *number, int *out)
{
    struct ini_key *key = ini_take(reading->ini, number->section, number->name);
    *out = number->usual;
    if (!key)
        return;
    char *end;
    long value = strtol(key->value, &end, 10);
    if (*end || end == key->value || value < number->least || value > number->most)
        tell(reading, key, "`%s` is not good for `%s`. Write %s, a whole number from %d to %d.",
             key->value, number->name, number->unit, number->least, number->most);
    else
        *out = (int)value;
}

static void read_times(struct reading *reading)
{
    struct event_pack *pack = reading->work->pack;
    static const struct pack_number idle = {"times", "idle", "seconds", 10, 3600, 90},
                                    warning = {"times", "warning", "seconds", 5, 600, 20},
                                    recorded = {"times", "recorded", "seconds", 5, 600, 20};
    read_number(reading, &idle, &pack->idle_seconds);
    read_number(reading, &warning, &pack->warning_seconds);
    read_number(reading, &recorded, &pack->recorded_seconds);
}

static void read_door(struct reading *reading)
{
    struct event_pack *pack = reading->work->pack;
    static const struct pack_number opens = {"door", "opens", "minutes", 0, 1440, 30};
    struct ini_key *names = ini_take(reading->ini, "door", "names");
    pack->door_names = !names || strcmp(names->value, "hide") != 0;
    if (names && pack->door_names && strcmp(names->value, "show") != 0)
        tell(reading, names, "`%s` is not good for `names`. Write show or hide.", names->value);
    read_number(reading, &opens, &pack->door_opens_minutes);
}

static void read_document_keys(struct reading *reading, const char *section, int line)
{
    struct event_pack *pack = reading->work->pack;
    struct pack_document *document = &pack->documents[pack->document_count++];
    document->id = pack_keep(pack, section + strlen(DOCUMENT));
    document->texts = em_alloc(pack->language_count * sizeof *document->texts);
    document->titles = em_alloc(pack->language_count * sizeof *document->titles);
    if (!pack_is_id(document->id)) {
        pack_fault(
            reading->work, PACK_EVENT_FILE, line,
            "`%s` cannot be a document's id. Write [document ID], with an ID of at most %d of "
            "a-z, 0-9 and - between them.",
            document->id, PACK_MAX_ID);
        document->id = ""; /* never becomes part of a path */
    }
    struct ini_key *original = need(reading, section, "original");
    document->original = keep_value(reading, original);
    if (original && pack_language(pack, original->value) < 0)
        tell(reading, original,
             "the original's language `%s` is not among the `languages` of [event]. Add it there.",
             original->value);
    for (size_t i = 0; i < pack->language_count; i++)
        document->titles[i] = keep_value(reading, in_language(reading, section, "title", i, true));
}

static bool has_document(const struct event_pack *pack, const char *id)
{
    for (size_t i = 0; i < pack->document_count; i++)
        if (strcmp(pack->documents[i].id, id) == 0)
            return true;
    return false;
}

static void read_document_sections(struct reading *reading)
{
    struct event_pack *pack = reading->work->pack;
    struct ini *ini = reading->ini;
    pack->documents = em_alloc(ini->count * sizeof *pack->documents);
    const char *previous = "";
    for (size_t i = 0; i < ini->count; i++) {
        const char *section = ini->keys[i].section;
        if (strcmp(section, previous) == 0 || strncmp(section, DOCUMENT, strlen(DOCUMENT)) != 0)
            continue;
        previous = section;
        if (!has_document(pack, section + strlen(DOCUMENT)))
            read_document_keys(reading, section, ini->keys[i].section_line);
    }
    if (pack->document_count == 0)
        pack_fault(reading->work, PACK_EVENT_FILE, 1,
                   "the event has no document to sign. Add a section [document ID].");
}

enum em_status pack_read_event(struct pack_work *work)
{
    struct em_buffer bytes = {0};
    struct ini ini = {0};
    struct reading reading = {&ini, work};
    enum em_status status = EM_INVALID;
    if (pack_read(work, PACK_EVENT_FILE, &bytes, &status) &&
        (status = pack_check_text(work, PACK_EVENT_FILE, &bytes) ? EM_OK : EM_INVALID) == EM_OK) {
        ini_read(&ini, work, PACK_EVENT_FILE, &bytes);
        read_id(&reading);
        work->pack->place = keep_value(&reading, need(&reading, "event", "place"));
        work->pack->venue = keep_value(&reading, ini_take(&ini, "event", "venue"));
        read_hashtag(&reading);
        read_timezone(&reading);
        read_dates(&reading);
        read_languages(&reading);
        read_names(&reading);
        read_times(&reading);
        read_door(&reading);
        read_document_sections(&reading);
        ini_tell_unknown(&ini, work, PACK_EVENT_FILE);
    }
    ini_free(&ini);
    em_buffer_free(&bytes);
    return status;
}
