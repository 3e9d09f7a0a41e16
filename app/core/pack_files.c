#include "core/pack_parts.h"
#include "core/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void pack_fault_sentence(struct pack_faults *faults, const char *sentence)
{
    if (faults->count > PACK_MAX_FAULTS)
        return;
    if (faults->count == PACK_MAX_FAULTS)
        sentence = "There are more faults. Mend these first, then look again.";
    faults->items = em_grow(faults->items, faults->count, &faults->capacity, sizeof *faults->items);
    faults->items[faults->count++].text = em_strdup(sentence);
}

void pack_fault(struct pack_work *work, const char *file, int line, const char *format, ...)
{
    char what[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    char *sentence =
        line ? em_format("%s:%d: %s", file, line, what) : em_format("%s: %s", file, what);
    pack_fault_sentence(work->faults, sentence);
    free(sentence);
}

void pack_faults_free(struct pack_faults *faults)
{
    for (size_t i = 0; i < faults->count; i++)
        free(faults->items[i].text);
    free(faults->items);
    *faults = (struct pack_faults){0};
}

bool pack_read(struct pack_work *work, const char *path, struct em_buffer *out,
               enum em_status *status)
{
    struct em_error error = {0};
    enum em_status read = work->source->read(work->source->context, path, out, &error);
    if (read == EM_OK)
        em_buffer_text(out, ""); /* data is not NULL even when the file is empty */
    else
        pack_fault(work, path, 0, "%s", error.text);
    if (status)
        *status = read;
    return read == EM_OK;
}

bool pack_check_text(struct pack_work *work, const char *path, const struct em_buffer *text)
{
    struct utf8_place place;
    enum utf8_verdict verdict = utf8_check(text->data, text->size, &place);
    if (verdict != UTF8_GOOD)
        pack_fault(work, path, place.line, "%s", utf8_sentence(verdict));
    return verdict == UTF8_GOOD;
}

bool pack_is_id(const char *text)
{
    size_t length = strlen(text);
    return length > 0 && length <= PACK_MAX_ID &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == length && text[0] != '-' &&
           text[length - 1] != '-';
}

static enum em_status read_all(int file, struct em_buffer *out, struct em_error *error)
{
    char part[16384];
    for (;;) {
        ssize_t got = read(file, part, sizeof part);
        if (got == 0)
            return EM_OK;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return em_fail(error, EM_IO, "the file cannot be read (%s). Check the disk.",
                           strerror(errno));
        em_buffer_add(out, part, (size_t)got);
        if (out->size > PACK_MAX_FILE_SIZE)
            return em_fail(error, EM_INVALID, "the file is larger than %d KiB. Shorten it.",
                           PACK_MAX_FILE_SIZE / 1024);
    }
}

static enum em_status cannot_open(int reason, const char *place, struct em_error *error)
{
    if (reason == ENOENT || reason == ENOTDIR)
        return em_fail(error, EM_NOT_FOUND, "there is no such file. Make it: %s.", place);
    if (reason == EACCES)
        return em_fail(error, EM_DENIED, "the file may not be read. Allow it: chmod a+r %s.",
                       place);
    return em_fail(error, EM_IO, "the file cannot be opened (%s). Check %s.", strerror(reason),
                   place);
}

enum em_status pack_read_folder(void *context, const char *path, struct em_buffer *out,
                                struct em_error *error)
{
    char *place = em_format("%s/%s", (const char *)context, path);
    enum em_status status;
    struct stat about;
    int file = open(place, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe would wait for a writer */
    if (file < 0)
        status = cannot_open(errno, place, error);
    else if (fstat(file, &about) != 0 || !S_ISREG(about.st_mode))
        status =
            em_fail(error, EM_INVALID, "this is not a file. Put a file in its place: %s.", place);
    else
        status = read_all(file, out, error);
    if (file >= 0)
        close(file);
    free(place);
    return status;
}
