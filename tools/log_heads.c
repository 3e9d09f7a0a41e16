#include "log_heads.h"

#include "core/base64.h"
#include "core/memory.h"
#include "core/words.h"
#include "presence.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define ROOT_SHOWN 12 /* letters of base64 */

struct heads {
    const struct edition *edition;
    struct em_buffer text;
};

void short_hash(char out[SHORT_HASH_SIZE], const uint8_t *hash)
{
    sodium_bin2hex(out, SHORT_HASH_SIZE, hash, 6);
    strcat(out, "…");
}

static enum em_status add_head(void *context, const struct store_log *log, struct em_error *error)
{
    struct heads *heads = context;
    uint8_t root[MERKLE_HASH_SIZE];
    char base64[BASE64_SIZE(MERKLE_HASH_SIZE)], count[32];
    (void)error;
    merkle_root(&log->frontier, root);
    base64_write(base64, root, sizeof root);
    char *hash = em_format("%.*s…", ROOT_SHOWN, base64);
    words_number(count, sizeof count, log->size, heads->edition->language);
    char *entries =
        edition_fill(heads->edition,
                     edition_plural(heads->edition, "{log}: {n} entry, root {hash}",
                                    "{log}: {n} entries, root {hash}", (long)log->size),
                     "log", presence_kiosk(log->origin), "n", count, "hash", hash, NULL);
    em_buffer_format(&heads->text, "%s%s", heads->text.size ? " · " : "", entries);
    free(entries);
    free(hash);
    return EM_OK;
}

enum em_status log_heads(char **out, struct store *store, const struct edition *edition,
                         struct em_error *error)
{
    struct heads heads = {.edition = edition};
    em_buffer_text(&heads.text, "");
    enum em_status status = store_logs(store, NULL, add_head, &heads, error);
    *out = status == EM_OK ? heads.text.data : NULL;
    if (status != EM_OK)
        em_buffer_free(&heads.text);
    return status;
}
