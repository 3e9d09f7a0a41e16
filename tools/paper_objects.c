#include "paper_objects.h"

#include "core/memory.h"

#include <sodium.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define PACK_OBJECTS  200 /* in one stream: each is read as a whole to find one of them */
#define ID_SIZE       16
#define END_OF_STREAM "\nendstream\nendobj\n"

/* Where an object is: at a byte of the file, or in a pack. */
struct place {
    uint64_t at; /* or the number of the pack */
    uint16_t index;
    enum { NOWHERE, IN_FILE, IN_PACK } kind;
};

struct pack {
    size_t size, first; /* deflated; where in it the first object begins when it is not */
    unsigned objects;
};

struct paper_objects {
    FILE *out;
    uint64_t written;
    crypto_generichash_state hash;
    struct place *places;
    size_t count, capacity;
    struct em_buffer index, texts; /* of the pack in the making */
    unsigned packing;
    struct em_buffer deflated; /* the packs, one behind another */
    struct pack *packs;
    size_t pack_count, pack_capacity;
};

struct paper_objects *paper_objects_new(FILE *out)
{
    struct paper_objects *objects = em_alloc(sizeof *objects);
    objects->out = out;
    crypto_generichash_init(&objects->hash, NULL, 0, ID_SIZE);
    return objects;
}

void paper_objects_free(struct paper_objects *objects)
{
    if (!objects)
        return;
    em_buffer_free(&objects->index);
    em_buffer_free(&objects->texts);
    em_buffer_free(&objects->deflated);
    free(objects->packs);
    free(objects->places);
    free(objects);
}

void paper_objects_put(struct paper_objects *objects, const void *bytes, size_t size)
{
    fwrite(bytes, 1, size, objects->out); /* ferror is asked at the end */
    crypto_generichash_update(&objects->hash, bytes, size);
    objects->written += size;
}

void paper_objects_put_text(struct paper_objects *objects, const char *text)
{
    paper_objects_put(objects, text, strlen(text));
}

static struct place *place_of(struct paper_objects *objects, unsigned number)
{
    while (objects->count <= number) {
        objects->places =
            em_grow(objects->places, objects->count, &objects->capacity, sizeof *objects->places);
        objects->places[objects->count++] = (struct place){0};
    }
    return &objects->places[number];
}

void paper_objects_begin(struct paper_objects *objects, unsigned number)
{
    char head[32];
    *place_of(objects, number) = (struct place){.at = objects->written, .kind = IN_FILE};
    snprintf(head, sizeof head, "%u 0 obj\n", number);
    paper_objects_put_text(objects, head);
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
static void end_pack(struct paper_objects *objects)
{
    if (objects->packing == 0)
        return;
    objects->packs = em_grow(objects->packs, objects->pack_count, &objects->pack_capacity,
                             sizeof *objects->packs);
    struct pack *pack = &objects->packs[objects->pack_count++];
    *pack = (struct pack){
        .size = objects->deflated.size, .first = objects->index.size, .objects = objects->packing};
    em_buffer_add(&objects->index, objects->texts.data, objects->texts.size);
    deflate_onto(&objects->deflated, objects->index.data, objects->index.size);
    pack->size = objects->deflated.size - pack->size;
    objects->index.size = objects->texts.size = 0;
    objects->packing = 0;
}

void paper_objects_pack(struct paper_objects *objects, unsigned number, const char *text)
{
    *place_of(objects, number) =
        (struct place){objects->pack_count, (uint16_t)objects->packing, IN_PACK};
    em_buffer_format(&objects->index, "%u %zu ", number, objects->texts.size);
    em_buffer_format(&objects->texts, "%s\n", text);
    if (++objects->packing == PACK_OBJECTS)
        end_pack(objects);
}

unsigned paper_objects_next(const struct paper_objects *objects)
{
    return (unsigned)objects->count;
}

void paper_objects_reserve(struct paper_objects *objects, unsigned number)
{
    place_of(objects, number);
}

/* --- the end --- */

static void put_packs(struct paper_objects *objects)
{
    const char *at = objects->deflated.data;
    for (size_t i = 0; i < objects->pack_count; i++) {
        const struct pack *pack = &objects->packs[i];
        paper_objects_begin(objects, (unsigned)objects->count);
        char *head = em_format("<< /Type /ObjStm\n   /N %u\n   /First %zu\n   /Length %zu\n"
                               "   /Filter /FlateDecode\n>>\nstream\n",
                               pack->objects, pack->first, pack->size);
        paper_objects_put_text(objects, head);
        paper_objects_put(objects, at, pack->size);
        paper_objects_put_text(objects, END_OF_STREAM);
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

static void put_table(struct paper_objects *objects, size_t first_pack, unsigned root,
                      unsigned info)
{
    uint8_t id[ID_SIZE];
    char hex[2 * ID_SIZE + 1];
    struct em_buffer table = {0}, packed = {0};
    uint64_t at = objects->written;
    paper_objects_begin(objects, (unsigned)objects->count);
    for (size_t i = 0; i < objects->count; i++)
        add_place(&table, &objects->places[i], first_pack);
    deflate_onto(&packed, table.data, table.size);
    crypto_generichash_final(&objects->hash, id, sizeof id);
    sodium_bin2hex(hex, sizeof hex, id, sizeof id);
    fprintf(objects->out,
            "<< /Type /XRef\n   /Size %zu\n   /W [1 5 2]\n   /Root %u 0 R\n   /Info %u 0 R\n"
            "   /ID [<%s> <%s>]\n   /Length %zu\n   /Filter /FlateDecode\n>>\nstream\n",
            objects->count, root, info, hex, hex, packed.size);
    fwrite(packed.data, 1, packed.size, objects->out);
    fprintf(objects->out, END_OF_STREAM "startxref\n%llu\n%%%%EOF\n", (unsigned long long)at);
    em_buffer_free(&table);
    em_buffer_free(&packed);
}

void paper_objects_end(struct paper_objects *objects, unsigned root, unsigned info)
{
    end_pack(objects);
    size_t first_pack = objects->count;
    put_packs(objects);
    put_table(objects, first_pack, root, info);
}
