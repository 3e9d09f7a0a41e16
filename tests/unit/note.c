/* Checkpoints: ours read back, the standard's own example, every way to spoil one, and a whole log
 * verified by check_tree.py, which shares no line with emarge.
 */
#include "core/note.h"

#include "core/file.h"
#include "core/memory.h"
#include "fake/clock.h"
#include "fake/random.h"
#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define ORIGIN  "ogp-paris-2016/hall-a-1"
#define ENTRIES 77

static uint8_t log_public[32], log_secret[64];

static int set_up(void **state)
{
    (void)state;
    const uint8_t seed[32] = "emarge test log";
    return crypto_sign_seed_keypair(log_public, log_secret, seed);
}

static struct note_checkpoint sample(void)
{
    struct note_checkpoint checkpoint = {.origin = ORIGIN, .size = 42};
    memset(checkpoint.root, 0xa5, sizeof checkpoint.root);
    return checkpoint;
}

static enum em_status open_text(const char *text)
{
    struct note_checkpoint out;
    return note_open(&out, text, strlen(text), ORIGIN, log_public, NULL);
}

static void signs_and_opens(void **state)
{
    (void)state;
    static const uint64_t sizes[] = {0, 1, 42, INT64_MAX};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct note_checkpoint checkpoint = sample(), again;
        char note[NOTE_SIZE];
        checkpoint.size = sizes[i];
        size_t size = note_sign(note, &checkpoint, log_secret);
        assert_int_equal(size, strlen(note));
        assert_int_equal(note_open(&again, note, size, ORIGIN, log_public, NULL), EM_OK);
        assert_string_equal(again.origin, ORIGIN);
        assert_int_equal(again.size, sizes[i]);
        assert_memory_equal(again.root, checkpoint.root, 32);
    }
}

static void text_is_that_of_the_standard(void **state)
{
    (void)state;
    struct note_checkpoint checkpoint = sample();
    char note[NOTE_SIZE];
    note_sign(note, &checkpoint, log_secret);
    static const char *const head = ORIGIN "\n42\npaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaU=\n\n"
                                           "\xe2\x80\x94 " ORIGIN " ";
    assert_memory_equal(note, head, strlen(head));
    assert_int_equal(note[strlen(note) - 1], '\n');
}

static void every_changed_bit_is_found(void **state)
{
    (void)state;
    struct note_checkpoint checkpoint = sample(), out = {.size = 7};
    char note[NOTE_SIZE];
    size_t size = note_sign(note, &checkpoint, log_secret);
    for (size_t bit = 0; bit < 8 * size; bit++) {
        note[bit / 8] = (char)(note[bit / 8] ^ 1 << bit % 8);
        assert_int_not_equal(note_open(&out, note, size, ORIGIN, log_public, NULL), EM_OK);
        note[bit / 8] = (char)(note[bit / 8] ^ 1 << bit % 8);
    }
    for (size_t cut = 0; cut < size; cut++)
        assert_int_not_equal(note_open(&out, note, cut, ORIGIN, log_public, NULL), EM_OK);
    assert_int_equal(out.size, 7); /* untouched */
    assert_int_equal(note_open(&out, note, size, ORIGIN, log_public, NULL), EM_OK);
}

static void statuses_tell_the_cases_apart(void **state)
{
    (void)state;
    struct note_checkpoint checkpoint = sample(), out;
    struct em_error error;
    char note[NOTE_SIZE];
    uint8_t other_public[32], other_secret[64];
    const uint8_t seed[32] = "another";
    crypto_sign_seed_keypair(other_public, other_secret, seed);
    size_t size = note_sign(note, &checkpoint, log_secret);
    assert_int_equal(note_open(&out, note, size, "other/log", log_public, &error), EM_FOREIGN);
    assert_int_equal(note_open(&out, note, size, ORIGIN, other_public, &error), EM_FOREIGN);
    strstr(note, "\n42\n")[1] = '5';
    assert_int_equal(note_open(&out, note, size, ORIGIN, log_public, &error), EM_DAMAGED);
    assert_int_equal(open_text("hello"), EM_INVALID);
    assert_int_equal(open_text(""), EM_INVALID);
}

/* A text signed rightly, yet no checkpoint of ours: the signature alone must not carry it. */
static void assert_signed_text(const char *text, enum em_status expected)
{
    uint8_t signature[4 + crypto_sign_BYTES];
    char vkey[NOTE_VKEY_SIZE], base64[128];
    size_t id_size;
    note_vkey(vkey, ORIGIN, log_public);
    assert_int_equal(sodium_hex2bin(signature, 4, strchr(vkey, '+') + 1, 8, NULL, &id_size, NULL),
                     0);
    crypto_sign_detached(signature + 4, NULL, (const uint8_t *)text, strlen(text), log_secret);
    sodium_bin2base64(base64, sizeof base64, signature, sizeof signature,
                      sodium_base64_VARIANT_ORIGINAL);
    char *note = em_format("%s\n\xe2\x80\x94 " ORIGIN " %s\n", text, base64);
    if (open_text(note) != expected)
        fail_msg("not as expected: %s", note);
    free(note);
}

#define ROOT "paWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaWlpaU="

static void only_checkpoints_are_taken(void **state)
{
    (void)state;
    assert_signed_text(ORIGIN "\n42\n" ROOT "\n", EM_OK); /* the control of all that follow */
    static const char *const bad[] = {
        ORIGIN "\n042\n" ROOT "\n",
        ORIGIN "\n+42\n" ROOT "\n",
        ORIGIN "\n\n" ROOT "\n",
        ORIGIN "\n42 \n" ROOT "\n",
        ORIGIN "\n9223372036854775808\n" ROOT "\n",
        ORIGIN "\n18446744073709551617\n" ROOT "\n",
        ORIGIN "\n42\n" ROOT "=\n",
        ORIGIN "\n42\npaWl\n",
        ORIGIN "\n42\n" ROOT "\nextension\n",
        ORIGIN "\n42\n",
        ORIGIN "\r\n42\n" ROOT "\n",
        "Not/Ours\n42\n" ROOT "\n",
        "\n42\n" ROOT "\n",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_signed_text(bad[i], EM_INVALID);
}

static void witnesses_are_ignored_and_ours_must_hold(void **state)
{
    (void)state;
    struct note_checkpoint checkpoint = sample();
    char note[NOTE_SIZE];
    note_sign(note, &checkpoint, log_secret);
    const char *lines = strstr(note, "\n\n") + 2;
    int text = (int)(lines - note);
    char *witnessed = em_format("%s\xe2\x80\x94 witness.example/w1 AAAAAAAAAAA=\n", note);
    assert_int_equal(open_text(witnessed), EM_OK);
    char *only_witness =
        em_format("%.*s\xe2\x80\x94 witness.example/w1 AAAAAAAAAAA=\n", text, note);
    assert_int_equal(open_text(only_witness), EM_FOREIGN);
    char *malformed = em_format("%sAAAAAAAAAAA=\n", note);
    assert_int_equal(open_text(malformed), EM_INVALID);
    char *twice = em_format("%s%s", note, lines);
    assert_int_equal(open_text(twice), EM_OK);
    free(witnessed);
    free(only_witness);
    free(malformed);
    free(twice);
}

/* The key id by hand: SHA-256 of name, newline, type and key. */
static void vkey_of_the_standard(void **state)
{
    (void)state;
    char vkey[NOTE_VKEY_SIZE], name[ENTRY_ORIGIN_SIZE];
    uint8_t again[32], by_hand[32], named[sizeof ORIGIN + 33] = ORIGIN "\n\x01";
    char hash[9];
    note_vkey(vkey, ORIGIN, log_public);
    memcpy(named + strlen(ORIGIN) + 2, log_public, 32);
    crypto_hash_sha256(by_hand, named, strlen(ORIGIN) + 2 + 32);
    sodium_bin2hex(hash, sizeof hash, by_hand, 4);
    assert_memory_equal(vkey, ORIGIN "+", strlen(ORIGIN) + 1);
    assert_memory_equal(vkey + strlen(ORIGIN) + 1, hash, 8);
    assert_int_equal(note_vkey_read(name, again, vkey, NULL), EM_OK);
    assert_string_equal(name, ORIGIN);
    assert_memory_equal(again, log_public, 32);
}

static void every_changed_vkey_is_refused(void **state)
{
    (void)state;
    char vkey[NOTE_VKEY_SIZE], name[ENTRY_ORIGIN_SIZE];
    uint8_t key[32];
    note_vkey(vkey, ORIGIN, log_public);
    size_t length = strlen(vkey);
    for (size_t bit = 0; bit < 8 * length; bit++) {
        vkey[bit / 8] = (char)(vkey[bit / 8] ^ 1 << bit % 8);
        assert_int_equal(note_vkey_read(name, key, vkey, NULL), EM_INVALID);
        vkey[bit / 8] = (char)(vkey[bit / 8] ^ 1 << bit % 8);
    }
    for (size_t cut = length; cut-- > 0;) {
        vkey[cut] = '\0';
        assert_int_equal(note_vkey_read(name, key, vkey, NULL), EM_INVALID);
    }
}

/* Half of all keys have a plus in their base64; the form must not mind. */
static void keys_with_a_plus(void **state)
{
    (void)state;
    struct fake_random random;
    fake_random_init(&random, 3);
    int pluses = 0;
    for (int i = 0; i < 200; i++) {
        uint8_t key[32], again[32];
        char vkey[NOTE_VKEY_SIZE], name[ENTRY_ORIGIN_SIZE];
        random.random.fill(&random, key, sizeof key);
        note_vkey(vkey, ORIGIN, key);
        pluses += strchr(vkey + strlen(ORIGIN) + 10, '+') != NULL;
        assert_int_equal(note_vkey_read(name, again, vkey, NULL), EM_OK);
        assert_memory_equal(again, key, 32);
    }
    assert_in_range(pluses, 1, 199);
}

static void random_bytes_are_no_note(void **state)
{
    (void)state;
    struct fake_random random;
    fake_random_init(&random, 4);
    for (int i = 0; i < 3000; i++) {
        char text[300];
        struct note_checkpoint out;
        size_t size = (size_t)fake_random_below(&random, sizeof text);
        random.random.fill(&random, text, sizeof text);
        for (size_t k = 0; k < size; k += 1 + (unsigned char)text[k] % 7)
            text[k] = "\n\n \xe2\x80\x94"[(unsigned char)text[k] % 6];
        assert_int_not_equal(note_open(&out, text, size, ORIGIN, log_public, NULL), EM_OK);
    }
}

/* A log of ENTRIES entries, as texts, and its checkpoint, in a fresh folder. */
struct dump {
    char folder[64], log[96], checkpoint[96], vkey[NOTE_VKEY_SIZE];
    struct em_buffer texts;
    char note[NOTE_SIZE];
};

static void add_entry(struct dump *dump, struct merkle_frontier *frontier, int64_t seq)
{
    struct entry entry = {
        .origin = ORIGIN,
        .seq = seq,
        .kind = (enum entry_kind)(seq % ENTRY_KIND_COUNT),
        .at_us = FAKE_CLOCK_WALL + seq,
        .boot = "5f0c3a0d2b1e4c6f8a9b7c6d5e4f3021",
        .mono_us = seq * 1000,
    };
    char text[ENTRY_TEXT_SIZE];
    uint8_t leaf[ENTRY_HASH_SIZE];
    entry_set_body(&entry, &seq, sizeof seq);
    entry_set_sealed(&entry, seq % 3 ? &seq : NULL, sizeof seq);
    em_buffer_add(&dump->texts, text, entry_text(&entry, text));
    entry_leaf(&entry, leaf);
    merkle_append(frontier, leaf);
}

static void make_dump(struct dump *dump)
{
    *dump = (struct dump){.folder = "/tmp/emarge-note-XXXXXX"};
    assert_non_null(mkdtemp(dump->folder));
    snprintf(dump->log, sizeof dump->log, "%s/log", dump->folder);
    snprintf(dump->checkpoint, sizeof dump->checkpoint, "%s/checkpoint", dump->folder);
    struct note_checkpoint checkpoint = {.origin = ORIGIN, .size = ENTRIES};
    struct merkle_frontier frontier = {.size = 0};
    for (int64_t seq = 0; seq < ENTRIES; seq++)
        add_entry(dump, &frontier, seq);
    merkle_root(&frontier, checkpoint.root);
    note_sign(dump->note, &checkpoint, log_secret);
    note_vkey(dump->vkey, ORIGIN, log_public);
}

/* Writes the dump, runs the script on it and gives back its exit status and what it printed. */
static int check_dump(const struct dump *dump, char *said, size_t size)
{
    assert_int_equal(
        em_file_write_atomic(dump->log, dump->texts.data, dump->texts.size, 0600, NULL), EM_OK);
    assert_int_equal(
        em_file_write_atomic(dump->checkpoint, dump->note, strlen(dump->note), 0600, NULL), EM_OK);
    char *command = em_format("python3 '%s/unit/check_tree.py' %s %s '%s' 2>&1", EM_TESTS,
                              dump->log, dump->checkpoint, dump->vkey);
    FILE *script = popen(command, "r");
    assert_non_null(script);
    said[fread(said, 1, size - 1, script)] = '\0';
    int status = pclose(script);
    free(command);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void free_dump(struct dump *dump)
{
    unlink(dump->log);
    unlink(dump->checkpoint);
    assert_int_equal(rmdir(dump->folder), 0); /* nothing else was left in it */
    em_buffer_free(&dump->texts);
}

static void strangers_verify_a_log(void **state)
{
    (void)state;
    struct dump dump;
    char said[4096], count[16];
    make_dump(&dump);
    snprintf(count, sizeof count, "%d\n", ENTRIES);
    assert_int_equal(check_dump(&dump, said, sizeof said), 0);
    assert_string_equal(said, count);

    char *kind = strstr(dump.texts.data, "kind sign"); /* one entry is rewritten */
    memcpy(kind, "kind undo", 9);
    assert_int_equal(check_dump(&dump, said, sizeof said), 1);
    assert_string_equal(said, "bad: the root is another\n");
    memcpy(kind, "kind sign", 9);

    char *size = strstr(dump.note, "\n77\n"); /* the checkpoint is rewritten */
    size[1] = '6';
    assert_int_equal(check_dump(&dump, said, sizeof said), 1);
    assert_string_equal(said, "bad: the signature does not fit\n");
    size[1] = '7';
    assert_int_equal(check_dump(&dump, said, sizeof said), 0);
    free_dump(&dump);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs_and_opens),
        cmocka_unit_test(text_is_that_of_the_standard),
        cmocka_unit_test(every_changed_bit_is_found),
        cmocka_unit_test(statuses_tell_the_cases_apart),
        cmocka_unit_test(only_checkpoints_are_taken),
        cmocka_unit_test(witnesses_are_ignored_and_ours_must_hold),
        cmocka_unit_test(vkey_of_the_standard),
        cmocka_unit_test(every_changed_vkey_is_refused),
        cmocka_unit_test(keys_with_a_plus),
        cmocka_unit_test(random_bytes_are_no_note),
        cmocka_unit_test(strangers_verify_a_log),
    };
    return cmocka_run_group_tests_name("note", tests, set_up, NULL);
}
