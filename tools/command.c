#include "command.h"

#include "core/file.h"
#include "core/memory.h"
#include "core/words.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

const struct command *const commands[] = {
#define COMMAND(name) &command_##name,
#include "commands.def"
#undef COMMAND
};
const size_t command_count = sizeof commands / sizeof *commands;

const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < command_count; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

struct manual_page command_page(const struct command *command)
{
    return (struct manual_page){.program = "emarge",
                                .verb = command->name,
                                .summary = command->summary,
                                .manual = &command->manual};
}

static bool is_told(const struct command *command, const struct option_row *row)
{
    const struct manual_item *item = command->manual.options;
    while (item && item->name && strcmp(item->name, row->name) != 0)
        item++;
    return item && item->name && !item->value == !row->value;
}

bool command_told(const char *verb, const struct option_row *rows)
{
    const struct command *command = command_find(verb);
    for (; command && rows->name; rows++)
        if (!is_told(command, rows))
            return false;
    return true;
}

/* The row that `word`, "--name" or "--name=value", speaks of. */
static const struct option_row *find(const struct option_row *rows, const char *word)
{
    size_t length = strcspn(word, "=");
    for (; rows->name; rows++)
        if (strlen(rows->name) == length && strncmp(rows->name, word, length) == 0)
            return rows;
    return NULL;
}

static int wrong_option(const char *verb, const char *word, const char *what)
{
    fprintf(stderr, "emarge: %.*s %s. See `emarge help %s`.\n", (int)strcspn(word, "="), word, what,
            verb);
    return -1;
}

/* How many words the option takes, or -1. */
static int read_option(char **argv, int at, int left, const struct option_row *row)
{
    const char *equals = strchr(argv[at], '=');
    if (!row->value) {
        if (equals)
            return wrong_option(argv[0], argv[at], "takes no value");
        *row->flag = true;
        return 1;
    }
    const char **value = row->value;
    while (row->flag && *value)
        value++;
    if (row->flag && value - row->value == OPTION_MOST)
        return wrong_option(argv[0], argv[at], "is given too often");
    if (equals && equals[1]) {
        *value = equals + 1;
        return 1;
    }
    if (equals || left < 2 || strncmp(argv[at + 1], "--", 2) == 0)
        return wrong_option(argv[0], argv[at], "needs a value");
    *value = argv[at + 1];
    return 2;
}

int command_options(int argc, char **argv, const struct option_row *rows, const char **words,
                    int capacity)
{
    int count = 0;
    bool told = command_told(argv[0], rows);
    assert(told);
    (void)told;
    unsigned long given = 0; /* a bit a row: of two values one would be passed over */
    for (int i = 1; i < argc;) {
        if (strncmp(argv[i], "--", 2) != 0) {
            if (count == capacity) {
                fprintf(stderr, "emarge: there is a word too many: `%s`. See `emarge help %s`.\n",
                        argv[i], argv[0]);
                return -1;
            }
            words[count++] = argv[i++];
            continue;
        }
        const struct option_row *row = find(rows, argv[i]);
        if (!row) {
            fprintf(stderr, "emarge: %s has no option %s. See `emarge help %s`.\n", argv[0],
                    argv[i], argv[0]);
            return -1;
        }
        bool repeats = row->value && row->flag;
        if (!repeats && given >> (row - rows) & 1)
            return wrong_option(argv[0], argv[i], "is given twice; give it once");
        given |= 1UL << (row - rows);
        int taken = read_option(argv, i, argc - i, row);
        if (taken < 0)
            return -1;
        i += taken;
    }
    return count;
}

int command_fail(const struct em_error *error, int code)
{
    char *shown = command_shown(error->text);
    fprintf(stderr, "emarge: %s\n", shown);
    free(shown);
    return code;
}

char *command_shown(const char *text)
{
    size_t length = strlen(text), size = 3 * length + 1; /* a byte that is none becomes U+FFFD */
    char *shown = em_alloc(size);
    words_clean(shown, size, text, length);
    return shown;
}

void command_private(const char *output, const char *what)
{
    char *shown = command_shown(output);
    fprintf(stderr, "emarge: %s holds %s: all of them private.\n", shown, what);
    free(shown);
}

char *command_word(const char *text)
{
    struct em_buffer word = {0};
    char *shown = command_shown(text);
    bool plain = *text && shown[strspn(shown, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                              "0123456789-_./,:@%+=")] == '\0';
    if (plain)
        return shown;
    em_buffer_add(&word, "'", 1);
    for (const char *c = shown; *c; c++)
        em_buffer_add(&word, *c == '\'' ? "'\\''" : c, *c == '\'' ? 4 : 1);
    em_buffer_text(&word, "'");
    free(shown);
    return word.data;
}

enum em_status command_fd(const char *text, int *fd, struct em_error *error)
{
    *fd = -1;
    if (!text)
        return EM_OK;
    char *end;
    long number = strtol(text, &end, 10);
    if (*text == '\0' || *end != '\0' || number < 0 || number > 1023)
        return em_fail(error, EM_INVALID,
                       "“%s” is no file descriptor. Give its number, for example 3.", text);
    *fd = (int)number;
    return EM_OK;
}

/* What becomes of a damaged store depends on whose folder it is. */
static enum em_status store_damaged(const char *data_dir, struct em_error *error)
{
    struct em_error what = *error;
    char *path = em_format("%s/organiser.pub", data_dir);
    bool organisers = em_file_exists(path);
    free(path);
    return em_fail(error, EM_DAMAGED, "%.600s %s", what.text,
                   organisers ? "Nothing was changed. Keep it, and put back a copy of the store "
                                "that holds."
                              : "Leave it as it is and work on another copy; at its next start the "
                                "kiosk sets it aside and begins a new one.");
}

enum em_status command_store(struct store **out, const char *data_dir, enum store_mode mode,
                             struct em_error *error)
{
    char *path = em_format("%s/" STORE_FILE, data_dir);
    enum em_status status = store_open(out, path, mode, error);
    if (status == EM_NOT_FOUND)
        em_fail(error, status,
                "There is no %s: in this folder nothing was recorded. Name the kiosk's data "
                "folder, or a copy of it, with --data.",
                path);
    if (status == EM_DAMAGED)
        store_damaged(data_dir, error);
    free(path);
    return status;
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void progress_step(struct progress *progress, const char *what, long long done, long long total)
{
    double now = seconds();
    if (progress->since == 0) {
        progress->since = now;
        progress->nowhere = !isatty(STDERR_FILENO);
    }
    if (progress->nowhere || now - progress->since < 1 || now - progress->shown < 0.1)
        return;
    progress->shown = now;
    fprintf(stderr, "\r  %s %lld of %lld\033[K", what, done, total);
}

void progress_end(struct progress *progress)
{
    if (progress->shown > 0)
        fputs("\r\033[K", stderr);
}
