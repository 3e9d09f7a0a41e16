/* Files damaged at hundreds of places: each start ends with everything there, or with the damaged
 * store set aside under another name, byte for byte. Nothing else, and never silently. What the
 * organiser's log said is there to the bit then, or said to be lost. */
#include "core/file.h"
#include "core/ledger_private.h"
#include "core/merge.h"
#include "fake/kiosk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* Three hundred places in each of two folders take some seconds, and hit each kind of page many
 * times: the store below has about thirty pages. */
#define PLACES 300
#define PEOPLE 25

static struct fake_kiosk kiosk;
static struct fake_random dice;
static char model[FAKE_PATH_SIZE]; /* the folder as it was left, whole */
static uint8_t roll[32], root[32], mirror[32];
static int64_t size;

#define OWN    "ogp-paris-2016/hall-a-1"
#define OFFICE "ogp-paris-2016/organiser"

/* What the organiser wrote, brought to the kiosk. */
static void bring_mirror(struct ledger *ledger)
{
    struct fake_kiosk office;
    struct organiser_secret secret;
    struct store *from;
    fake_kiosk_init(&office, 9);
    organiser_generate(&secret, "ogp-paris-2016", &office.random.random);
    organiser_identity(&office.identity, &secret);
    kiosk.identity.has_badges = true;
    memcpy(kiosk.identity.organiser_log, secret.public.log_public, 32);
    memcpy(ledger->identity.organiser_log, secret.public.log_public, 32);
    ledger->identity.has_badges = true;
    fake_kiosk_day(&office, PEOPLE);
    assert_int_equal(store_open(&from, office.store, STORE_READ, NULL), EM_OK);
    assert_int_equal(merge_store(ledger, from, &(struct merge_options){0}, NULL), EM_OK);
    store_close(from);
    fake_kiosk_free(&office);
}

static enum em_status take_root(void *context, const struct store_log *log, struct em_error *error)
{
    (void)error;
    merkle_root(&log->frontier, context);
    return EM_OK;
}

/* What is whole looks like this. The `open` of the start that looks is left out of it. */
static void remember(struct ledger *ledger)
{
    merkle_root(&ledger->log.frontier, root);
    size = ledger->log.size;
    assert_int_equal(store_logs(ledger->store, OFFICE, take_root, mirror, NULL), EM_OK);
    assert_int_equal(store_projections_digest(ledger->store, roll, &kiosk.error), EM_OK);
}

static void sign_all(bool orderly)
{
    struct ledger *ledger = fake_kiosk_started(&kiosk);
    bring_mirror(ledger);
    fake_kiosk_sign_all(&kiosk, ledger, PEOPLE);
    remember(ledger);
    if (!orderly)
        fake_folder_copy(kiosk.folder, model); /* with its -wal, as a power cut leaves it */
    ledger_close(ledger);
    if (orderly)
        fake_folder_copy(kiosk.folder, model);
}

static void empty_folder(const char *path)
{
    fake_folder_remove(path);
    assert_int_equal(mkdir(path, 0700), 0);
}

static const char *const files[] = {"emarge.db", "emarge.db", "emarge.db-wal", "emarge.checkpoint",
                                    "emarge.db-shm"};

/* Flips bits of one byte, or cuts the file's end off, one time in six. */
static void damage(char *what, size_t what_size)
{
    const char *name = files[fake_random_below(&dice, sizeof files / sizeof files[0])];
    char *path = em_format("%s/%s", kiosk.folder, name);
    struct em_buffer bytes = {0};
    if (em_file_read(path, 1 << 24, &bytes, NULL) == EM_OK && bytes.size > 0) {
        size_t at = (size_t)fake_random_below(&dice, bytes.size);
        bool cut = fake_random_below(&dice, 6) == 0;
        if (cut)
            bytes.size = at;
        else
            bytes.data[at] ^= (char)(1 + fake_random_below(&dice, 255));
        snprintf(what, what_size, "%s %s at %zu", name, cut ? "cut" : "flipped", at);
        assert_int_equal(em_file_write_atomic(path, bytes.data, bytes.size, 0600, NULL), EM_OK);
    }
    em_buffer_free(&bytes);
    free(path);
}

static bool same_files(const char *one, const char *other)
{
    struct em_buffer a = {0}, b = {0};
    bool same = em_file_read(one, 1 << 24, &a, NULL) == EM_OK &&
                em_file_read(other, 1 << 24, &b, NULL) == EM_OK && a.size == b.size &&
                memcmp(a.data, b.data, a.size) == 0;
    em_buffer_free(&a);
    em_buffer_free(&b);
    return same;
}

/* What was set aside is what was there, to the byte: the store, and its -wal if it had one. */
static void check_aside(const char *before, const char *what)
{
    static const char *const suffixes[] = {"", "-wal"};
    char name[LEDGER_ASIDE_SIZE];
    assert_int_equal(ledger_count_aside(kiosk.folder, name), 1);
    for (int i = 0; i < 2; i++) {
        char *original = em_format("%s/" STORE_FILE "%s", before, suffixes[i]);
        char *aside = em_format("%s/%s%s", kiosk.folder, name, suffixes[i]);
        if (em_file_exists(original) && !same_files(original, aside))
            fail_msg("%s: what was set aside is not what was there (%s)", what, suffixes[i]);
        free(original);
        free(aside);
    }
}

static enum em_status add_leaf(void *context, const struct entry *entry, const uint8_t *leaf,
                               struct em_error *error)
{
    (void)error;
    if (entry->seq < size)
        merkle_append(context, leaf);
    return EM_OK;
}

/* The log up to where it was left, and the roll: to the bit. */
static bool all_is_there(struct ledger *ledger)
{
    struct merkle_frontier frontier = {0};
    uint8_t found[32], now[32];
    if (store_entries(ledger->store, OWN, 0, add_leaf, &frontier, NULL) != EM_OK ||
        store_projections_digest(ledger->store, now, NULL) != EM_OK)
        return false;
    merkle_root(&frontier, found);
    return memcmp(found, root, sizeof root) == 0 && memcmp(now, roll, sizeof roll) == 0;
}

/* Said to be kept, it is what it was; said to be lost, nothing of it is there. */
static bool mirror_is_kept(struct ledger *ledger, const char *what)
{
    uint8_t now[32];
    bool kept = strstr(kiosk.notice.text, "The roster was kept") != NULL;
    if (kept == (strstr(kiosk.notice.text, "carry the organiser's log") != NULL))
        fail_msg("%s: %s", what, kiosk.notice.text);
    bool there = store_logs(ledger->store, OFFICE, take_root, now, NULL) == EM_OK;
    if (there != kept || (there && memcmp(now, mirror, sizeof now) != 0))
        fail_msg("%s: the roster is not as it was said to be", what);
    return kept;
}

/* And the store that was begun holds. */
static void check_next_start(const char *what)
{
    ledger_close(fake_kiosk_started(&kiosk));
    if (*kiosk.notice.text)
        fail_msg("%s, and then: %s", what, kiosk.notice.text);
}

struct tally {
    int whole, aside, kept;
};

static void one_place(struct tally *tally)
{
    char what[96] = "nothing", before[FAKE_PATH_SIZE];
    struct ledger *ledger;
    empty_folder(kiosk.folder);
    fake_folder_copy(model, kiosk.folder);
    damage(what, sizeof what);
    fake_folder_make(before);
    fake_folder_copy(kiosk.folder, before);
    if (fake_kiosk_start(&kiosk, &ledger) != EM_OK)
        fail_msg("%s: %s", what, kiosk.error.text);
    bool whole = *kiosk.notice.text == '\0';
    tally->whole += whole;
    tally->aside += !whole;
    if (whole && !all_is_there(ledger))
        fail_msg("%s: not seen", what);
    if (!whole)
        check_aside(before, what);
    tally->kept += !whole && mirror_is_kept(ledger, what);
    assert_int_equal(ledger->generation, whole ? 1 : 2);
    ledger_close(ledger);
    check_next_start(what);
    fake_folder_remove(before);
}

static struct tally try_places(bool orderly)
{
    struct tally tally = {0};
    fake_kiosk_init(&kiosk, 1);
    fake_folder_make(model);
    fake_random_init(&dice, 11);
    sign_all(orderly);
    for (int place = 0; place < PLACES; place++)
        one_place(&tally);
    print_message("%d places: %d times all was there, %d times set aside, %d of them with the "
                  "roster kept\n",
                  PLACES, tally.whole, tally.aside, tally.kept);
    assert_true(tally.kept > 0 && tally.kept < tally.aside);
    fake_kiosk_free(&kiosk);
    fake_folder_remove(model);
    return tally;
}

static void damage_after_an_orderly_end(void **state)
{
    (void)state;
    struct tally tally = try_places(true);
    /* free space and the copy of the checkpoint may be damaged without harm; pages in use may not
     */
    assert_true(tally.whole > 0 && tally.aside > 0);
}

static void damage_after_a_crash(void **state)
{
    (void)state;
    struct tally tally = try_places(false);
    assert_true(tally.whole > 0 && tally.aside > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damage_after_an_orderly_end),
        cmocka_unit_test(damage_after_a_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
