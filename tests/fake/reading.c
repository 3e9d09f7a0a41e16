#include "fake/reading.h"

#include "core/clock.h"
#include "core/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const struct programme_form *const forms[] = {
#define PROGRAMME_FORM(name) &programme_form_##name,
#include "programme_forms.def"
#undef PROGRAMME_FORM
};
#define FORMS (sizeof forms / sizeof *forms)

static void forget(struct reading *reading)
{
    programme_free(&reading->programme);
    import_faults_free(&reading->faults);
    em_buffer_free(&reading->listing);
    reading->error = (struct em_error){0};
}

int reading_tear_down(void **state)
{
    forget(*state);
    return 0;
}

const struct programme_form *reading_form_of(const char *bytes, size_t size)
{
    const struct programme_form *found = NULL;
    for (size_t i = 0; i < FORMS; i++)
        if (forms[i]->recognises(bytes, size)) {
            assert_null(found); /* one alone knows it */
            found = forms[i];
        }
    return found;
}

const struct programme_form *reading_form(const char *name)
{
    for (size_t i = 0; i < FORMS; i++)
        if (strcmp(forms[i]->name, name) == 0)
            return forms[i];
    fail_msg("no form %s", name);
    return NULL;
}

enum em_status reading_read(struct reading *reading, const struct programme_form *form,
                            const char *bytes, size_t size)
{
    forget(reading);
    return form->read(bytes, size, READING_ZONE, &reading->programme, &reading->faults,
                      &reading->error);
}

static void list_session(struct em_buffer *out, const struct session *session)
{
    char start[EM_TIME_SIZE], end[EM_TIME_SIZE];
    em_time_format(session->start_us, start);
    em_time_format(session->end_us, end);
    em_buffer_format(out, "%s|%s|%s|%s|%.16s|%.16s|%s%s|%d\n", session->id, session->title,
                     session->room, session->format, start, session->end_us ? end : "",
                     session->whole_day ? "day" : "", session->emargement ? "signed" : "",
                     (int)session->capacity);
}

const char *reading_listed(struct reading *reading)
{
    struct em_buffer *out = &reading->listing;
    em_buffer_free(out);
    for (size_t i = 0; i < reading->programme.count; i++)
        list_session(out, &reading->programme.sessions[i]);
    for (size_t i = 0; i < reading->faults.count; i++) {
        const struct import_fault *fault = &reading->faults.items[i];
        em_buffer_format(out, "%ld,%ld %s%s\n", fault->line, fault->column,
                         fault->remark ? "remark: " : "", fault->text);
    }
    em_buffer_text(out, "");
    return out->data;
}

static void becomes(struct reading *reading, const struct programme_form *form, const char *bytes,
                    size_t size, const char *expected)
{
    if (reading_read(reading, form, bytes, size) != EM_OK)
        fail_msg("%s", reading->error.text);
    assert_string_equal(reading_listed(reading), expected);
}

void reading_text_is(struct reading *reading, const char *form, const char *text,
                     const char *expected)
{
    becomes(reading, reading_form(form), text, strlen(text), expected);
}

void reading_file_is(struct reading *reading, const char *path, const char *form,
                     const char *expected)
{
    struct em_buffer bytes = {0};
    if (em_file_read(path, 1 << 20, &bytes, &reading->error) != EM_OK)
        fail_msg("%s", reading->error.text);
    const struct programme_form *found = reading_form_of(bytes.data, bytes.size);
    assert_non_null(found);
    assert_string_equal(found->name, form);
    becomes(reading, found, bytes.data, bytes.size, expected);
    em_buffer_free(&bytes);
}

void reading_text_is_refused(struct reading *reading, const char *form, const char *text,
                             const char *sentence)
{
    assert_int_equal(reading_read(reading, reading_form(form), text, strlen(text)), EM_INVALID);
    if (!strstr(reading->error.text, sentence))
        fail_msg("“%s” is not in “%s”", sentence, reading->error.text);
    assert_int_equal(reading->programme.count, 0);
}
