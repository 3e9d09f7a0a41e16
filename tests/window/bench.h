/* A kiosk on a bench: its window, its data folder, what it says, and what the organiser's tool
 * finds afterwards. For tests that treat it badly.
 */
#ifndef EM_WINDOW_BENCH_H
#define EM_WINDOW_BENCH_H

#include "folder.h"
#include "list.h"
#include "script.h"

enum { BENCH_PATH = 512, BENCH_OPTIONS = 8, BENCH_WORDS = BENCH_OPTIONS + 8 };

struct bench {
    const char *bin;
    char folder[BENCH_PATH], kiosk[BENCH_PATH], data[BENCH_PATH], log[BENCH_PATH];
    const char *command[BENCH_WORDS];
    char paths[4][2 * BENCH_PATH]; /* of bench_path, in turn */
    int path;
    struct driver *driver;
    int neighbour; /* pid of another kiosk, see spoil.h */
    int faults;
};

/* `folder` is made anew. Ends the process when it cannot be. */
void bench_open(struct bench *bench, const char *bin, const char *folder);
int bench_close(struct bench *bench); /* how many expectations did not hold */

/* The path of a name in the bench's folder; it lives until the fourth call after. */
const char *bench_path(struct bench *bench, const char *name);

/* Starts the kiosk on bench->data with further options (ends with NULL), and a log of its own. */
bool bench_start(struct bench *bench, const char *const *options);
/* SIGTERM, and the kiosk ends by itself with 0. */
bool bench_end(struct bench *bench);
/* Whether it says so on standard error, now or soon. */
bool bench_says(const struct bench *bench, const char *words);
bool bench_says_times(const struct bench *bench, const char *words, int times);
int bench_times_said(const struct bench *bench, const char *words);
bool bench_is_silent(const struct bench *bench); /* has said nothing at all since its start */
/* Whether the node is on the screen and its label holds the words. */
bool bench_shows(struct bench *bench, const char *id, const char *words);

/* Waits for a screen, or clicks and plays; on false it is explained. */
bool bench_sees(struct bench *bench, const char *screen);
bool bench_play(struct bench *bench, const char *name, const struct step *steps);

/* From welcome to the review of one who signs in French, for Austin. */
extern const struct step bench_to_review[];
extern const struct step bench_record[]; /* on, to the screen "recorded" */
extern const struct step bench_finish[]; /* and to welcome again */
/* Plays all three, and whether that number was given. */
bool bench_signs(struct bench *bench, const char *number);
/* Whether the log is good and its list has as many rows, the last of that number (NULL: any). */
bool bench_lists(struct bench *bench, size_t rows, const char *number);

/* Prints it; counts when it does not hold, and shows what was on the screen. */
bool bench_expect(struct bench *bench, bool holds, const char *what);

/* A disk of that many kilobytes in place of the folder, seen by this process and its children only.
 * False, said loudly, where that cannot be had. */
bool bench_small_disk(const char *folder, int kilobytes);
/* Takes all room that is left, in a file of that name; unlinking it gives the room back. */
void bench_fill(const char *file);

#endif
