#include "fake/hall.h"

#include "core/file.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

int hall_set_up(void **state)
{
    struct hall *hall = *state;
    struct fake_kiosk *kiosk = &hall->kiosk;
    fake_kiosk_init(kiosk, 7);
    organiser_generate(&hall->organiser, "ogp-paris-2016", &kiosk->random.random);
    memcpy(kiosk->identity.seal_public, hall->organiser.public.seal_public, 32);
    return fake_kiosk_start(kiosk, &hall->ledger);
}

int hall_tear_down(void **state)
{
    struct hall *hall = *state;
    ledger_close(hall->ledger);
    fake_kiosk_free(&hall->kiosk);
    tool_result_free(&hall->result);
    return 0;
}

struct signature hall_signature(void)
{
    return (struct signature){.document = "local-governments",
                              .language = "fr",
                              .government = "Ville de Paris",
                              .government_id = "paris",
                              .country = "FR",
                              .mode = MODE_TYPED,
                              .listed = true,
                              .name = "Zoé",
                              .role = "Maire",
                              .email = "zoe@example.org"};
}

struct ledger_receipt hall_sign(struct hall *hall, const struct signature *signature)
{
    struct ledger_receipt receipt;
    if (ledger_sign(hall->ledger, signature, &receipt, &hall->kiosk.error) != EM_OK)
        fail_msg("%s", hall->kiosk.error.text);
    return receipt;
}

void hall_sign_as(struct hall *hall, const char *name, const char *email, bool listed)
{
    struct signature signature = hall_signature();
    signature.name = name;
    signature.email = email;
    signature.listed = listed;
    hall_sign(hall, &signature);
}

const char *hall_key(struct hall *hall, char out[HALL_PATH_SIZE], const char *passphrase)
{
    struct fake_kiosk *kiosk = &hall->kiosk;
    char folder[FAKE_PATH_SIZE + 16];
    snprintf(folder, sizeof folder, "%s/keys", kiosk->folder);
    snprintf(out, HALL_PATH_SIZE, "%s/organiser.key", folder);
    if (!em_file_exists(out) && (em_folder_make(folder, 0700, &kiosk->error) != EM_OK ||
                                 organiser_write(&hall->organiser, folder, passphrase,
                                                 &kiosk->random.random, &kiosk->error)))
        fail_msg("%s", kiosk->error.text);
    return out;
}

char *hall_line(const struct ledger_receipt *receipt, const struct hall_cells *cells)
{
    char at[EM_TIME_SIZE], leaf[65];
    em_time_format(receipt->at_us, at);
    sodium_bin2hex(leaf, sizeof leaf, receipt->leaf, 32);
    return em_format("%s,%s,%s,%s,Ville de Paris,FR,government,fr,%s,typed,%s,%s,%s,%s,"
                     "ogp-paris-2016/hall-a-1,%lld,%s",
                     receipt->number, at, cells->name, cells->role, cells->document, cells->listed,
                     cells->email, cells->contact, cells->superseded, (long long)receipt->seq,
                     leaf);
}
