#include "paper_cache.h"

#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

struct slot {
    char *text; /* NULL: empty */
    enum paper_style style;
    double width;
    bool number;
    const char *han;
    PangoLayout *layout;
};
struct paper_cache {
    struct slot slots[PAPER_CACHE];
};

struct paper_cache *paper_cache_new(void)
{
    return em_alloc(sizeof(struct paper_cache));
}

static void empty(struct slot *slot)
{
    if (slot->text)
        g_object_unref(slot->layout);
    free(slot->text);
    *slot = (struct slot){0};
}

void paper_cache_free(struct paper_cache *cache)
{
    for (size_t i = 0; cache && i < PAPER_CACHE; i++)
        empty(&cache->slots[i]);
    free(cache);
}

/* FNV-1a, 32 bits. */
static size_t slot_of(const char *text, enum paper_style style, double width)
{
    uint32_t hash = 2166136261u;
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 16777619u;
    hash = (hash ^ (uint32_t)style) * 16777619u;
    hash = (hash ^ (uint32_t)(width * 8)) * 16777619u;
    return hash % PAPER_CACHE;
}

static bool runs_from_right(PangoLayout *layout)
{
    return pango_layout_get_direction(layout, 0) == PANGO_DIRECTION_RTL;
}

/* All of a column stands at one edge. Pango's "left" is where a text begins to run. */
static PangoLayout *lay_out(struct paper_doc *doc, enum paper_style style, double width,
                            bool number, const char *text)
{
    PangoLayout *layout = paper_doc_layout(doc, style, width, text);
    if (number != runs_from_right(layout))
        pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
    return layout;
}

PangoLayout *paper_cache_layout(struct paper_doc *doc, enum paper_style style, double width,
                                bool number, const char *text)
{
    struct slot *slot = &doc->cache->slots[slot_of(text, style, width)];
    const char *han = paper_han(doc->setter);
    if (!slot->text || slot->style != style || slot->width != width || slot->number != number ||
        slot->han != han || strcmp(slot->text, text) != 0) {
        empty(slot);
        *slot = (struct slot){.text = em_strdup(text),
                              .style = style,
                              .width = width,
                              .number = number,
                              .han = han,
                              .layout = lay_out(doc, style, width, number, text)};
    }
    return g_object_ref(slot->layout);
}
