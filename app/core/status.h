/* The outcome of anything that can fail for a reason outside the program.
 *
 * Three kinds of error: what is expected (bad input, a full disk, a key that does not fit) returns
 * a status and leaves one sentence for a person in an em_error that the caller owns; a programmer's
 * mistake is an assert; memory that runs out aborts, and the log has lost nothing.
 */
#ifndef EM_CORE_STATUS_H
#define EM_CORE_STATUS_H

#include <stdarg.h>

enum em_status {
    EM_OK = 0,
    EM_INVALID,   /* the input breaks its format */
    EM_NOT_FOUND, /* the thing named is not there */
    EM_DENIED,    /* no permission, or a wrong passphrase or key */
    EM_IO,        /* reading or writing failed */
    EM_FULL,      /* no space left; nothing was written */
    EM_BUSY,      /* another process holds it */
    EM_DAMAGED,   /* stored bytes are not what was written */
    EM_NEWER,     /* written by a newer emarge */
    EM_FOREIGN,   /* belongs to another event or writer */
};

/* One sentence or two: what happened, where, what to do. Empty when nothing failed. */
struct em_error {
    enum em_status status;
    char text[768];
};

/* Writes the sentence and returns status, so that a failing function can end with it. A NULL error
 * is allowed: the status alone is returned. */
enum em_status em_fail(struct em_error *error, enum em_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Puts "<format>: " before the sentence that is there already, to say what was being done. */
enum em_status em_context(struct em_error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
