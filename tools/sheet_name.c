#include "sheet_name.h"

#include "core/memory.h"
#include "core/words.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/ucasemap.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#define ELLIPSIS "…"

/* Excel keeps this one for itself. */
#define RESERVED "History"

static size_t utf16_units(const char *text, size_t size)
{
    size_t units = 0;
    for (size_t at = 0; at < size;) {
        UChar32 c;
        U8_NEXT(text, at, size, c);
        units += (size_t)U16_LENGTH(c);
    }
    return units;
}

/* The whole text, or as much of it as leaves room for an ellipsis. */
static void fit(char *out, size_t size, const char *text, size_t units)
{
    size_t end = 0;
    if (utf16_units(text, strlen(text)) <= units) {
        snprintf(out, size, "%s", text);
        return;
    }
    for (size_t next = 0; utf16_units(text, next) < units; next = words_next_grapheme(text, next))
        end = next;
    while (end && text[end - 1] == ' ')
        end--;
    snprintf(out, size, "%.*s" ELLIPSIS, (int)end, text);
}

/* Spaces and apostrophes go from both ends, where Excel allows none. */
static char *trimmed(char *text)
{
    text += strspn(text, " '");
    size_t size = strlen(text);
    while (size && strchr(" '", text[size - 1]))
        text[--size] = '\0';
    return text;
}

/* A1, R1C1, 2016, TRUE. */
static bool reads_as_reference(const char *name)
{
    static const char *const words[] = {"R", "C", "RC", "TRUE", "FALSE"};
    bool digit = false, word = true;
    for (const unsigned char *at = (const unsigned char *)name; *at; at++) {
        digit |= isdigit(*at) != 0;
        word &= isalnum(*at) || *at == '_' || *at == '.';
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        digit |= strcasecmp(name, words[i]) == 0;
    return word && digit;
}

static bool is_taken(const struct sheet_names *names, const char *key)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->keys[i], key) == 0)
            return true;
    return false;
}

static void add_key(struct sheet_names *names, const char *key)
{
    names->keys = em_grow(names->keys, names->count, &names->capacity, sizeof *names->keys);
    names->keys[names->count++] = em_strdup(key);
}

/* Case aside, as Excel compares them. */
static void fold(char *key, size_t size, const char *name)
{
    UErrorCode code = U_ZERO_ERROR;
    UCaseMap *map = ucasemap_open("", U_FOLD_CASE_DEFAULT, &code);
    ucasemap_utf8FoldCase(map, key, (int32_t)size, name, -1, &code);
    ucasemap_close(map);
    if (U_FAILURE(code))
        snprintf(key, size, "%s", name);
}

/* What Excel forbids becomes a hyphen; "Opening: the day" is "Opening - the day". */
static char *allowed(const char *title)
{
    struct em_buffer out = {0};
    char *visible = words_visible(title);
    em_buffer_text(&out, "");
    for (const char *at = visible; *at; at++) {
        if (at[0] == ':' && at[1] == ' ' && at > visible && at[-1] != ' ')
            em_buffer_text(&out, " ");
        em_buffer_add(&out, strchr("[]:*?/\\", *at) ? "-" : at, 1);
    }
    free(visible);
    return out.data;
}

void sheet_name(char out[SHEET_NAME_SIZE], struct sheet_names *names, const char *title)
{
    char key[3 * SHEET_NAME_SIZE], behind[24] = "";
    char *title_allowed = allowed(title), *wanted = trimmed(title_allowed);
    char *bracketed = reads_as_reference(wanted) ? em_format("(%s)", wanted) : NULL;
    if (!names->count) {
        fold(key, sizeof key, RESERVED);
        add_key(names, key);
    }
    for (int number = 2;; number++) {
        fit(out, SHEET_NAME_SIZE,
            bracketed ? bracketed
            : *wanted ? wanted
                      : "-",
            SHEET_NAME_UNITS - strlen(behind));
        strcat(out, behind);
        fold(key, sizeof key, out);
        if (!is_taken(names, key))
            break;
        snprintf(behind, sizeof behind, " (%d)", number);
    }
    add_key(names, key);
    free(bracketed);
    free(title_allowed);
}

void sheet_names_free(struct sheet_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->keys[i]);
    free(names->keys);
    *names = (struct sheet_names){0};
}
