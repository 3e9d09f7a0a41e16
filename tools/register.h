/* The public register: what `emarge register` gathers from the logs, and the files that it makes of
 * it. Private to register*.c.
 *
 *   index.html             the event's first language
 *   LANGUAGE.html          each of its others
 *   signatories.csv        what `emarge export signatures --public --document ID` writes
 *   register.css *.js      from the resources, as they are
 *   data/text.js           emargeText(language, the declaration as it was signed), each language
 *   data/WRITER_PART.js    emargeLog(writer, part, {from, boots, entries}), see register_data.c
 *
 * Only signatures of who agreed to be listed, and that count, are in it. Of every other entry there
 * is the leaf hash, which says nothing of what is in the entry. Rows are held in memory, about a
 * kilobyte each.
 */
#ifndef EM_TOOLS_REGISTER_H
#define EM_TOOLS_REGISTER_H

#include "core/note.h"
#include "core/output_folder.h"
#include "edition.h"
#include "governments.h"
#include "reading.h"
#include "witness.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define REGISTER_LIST "signatories.csv"
#define REGISTER_PART 2000 /* entries in a file of data */

/* A listed signature that counts. Texts are as the entry has them. */
struct register_row {
    size_t log; /* index in public_register.logs */
    int64_t seq, at_us;
    char stamp[20]; /* words_calendar_stamp */
    char *number, *name, *role, *government, *government_id, *country, *language, *mode;
    const struct pack_government *known; /* of the reading's pack, NULL when it has it not */
    bool personal, read_to_end;
};

/* A log with signatures. */
struct register_log {
    char origin[ENTRY_ORIGIN_SIZE];
    const char *writer; /* the part of origin behind the event */
    int64_t size;       /* entries */
    char *checkpoint;   /* signed note */
    char key[NOTE_VKEY_SIZE];
    const char *witness; /* the file that names the key; NULL: the log alone does */
    size_t first, count; /* its rows */
};

struct register_pioneer {
    size_t government;              /* index in the pack */
    const struct register_row *row; /* the earliest; NULL: none is listed */
    long long count;                /* listed signatures for it */
    bool unlisted;                  /* somebody signed for it who is not listed */
};

struct public_register {
    struct reading *reading;
    struct reading_options *options;
    const struct pack_document *document;
    struct governments *governments;
    struct witnesses witnesses;

    struct register_row *rows; /* by log and seq */
    size_t count, capacity;
    const struct register_row **by_time; /* the same, by time, log and seq */
    struct register_log *logs;           /* by origin */
    size_t log_count, log_capacity;
    struct register_pioneer *pioneers;
    size_t pioneer_count;
    long list_bytes;    /* of REGISTER_LIST */
    long long unlisted; /* signatures that count, of who is not listed */
    long long unsure;   /* of all, those that a sealed one might supersede */
};

/* Gathers all of it, from logs that prove whole: EM_DAMAGED else. Free it in any case. */
enum em_status register_gather(struct public_register *out, struct reading *reading,
                               struct reading_options *options, struct list_gaps *gaps,
                               struct em_error *error);
void register_free(struct public_register *made);

/* The files of a log; how many it has. */
enum em_status register_write_log(struct em_output_folder *folder,
                                  const struct public_register *made,
                                  const struct register_log *log, struct em_error *error);
size_t register_parts(const struct register_log *log);
/* data/text.js */
enum em_status register_write_texts(struct em_output_folder *folder,
                                    const struct public_register *made, struct em_error *error);

/* A page in the making. */
struct register_page {
    FILE *out;
    const struct public_register *made;
    const struct edition *edition;
    const struct pack_document *document; /* of the edition's own pack */
};

void register_write_page(const struct register_page *page);
/* Its parts. */
void register_write_list(const struct register_page *page);
void register_write_pioneers(const struct register_page *page);
void register_write_charts(const struct register_page *page);
void register_write_text(const struct register_page *page);
void register_write_proof(const struct register_page *page);
void register_write_notice(const struct register_page *page);
void register_write_words(const struct register_page *page);

/* Markup in which each {} is one of the texts, escaped and made visible: register_put(page,
 * "<p>{}</p>", name). */
#define register_put(page, markup, ...)                                                            \
    register_fill(page, markup, (const char *const[]){__VA_ARGS__, NULL})
void register_fill(const struct register_page *page, const char *markup, const char *const *texts);
/* A sentence in which %1$s and its like are the texts; to be freed. */
#define register_sentence(sentence, ...)                                                           \
    register_sentence_of(sentence, (const char *const[]){__VA_ARGS__, NULL})
char *register_sentence_of(const char *sentence, const char *const *texts);
/* edition_text */
const char *register_text(const struct register_page *page, const char *msgid);
/* A number as the language writes it. */
#define REGISTER_NUMBER 32
const char *register_number(const struct register_page *page, char out[REGISTER_NUMBER],
                            long long number);
/* The government of a row in the page's language, borrowed. */
const char *register_government(const struct register_page *page, const struct register_row *row);
/* <time datetime="…">9 décembre 2016, 10 h 47</time> */
void register_put_time(const struct register_page *page, int64_t at_us);
/* "index.html" or "en.html"; to be freed. */
char *register_page_name(const struct event_pack *pack, size_t language);

#endif
