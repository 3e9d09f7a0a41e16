/* What the parts of `emarge badge` share. Each is a word behind `badge`; badge.c has the list.
 */
#ifndef EM_TOOLS_BADGE_PARTS_H
#define EM_TOOLS_BADGE_PARTS_H

#include "badge_people.h"
#include "command.h"

int badge_mint_run(int argc, char **argv);
int badge_reissue_run(int argc, char **argv);
int badge_revoke_run(int argc, char **argv);
int badge_staff_run(int argc, char **argv);
int badge_list_run(int argc, char **argv);
int badge_print_run(int argc, char **argv);
int badge_image_run(int argc, char **argv);

/* Where the organiser's things are, as the options say. */
struct badge_desk {
    const char *data_dir, *key_file, *fd_text;
    struct organiser_secret key;
    struct ledger *ledger;      /* when open for writing */
    struct store *store;        /* the ledger's, or open beside it */
    struct badge_people people; /* who was in it when it was opened */
};
#define BADGE_DESK                                                                                 \
    {                                                                                              \
        .data_dir = "."                                                                            \
    }
/* Rows of an option table. */
#define BADGE_DESK_OPTIONS(desk)                                                                   \
    {"--data", &(desk)->data_dir, NULL}, {"--key", &(desk)->key_file, NULL},                       \
    {                                                                                              \
        "--passphrase-fd", &(desk)->fd_text, NULL                                                  \
    }

/* Opens the key, the store and the roster in it; to be closed whatever is returned. */
enum em_status badge_desk_open(struct badge_desk *desk, enum store_mode mode,
                               struct em_error *error);
void badge_desk_close(struct badge_desk *desk); /* wipes */
/* badge_people_find, and what to do when there is nobody. */
enum em_status badge_desk_find(const struct badge_desk *desk, const char *words,
                               struct badge_person **out, struct em_error *error);
/* "emarge badge <words> --data DIR", with the options that this desk was given: what to type next.
 * To be freed. */
char *badge_next(const struct badge_desk *desk, const char *words);

/* Reads a part's options and exactly one word, or none if `word` is NULL; false after having said
 * what is wrong, for which `missing` is the sentence when the word is not there. */
bool badge_words(int argc, char **argv, const struct option_row *rows, const char **word,
                 const char *missing);

#endif
