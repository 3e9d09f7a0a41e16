#include "command.h"

#include "core/keys.h"
#include "core/paths.h"
#include "core/verify.h"

#include <sodium.h>
#include <string.h>

struct run_state {
    struct store *store;
    const struct kiosk_identity *kiosk; /* NULL: the store's own word for its key */
    struct progress progress;
    int logs, bad;
};

static void step(void *context, const char *origin, int64_t done, int64_t total)
{
    progress_step(context, origin, done, total);
}

/* The kiosk's key is the better witness for the logs that it wrote itself. */
static const uint8_t *key_for(const struct run_state *state, const char *origin)
{
    char own[2 * KEY_NAME_SIZE];
    if (!state->kiosk)
        return NULL;
    snprintf(own, sizeof own, "%s/%s", state->kiosk->event, state->kiosk->writer);
    size_t length = strlen(own);
    bool is_own = strncmp(origin, own, length) == 0 && (!origin[length] || origin[length] == '.');
    return is_own ? state->kiosk->log_public : NULL;
}

static void report(const struct store_log *log, const struct verify_result *result)
{
    char root[sodium_base64_ENCODED_LEN(MERKLE_HASH_SIZE, sodium_base64_VARIANT_ORIGINAL)];
    sodium_bin2base64(root, sizeof root, result->root, MERKLE_HASH_SIZE,
                      sodium_base64_VARIANT_ORIGINAL);
    printf("log %s\n  entries     %lld\n  root        %s\n", log->origin,
           (long long)result->entries, root);
    printf("  checkpoint  %s\n",
           result->good ? "signature good, names this root" : "not confirmed");
    if (result->good)
        printf("  good\n");
    else if (result->bad_seq >= 0)
        printf("  BAD from entry %lld: %s\n", (long long)result->bad_seq, result->reason);
    else
        printf("  BAD: %s\n", result->reason);
}

static enum em_status visit(void *context, const struct store_log *log, struct em_error *error)
{
    struct run_state *state = context;
    struct verify_result result;
    const struct verify_options options = {.log_public = key_for(state, log->origin),
                                           .progress = {step, &state->progress}};
    enum em_status status = verify_log(state->store, log, &options, &result, error);
    progress_end(&state->progress);
    if (status != EM_OK)
        return status;
    report(log, &result);
    state->logs++;
    state->bad += !result.good;
    return EM_OK;
}

static enum em_status verify(const char *data_dir, struct run_state *state, struct em_error *error)
{
    char path[1200];
    struct kiosk_identity kiosk;
    struct em_error ignored;
    snprintf(path, sizeof path, "%s/" STORE_FILE, data_dir);
    /* A copy of the log alone can be verified too, against the key that it names. */
    if (kiosk_identity_read(&kiosk, data_dir, &ignored) == EM_OK)
        state->kiosk = &kiosk;
    enum em_status status = store_open(&state->store, path, STORE_READ, error);
    if (status == EM_OK)
        status = store_snapshot(state->store, error);
    if (status == EM_OK)
        status = store_logs(state->store, NULL, visit, state, error);
    store_close(state->store);
    kiosk_identity_wipe(&kiosk);
    return status;
}

static int run(int argc, char **argv)
{
    char default_data[1024];
    const char *data_dir = default_data;
    const struct option_row rows[] = {{"--data", &data_dir, NULL}, {0}};
    struct em_error error = {0};
    struct run_state state = {0};
    em_data_dir(default_data, sizeof default_data);
    if (command_options(argc, argv, rows, NULL, 0) < 0)
        return EXIT_USAGE;
    if (verify(data_dir, &state, &error) != EM_OK)
        return command_fail(&error, EXIT_BAD);
    if (state.logs == 0)
        fputs("emarge: there is no log in this store.\n", stderr);
    return state.bad || state.logs == 0 ? EXIT_BAD : 0;
}

const struct command command_verify = {
    .name = "verify",
    .summary = "prove that a log is whole and unchanged",
    .usage =
        "Usage: emarge verify [--data DIR]\n\n"
        "  --data DIR    the kiosk's data folder, or a copy of it (default: the kiosk's own "
        "default)\n\n"
        "Reads every entry, recomputes the tree, and checks the signed checkpoint. The exit code "
        "is 0 when\nevery log is good, 1 when one is not. A running kiosk may go on.\n",
    .run = run,
};
