#include "ical_text.h"

#include "core/utf8.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DEPTH_MAX 8 /* a calendar, an event, an alarm: three */

/* The physical line at `at`; *next is where the one after it begins. */
static size_t line_length(const char *at, const char *end, const char **next)
{
    const char *stop = at;
    while (stop < end && *stop != '\n' && *stop != '\r')
        stop++;
    *next = stop;
    if (*next < end && **next == '\r')
        (*next)++;
    if (*next < end && **next == '\n')
        (*next)++;
    return (size_t)(stop - at);
}

/* Spaces and tabs at its beginning. */
static size_t blanks(const char *line, size_t length)
{
    size_t count = 0;
    while (count < length && (line[count] == ' ' || line[count] == '\t'))
        count++;
    return count;
}

static bool is_property(const char *line, const char *name)
{
    size_t length = strlen(name);
    return strncasecmp(line, name, length) == 0 && (line[length] == ':' || line[length] == ';');
}

static bool is_event(const char *line)
{
    const char *behind = line + strlen("BEGIN:VEVENT");
    return strncasecmp(line, "BEGIN:VEVENT", strlen("BEGIN:VEVENT")) == 0 &&
           strspn(behind, " ") == strlen(behind);
}

/* An unfolded line in the making, and where in the file it begins. */
struct unfolding {
    struct ical_text *out;
    struct em_buffer line;
    long number;
    int depth;
};

/* Takes over the line as it is now; empty ones are dropped. */
static enum em_status end_line(struct unfolding *unfolding, struct em_error *error)
{
    struct ical_text *out = unfolding->out;
    struct em_buffer *line = &unfolding->line;
    if (!line->size)
        return EM_OK;
    unfolding->depth += is_property(line->data, "BEGIN");
    unfolding->depth -= is_property(line->data, "END") && unfolding->depth > 0;
    if (unfolding->depth > DEPTH_MAX)
        return em_fail(error, EM_INVALID,
                       "Line %ld: components are nested too deep for a calendar. Export the file "
                       "anew.",
                       unfolding->number);
    if (is_event(line->data)) {
        out->event_lines = em_grow(out->event_lines, out->event_count, &out->event_capacity,
                                   sizeof *out->event_lines);
        out->event_lines[out->event_count++] = unfolding->number;
    }
    em_buffer_add(&out->text, line->data, line->size);
    em_buffer_text(&out->text, "\n");
    line->size = 0;
    return EM_OK;
}

static enum em_status unfold(struct unfolding *unfolding, const char *bytes, size_t size,
                             struct em_error *error)
{
    const char *end = bytes + size, *next;
    long number = 0;
    enum em_status status = EM_OK;
    for (const char *at = bytes; at < end && status == EM_OK; at = next) {
        size_t length = line_length(at, end, &next), blank = blanks(at, length);
        number++;
        if (unfolding->line.size && blank) {
            em_buffer_add(&unfolding->line, at + 1, length - 1);
            continue;
        }
        status = end_line(unfolding, error);
        unfolding->number = number;
        em_buffer_add(&unfolding->line, at + blank, length - blank);
    }
    em_buffer_text(&unfolding->out->text, "");
    return status == EM_OK ? end_line(unfolding, error) : status;
}

static enum em_status check_encoding(const struct ical_text *text, const char *bytes, size_t size,
                                     struct em_error *error)
{
    struct utf8_place place;
    if (utf8_check(text->text.data, text->text.size, &place) != UTF8_BROKEN)
        return EM_OK; /* a letter may be folded in two */
    utf8_check(bytes, size, &place);
    return em_fail(error, EM_INVALID,
                   "Line %d, column %d: the text is not UTF-8, as calendars are. Save the file "
                   "with that encoding.",
                   place.line, place.column);
}

enum em_status ical_text_read(struct ical_text *out, const char *bytes, size_t size,
                              struct em_error *error)
{
    *out = (struct ical_text){0};
    if (memchr(bytes, '\0', size))
        return em_fail(error, EM_INVALID,
                       "The file has a NUL in it, so it is no text in UTF-8. Export it anew.");
    if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        bytes += 3, size -= 3;
    struct unfolding unfolding = {.out = out};
    enum em_status status = unfold(&unfolding, bytes, size, error);
    em_buffer_free(&unfolding.line);
    return status == EM_OK ? check_encoding(out, bytes, size, error) : status;
}

void ical_text_free(struct ical_text *text)
{
    em_buffer_free(&text->text);
    free(text->event_lines);
    *text = (struct ical_text){0};
}
