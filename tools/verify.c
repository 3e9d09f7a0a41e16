#include "command.h"

#include "core/base64.h"
#include "core/file.h"
#include "core/ledger.h"
#include "core/memory.h"
#include "core/paths.h"
#include "core/receipt.h"
#include "core/roll.h"
#include "core/verify.h"
#include "lone_copy.h"
#include "witness.h"

#include <stdlib.h>
#include <string.h>

struct run_state {
    const char *data_dir;
    struct store *store;
    struct witnesses folder;
    struct note_checkpoint beside;
    bool has_beside, met_beside;
    const char *vkey; /* as given with --vkey, or NULL */
    char vkey_origin[ENTRY_ORIGIN_SIZE];
    uint8_t vkey_public[32];
    bool met_vkey;
    const char *receipt_text; /* as given with --receipt, or NULL */
    struct receipt receipt;
    bool met_receipt; /* its entry is in a good log, unchanged */
    struct progress progress;
    int logs, bad;
    /* What a person brought and the logs do not bear out, though they are good by themselves. */
    bool vkey_unmet, receipt_unmet;
};

static void step(void *context, const char *origin, int64_t done, int64_t total)
{
    progress_step(context, origin, done, total);
}

/* What a person brought is the best witness. */
static struct witness best_witness(struct run_state *state, const char *origin)
{
    if (!state->vkey || !witness_is_of(origin, state->vkey_origin))
        return witness_of(&state->folder, origin);
    state->met_vkey = true;
    return (struct witness){state->vkey_public, "--vkey"};
}

static void report(const struct store_log *log, const struct verify_result *result,
                   const struct witness *witness)
{
    char root[BASE64_SIZE(MERKLE_HASH_SIZE)], key[NOTE_VKEY_SIZE] = "not of this log's name";
    base64_write(root, result->root, MERKLE_HASH_SIZE);
    if (entry_origin_valid(log->origin))
        note_vkey(key, log->origin, log->vkey);
    char *origin = command_shown(log->origin), *reason = command_shown(result->reason);
    printf("log %s\n  entries     %lld\n  root        %s\n  key         %s\n", origin,
           (long long)result->entries, root, key);
    printf("  known from  %s\n",
           witness->key
               ? witness->name
               : "this store alone; compare it with the one that was printed or published");
    printf("  checkpoint  %s\n",
           result->good ? "signature good, names this root" : "not confirmed");
    if (result->good)
        printf("  good\n");
    else if (result->bad_seq >= 0)
        printf("  BAD from entry %lld: %s\n", (long long)result->bad_seq, reason);
    else
        printf("  BAD: %s\n", reason);
    free(origin);
    free(reason);
}

/* Whether a log that --vkey does not fit holds with the key that the folder names. */
static enum em_status without_vkey(struct run_state *state, const struct store_log *log,
                                   struct verify_options options, bool *good,
                                   struct em_error *error)
{
    struct verify_result result = {.good = false};
    const struct witness witness = witness_of(&state->folder, log->origin);
    options.log_public = witness.key;
    enum em_status status =
        witness.key ? verify_log(state->store, log, &options, &result, error) : EM_OK;
    progress_end(&state->progress);
    *good = result.good;
    if (status == EM_OK && result.good)
        printf("  It is good with the key in %s; --vkey is another key.\n", witness.name);
    return status;
}

static enum em_status visit(void *context, const struct store_log *log, struct em_error *error)
{
    struct run_state *state = context;
    struct verify_result result;
    const struct witness witness = best_witness(state, log->origin);
    struct verify_options options = {.log_public = witness.key,
                                     .progress = {step, &state->progress}};
    if (state->has_beside && strcmp(state->beside.origin, log->origin) == 0) {
        options.earlier = &state->beside;
        state->met_beside = true;
    }
    enum em_status status = verify_log(state->store, log, &options, &result, error);
    progress_end(&state->progress);
    if (status != EM_OK)
        return status;
    report(log, &result, &witness);
    state->logs++;
    bool good = result.good;
    if (!good && witness.key == state->vkey_public) {
        status = without_vkey(state, log, options, &good, error);
        state->vkey_unmet |= good;
    }
    state->bad += !good;
    return status;
}

static enum em_status meet_receipt(void *context, const struct entry *entry, const uint8_t *leaf,
                                   struct em_error *error)
{
    struct run_state *state = context;
    (void)error;
    if (entry->seq == state->receipt.seq)
        state->met_receipt = memcmp(leaf, state->receipt.leaf, ENTRY_HASH_SIZE) == 0;
    return EM_OK;
}

/* After the logs: a leaf in a log that is good is the hash of its entry. */
static enum em_status check_receipt(struct run_state *state, struct em_error *error)
{
    const struct receipt *receipt = &state->receipt;
    if (!state->receipt_text)
        return EM_OK;
    enum em_status status =
        store_entries(state->store, receipt->origin, receipt->seq, meet_receipt, state, error);
    if (status != EM_OK)
        return status;
    bool good = state->met_receipt && state->bad == 0;
    printf("receipt of entry %lld of %s\n  %s\n", (long long)receipt->seq, receipt->origin,
           good                 ? "good: the entry is in the log, unchanged"
           : state->met_receipt ? "BAD: the entry is there, in a log that is not good"
                                : "BAD: this store has no such entry");
    state->receipt_unmet = !good;
    return EM_OK;
}

/* An older copy of the store is whole in itself: only what lies beside it tells. */
static void check_beside(struct run_state *state)
{
    if (!state->has_beside || state->met_beside || state->beside.size == 0)
        return;
    printf("log %s\n  BAD: It is missing; a checkpoint signed %llu entries.\n",
           state->beside.origin, (unsigned long long)state->beside.size);
    state->bad++;
}

static void check_vkey(struct run_state *state)
{
    if (!state->vkey || state->met_vkey)
        return;
    printf("log %s\n  BAD: It is missing; this store has no log that the key of --vkey signs.\n",
           state->vkey_origin);
    state->vkey_unmet = true;
}

static bool is_office(const char *data_dir)
{
    char *path = em_format("%s/organiser.key", data_dir);
    bool found = em_file_exists(path);
    free(path);
    return found;
}

/* A lone copy of a store is a good thing to have, and says less than a whole folder. */
static void note_beside(struct run_state *state, const char *data_dir)
{
    if (state->has_beside)
        return;
    char *path = em_format("%s/emarge.checkpoint", data_dir);
    bool damaged = em_file_exists(path) && state->folder.owner_file;
    if (damaged)
        printf("emarge.checkpoint\n  BAD: It does not hold a checkpoint that was signed here, so "
               "entries cut off from the store's end could not be noticed.\n");
    else if (em_file_exists(path) && is_office(data_dir))
        printf("note: there is no readable organiser.pub beside organiser.key, so "
               "emarge.checkpoint was not read, and entries cut off from the store's end could not "
               "be noticed. Put back the organiser.pub that `emarge init` made.\n");
    else if (em_file_exists(path))
        printf("note: there is no readable kiosk.ini or organiser.pub beside this store, so "
               "emarge.checkpoint was not read, and entries cut off from its end could not be "
               "noticed.\n");
    else
        printf("note: there is no emarge.checkpoint beside this store, so entries cut off from its "
               "end could not be noticed.\n");
    state->bad += damaged;
    free(path);
}

static enum em_status check_lists(struct run_state *state, struct em_error *error)
{
    bool same;
    if (state->bad || state->logs == 0)
        return EM_OK; /* they can be no better than the logs */
    enum em_status status = roll_check(state->store, &same, error);
    if (status != EM_OK)
        return status;
    char *dir = command_word(state->data_dir);
    if (same)
        printf("lists\n  good\n");
    else
        printf("lists\n  BAD: they are not what the logs say. Run `emarge rebuild --data %s`.\n",
               dir);
    free(dir);
    state->bad += !same;
    return EM_OK;
}

static enum em_status check_all(struct run_state *state, struct em_error *error)
{
    enum em_status status = store_snapshot(state->store, error);
    if (status == EM_OK)
        status = store_logs(state->store, NULL, visit, state, error);
    if (status != EM_OK)
        return status;
    check_beside(state);
    check_vkey(state);
    status = check_receipt(state, error);
    return status == EM_OK ? check_lists(state, error) : status;
}

static enum em_status verify(const char *data_dir, struct run_state *state, struct em_error *error)
{
    /* A copy of the store alone can be verified too, against the key that it names. What lies
     * beside it is read first: a kiosk that goes on makes it newer. */
    enum em_status status = witnesses_open(&state->folder, data_dir, error);
    state->has_beside = state->folder.owner_file &&
                        ledger_beside_read(&state->beside, data_dir, &state->folder.owner);
    bool tidy = lone_copy_is(data_dir);
    if (status == EM_OK)
        status = command_store(&state->store, data_dir, STORE_READ, error);
    if (status == EM_OK)
        status = check_all(state, error);
    if (status == EM_OK && state->logs)
        note_beside(state, data_dir);
    store_close(state->store);
    if (tidy)
        lone_copy_tidy(data_dir);
    witnesses_close(&state->folder);
    return status;
}

/* What to do about it; the exit code. */
static int conclude(const struct run_state *state)
{
    const char *advice = NULL;
    if (state->logs == 0)
        advice = "there is no log in this store: nothing was ever recorded in it.";
    else if (state->bad)
        advice = "not all is good. Keep this folder as it is, and compare it with another copy.";
    else if (state->vkey_unmet)
        advice = "the logs are good by themselves, and --vkey is not the key of any. Compare it, "
                 "letter by letter, with what `emarge enroll` printed; if it is that, this is "
                 "another kiosk's folder, or its keys were exchanged: keep it as it is.";
    else if (state->receipt_unmet)
        advice = "the logs are good, and this receipt is of none of their entries. Compare it, "
                 "letter by letter, with the signatory's, and see whether it is of another kiosk; "
                 "if neither, keep this folder as it is: the entry is missing from it.";
    if (advice)
        fprintf(stderr, "emarge: %s\n", advice);
    return advice ? EXIT_BAD : 0;
}

static int run(int argc, char **argv)
{
    char default_data[1024];
    const char *data_dir = default_data;
    struct run_state state = {0};
    const struct option_row rows[] = {{"--data", &data_dir, NULL},
                                      {"--vkey", &state.vkey, NULL},
                                      {"--receipt", &state.receipt_text, NULL},
                                      {0}};
    struct em_error error = {0};
    em_data_dir(default_data, sizeof default_data);
    if (command_options(argc, argv, rows, NULL, 0) < 0)
        return EXIT_USAGE;
    if (state.vkey &&
        note_vkey_read(state.vkey_origin, state.vkey_public, state.vkey, &error) != EM_OK)
        return command_fail(&error, EXIT_USAGE);
    if (state.receipt_text && !receipt_read(&state.receipt, state.receipt_text)) {
        em_fail(&error, EM_INVALID,
                "“%.200s” is no receipt. It is one line, EMARGE1 and three words more, as the code "
                "on the kiosk's last screen says it; put quotes around it.",
                state.receipt_text);
        return command_fail(&error, EXIT_USAGE);
    }
    state.data_dir = data_dir;
    if (verify(data_dir, &state, &error) != EM_OK)
        return command_fail(&error, EXIT_BAD);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        em_fail(&error, EM_IO, "What was found could not be written whole to standard output.");
        return command_fail(&error, EXIT_BAD);
    }
    command_note_aside(data_dir);
    return conclude(&state);
}

static const struct manual_item options[] = {
    {"--data", "DIR",
     "a kiosk's data folder, the organiser's folder, or a copy of one (default: the kiosk's own "
     "default)"},
    {"--vkey", "KEY",
     "the public key that `emarge enroll` printed, to prove the log against; without it, "
     "kiosk.ini's for the kiosk's own log and the organiser's, organiser.pub's and " KIOSKS_FILE
     "'s in the organiser's folder, and of other logs the store's own"},
    {"--receipt", "TEXT",
     "what a signatory's receipt says, to prove that their entry is in the log, unchanged"},
    {0},
};

static const struct manual_item examples[] = {
    {"emarge verify --data .", NULL, "prove all logs in the organiser's folder"},
    {0},
};

const struct command command_verify = {
    .name = "verify",
    .summary = "prove that a log is whole and unchanged",
    .manual = {.synopsis = "verify [--data DIR] [--vkey KEY] [--receipt TEXT]",
               .description =
                   "Reads every entry, recomputes the tree, checks the signed checkpoint and the "
                   "one beside the store, and makes the lists again to compare them. A running "
                   "kiosk may go on.\n\n"
                   "The tree is that of RFC 9162, and the checkpoint a signed note as C2SP "
                   "describes it under tlog-checkpoint.",
               .options = options,
               .no = "A log is not good, or the receipt's entry is not in it.",
               .examples = examples,
               .see_also = "enroll rebuild"},
    .run = run,
};
