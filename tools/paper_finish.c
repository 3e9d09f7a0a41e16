#include "paper_finish.h"

#include "core/memory.h"
#include "paper_finish_text.h"
#include "paper_forms.h"
#include "paper_objects.h"
#include "paper_parts.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* What is awaited next. */
enum state {
    BETWEEN, /* a line: a comment, the beginning of an object, the end of them all */
    INSIDE,  /* the end of an object, or the beginning of its stream */
    STREAM,  /* the end of a stream */
    IMAGE,   /* the end of one in whose place a form was put */
    TAIL,    /* cairo's own table of objects, of which only two lines are wanted */
};

/* Texts to be given to tags in their order. */
struct queue {
    char **items;
    size_t count, capacity, next;
};

struct paper_finish {
    FILE *out;
    struct paper_objects *objects;
    enum state state;
    bool strange; /* not such bytes as are known */
    char *xmp, *language;
    char *catalog; /* waits for the number of the metadata */
    unsigned catalog_number;
    struct em_buffer held;
    size_t scanned; /* of what is held */
    unsigned number, root, info;
    struct queue alts, scopes, languages;
    struct paper_forms *forms;
};

/* --- what is put in --- */

static void queue_add(struct queue *queue, char *text)
{
    queue->items = em_grow(queue->items, queue->count, &queue->capacity, sizeof *queue->items);
    queue->items[queue->count++] = text;
}

static void queue_free(struct queue *queue)
{
    for (size_t i = 0; i < queue->count; i++)
        free(queue->items[i]);
    free(queue->items);
}

static const char *queue_take(struct queue *queue)
{
    return queue->next < queue->count ? queue->items[queue->next++] : "";
}

void paper_finish_scope(struct paper_finish *finish, const char *scope, size_t columns)
{
    char *entry = columns > 1
                      ? em_format("/A << /O /Table /Scope /%s /ColSpan %zu >>", scope, columns)
                      : em_format("/A << /O /Table /Scope /%s >>", scope);
    queue_add(&finish->scopes, entry);
}

void paper_finish_alt(struct paper_finish *finish, const char *text)
{
    char *string = paper_pdf_string(text);
    queue_add(&finish->alts, em_format("/Alt %s", string));
    free(string);
}

void paper_finish_language(struct paper_finish *finish, const char *language)
{
    char *string = paper_pdf_string(language);
    queue_add(&finish->languages, em_format("/Lang %s", string));
    free(string);
}

/* Nobody gets the file any more: what comes in is dropped. */
static bool is_lost(const struct paper_finish *finish)
{
    return finish->strange || ferror(finish->out);
}

void paper_finish_form(struct paper_finish *finish, const struct paper_figure *figure, double w)
{
    if (is_lost(finish))
        paper_figure_release(figure); /* it would wait to the end */
    else
        paper_forms_add(finish->forms, figure, w);
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

#define ELEMENT "<< /Type /StructElem\n   /S /"

static const char *addition(struct paper_finish *finish, const char *object)
{
    if (begins(object, ELEMENT "Figure\n"))
        return queue_take(&finish->alts);
    if (begins(object, ELEMENT "TH\n"))
        return queue_take(&finish->scopes);
    if (begins(object, ELEMENT "Sect\n"))
        return queue_take(&finish->languages);
    return "";
}

/* The text of a dictionary with entries more; NULL when it is none. */
static char *with_entries(const char *object, const char *entries)
{
    size_t length = strlen(object);
    if (length < 2 || strcmp(object + length - 2, ">>") != 0)
        return NULL;
    return em_format("%.*s   %s\n>>", (int)length - 2, object, entries);
}

static void keep_catalog(struct paper_finish *finish, const char *object)
{
    finish->strange |= finish->catalog != NULL;
    free(finish->catalog);
    finish->catalog = em_strdup(object);
    finish->catalog_number = finish->number;
    paper_objects_reserve(finish->objects, finish->number); /* its number is taken */
}

/* The object's text is without its first and last line. */
static void take_object(struct paper_finish *finish, const char *object)
{
    if (begins(object, "<< /Type /Catalog\n")) {
        keep_catalog(finish, object);
        return;
    }
    const char *more = addition(finish, object);
    char *whole = *more ? with_entries(object, more) : NULL;
    finish->strange |= *more && !whole;
    paper_objects_pack(finish->objects, finish->number, whole ? whole : object);
    free(whole);
}

/* --- what comes in --- */

static void drop(struct paper_finish *finish, size_t size)
{
    struct em_buffer *held = &finish->held;
    memmove(held->data, held->data + size, held->size - size);
    held->size -= size;
    finish->scanned = 0;
}

/* The place of the words in what is held; it is not looked through twice. */
static char *find(struct paper_finish *finish, const char *words, size_t from)
{
    return memmem(finish->held.data + from, finish->held.size - from, words, strlen(words));
}

static bool read_line(struct paper_finish *finish)
{
    char *end = find(finish, "\n", 0);
    if (!end)
        return false;
    *end = '\0';
    const char *line = finish->held.data;
    int behind = 0;
    if (finish->state == TAIL) {
        sscanf(line, " /Root %u 0 R", &finish->root);
        sscanf(line, " /Info %u 0 R", &finish->info);
    } else if (sscanf(line, "%u 0 obj%n", &finish->number, &behind) == 1 && behind &&
               line[behind] == '\0') {
        finish->state = INSIDE;
    } else if (strcmp(line, "xref") == 0) {
        finish->state = TAIL;
    } else if (*line == '%') {
        paper_objects_put_text(finish->objects, line);
        paper_objects_put_text(finish->objects, "\n");
    } else {
        finish->strange = true;
    }
    drop(finish, (size_t)(end - finish->held.data) + 1);
    return true;
}

#define END_OF_OBJECT   "\nendobj\n"
#define START_OF_STREAM "\nstream\n"
#define END_OF_STREAM   "\nendstream\nendobj\n"

/* What stands before a stream, which ends `size` bytes on: of an image for which a form waits all
 * of that form is put instead. */
static void begin_stream(struct paper_finish *finish, size_t size)
{
    static const char image[] = "/Subtype /Image";
    paper_objects_begin(finish->objects, finish->number);
    finish->state = STREAM;
    if (!paper_forms_wait(finish->forms) ||
        !memmem(finish->held.data, size, image, sizeof image - 1)) {
        paper_objects_put(finish->objects, finish->held.data, size);
        return;
    }
    struct em_buffer form = paper_forms_take(finish->forms);
    paper_objects_put(finish->objects, form.data, form.size);
    paper_objects_put_text(finish->objects, END_OF_STREAM);
    em_buffer_free(&form);
    finish->state = IMAGE;
}

static bool read_object(struct paper_finish *finish)
{
    size_t again = sizeof END_OF_OBJECT - 2;
    size_t from = finish->scanned > again ? finish->scanned - again : 0;
    char *end = find(finish, END_OF_OBJECT, from), *stream = find(finish, START_OF_STREAM, from);
    finish->scanned = finish->held.size;
    if (stream && (!end || stream < end)) {
        size_t size = (size_t)(stream - finish->held.data) + sizeof START_OF_STREAM - 1;
        begin_stream(finish, size);
        drop(finish, size);
        return true;
    }
    if (!end)
        return false;
    *end = '\0';
    take_object(finish, finish->held.data);
    drop(finish, (size_t)(end - finish->held.data) + sizeof END_OF_OBJECT - 1);
    finish->state = BETWEEN;
    return true;
}

static bool read_stream(struct paper_finish *finish)
{
    char *end = find(finish, END_OF_STREAM, 0);
    size_t size = finish->held.size, rest = sizeof END_OF_STREAM - 2;
    if (end)
        size = (size_t)(end - finish->held.data) + sizeof END_OF_STREAM - 1;
    else
        size -= size > rest ? rest : size;
    if (finish->state == STREAM)
        paper_objects_put(finish->objects, finish->held.data, size);
    drop(finish, size);
    if (end)
        finish->state = BETWEEN;
    return end != NULL;
}

cairo_status_t paper_finish_put(void *closure, const unsigned char *bytes, unsigned length)
{
    static bool (*const readers[])(struct paper_finish *) = {[BETWEEN] = read_line,
                                                             [INSIDE] = read_object,
                                                             [STREAM] = read_stream,
                                                             [IMAGE] = read_stream,
                                                             [TAIL] = read_line};
    struct paper_finish *finish = closure;
    /* Never an error: cairo 1.16 that could not write fails an assertion at its end. What is wrong
     * is kept, and told by paper_finish_end. */
    if (is_lost(finish))
        return CAIRO_STATUS_SUCCESS;
    em_buffer_add(&finish->held, bytes, length);
    while (finish->held.size > 0 && readers[finish->state](finish))
        ;
    return CAIRO_STATUS_SUCCESS;
}

/* --- the end --- */

static void put_xmp(struct paper_finish *finish)
{
    paper_objects_begin(finish->objects, paper_objects_next(finish->objects));
    char *head = em_format("<< /Type /Metadata\n   /Subtype /XML\n   /Length %zu\n>>\nstream\n",
                           strlen(finish->xmp));
    paper_objects_put_text(finish->objects, head);
    paper_objects_put_text(finish->objects, finish->xmp);
    paper_objects_put_text(finish->objects, END_OF_STREAM);
    free(head);
}

static bool pack_catalog(struct paper_finish *finish, unsigned metadata)
{
    char *entries = em_format("/Lang %s\n   /ViewerPreferences << /DisplayDocTitle true >>\n"
                              "   /Metadata %u 0 R",
                              finish->language, metadata);
    char *whole = finish->catalog ? with_entries(finish->catalog, entries) : NULL;
    bool good = whole != NULL;
    if (good)
        paper_objects_pack(finish->objects, finish->catalog_number, whole);
    free(whole);
    free(entries);
    return good;
}

static bool all_taken(const struct queue *queue)
{
    return queue->next == queue->count;
}

static bool is_whole(const struct paper_finish *finish)
{
    return !finish->strange && finish->state == TAIL && finish->root && finish->info &&
           all_taken(&finish->alts) && all_taken(&finish->scopes) &&
           all_taken(&finish->languages) && !paper_forms_wait(finish->forms);
}

static void finish_free(struct paper_finish *finish)
{
    queue_free(&finish->alts);
    queue_free(&finish->scopes);
    queue_free(&finish->languages);
    paper_forms_free(finish->forms);
    em_buffer_free(&finish->held);
    paper_objects_free(finish->objects);
    free(finish->catalog);
    free(finish->language);
    free(finish->xmp);
    free(finish);
}

static enum em_status not_known(struct em_error *error)
{
    return em_fail(error, EM_IO,
                   "The PDF could not be finished: cairo %s writes it in a way that emarge does "
                   "not know. It knows cairo 1.16.",
                   cairo_version_string());
}

static enum em_status put_end(struct paper_finish *finish, struct em_error *error)
{
    unsigned metadata = paper_objects_next(finish->objects);
    if (!is_whole(finish) || !pack_catalog(finish, metadata))
        return not_known(error);
    put_xmp(finish);
    paper_objects_end(finish->objects, finish->root, finish->info);
    return EM_OK;
}

enum em_status paper_finish_end(struct paper_finish *finish, struct em_error *error)
{
    enum em_status status = ferror(finish->out) ? EM_OK : put_end(finish, error);
    if (ferror(finish->out))
        status = em_fail(error, EM_IO, "The PDF could not be written.");
    finish_free(finish);
    return status;
}

struct paper_finish *paper_finish_new(FILE *out, const struct paper_about *about)
{
    struct paper_finish *finish = em_alloc(sizeof *finish);
    finish->out = out;
    finish->objects = paper_objects_new(out);
    finish->forms = paper_forms_new();
    finish->xmp = paper_xmp(about);
    finish->language = paper_pdf_string(about->language);
    return finish;
}
