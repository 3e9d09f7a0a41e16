/* A store of three entries in a folder of the test's own, by itself: no ledger, no keys. What fails
 * here fails the test.
 */
#ifndef EM_FAKE_SHELF_H
#define EM_FAKE_SHELF_H

#include "core/store.h"
#include "fake/folder.h"

#define SHELF_ORIGIN "ogp-paris-2016/hall-a-1"

struct shelf {
    char folder[FAKE_PATH_SIZE];
    char path[FAKE_PATH_SIZE]; /* of the store in it */
    struct em_error error;
};

/* The set-up and the tear-down of a test whose prestate is the shelf: an empty folder. */
int shelf_set_up(void **state);
int shelf_tear_down(void **state);
/* The folder empty again. */
void shelf_clear(struct shelf *at);

/* Makes the store, with a log of three entries. Its head is not proved, that is verify's matter. */
void shelf_fill(struct shelf *at);
struct store *shelf_opened(struct shelf *at, enum store_mode mode);

/* An entry whose body outlives it: the text is a constant. */
struct entry shelf_entry(int64_t seq);
enum em_status shelf_add(struct shelf *at, struct store *store, int64_t seq);
/* A store_entry_visit: the test fails unless it is the one with the seq in *context, an int64_t,
 * which then is the next. */
enum em_status shelf_compare(void *context, const struct entry *entry, const uint8_t *leaf,
                             struct em_error *error);

#endif
