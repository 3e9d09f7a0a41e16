/* The sealed part of a signature, which can be made ahead: it depends on nothing but what is
 * private, and making it is half of what recording costs beside the disk. */
#include "core/ledger_private.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static void wipe_text(char **text)
{
    if (*text)
        sodium_memzero(*text, strlen(*text));
    free(*text);
    *text = NULL;
}

void ledger_sealed_wipe(struct ledger_sealed *sealed)
{
    wipe_text(&sealed->name);
    wipe_text(&sealed->role);
    wipe_text(&sealed->email);
    if (sealed->ink.points)
        sodium_memzero(sealed->ink.points, sealed->ink.count * sizeof *sealed->ink.points);
    ink_free(&sealed->ink);
    em_buffer_free(&sealed->bytes);
    *sealed = (struct ledger_sealed){0};
}

static bool same_ink(const struct ink *a, const struct ink *b)
{
    return a->width == b->width && a->height == b->height && a->count == b->count &&
           a->stroke_count == b->stroke_count &&
           (a->count == 0 || memcmp(a->points, b->points, a->count * sizeof *a->points) == 0) &&
           (a->stroke_count == 0 ||
            memcmp(a->strokes, b->strokes, a->stroke_count * sizeof *a->strokes) == 0);
}

/* Whether what was sealed ahead is what is to be signed now. */
static bool holds(const struct ledger_sealed *sealed, const struct signature *signature)
{
    return sealed->bytes.data && strcmp(sealed->name, signature->name) == 0 &&
           strcmp(sealed->role, signature->role) == 0 &&
           strcmp(sealed->email, signature->email) == 0 && sealed->contact == signature->contact &&
           sealed->drawn == (signature->ink != NULL) &&
           (!signature->ink || same_ink(&sealed->ink, signature->ink));
}

static void remember(struct ledger_sealed *sealed, const struct signature *signature)
{
    sealed->name = em_strdup(signature->name);
    sealed->role = em_strdup(signature->role);
    sealed->email = em_strdup(signature->email);
    sealed->contact = signature->contact;
    sealed->drawn = signature->ink != NULL;
    if (signature->ink)
        ink_copy(&sealed->ink, signature->ink);
}

enum em_status ledger_prepare(struct ledger *ledger, const struct signature *signature,
                              struct em_error *error)
{
    struct ledger_sealed *sealed = &ledger->sealed;
    if (signature && holds(sealed, signature))
        return EM_OK;
    ledger_sealed_wipe(sealed);
    if (!signature)
        return EM_OK;
    enum em_status status = body_seal(&sealed->bytes, ledger_private_fields(signature),
                                      ledger->identity.seal_public, ledger->random, error);
    if (status != EM_OK) {
        ledger_sealed_wipe(sealed);
        return status;
    }
    remember(sealed, signature);
    entry_set_sealed(&sealed->part, sealed->bytes.data, sealed->bytes.size);
    return EM_OK;
}
