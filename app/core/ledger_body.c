#include "core/base64.h"
#include "core/body.h"
#include "core/clock.h"
#include "core/ledger_private.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

void ledger_body_open(struct em_buffer *out, const struct ledger_start *start,
                      const struct em_random *random)
{
    char last[EM_TIME_SIZE];
    em_time_format(start->last_us, last);
    json_t *aside = NULL;
    if (start->aside_why)
        aside = json_pack("{s:s, s:s}", "file", start->aside_file, "reason", start->aside_why);
    json_t *body = json_pack("{s:{s:b, s:s?}, s:s, s:o*, s:s}", "clock", "back",
                             start->at_us < start->last_us, "last", start->last_us ? last : NULL,
                             "letter", start->letter, "set_aside", aside, "version", EM_VERSION);
    if (body_write(out, body, random, NULL) != EM_OK)
        abort(); /* all of it is ours */
}

void ledger_body_close(struct em_buffer *out, const struct em_random *random)
{
    if (body_write(out, json_pack("{s:s}", "version", EM_VERSION), random, NULL) != EM_OK)
        abort();
}

enum em_status ledger_body_sign(struct em_buffer *out, const struct signature *signature,
                                const struct em_random *random, struct em_error *error)
{
    char text[BASE64_SIZE(32)];
    base64_write(text, signature->text_sha256, 32);
    bool badge = signature->delegate && *signature->delegate;
    json_t *body =
        json_pack("{s:s, s:s, s:s*, s:s, s:s, s:s, s:s, s:b, s:s, s:s*, s:b, s:s*, s:s}",
                  "capacity", signature_capacity_name[signature->capacity], "country",
                  signature->country, "delegate", badge ? signature->delegate : NULL, "document",
                  signature->document, "government", signature->government, "government_id",
                  signature->government_id, "language", signature->language, "listed",
                  signature->listed, "mode", signature_mode_name[signature->mode], "name",
                  signature->listed ? signature->name : NULL, "read_to_end", signature->read_to_end,
                  "role", signature->listed ? signature->role : NULL, "text_sha256", text);
    return body_write(out, body, random, error);
}

json_t *ledger_private_fields(const struct signature *signature)
{
    char *ink = ink_encode_text(signature->ink);
    json_t *fields =
        json_pack("{s:b, s:s, s:s?, s:s, s:s}", "contact", signature->contact, "email",
                  signature->email, "ink", ink, "name", signature->name, "role", signature->role);
    if (ink)
        sodium_memzero(ink, strlen(ink));
    free(ink);
    return fields;
}
