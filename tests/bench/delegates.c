#include "delegates.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* About what a touchscreen reports while someone signs: 120 reports a second for 1.8 seconds. */
enum { ROUNDS = 3, POINTS_A_STROKE = 72, POINTS = ROUNDS * POINTS_A_STROKE };

static _Noreturn void die(const struct em_error *error)
{
    fprintf(stderr, "%s\n", error->text);
    exit(1);
}

struct ledger *delegates_open(const char *folder)
{
    static struct kiosk_identity identity;
    struct em_error error = {0};
    struct ledger_notice notice;
    struct ledger *ledger;
    enum em_status status = kiosk_identity_read(&identity, folder, &error);
    if (status == EM_NOT_FOUND) {
        status = kiosk_enroll_demo("ogp-paris-2016", folder, &em_random_system, &error);
        if (status == EM_OK)
            status = kiosk_identity_read(&identity, folder, &error);
    }
    struct ledger_options options = {.data_dir = folder,
                                     .identity = &identity,
                                     .clock = &em_clock_system,
                                     .random = &em_random_system};
    if (status == EM_OK)
        status = ledger_open(&ledger, &options, &notice, &error);
    if (status != EM_OK)
        die(&error);
    return ledger;
}

static const struct ink *draw(int number)
{
    static struct ink_point points[POINTS];
    static struct ink_stroke strokes[ROUNDS];
    static struct ink ink = {.width = 1000,
                             .height = 400,
                             .points = points,
                             .count = POINTS,
                             .strokes = strokes,
                             .stroke_count = ROUNDS};
    for (int i = 0; i < POINTS; i++) {
        double t = (double)(i % POINTS_A_STROKE) / POINTS_A_STROKE, turn = t * (12 + number % 7);
        points[i].x = (int32_t)((150 + 200 * (i / POINTS_A_STROKE) + 250 * t) * INK_SCALE);
        points[i].y = (int32_t)((200 + 90 * sin(turn + number)) * INK_SCALE);
        points[i].width = (int32_t)(300 + 120 * cos(turn * 1.7));
    }
    for (size_t i = 0; i < ROUNDS; i++)
        strokes[i] = (struct ink_stroke){i * POINTS_A_STROKE, POINTS_A_STROKE};
    return &ink;
}

const struct signature *delegates_one(int number)
{
    static struct signature signature;
    static char name[64], email[64];
    snprintf(name, sizeof name, "Amélie Durand-Nº%d", number);
    snprintf(email, sizeof email, "amelie.durand-%d@example.org", number);
    signature = (struct signature){.document = "local-governments",
                                   .language = "fr",
                                   .read_to_end = true,
                                   .capacity = CAPACITY_GOVERNMENT,
                                   .mode = MODE_DRAWN,
                                   .government = "Paris",
                                   .government_id = "paris",
                                   .country = "FR",
                                   .listed = number % 4 != 0,
                                   .contact = number % 2 == 0,
                                   .name = name,
                                   .role = "Maire",
                                   .email = email,
                                   .ink = draw(number)};
    memset(signature.text_sha256, 0x5A, sizeof signature.text_sha256);
    return &signature;
}

void delegates_record(struct ledger *ledger, const struct signature *signature)
{
    struct ledger_receipt receipt;
    struct em_error error = {0};
    if (ledger_sign(ledger, signature, &receipt, &error) != EM_OK)
        die(&error);
}

void delegates_sign(struct ledger *ledger, int first, int count)
{
    for (int i = first; i < first + count; i++)
        delegates_record(ledger, delegates_one(i));
}
