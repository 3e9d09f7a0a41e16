#include "core/status.h"

#include <stdio.h>
#include <string.h>

enum em_status em_fail(struct em_error *error, enum em_status status, const char *format, ...)
{
    if (!error)
        return status;
    va_list args;
    va_start(args, format);
    vsnprintf(error->text, sizeof error->text, format, args);
    va_end(args);
    error->status = status;
    return status;
}

enum em_status em_context(struct em_error *error, const char *format, ...)
{
    if (!error)
        return EM_IO;
    char sentence[sizeof error->text];
    memcpy(sentence, error->text, sizeof sentence);
    va_list args;
    va_start(args, format);
    int used = vsnprintf(error->text, sizeof error->text, format, args);
    va_end(args);
    if (used >= 0 && (size_t)used < sizeof error->text)
        snprintf(error->text + used, sizeof error->text - (size_t)used, ": %s", sentence);
    return error->status;
}
