/* The organiser's key, and the logs that verbs write: the organiser's, and a kiosk's. */
#include "command.h"

#include "core/file.h"
#include "core/memory.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum em_status command_organiser(struct organiser_secret *out, const char *path, int fd,
                                 struct em_error *error)
{
    bool locked = false;
    char passphrase[512] = "";
    if (!em_file_exists(path))
        return em_fail(
            error, EM_NOT_FOUND,
            "There is no %s. Name the organiser's folder with --data (enroll: --keys), or "
            "the key with --key; `emarge init` makes one.",
            path);
    enum em_status status = organiser_needs_passphrase(path, &locked, error);
    if (status == EM_OK && locked)
        status = command_passphrase(passphrase, sizeof passphrase, fd, false, error);
    if (status == EM_OK)
        status = organiser_read_secret(out, path, locked ? passphrase : NULL, error);
    sodium_memzero(passphrase, sizeof passphrase);
    return status;
}

/* Wipes the identity, whatever is returned. */
static enum em_status open_ledger(struct ledger **out, struct kiosk_identity *identity,
                                  const char *data_dir, struct em_error *error)
{
    struct ledger_notice notice;
    const struct ledger_options options = {.data_dir = data_dir,
                                           .identity = identity,
                                           .clock = &em_clock_system,
                                           .random = &em_random_system,
                                           .keep_damaged = true};
    enum em_status status = ledger_open(out, &options, &notice, error);
    kiosk_identity_wipe(identity);
    return status;
}

enum em_status command_kiosk_ledger(struct ledger **out, const char *data_dir,
                                    struct em_error *error)
{
    struct kiosk_identity identity;
    enum em_status status = kiosk_identity_read(&identity, data_dir, error);
    return status == EM_OK ? open_ledger(out, &identity, data_dir, error) : status;
}

enum em_status command_ledger(struct ledger **out, const struct organiser_secret *key,
                              const char *data_dir, struct em_error *error)
{
    struct kiosk_identity identity;
    organiser_identity(&identity, key);
    return open_ledger(out, &identity, data_dir, error);
}

enum em_status command_organiser_ledger(struct ledger **out, struct organiser_secret *key,
                                        const char *data_dir, const char *key_file, int fd,
                                        struct em_error *error)
{
    char *beside = em_format("%s/organiser.key", data_dir);
    enum em_status status = command_organiser(key, key_file ? key_file : beside, fd, error);
    if (status == EM_OK)
        status = command_ledger(out, key, data_dir, error);
    free(beside);
    return status;
}

static void add_option(struct em_buffer *out, const char *name, const char *value)
{
    char *word = command_word(value);
    em_buffer_format(out, " %s %s", name, word);
    free(word);
}

char *command_organiser_options(const char *data_dir, const char *key_file)
{
    struct em_buffer options = {0};
    em_buffer_text(&options, "");
    if (strcmp(data_dir, ".") != 0)
        add_option(&options, "--data", data_dir);
    if (key_file)
        add_option(&options, "--key", key_file);
    return options.data;
}
