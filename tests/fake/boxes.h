/* What was sealed into the entries of a store, opened by the organiser's bare key, one entry at a
 * time: what lists and pages are held against that opened it on their own way. What fails here
 * fails the test.
 */
#ifndef EM_FAKE_BOXES_H
#define EM_FAKE_BOXES_H

#include "core/ink.h"
#include "core/keys.h"
#include "core/store.h"

#include <jansson.h>

struct boxes {
    struct store *store;
    struct organiser_secret key;
};

/* Of an organiser's folder, which is only read. */
void boxes_open(struct boxes *boxes, const char *folder);
void boxes_close(struct boxes *boxes);

/* The sealed part of an entry, of which seq is digits; to be given back. */
json_t *boxes_part(struct boxes *boxes, const char *origin, const char *seq);
/* The ink in such a part; to be freed. */
struct ink boxes_ink(const json_t *part);

#endif
