#include "paper_forms.h"

#include "paper_parts.h"

#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

#define SPARE  50 /* around the box, for the breadth of its lines */
#define WINDOW 12 /* bits */

struct form {
    struct paper_figure figure;
    double w;
    struct em_buffer object;
    bool made;
};

/* `items`, `begun` and `ending` are touched with the lock held; `count` is changed so, too. */
struct paper_forms {
    struct form *items;
    size_t count, capacity;
    size_t begun; /* the first that nobody makes or made */
    size_t next;  /* to be taken */
    pthread_mutex_t lock;
    pthread_cond_t news; /* a form is there, or made; or all ends */
    pthread_t maker;
    bool tried, making, ending;
};

/* --- a form --- */

/* Coordinates do not come again as words do: to look for what does would save a fiftieth of the
 * size and take four times as long as to tell the frequent digits from the rare. The window, which
 * is not looked through, is small since each form sets one up. */
static struct em_buffer deflated(const struct em_buffer *operators)
{
    z_stream stream = {.next_in = (Bytef *)operators->data, .avail_in = (uInt)operators->size};
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, WINDOW, 8, Z_HUFFMAN_ONLY) != Z_OK)
        abort(); /* it fails only without memory */
    size_t room = deflateBound(&stream, operators->size);
    struct em_buffer packed = {.data = em_alloc(room), .capacity = room};
    stream.next_out = (Bytef *)packed.data;
    stream.avail_out = (uInt)room;
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END)
        abort(); /* it fails only without room */
    packed.size = stream.total_out;
    deflateEnd(&stream);
    return packed;
}

static struct em_buffer object_of(const struct em_buffer *operators, double w, double h)
{
    struct em_buffer object = {0}, packed = deflated(operators);
    em_buffer_format(&object,
                     "<< /Type /XObject\n   /Subtype /Form\n   /BBox [ %d %d %ld %ld ]\n"
                     "   /Matrix [ %.9f 0 0 %.9f 0 0 ]\n   /Resources << >>\n   /Length %zu\n"
                     "   /Filter /FlateDecode\n>>\nstream\n",
                     -SPARE, -SPARE, lround(w) + SPARE, lround(h) + SPARE, 1 / w, 1 / h,
                     packed.size);
    em_buffer_add(&object, packed.data, packed.size);
    em_buffer_free(&packed);
    return object;
}

static struct em_buffer make(const struct paper_figure *figure, double w)
{
    struct em_buffer operators = {0};
    figure->write(&operators, w, figure->height, figure->context);
    paper_figure_release(figure);
    struct em_buffer object =
        object_of(&operators, w * PAPER_FORM_STEPS, figure->height * PAPER_FORM_STEPS);
    em_buffer_free(&operators);
    return object;
}

/* Makes the next one that nobody has begun; without the lock, which is held. False: there is none.
 */
static bool make_next(struct paper_forms *forms)
{
    if (forms->begun == forms->count)
        return false;
    size_t at = forms->begun++;
    struct paper_figure figure = forms->items[at].figure;
    double w = forms->items[at].w;
    pthread_mutex_unlock(&forms->lock);
    struct em_buffer object = make(&figure, w);
    pthread_mutex_lock(&forms->lock);
    forms->items[at].object = object;
    forms->items[at].made = true;
    pthread_cond_broadcast(&forms->news);
    return true;
}

static void *make_all(void *context)
{
    struct paper_forms *forms = context;
    pthread_mutex_lock(&forms->lock);
    while (!forms->ending)
        if (!make_next(forms))
            pthread_cond_wait(&forms->news, &forms->lock);
    pthread_mutex_unlock(&forms->lock);
    return NULL;
}

/* --- the queue --- */

struct paper_forms *paper_forms_new(void)
{
    struct paper_forms *forms = em_alloc(sizeof *forms);
    pthread_mutex_init(&forms->lock, NULL);
    pthread_cond_init(&forms->news, NULL);
    return forms;
}

void paper_forms_add(struct paper_forms *forms, const struct paper_figure *figure, double w)
{
    assert(figure->write);
    if (!forms->tried)
        forms->making = pthread_create(&forms->maker, NULL, make_all, forms) == 0;
    forms->tried = true;
    pthread_mutex_lock(&forms->lock);
    forms->items = em_grow(forms->items, forms->count, &forms->capacity, sizeof *forms->items);
    forms->items[forms->count++] = (struct form){.figure = *figure, .w = w};
    pthread_cond_broadcast(&forms->news);
    pthread_mutex_unlock(&forms->lock);
}

bool paper_forms_wait(const struct paper_forms *forms)
{
    return forms->next < forms->count;
}

struct em_buffer paper_forms_take(struct paper_forms *forms)
{
    assert(paper_forms_wait(forms));
    pthread_mutex_lock(&forms->lock);
    size_t at = forms->next++;
    while (!forms->items[at].made)
        if (!make_next(forms))
            pthread_cond_wait(&forms->news, &forms->lock);
    struct em_buffer object = forms->items[at].object;
    if (!paper_forms_wait(forms))
        forms->begun = forms->next = forms->count = 0;
    pthread_mutex_unlock(&forms->lock);
    return object;
}

static void end_maker(struct paper_forms *forms)
{
    pthread_mutex_lock(&forms->lock);
    forms->ending = true;
    pthread_cond_broadcast(&forms->news);
    pthread_mutex_unlock(&forms->lock);
    if (forms->making)
        pthread_join(forms->maker, NULL);
}

void paper_forms_free(struct paper_forms *forms)
{
    end_maker(forms);
    for (size_t i = forms->next; i < forms->count; i++)
        if (forms->items[i].made)
            em_buffer_free(&forms->items[i].object);
        else
            paper_figure_release(&forms->items[i].figure);
    pthread_cond_destroy(&forms->news);
    pthread_mutex_destroy(&forms->lock);
    free(forms->items);
    free(forms);
}
