#include "core/catalog.h"

#include "core/file.h"
#include "core/memory.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uloc.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#define MO_MAGIC       0x950412DEu
#define MO_HEADER_SIZE 28
#define FORMS_MAX      6

/* CLDR's plural categories, in the order in which a file has its forms. */
static const char *const categories[FORMS_MAX] = {"zero", "one", "two", "few", "many", "other"};

struct message {
    const char *id;   /* ends at its first NUL; a plural msgid stands behind it */
    const char *text; /* forms, each ended by NUL */
    size_t id_length, length;
};

struct catalog {
    char *language;
    char *bytes;
    size_t size;
    struct message *messages; /* sorted by id */
    size_t count;
    size_t forms;              /* nplurals */
    size_t form_of[FORMS_MAX]; /* by category */
    UPluralRules *rules;       /* NULL in the English catalog */
};

/* Offsets of the MO header's fields (gettext manual 10.3). */
enum { MO_REVISION = 4, MO_COUNT = 8, MO_IDS = 12, MO_TEXTS = 16 };

static uint32_t number_at(const struct catalog *catalog, size_t offset)
{
    uint32_t magic, number;
    memcpy(&magic, catalog->bytes, sizeof magic);
    memcpy(&number, catalog->bytes + offset, sizeof number);
    return magic == MO_MAGIC ? number : __builtin_bswap32(number);
}

static bool magic_is_known(const char *bytes)
{
    uint32_t magic;
    memcpy(&magic, bytes, sizeof magic);
    return magic == MO_MAGIC || __builtin_bswap32(magic) == MO_MAGIC;
}

static bool is_utf8(const char *text, size_t length)
{
    for (int32_t at = 0; at < (int32_t)length;) {
        UChar32 c;
        U8_NEXT(text, at, (int32_t)length, c);
        if (c < 0)
            return false;
    }
    return true;
}

/* The string that entry `index` of a table describes, or NULL when it is not wholly in the file. */
static const char *string_at(const struct catalog *catalog, uint32_t table, size_t index,
                             size_t *length)
{
    size_t entry = table + index * 8;
    size_t offset = number_at(catalog, entry + 4);
    *length = number_at(catalog, entry);
    if (offset >= catalog->size || *length >= catalog->size - offset)
        return NULL;
    const char *text = catalog->bytes + offset;
    return text[*length] == '\0' && is_utf8(text, *length) ? text : NULL;
}

static bool table_fits(const struct catalog *catalog, uint32_t table, uint32_t count)
{
    return table <= catalog->size && count <= (catalog->size - table) / 8;
}

/* The functions below return NULL when all is well, and otherwise what is wrong with the file. */

static const char *read_messages(struct catalog *catalog)
{
    if (catalog->size < MO_HEADER_SIZE || !magic_is_known(catalog->bytes))
        return "it is not a GNU MO file";
    if (number_at(catalog, MO_REVISION) != 0)
        return "it is of a newer kind than revision 0.0";
    uint32_t count = number_at(catalog, MO_COUNT);
    uint32_t ids = number_at(catalog, MO_IDS), texts = number_at(catalog, MO_TEXTS);
    if (!table_fits(catalog, ids, count) || !table_fits(catalog, texts, count))
        return "its tables reach beyond its end";
    catalog->messages = em_alloc(count * sizeof *catalog->messages);
    catalog->count = count;
    for (size_t i = 0; i < count; i++) {
        struct message *message = &catalog->messages[i];
        message->id = string_at(catalog, ids, i, &message->id_length);
        message->text = string_at(catalog, texts, i, &message->length);
        if (!message->id || !message->text)
            return "a string reaches beyond its end, or is not UTF-8";
        if (i > 0 && strcmp(message[-1].id, message->id) >= 0)
            return "its strings are not sorted";
    }
    return NULL;
}

static const char *read_header(struct catalog *catalog)
{
    if (catalog->count == 0 || catalog->messages[0].id_length != 0)
        return "it has no header";
    const char *header = catalog->messages[0].text;
    if (!strcasestr(header, "charset=UTF-8"))
        return "its header does not say charset=UTF-8";
    const char *forms = strstr(header, "nplurals=");
    unsigned long number = forms ? strtoul(forms + strlen("nplurals="), NULL, 10) : 0;
    if (number < 1 || number > FORMS_MAX)
        return "its header does not say nplurals=1 to 6";
    catalog->forms = number;
    return NULL;
}

static size_t count_strings(const char *text, size_t length)
{
    size_t count = 1;
    for (size_t at = 0; at < length; at++)
        count += text[at] == '\0';
    return count;
}

static const char *check_forms(struct catalog *catalog)
{
    for (size_t i = 1; i < catalog->count; i++) {
        const struct message *message = &catalog->messages[i];
        size_t ids = count_strings(message->id, message->id_length);
        if (ids > 2 ||
            count_strings(message->text, message->length) != (ids == 2 ? catalog->forms : 1))
            return "a string has another number of plural forms than its header says";
    }
    return NULL;
}

/* ---- plurals ---- */

static size_t category_of(const UPluralRules *rules, long n)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar keyword[16];
    char name[16];
    int32_t units = uplrules_select(rules, (double)n, keyword, 15, &status);
    if (U_FAILURE(status))
        abort(); /* out of memory: the rules are open */
    u_UCharsToChars(keyword, name, units);
    name[units] = '\0';
    size_t category = 0;
    while (category + 1 < FORMS_MAX && strcmp(categories[category], name) != 0)
        category++;
    return category;
}

/* Gives each category the language uses its place; false when the file has another number of forms.
 */
static bool place_forms(struct catalog *catalog)
{
    bool used[FORMS_MAX] = {false};
    size_t count = 0;
    for (long n = 0; n < 1000; n++)
        used[category_of(catalog->rules, n)] = true;
    for (size_t category = 0; category < FORMS_MAX; category++)
        count += used[category];
    if (count < catalog->forms) {
        size_t category = category_of(catalog->rules, 1000000);
        count += !used[category];
        used[category] = true;
    }
    size_t place = 0;
    for (size_t category = 0; category < FORMS_MAX; category++)
        catalog->form_of[category] = used[category] ? place++ : catalog->forms - 1;
    return count == catalog->forms;
}

static const char *open_rules(struct catalog *catalog)
{
    UErrorCode status = U_ZERO_ERROR;
    char locale[64];
    uloc_forLanguageTag(catalog->language, locale, sizeof locale, NULL, &status);
    if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING)
        locale[0] = '\0'; /* a language that nobody knows has the root's one form */
    status = U_ZERO_ERROR;
    catalog->rules = uplrules_open(locale, &status);
    if (U_FAILURE(status))
        abort();
    return place_forms(catalog) ? NULL : "its header has another nplurals than its language";
}

/* ---- opening ---- */

static struct catalog *catalog_new(const char *language)
{
    struct catalog *catalog = em_alloc(sizeof *catalog);
    catalog->language = em_strdup(language);
    return catalog;
}

enum em_status catalog_parse(struct catalog **out, const char *language, const char *path,
                             const void *bytes, size_t size, struct em_error *error)
{
    struct catalog *catalog = catalog_new(language);
    catalog->bytes = em_alloc(size);
    memcpy(catalog->bytes, bytes, size);
    catalog->size = size;
    const char *wrong = size > CATALOG_SIZE_MAX ? "it is larger than 4 MiB" : NULL;
    const char *(*const steps[])(struct catalog *) = {read_messages, read_header, check_forms,
                                                      open_rules};
    for (size_t i = 0; !wrong && i < sizeof steps / sizeof *steps; i++)
        wrong = steps[i](catalog);
    if (wrong) {
        catalog_close(catalog);
        return em_fail(error, EM_INVALID,
                       "The translation %s cannot be used: %s. Install emarge again, or build the "
                       "translations anew.",
                       path, wrong);
    }
    *out = catalog;
    return EM_OK;
}

enum em_status catalog_open(struct catalog **out, const char *language, const char *path,
                            struct em_error *error)
{
    if (!path) {
        *out = catalog_new(language);
        return EM_OK;
    }
    struct em_buffer bytes = {0};
    enum em_status status = em_file_read(path, CATALOG_SIZE_MAX, &bytes, error);
    if (status == EM_OK)
        status =
            catalog_parse(out, language, path, bytes.data ? bytes.data : "", bytes.size, error);
    em_buffer_free(&bytes);
    return status;
}

void catalog_close(struct catalog *catalog)
{
    if (!catalog)
        return;
    uplrules_close(catalog->rules);
    free(catalog->messages);
    free(catalog->bytes);
    free(catalog->language);
    free(catalog);
}

const char *catalog_language(const struct catalog *catalog)
{
    return catalog->language;
}

/* ---- looking up ---- */

static int by_id(const void *id, const void *message)
{
    return strcmp(id, ((const struct message *)message)->id);
}

static const struct message *find(const struct catalog *catalog, const char *id)
{
    if (!*id || catalog->count == 0) /* "" is the header's */
        return NULL;
    return bsearch(id, catalog->messages, catalog->count, sizeof *catalog->messages, by_id);
}

const char *catalog_text(const struct catalog *catalog, const char *msgid)
{
    const struct message *message = find(catalog, msgid);
    return message && *message->text ? message->text : msgid;
}

const char *catalog_plural(const struct catalog *catalog, const char *one, const char *other,
                           long n)
{
    const struct message *message = find(catalog, one);
    if (!message || message->id_length == strlen(one))
        return n == 1 ? one : other;
    const char *form = message->text;
    for (size_t skip = catalog->form_of[category_of(catalog->rules, n)]; skip > 0; skip--)
        form += strlen(form) + 1;
    return *form ? form : n == 1 ? one : other;
}
