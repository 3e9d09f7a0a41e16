/* Whose key a log is held to, and who says so: what lies beside a store, in a kiosk's folder or the
 * organiser's.
 */
#ifndef EM_TOOLS_WITNESS_H
#define EM_TOOLS_WITNESS_H

#include "core/keys.h"
#include "core/status.h"
#include "kiosks.h"

/* A key, and who says that it is the one of this log. */
struct witness {
    const uint8_t *key; /* NULL: only the store does */
    const char *name;   /* the file that names it, "kiosks.csv"; NULL without a key */
};

struct witnesses {
    /* Whose folder it is, and the file that says so; NULL: a lone copy. */
    struct kiosk_identity owner;
    const char *owner_file;
    struct kiosks kiosks; /* of the organiser's folder; empty else */
};

/* To be closed, whatever is returned. */
enum em_status witnesses_open(struct witnesses *out, const char *data_dir, struct em_error *error);
void witnesses_close(struct witnesses *witnesses); /* wipes */

/* The folder's word for the log that is written in it, for the organiser's and for listed kiosks'.
 */
struct witness witness_of(struct witnesses *witnesses, const char *origin);

/* Whether `origin` is that of a log of this name. One that replaces a damaged log has its name, a
 * generation behind a dot, and its key. */
bool witness_is_of(const char *origin, const char *first);

#endif
