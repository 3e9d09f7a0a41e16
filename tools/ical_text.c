#include "ical_text.h"

#include "core/utf8.h"

#include <stdbool.h>
#include <stdio.h>
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

/* An unfolded line in the making, where in the file it begins, and what components it is in. */
struct unfolding {
    struct ical_text *out;
    struct em_buffer line;
    long number;
    char open[DEPTH_MAX][64];
    int depth;
};

/* The component that BEGIN or END names: what is behind the first colon. */
static void component_name(char out[64], const char *line)
{
    const char *colon = strchr(line, ':');
    snprintf(out, 64, "%s", colon ? colon + 1 : "");
    out[strcspn(out, " ")] = '\0';
}

/* Says what is wrong with the line where components begin and end; NULL: nothing. */
static const char *nest(struct unfolding *unfolding)
{
    const char *line = unfolding->line.data;
    char name[64];
    if (is_property(line, "BEGIN")) {
        if (unfolding->depth == DEPTH_MAX)
            return "components are nested too deep for a calendar";
        component_name(unfolding->open[unfolding->depth++], line);
    } else if (is_property(line, "END")) {
        component_name(name, line);
        if (!unfolding->depth || strcasecmp(name, unfolding->open[--unfolding->depth]) != 0)
            return "a component ends here that did not begin";
    }
    return NULL;
}

static bool begins_event(const struct unfolding *unfolding)
{
    return is_property(unfolding->line.data, "BEGIN") &&
           strcasecmp(unfolding->open[unfolding->depth - 1], "VEVENT") == 0;
}

/* Takes over the line as it is now; empty ones are dropped. */
static enum em_status end_line(struct unfolding *unfolding, struct em_error *error)
{
    struct ical_text *out = unfolding->out;
    struct em_buffer *line = &unfolding->line;
    if (!line->size)
        return EM_OK;
    const char *fault = nest(unfolding);
    if (fault)
        return em_fail(error, EM_INVALID, "Line %ld: %s. Export the file anew.", unfolding->number,
                       fault);
    if (begins_event(unfolding)) {
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
    if (status == EM_OK)
        status = end_line(unfolding, error);
    if (status == EM_OK && unfolding->depth)
        return em_fail(error, EM_INVALID,
                       "The file ends within %s, so it was cut off. Export it anew.",
                       unfolding->open[unfolding->depth - 1]);
    return status;
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
