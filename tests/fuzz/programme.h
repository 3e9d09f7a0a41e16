/* What every reader of programmes promises, whatever it is given. */
#ifndef EM_FUZZ_PROGRAMME_H
#define EM_FUZZ_PROGRAMME_H

#include "core/entry.h"
#include "core/utf8.h"
#include "import.h"

#include <stdint.h>
#include <string.h>

static inline void fuzz_must(bool truth)
{
    if (!truth)
        __builtin_trap();
}

static inline void fuzz_session(const struct programme *programme, size_t index)
{
    const struct session *session = &programme->sessions[index];
    fuzz_must(entry_name_valid(session->id));
    fuzz_must(*session->title && utf8_check(session->title, strlen(session->title),
                                            &(struct utf8_place){0}) != UTF8_BROKEN);
    fuzz_must(session->start_us > 0 && session->capacity >= 0);
    fuzz_must(session->end_us == 0 || session->end_us > session->start_us);
    for (size_t i = 0; i < index; i++)
        fuzz_must(strcmp(programme->sessions[i].id, session->id) != 0);
}

static inline void fuzz_programme(const struct programme_form *form, const uint8_t *data,
                                  size_t size)
{
    struct programme programme = {0};
    struct import_faults faults = {0};
    struct em_error error = {0};
    form->recognises((const char *)data, size);
    enum em_status status =
        form->read((const char *)data, size, "Europe/Paris", &programme, &faults, &error);
    fuzz_must(status == EM_OK || (status == EM_INVALID && *error.text && programme.count == 0));
    for (size_t i = 0; i < programme.count; i++)
        fuzz_session(&programme, i);
    for (size_t i = 0; i < faults.count; i++)
        fuzz_must(*faults.items[i].text);
    programme_free(&programme);
    import_faults_free(&faults);
}

#endif
