/* What one delegate signs, as the kiosk hands it to the ledger. Plain data: the strings belong to
 * the caller and live as long as the call. UTF-8 throughout; a string that was not given is "".
 */
#ifndef EM_CORE_SIGNATURE_H
#define EM_CORE_SIGNATURE_H

#include "core/ink.h"

enum signature_capacity { CAPACITY_GOVERNMENT, CAPACITY_PERSONAL };
enum signature_mode { MODE_DRAWN, MODE_TYPED, MODE_ASSISTED };

/* The words that stand in the log and in exports. */
extern const char *const signature_capacity_name[]; /* "government", "personal" */
extern const char *const signature_mode_name[];     /* "drawn", "typed", "assisted" */

struct signature {
    const char *document;    /* id in the event pack, "local-governments" */
    const char *language;    /* of the text that was shown, BCP 47 */
    uint8_t text_sha256[32]; /* of the exact bytes of the document that was shown */
    bool read_to_end;
    enum signature_capacity capacity;
    enum signature_mode mode;
    const char *government;    /* as it is to be printed; "" when signing for oneself without one */
    const char *government_id; /* id in governments.csv, or "" when typed freely */
    const char *country;       /* ISO 3166-1 alpha-2, or "" */
    bool listed;               /* consents to be named in public */
    bool contact;              /* consents to be contacted later; sealed, as the address is */
    const char *name, *role, *email;
    const struct ink *ink; /* NULL unless drawn */
    const char *delegate;  /* whose badge opened the details, "" or NULL for none */
};

#endif
