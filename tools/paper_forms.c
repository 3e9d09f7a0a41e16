#include "paper_forms.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

#define SPARE 50 /* around the box, for the breadth of its lines */

void paper_forms_add(struct paper_forms *forms, const char *operators, size_t size, double w,
                     double h)
{
    struct em_buffer form = {0};
    uLongf packed = compressBound(size);
    uint8_t *bytes = em_alloc(packed);
    if (compress2(bytes, &packed, (const Bytef *)operators, size, Z_DEFAULT_COMPRESSION) != Z_OK)
        abort(); /* it fails only without memory */
    em_buffer_format(&form,
                     "<< /Type /XObject\n   /Subtype /Form\n   /BBox [ %d %d %ld %ld ]\n"
                     "   /Matrix [ %.9f 0 0 %.9f 0 0 ]\n   /Resources << >>\n   /Length %lu\n"
                     "   /Filter /FlateDecode\n>>\nstream\n",
                     -SPARE, -SPARE, lround(w) + SPARE, lround(h) + SPARE, 1 / w, 1 / h, packed);
    em_buffer_add(&form, bytes, packed);
    free(bytes);
    forms->items = em_grow(forms->items, forms->count, &forms->capacity, sizeof *forms->items);
    forms->items[forms->count++] = form;
}

bool paper_forms_wait(const struct paper_forms *forms)
{
    return forms->next < forms->count;
}

struct em_buffer paper_forms_take(struct paper_forms *forms)
{
    assert(paper_forms_wait(forms));
    struct em_buffer form = forms->items[forms->next++];
    if (!paper_forms_wait(forms))
        forms->next = forms->count = 0;
    return form;
}

void paper_forms_free(struct paper_forms *forms)
{
    while (forms->next < forms->count)
        em_buffer_free(&forms->items[forms->next++]);
    free(forms->items);
    *forms = (struct paper_forms){0};
}
