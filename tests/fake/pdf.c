#include "fake/pdf.h"

#include "core/memory.h"
#include "fake/tool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What a program writes; one that fails is shown. */
static char *output_of(const char *const words[])
{
    struct tool_result result = {0};
    tool_run(&result, words, NULL);
    if (result.code != 0)
        fail_msg("%s failed (`tools/dev test` installs it): %s%s", words[1], result.out,
                 result.err);
    char *out = em_strdup(result.out);
    tool_result_free(&result);
    return out;
}

#define OUTPUT_OF(...) output_of((const char *const[]){"/usr/bin/env", __VA_ARGS__, NULL})

/* --- text --- */

char *pdf_text(const char *path, int first, int last)
{
    char from[16], to[16];
    snprintf(from, sizeof from, "%d", first ? first : 1);
    snprintf(to, sizeof to, "%d", last ? last : 1000000);
    return OUTPUT_OF("pdftotext", "-raw", "-f", from, "-l", to, path, "-");
}

void pdf_only_letters(char *text)
{
    static const char *const gone[] = {" ",      "\n",     "\f",     "\u00A0",
                                       "\u202F", "\u202A", "\u202B", "\u202C"};
    char *to = text;
    while (*text) {
        size_t skip = 0;
        for (size_t i = 0; i < sizeof gone / sizeof *gone && !skip; i++)
            if (strncmp(text, gone[i], strlen(gone[i])) == 0)
                skip = strlen(gone[i]);
        if (skip)
            text += skip;
        else
            *to++ = *text++;
    }
    *to = '\0';
}

char *pdf_letters(const char *path)
{
    char *text = pdf_text(path, 0, 0);
    pdf_only_letters(text);
    return text;
}

bool pdf_take(const char **at, const char *text)
{
    char *letters = em_strdup(text);
    pdf_only_letters(letters);
    size_t size = strlen(letters);
    bool taken = strncmp(*at, letters, size) == 0;
    *at += taken ? size : 0;
    free(letters);
    return taken;
}

const char *pdf_after(const char *letters, const char *text)
{
    char *wanted = em_strdup(text);
    pdf_only_letters(wanted);
    const char *found = strstr(letters, wanted);
    if (!found)
        fail_msg("“%s” is not behind %.60s…", text, letters);
    found += strlen(wanted);
    free(wanted);
    return found;
}

#define FOOT_MOST 150 /* bytes: the rest of a document's title, and the page's number */

static const char *find_last(const char *text, const char *part)
{
    const char *last = NULL;
    for (const char *at = text; (at = strstr(at, part)); at++)
        last = at;
    return last;
}

static void add_page(struct em_buffer *out, char *page, const char *foot, const char *head)
{
    size_t skip = strlen(head);
    pdf_only_letters(page);
    const char *end = find_last(page, foot);
    if (!end || strlen(end) > FOOT_MOST)
        fail_msg("a page does not end in “%s”: %s", foot, page);
    const char *begin = strncmp(page, head, skip) == 0 ? page + skip : page;
    em_buffer_add(out, begin, (size_t)(end - begin));
}

char *pdf_body(const char *path, const char *foot, const char *head)
{
    struct em_buffer body = {0};
    char *text = pdf_text(path, 0, 0), *rest = text;
    char *end = em_strdup(foot), *top = em_strdup(head);
    pdf_only_letters(end);
    pdf_only_letters(top);
    for (char *page; (page = strsep(&rest, "\f")) && rest;)
        add_page(&body, page, end, top);
    em_buffer_add(&body, "", 1);
    free(top);
    free(end);
    free(text);
    return body.data;
}

int pdf_pages(const char *path)
{
    char *pages = OUTPUT_OF("qpdf", "--show-npages", path);
    int count = atoi(pages);
    free(pages);
    return count;
}

/* --- objects --- */

static json_t *json_of(const char *text)
{
    json_error_t error;
    json_t *json = json_loads(text, 0, &error);
    if (!json)
        fail_msg("qpdf wrote no JSON: %s", error.text);
    return json;
}

static json_t *read_objects(const char *path)
{
    char *text = OUTPUT_OF("qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=none", path);
    json_t *all = json_of(text);
    json_t *objects = json_incref(json_array_get(json_object_get(all, "qpdf"), 1));
    json_decref(all);
    free(text);
    return objects;
}

/* What "12 0 R" means; anything else means itself. */
static json_t *resolve(const json_t *objects, json_t *value)
{
    const char *text = json_string_value(value);
    size_t length = text ? strlen(text) : 0;
    if (length < 5 || strcmp(text + length - 2, " R") != 0)
        return value;
    char *key = em_format("obj:%s", text);
    json_t *found = json_object_get(json_object_get(objects, key), "value");
    free(key);
    return found;
}

static json_t *entry(const json_t *objects, json_t *dictionary, const char *key)
{
    return resolve(objects, json_object_get(dictionary, key));
}

static json_t *catalog_of(const json_t *objects)
{
    json_t *trailer = json_object_get(json_object_get(objects, "trailer"), "value");
    return entry(objects, trailer, "/Root");
}

/* A text string of qpdf's begins with "u:", a name with "/". */
static const char *text_of(json_t *value)
{
    const char *text = json_string_value(value);
    if (!text)
        return "";
    if (strncmp(text, "u:", 2) == 0)
        return text + 2;
    return *text == '/' ? text + 1 : text;
}

/* --- what is missing --- */

static char *want_whole(const char *path)
{
    struct tool_result result = {0};
    const char *const words[] = {"/usr/bin/env", "qpdf", "--check", path, NULL};
    tool_run(&result, words, NULL);
    char *wants = result.code == 0 ? NULL : em_format("qpdf says: %s%s", result.out, result.err);
    tool_result_free(&result);
    return wants;
}

/* Behind the heading, "emb", "sub" and "uni" of every line. */
static char *want_fonts(const char *path)
{
    char *fonts = OUTPUT_OF("pdffonts", path), *wants = NULL;
    char *line = strchr(fonts, '\n');
    line = line ? strchr(line + 1, '\n') : NULL;
    for (char *end; line && line[1] && !wants; line = end) {
        end = strchr(++line, '\n');
        *end = '\0';
        if (!strstr(line, " yes yes yes "))
            wants = em_format("a font is not embedded, not subset or without letters: %s", line);
    }
    free(fonts);
    return wants;
}

static char *want_title(const char *path, const char *title)
{
    char *meta = OUTPUT_OF("pdfinfo", "-meta", path), *info = OUTPUT_OF("pdfinfo", path);
    char *wants = NULL;
    if (!strstr(info, title))
        wants = em_format("its title is not “%s”: %s", title, info);
    else if (!strstr(meta, "dc:title") || !strstr(meta, title))
        wants = em_format("its metadata have no such title: %s", meta);
    free(meta);
    free(info);
    return wants;
}

static char *want_catalog(const char *path, const char *language)
{
    json_t *objects = read_objects(path), *catalog = catalog_of(objects);
    char *wants = NULL;
    if (strcmp(text_of(entry(objects, catalog, "/Lang")), language) != 0)
        wants = em_format("its language is not %s", language);
    else if (!json_is_true(json_object_get(entry(objects, catalog, "/MarkInfo"), "/Marked")))
        wants = em_strdup("it is not marked as tagged");
    else if (!json_is_object(entry(objects, catalog, "/StructTreeRoot")))
        wants = em_strdup("it has no tags");
    else if (!json_is_true(json_object_get(entry(objects, catalog, "/ViewerPreferences"),
                                           "/DisplayDocTitle")))
        wants = em_strdup("it does not ask for its title to be shown");
    json_decref(objects);
    return wants;
}

char *pdf_wants(const char *path, const char *language, const char *title)
{
    char *wants = want_whole(path);
    if (!wants)
        wants = want_fonts(path);
    if (!wants)
        wants = want_catalog(path, language);
    if (!wants)
        wants = want_title(path, title);
    return wants;
}

void pdf_assert_good(const char *path, const char *language, const char *title)
{
    char *wants = pdf_wants(path, language, title);
    if (wants)
        fail_msg("%s: %s", path, wants);
}

/* --- tags --- */

static const char *attribute(const json_t *objects, json_t *element, const char *key)
{
    return text_of(entry(objects, entry(objects, element, "/A"), key));
}

/* Children are elements, and numbers that stand for content. */
static void add_tags(struct pdf_tags *tags, const json_t *objects, json_t *element, int depth)
{
    element = resolve(objects, element);
    if (json_is_array(element)) {
        size_t i;
        json_t *child;
        json_array_foreach(element, i, child) add_tags(tags, objects, child, depth);
        return;
    }
    if (!json_is_object(element) || !json_object_get(element, "/S"))
        return;
    tags->items = em_grow(tags->items, tags->count, &tags->capacity, sizeof *tags->items);
    struct pdf_tag *tag = &tags->items[tags->count++];
    *tag = (struct pdf_tag){.depth = depth};
    snprintf(tag->role, sizeof tag->role, "%s", text_of(json_object_get(element, "/S")));
    tag->alt = em_strdup(text_of(json_object_get(element, "/Alt")));
    tag->scope = em_strdup(attribute(objects, element, "/Scope"));
    tag->language = em_strdup(text_of(entry(objects, element, "/Lang")));
    add_tags(tags, objects, json_object_get(element, "/K"), depth + 1);
}

void pdf_tags_read(struct pdf_tags *tags, const char *path)
{
    json_t *objects = read_objects(path);
    json_t *root = entry(objects, catalog_of(objects), "/StructTreeRoot");
    *tags = (struct pdf_tags){0};
    add_tags(tags, objects, json_object_get(root, "/K"), 0);
    json_decref(objects);
}

void pdf_tags_free(struct pdf_tags *tags)
{
    for (size_t i = 0; i < tags->count; i++) {
        free(tags->items[i].alt);
        free(tags->items[i].scope);
        free(tags->items[i].language);
    }
    free(tags->items);
    *tags = (struct pdf_tags){0};
}

size_t pdf_figures(const char *path)
{
    struct pdf_tags tags;
    size_t count = 0;
    pdf_tags_read(&tags, path);
    for (size_t i = 0; i < tags.count; i++)
        if (strcmp(tags.items[i].role, "Figure") == 0) {
            assert_true(*tags.items[i].alt);
            count++;
        }
    pdf_tags_free(&tags);
    return count;
}

/* --- bookmarks --- */

static void add_bookmarks(struct em_buffer *out, const json_t *kids, int depth)
{
    size_t i;
    json_t *kid;
    json_array_foreach(kids, i, kid)
    {
        em_buffer_format(out, "%*s%s\n", 2 * depth, "",
                         json_string_value(json_object_get(kid, "title")));
        add_bookmarks(out, json_object_get(kid, "kids"), depth + 1);
    }
}

char *pdf_bookmarks(const char *path)
{
    struct em_buffer out = {0};
    char *text = OUTPUT_OF("qpdf", "--json=2", "--json-key=outlines", path);
    json_t *all = json_of(text);
    em_buffer_text(&out, "");
    add_bookmarks(&out, json_object_get(all, "outlines"), 0);
    json_decref(all);
    free(text);
    return out.data;
}
