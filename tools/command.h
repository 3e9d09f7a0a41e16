/* A verb of the companion tool: one file, one const descriptor, one line in commands.def.
 */
#ifndef EM_TOOLS_COMMAND_H
#define EM_TOOLS_COMMAND_H

#include "core/ledger.h"
#include "core/status.h"
#include "core/store.h"
#include "manual.h"

#include <stdbool.h>
#include <stdio.h>

/* The answer is no: a log that is not good, a file not written. */
#define EXIT_BAD   1
#define EXIT_USAGE 2 /* the words of the command are wrong */

struct command {
    const char *name;
    const char *summary;  /* one line for `emarge help`, "make an event's keys" */
    struct manual manual; /* its help and its man page; manual.h says how to write it */
    int (*run)(int argc, char **argv); /* argv[0] is the verb; returns the exit code */
};

#define COMMAND(name) extern const struct command command_##name;
#include "commands.def"
#undef COMMAND

extern const struct command *const commands[];
extern const size_t command_count;
const struct command *command_find(const char *name); /* NULL when there is no such verb */
struct manual_page command_page(const struct command *command);

/* An option of a verb; a table of them ends with {0}. */
struct option_row {
    const char *name;   /* "--format" */
    const char **value; /* where its value goes; NULL: it takes none and sets `flag` */
    /* With a value too: the option may be given again and again, up to OPTION_MOST times, and
     * `value` is the first of OPTION_MOST + 1 places, all NULL at first. */
    bool *flag;
};
#define OPTION_MOST 32

/* Reads options, `--name value` or `--name=value`, each at most once unless its row says otherwise;
 * each row's option stands in the manual of the verb, argv[0]. Other words go to `words`, at most
 * `capacity`. Returns how many words, or -1 after having said what is wrong. */
int command_options(int argc, char **argv, const struct option_row *rows, const char **words,
                    int capacity);

/* Whether each row stands in the manual of the verb. command_options asserts it. */
bool command_told(const char *verb, const struct option_row *rows);

/* Prints "emarge: <sentence>", fit for a terminal, and returns `code`. */
int command_fail(const struct em_error *error, int code);

/* The text as a terminal may show it: what a file or a log holds must not drive it, nor turn a line
 * around. To be freed. */
char *command_shown(const char *text);

/* Says on standard error that the file that was written holds what is private. */
void command_private(const char *output, const char *what);

/* A word as a shell reads it, between quotes if it needs them, for a command that a person is told
 * to type. To be freed. */
char *command_word(const char *text);

/* Reads the organiser's passphrase: from file descriptor `fd` (its first line) when not negative,
 * else from the terminal without echo; with `twice` a new one, asked for twice and not empty.
 * EM_DENIED when there is no terminal. `out` holds nothing of it unless EM_OK; the caller wipes it
 * then. */
enum em_status command_passphrase(char *out, size_t size, int fd, bool twice,
                                  struct em_error *error);
/* The number in `text`, or -1 when text is NULL; EM_INVALID when it is none. */
enum em_status command_fd(const char *text, int *fd, struct em_error *error);

/* Opens an organiser.key, and asks for its passphrase as above if it has one. The caller wipes it.
 * EM_NOT_FOUND when there is none. */
enum em_status command_organiser(struct organiser_secret *out, const char *path, int fd,
                                 struct em_error *error);
/* Opens the organiser's own log, in the folder `data_dir`, for the verbs that write it. `key` gets
 * what `key_file` (NULL: the organiser.key in that folder) holds, and the caller wipes it, whatever
 * is returned. A damaged store is left as it is: EM_DAMAGED. */
enum em_status command_organiser_ledger(struct ledger **out, struct organiser_secret *key,
                                        const char *data_dir, const char *key_file, int fd,
                                        struct em_error *error);

/* " --data DIR --key FILE" as they were given, or less: behind a verb that a person is told to
 * type next. To be freed. */
char *command_organiser_options(const char *data_dir, const char *key_file);

/* Half of it, for who has the key already. */
enum em_status command_ledger(struct ledger **out, const struct organiser_secret *key,
                              const char *data_dir, struct em_error *error);

/* Opens a kiosk's log, which must not be running, in its data folder; as above else. */
enum em_status command_kiosk_ledger(struct ledger **out, const char *data_dir,
                                    struct em_error *error);

/* Merges the logs of a store, in the folder `from`, into an open ledger's, and prints for every one
 * what was had and what was added. */
enum em_status command_take_over(struct ledger *to, const char *from, struct em_error *error);

/* Opens the store in a data folder. */
enum em_status command_store(struct store **out, const char *data_dir, enum store_mode mode,
                             struct em_error *error);

/* Says on standard error which damaged stores were set aside in the folder, and how to read them.
 */
void command_note_aside(const char *data_dir);

/* "  <what> <done> of <total>" on a terminal, for what takes longer than a second. {0} starts one.
 */
struct progress {
    double since, shown;
    bool nowhere; /* there is no terminal to show it on */
};
void progress_step(struct progress *progress, const char *what, long long done, long long total);
void progress_end(struct progress *progress);

#endif
