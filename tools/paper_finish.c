#include "paper_finish.h"

#include "core/clock.h"
#include "core/memory.h"
#include "paper_finish_text.h"

#include <sodium.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define PACK_OBJECTS 200 /* in one stream: each is read as a whole to find one of them */
#define ID_SIZE      16

/* What is awaited next. */
enum state {
    BETWEEN, /* a line: a comment, the beginning of an object, the end of them all */
    INSIDE,  /* the end of an object, or the beginning of its stream */
    STREAM,  /* the end of a stream */
    TAIL,    /* cairo's own table of objects, of which only two lines are wanted */
};

/* Where an object is: at a byte of the file, or in a pack. */
struct place {
    uint64_t at; /* or the number of the pack */
    uint16_t index;
    enum { NOWHERE, IN_FILE, IN_PACK } kind;
};

/* Texts to be given to tags in their order. */
struct queue {
    char **items;
    size_t count, capacity, next;
};

struct paper_finish {
    FILE *out;
    enum state state;
    bool strange; /* not such bytes as are known */
    char *xmp, *language;
    char *catalog; /* waits for the number of the metadata */
    unsigned catalog_number;
    struct em_buffer held;
    size_t scanned; /* of what is held */
    unsigned number, root, info;
    uint64_t written;
    crypto_generichash_state hash;
    struct place *places;
    size_t count, capacity;
    struct em_buffer index, texts; /* of the pack in the making */
    unsigned packing;
    struct em_buffer packs; /* deflated, one behind another */
    struct pack {
        size_t size, first;
        unsigned objects;
    } * pack;
    size_t pack_count, pack_capacity;
    struct queue alts, scopes;
};

/* --- what goes out --- */

static void put(struct paper_finish *finish, const void *bytes, size_t size)
{
    fwrite(bytes, 1, size, finish->out); /* ferror is asked at the end */
    crypto_generichash_update(&finish->hash, bytes, size);
    finish->written += size;
}

static void put_text(struct paper_finish *finish, const char *text)
{
    put(finish, text, strlen(text));
}

static struct place *place_of(struct paper_finish *finish, unsigned number)
{
    while (finish->count <= number) {
        finish->places =
            em_grow(finish->places, finish->count, &finish->capacity, sizeof *finish->places);
        finish->places[finish->count++] = (struct place){0};
    }
    return &finish->places[number];
}

static void begin_object(struct paper_finish *finish, unsigned number)
{
    char head[32];
    *place_of(finish, number) = (struct place){.at = finish->written, .kind = IN_FILE};
    snprintf(head, sizeof head, "%u 0 obj\n", number);
    put_text(finish, head);
}

static void deflate_onto(struct em_buffer *out, const void *bytes, size_t size)
{
    uLongf room = compressBound(size);
    uint8_t *packed = em_alloc(room);
    if (compress2(packed, &room, bytes, size, Z_DEFAULT_COMPRESSION) != Z_OK)
        abort(); /* it fails only without memory */
    em_buffer_add(out, packed, room);
    free(packed);
}

/* Their numbers come after all of cairo's, so they wait for the end. */
static void end_pack(struct paper_finish *finish)
{
    if (finish->packing == 0)
        return;
    finish->pack =
        em_grow(finish->pack, finish->pack_count, &finish->pack_capacity, sizeof *finish->pack);
    struct pack *pack = &finish->pack[finish->pack_count++];
    *pack = (struct pack){
        .size = finish->packs.size, .first = finish->index.size, .objects = finish->packing};
    em_buffer_add(&finish->index, finish->texts.data, finish->texts.size);
    deflate_onto(&finish->packs, finish->index.data, finish->index.size);
    pack->size = finish->packs.size - pack->size;
    finish->index.size = finish->texts.size = 0;
    finish->packing = 0;
}

static void pack_object(struct paper_finish *finish, unsigned number, const char *text)
{
    *place_of(finish, number) =
        (struct place){finish->pack_count, (uint16_t)finish->packing, IN_PACK};
    em_buffer_format(&finish->index, "%u %zu ", number, finish->texts.size);
    em_buffer_format(&finish->texts, "%s\n", text);
    if (++finish->packing == PACK_OBJECTS)
        end_pack(finish);
}

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
    place_of(finish, finish->number); /* its number is taken */
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
    pack_object(finish, finish->number, whole ? whole : object);
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
        put_text(finish, line);
        put_text(finish, "\n");
    } else {
        finish->strange = true;
    }
    drop(finish, (size_t)(end - finish->held.data) + 1);
    return true;
}

#define END_OF_OBJECT   "\nendobj\n"
#define START_OF_STREAM "\nstream\n"
#define END_OF_STREAM   "\nendstream\nendobj\n"

static bool read_object(struct paper_finish *finish)
{
    size_t again = sizeof END_OF_OBJECT - 2;
    size_t from = finish->scanned > again ? finish->scanned - again : 0;
    char *end = find(finish, END_OF_OBJECT, from), *stream = find(finish, START_OF_STREAM, from);
    finish->scanned = finish->held.size;
    if (stream && (!end || stream < end)) {
        size_t size = (size_t)(stream - finish->held.data) + sizeof START_OF_STREAM - 1;
        begin_object(finish, finish->number);
        put(finish, finish->held.data, size);
        drop(finish, size);
        finish->state = STREAM;
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
    put(finish, finish->held.data, size);
    drop(finish, size);
    if (end)
        finish->state = BETWEEN;
    return end != NULL;
}

cairo_status_t paper_finish_put(void *closure, const unsigned char *bytes, unsigned length)
{
    static bool (*const readers[])(struct paper_finish *) = {
        [BETWEEN] = read_line, [INSIDE] = read_object, [STREAM] = read_stream, [TAIL] = read_line};
    struct paper_finish *finish = closure;
    /* Never an error: cairo 1.16 that could not write fails an assertion at its end. What is wrong
     * is kept, and told by paper_finish_end. */
    if (finish->strange || ferror(finish->out))
        return CAIRO_STATUS_SUCCESS;
    em_buffer_add(&finish->held, bytes, length);
    while (finish->held.size > 0 && readers[finish->state](finish))
        ;
    return CAIRO_STATUS_SUCCESS;
}

/* --- the end --- */

static void put_xmp(struct paper_finish *finish)
{
    begin_object(finish, (unsigned)finish->count);
    char *head = em_format("<< /Type /Metadata\n   /Subtype /XML\n   /Length %zu\n>>\nstream\n",
                           strlen(finish->xmp));
    put_text(finish, head);
    put_text(finish, finish->xmp);
    put_text(finish, END_OF_STREAM);
    free(head);
}

static bool pack_catalog(struct paper_finish *finish, size_t metadata)
{
    char *entries = em_format("/Lang %s\n   /ViewerPreferences << /DisplayDocTitle true >>\n"
                              "   /Metadata %zu 0 R",
                              finish->language, metadata);
    char *whole = finish->catalog ? with_entries(finish->catalog, entries) : NULL;
    bool good = whole != NULL;
    if (good)
        pack_object(finish, finish->catalog_number, whole);
    free(whole);
    free(entries);
    return good;
}

static void put_packs(struct paper_finish *finish)
{
    const char *at = finish->packs.data;
    for (size_t i = 0; i < finish->pack_count; i++) {
        const struct pack *pack = &finish->pack[i];
        begin_object(finish, (unsigned)finish->count);
        char *head = em_format("<< /Type /ObjStm\n   /N %u\n   /First %zu\n   /Length %zu\n"
                               "   /Filter /FlateDecode\n>>\nstream\n",
                               pack->objects, pack->first, pack->size);
        put_text(finish, head);
        put(finish, at, pack->size);
        put_text(finish, END_OF_STREAM);
        at += pack->size;
        free(head);
    }
}

/* Of an entry: its kind in a byte, where in five, and which there in two. */
static void add_place(struct em_buffer *table, const struct place *place, size_t first_pack)
{
    uint64_t at = place->kind == IN_PACK ? first_pack + place->at : place->at;
    uint8_t entry[8] = {(uint8_t)place->kind};
    for (int i = 5; i > 0; i--, at >>= 8)
        entry[i] = (uint8_t)at;
    entry[6] = (uint8_t)(place->index >> 8);
    entry[7] = (uint8_t)place->index;
    em_buffer_add(table, entry, sizeof entry);
}

static void put_table(struct paper_finish *finish, size_t first_pack)
{
    uint8_t id[ID_SIZE];
    char hex[2 * ID_SIZE + 1];
    struct em_buffer table = {0}, packed = {0};
    uint64_t at = finish->written;
    begin_object(finish, (unsigned)finish->count);
    for (size_t i = 0; i < finish->count; i++)
        add_place(&table, &finish->places[i], first_pack);
    deflate_onto(&packed, table.data, table.size);
    crypto_generichash_final(&finish->hash, id, sizeof id);
    sodium_bin2hex(hex, sizeof hex, id, sizeof id);
    fprintf(finish->out,
            "<< /Type /XRef\n   /Size %zu\n   /W [1 5 2]\n   /Root %u 0 R\n   /Info %u 0 R\n"
            "   /ID [<%s> <%s>]\n   /Length %zu\n   /Filter /FlateDecode\n>>\nstream\n",
            finish->count, finish->root, finish->info, hex, hex, packed.size);
    fwrite(packed.data, 1, packed.size, finish->out);
    fprintf(finish->out, END_OF_STREAM "startxref\n%llu\n%%%%EOF\n", (unsigned long long)at);
    em_buffer_free(&table);
    em_buffer_free(&packed);
}

static bool is_whole(const struct paper_finish *finish)
{
    return !finish->strange && finish->state == TAIL && finish->root && finish->info &&
           finish->alts.next == finish->alts.count && finish->scopes.next == finish->scopes.count;
}

static void finish_free(struct paper_finish *finish)
{
    queue_free(&finish->alts);
    queue_free(&finish->scopes);
    em_buffer_free(&finish->held);
    em_buffer_free(&finish->index);
    em_buffer_free(&finish->texts);
    em_buffer_free(&finish->packs);
    free(finish->pack);
    free(finish->places);
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
    size_t metadata = finish->count;
    if (!is_whole(finish) || !pack_catalog(finish, metadata))
        return not_known(error);
    put_xmp(finish);
    end_pack(finish);
    size_t first_pack = finish->count;
    put_packs(finish);
    put_table(finish, first_pack);
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
    finish->xmp = paper_xmp(about);
    finish->language = paper_pdf_string(about->language);
    crypto_generichash_init(&finish->hash, NULL, 0, ID_SIZE);
    return finish;
}
