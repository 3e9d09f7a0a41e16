#include "fake/markup.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

static bool is_known(const char *const known[], const char *name, size_t size)
{
    for (size_t i = 0; known[i]; i++)
        if (strlen(known[i]) == size && memcmp(known[i], name, size) == 0)
            return true;
    return false;
}

static size_t name_size(const char *at)
{
    return strcspn(at, " =<>\"'/\n\t");
}

/* Passes over name="value" by name="value", up to the end of the tag; or says what is strange. */
static char *attributes_of(const char **at, const char *const known[])
{
    while (**at == ' ') {
        const char *name = *at + 1, *behind = name + name_size(name);
        if (!is_known(known, name, (size_t)(behind - name)))
            return em_format("a strange attribute: %.60s", name);
        if (strncmp(behind, "=\"", 2) != 0)
            return em_format("an attribute without a quoted value: %.60s", name);
        *at = behind + 2 + strcspn(behind + 2, "\"<>") + 1;
        if ((*at)[-1] != '"')
            return em_format("a value that does not end: %.60s", name);
    }
    return **at == '>' ? NULL : em_format("a tag that does not end: %.60s", *at);
}

char *markup_strange(const char *html, const char *const tags[], const char *const attributes[])
{
    const char *at = html;
    if (strncmp(at, "<!DOCTYPE html>", 15) == 0)
        at += 15;
    while ((at = strpbrk(at, "<>"))) {
        if (*at == '>')
            return em_format("a raw '>': %.60s", at);
        const char *name = at + 1 + (at[1] == '/'), *behind = name + name_size(name);
        if (!is_known(tags, name, (size_t)(behind - name)))
            return em_format("a strange tag: %.60s", at);
        at = behind;
        char *strange = attributes_of(&at, attributes);
        if (strange)
            return strange;
        at++;
        if (strncmp(name, "style>", 6) == 0 && name[-1] == '<')
            at = strstr(at, "</style>");
    }
    return NULL;
}

static const struct {
    const char *reference;
    char character;
} references[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};

/* A character, or what a reference stands for; returns what is behind it. */
static const char *add_character(struct em_buffer *text, const char *from)
{
    size_t i = 0, count = sizeof references / sizeof *references;
    while (i < count &&
           strncmp(from, references[i].reference, strlen(references[i].reference)) != 0)
        i++;
    em_buffer_add(text, i < count ? &references[i].character : from, 1);
    return from + (i < count ? strlen(references[i].reference) : 1);
}

char *markup_text(const char **at, const char *open)
{
    const char *from = strstr(*at, open);
    struct em_buffer text = {0};
    if (!from)
        return NULL;
    em_buffer_text(&text, "");
    for (from += strlen(open); *from && *from != '<';)
        from = add_character(&text, from);
    *at = from;
    return text.data;
}

char *markup_cell(const char **at)
{
    struct em_buffer text = {0};
    if (strncmp(*at, "<th", 3) != 0 && strncmp(*at, "<td", 3) != 0)
        return NULL;
    const char end[] = {'<', '/', 't', (*at)[2], '>', '\0'};
    em_buffer_text(&text, "");
    for (*at = strchr(*at, '>') + 1; **at && strncmp(*at, end, 5) != 0;)
        *at = **at == '<' ? strchr(*at, '>') + 1 : add_character(&text, *at);
    *at += strlen(end);
    return text.data;
}
