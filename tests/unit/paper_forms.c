/* Forms come out whole and in their order, whoever makes them, and each lets go of what it was made
 * from. */
#include "paper_forms.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include <cmocka.h>

#define FORMS 400

/* In the place of the system's: as where no thread more is allowed, while `alone`. */
static bool alone;
static int refused;
typedef int create_thread(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                   void *context)
{
    create_thread *create;
    refused += alone;
    if (alone)
        return EAGAIN;
    *(void **)&create = dlsym(RTLD_NEXT, "pthread_create");
    return create(thread, attributes, run, context);
}

/* One that writes its number, the slower the more of it. */
struct drawing {
    int number, times;
};
static atomic_int released;

static void write_number(struct em_buffer *out, double w, double h, void *context)
{
    const struct drawing *drawing = context;
    for (int i = 0; i < drawing->times; i++)
        em_buffer_format(out, "%d %g %g\n", drawing->number, w, h);
}

static void release(void *context)
{
    free(context);
    released++;
}

static void add(struct paper_forms *forms, int number)
{
    struct drawing *drawing = em_alloc(sizeof *drawing);
    *drawing = (struct drawing){number, number % 7 == 0 ? 3000 : 1 + number % 5};
    const struct paper_figure figure = {
        .height = 40, .write = write_number, .release = release, .context = drawing};
    paper_forms_add(forms, &figure, 100 + number);
}

/* Its operators are those of this number, all of them. */
static void take(struct paper_forms *forms, int number)
{
    static char operators[200000];
    char line[64];
    assert_true(paper_forms_wait(forms));
    struct em_buffer form = paper_forms_take(forms);
    const char *stream = memmem(form.data, form.size, "stream\n", strlen("stream\n"));
    uLongf size = sizeof operators - 1;
    assert_non_null(stream);
    stream += strlen("stream\n");
    assert_int_equal(uncompress((Bytef *)operators, &size, (const Bytef *)stream,
                                form.size - (size_t)(stream - form.data)),
                     Z_OK);
    operators[size] = '\0';
    snprintf(line, sizeof line, "%d %d 40\n", number, 100 + number);
    assert_int_equal(strncmp(operators, line, strlen(line)), 0);
    assert_int_equal(size, strlen(line) * (number % 7 == 0 ? 3000u : 1u + (unsigned)number % 5));
    em_buffer_free(&form);
}

/* Pages of none, of one and of many. */
static void forms_keep_their_order(void **state)
{
    (void)state;
    struct paper_forms *forms = paper_forms_new();
    released = 0;
    for (int first = 0, page = 0; first < FORMS; first += page, page = (page + 1) % 40) {
        for (int i = first; i < first + page; i++)
            add(forms, i);
        for (int i = first; i < first + page; i++)
            take(forms, i);
        assert_false(paper_forms_wait(forms));
        assert_int_equal(released, first + page);
    }
    paper_forms_free(forms);
}

/* A document that is given up in the middle of a page. */
static void what_nobody_took_is_released(void **state)
{
    (void)state;
    for (int taken = 0; taken < 30; taken++) {
        struct paper_forms *forms = paper_forms_new();
        released = 0;
        for (int i = 0; i < 30; i++)
            add(forms, i);
        for (int i = 0; i < taken; i++)
            take(forms, i);
        paper_forms_free(forms);
        assert_int_equal(released, 30);
    }
}

static int begin_alone(void **state)
{
    (void)state;
    refused = 0;
    alone = true;
    return 0;
}

/* It was tried, once for each of at most thirty queues. */
static int end_alone(void **state)
{
    (void)state;
    alone = false;
    return refused < 1 || refused > 30;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_keep_their_order),
        cmocka_unit_test(what_nobody_took_is_released),
        {"forms_keep_their_order, alone", forms_keep_their_order, begin_alone, end_alone, NULL},
        {"what_nobody_took_is_released, alone", what_nobody_took_is_released, begin_alone,
         end_alone, NULL},
    };
    return cmocka_run_group_tests_name("forms", tests, NULL, NULL);
}
