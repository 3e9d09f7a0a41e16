/* Reading an entry's text. The fields are read loosely and the entry is then written again: only a
 * text that comes out to the byte is an entry's, so no second spelling of a field can slip through.
 */
#include "core/base64.h"
#include "core/clock.h"
#include "core/entry.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool read_count(int64_t *out, const char *text)
{
    errno = 0;
    char *end;
    *out = strtoll(text, &end, 10);
    return errno == 0 && end != text && *end == '\0';
}

static bool read_hash(uint8_t hash[ENTRY_HASH_SIZE], const char *text)
{
    return base64_read(hash, ENTRY_HASH_SIZE, text, strlen(text));
}

static bool read_head(struct entry *entry, char *value)
{
    (void)entry;
    return strcmp(value, "entry v1") == 0;
}

static bool read_origin(struct entry *entry, char *value)
{
    if (!entry_origin_valid(value))
        return false;
    strcpy(entry->origin, value);
    return true;
}

static bool read_seq(struct entry *entry, char *value)
{
    return read_count(&entry->seq, value);
}

static bool read_at(struct entry *entry, char *value)
{
    return em_time_read(value, &entry->at_us);
}

static bool read_boot(struct entry *entry, char *value)
{
    char *space = strchr(value, ' ');
    if (!space || space - value != ENTRY_BOOT_SIZE - 1)
        return false;
    memcpy(entry->boot, value, ENTRY_BOOT_SIZE - 1);
    return read_count(&entry->mono_us, space + 1);
}

static bool read_body(struct entry *entry, char *value)
{
    return read_hash(entry->body_hash, value);
}

static bool read_sealed(struct entry *entry, char *value)
{
    entry->has_sealed = strcmp(value, "-") != 0;
    return !entry->has_sealed || read_hash(entry->sealed_hash, value);
}

/* The lines in their order. The kind is read apart, for its fault is of another sort. */
static const struct line {
    const char *name;
    bool (*read)(struct entry *entry, char *value);
} lines[] = {
    {"emarge", read_head}, {"origin", read_origin}, {"seq", read_seq},   {"kind", NULL},
    {"at", read_at},       {"boot", read_boot},     {"body", read_body}, {"sealed", read_sealed},
};

static enum em_status bad_line(struct em_error *error, const struct line *line)
{
    return em_fail(error, EM_INVALID,
                   "Line %d of the entry, \"%s …\", is not as emarge writes it: "
                   "it was changed, or is no entry.",
                   (int)(line - lines) + 1, line->name);
}

/* Cuts the next line off *rest and returns its value, or NULL when it is not named so. */
static char *next_value(char **rest, const char *name)
{
    char *text = *rest;
    size_t length = strlen(name);
    char *end = strchr(text, '\n');
    if (!end || strncmp(text, name, length) != 0 || text[length] != ' ')
        return NULL;
    *end = '\0';
    *rest = end + 1;
    return text + length + 1;
}

static enum em_status read_lines(struct entry *entry, char *rest, struct em_error *error)
{
    for (const struct line *line = lines; line < lines + sizeof lines / sizeof *lines; line++) {
        char *value = next_value(&rest, line->name);
        if (!value || (line->read && !line->read(entry, value)))
            return bad_line(error, line);
        if (!line->read) {
            enum em_status status = entry_kind_read(&entry->kind, value, error);
            if (status != EM_OK)
                return status;
        }
    }
    return EM_OK;
}

enum em_status entry_read(struct entry *out, const char *text, size_t size, struct em_error *error)
{
    char copy[ENTRY_TEXT_SIZE], again[ENTRY_TEXT_SIZE];
    struct entry entry = {.seq = 0};
    if (size >= sizeof copy)
        return em_fail(error, EM_INVALID, "The entry's text is longer than any entry is.");
    if (size)
        memcpy(copy, text, size);
    copy[size] = '\0';
    enum em_status status = read_lines(&entry, copy, error);
    if (status == EM_OK)
        status = entry_check(&entry, error);
    if (status != EM_OK)
        return status;
    if (entry_text(&entry, again) != size || memcmp(again, text, size) != 0)
        return em_fail(error, EM_INVALID,
                       "The entry's text says what an entry says, but not as emarge writes it: "
                       "it was changed.");
    *out = entry;
    return EM_OK;
}
