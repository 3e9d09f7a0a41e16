#include "command.h"

#include "core/keys.h"
#include "core/memory.h"
#include "core/note.h"
#include "core/paths.h"

#include <stdlib.h>
#include <string.h>

static int print_vkey(const char *data_dir)
{
    char vkey[NOTE_VKEY_SIZE], origin[ENTRY_ORIGIN_SIZE];
    struct kiosk_identity kiosk;
    struct em_error error = {0};
    if (kiosk_identity_read(&kiosk, data_dir, &error) != EM_OK)
        return command_fail(&error, EXIT_BAD);
    entry_origin_make(origin, kiosk.event, kiosk.writer);
    note_vkey(vkey, origin, kiosk.log_public);
    kiosk_identity_wipe(&kiosk);
    printf("The key of its log:\n  %s\n"
           "Keep it, or publish it: with it anyone can verify the log (`emarge verify --vkey`).\n",
           vkey);
    return 0;
}

static int enroll(const char *writer, const char *letter, const char *keys_dir,
                  const char *data_dir)
{
    struct organiser_public organiser;
    struct em_error error = {0};
    char *path = em_format("%s/organiser.pub", keys_dir);
    enum em_status status = organiser_read_public(&organiser, path, &error);
    free(path);
    if (status != EM_OK)
        return command_fail(&error, EXIT_BAD);
    /* Two letters are as wrong as none. */
    status = kiosk_enroll(&organiser, writer, strlen(letter) == 1 ? *letter : '\0', false, data_dir,
                          &em_random_system, &error);
    if (status != EM_OK)
        return command_fail(&error, status == EM_INVALID ? EXIT_USAGE : EXIT_BAD);
    printf("%s is ready in %s. It can seal, and cannot read, what delegates entrust to it.\n"
           "Its numbers begin with %s. Give every kiosk of the event a letter of its own.\n",
           writer, data_dir, letter);
    return print_vkey(data_dir);
}

static int run(int argc, char **argv)
{
    char default_data[1024];
    const char *letter = "A", *keys_dir = ".", *data_dir = default_data, *writer = NULL;
    const struct option_row rows[] = {
        {"--letter", &letter, NULL}, {"--keys", &keys_dir, NULL}, {"--data", &data_dir, NULL}, {0}};
    em_data_dir(default_data, sizeof default_data);
    int words = command_options(argc, argv, rows, &writer, 1);
    if (words == 0)
        fputs("emarge: say the kiosk's name, for example `emarge enroll hall-a-1`.\n", stderr);
    if (words < 1)
        return EXIT_USAGE;
    return enroll(writer, letter, keys_dir, data_dir);
}

const struct command command_enroll = {
    .name = "enroll",
    .summary = "make a kiosk's data folder from the event's public keys",
    .usage = "Usage: emarge enroll NAME [--letter A] [--keys DIR] [--data DIR]\n\n"
             "  NAME          of the kiosk: a to z, 0 to 9 and -, for example hall-a-1\n"
             "  --letter A    begins the numbers of its signatures; one of its own for each kiosk\n"
             "                (default: A)\n"
             "  --keys DIR    where organiser.pub is (default: here)\n"
             "  --data DIR    the kiosk's data folder (default: the kiosk's own default)\n\n"
             "Prints the public key of the kiosk's log. Keep or publish it: with it anyone can "
             "verify the log.\n",
    .run = run,
};
