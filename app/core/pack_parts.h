/* What the files of the pack module share; nobody else includes this.
 *
 *   pack.c               the order of things, and what a pack owns
 *   pack_files.c         reading files, and telling faults
 *   pack_ini.c           an INI file as keys with lines
 *   pack_event.c         event.ini
 *   pack_governments.c   governments.csv
 */
#ifndef EM_CORE_PACK_PARTS_H
#define EM_CORE_PACK_PARTS_H

#include "core/pack.h"

#define PACK_EVENT_FILE       "event.ini"
#define PACK_GOVERNMENTS_FILE "governments.csv"
#define PACK_MAX_ID           39 /* letters; inih keeps 49 of a section's name, "document ID" */

/* A pack that is being made. */
struct pack_work {
    struct event_pack *pack;
    const struct pack_source *source;
    struct pack_faults *faults;
};

/* The pack's own copy of a string; it lives as long as the pack. */
const char *pack_keep(struct event_pack *pack, const char *text);

/* "FILE:LINE: sentence", or "FILE: sentence" when line is 0. */
void pack_fault(struct pack_work *work, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void pack_fault_sentence(struct pack_faults *faults, const char *sentence);

/* Reads a file into an empty buffer; false, with a fault told, when it cannot be read. */
bool pack_read(struct pack_work *work, const char *path, struct em_buffer *out,
               enum em_status *status);
/* Whether bytes are text (UTF-8, nothing hidden); a fault is told otherwise. */
bool pack_check_text(struct pack_work *work, const char *path, const struct em_buffer *text);

/* The folder source: context is the folder's path. */
enum em_status pack_read_folder(void *context, const char *path, struct em_buffer *out,
                                struct em_error *error);

/* a-z, 0-9 and - between them; 1 to PACK_MAX_ID letters. */
bool pack_is_id(const char *text);

/* Fill work->pack from one file each; faults are told, and what is good is filled all the same.
 * EM_NOT_FOUND when event.ini is not there, EM_INVALID when it cannot be read. */
enum em_status pack_read_event(struct pack_work *work);
void pack_read_governments(struct pack_work *work); /* needs the languages */

/* An INI file: its keys in the order of the file. */
struct ini_key {
    char *section, *name, *value;
    int line, section_line;
    bool taken;
};

struct ini {
    struct ini_key *keys;
    size_t count, capacity;
};

void ini_read(struct ini *ini, struct pack_work *work, const char *path, struct em_buffer *bytes);
void ini_free(struct ini *ini);
/* The key, marked as taken, or NULL. */
struct ini_key *ini_take(struct ini *ini, const char *section, const char *name);
/* The line where a section begins, or 1. */
int ini_section_line(const struct ini *ini, const char *section);
/* A fault for every key that nobody has taken. */
void ini_tell_unknown(struct ini *ini, struct pack_work *work, const char *path);

#endif
