/* An organiser's folder with a bare key and nothing else, into which tests import, and what the log
 * has afterwards. There is one, in `importer`. What fails here fails the test.
 */
#ifndef EM_FAKE_IMPORTER_H
#define EM_FAKE_IMPORTER_H

#include "core/delegate.h"
#include "fake/folder.h"
#include "fake/tool.h"

#define IMPORTER_MOST 64

extern struct importer {
    char folder[FAKE_PATH_SIZE];         /* of the test */
    char organiser[FAKE_PATH_SIZE + 16]; /* in it */
    char list[FAKE_PATH_SIZE + 16];      /* a file for importer_list */
    struct organiser_secret key;
    struct tool_result result; /* of the last run */
    struct em_error error;
    struct delegate people[IMPORTER_MOST]; /* as importer_load found them */
    size_t people_count;
} importer;

int importer_set_up(void **state);
int importer_tear_down(void **state);

#define TOOL(fd3, ...)                                                                             \
    tool_run(&importer.result, (const char *const[]){EM_TOOL, __VA_ARGS__, NULL}, fd3)
#define ROSTER(file, ...)                                                                          \
    TOOL(NULL, "import", "roster", file, "--data", importer.organiser, ##__VA_ARGS__)
#define PROGRAMME(file, ...)                                                                       \
    TOOL(NULL, "import", "programme", file, "--data", importer.organiser, ##__VA_ARGS__)
#define DATA EM_TESTS "/tool/data/"

void importer_list(const char *text); /* writes it to importer.list */

/* Everybody on the roster, opened with the organiser's key. */
void importer_load(void);
void importer_forget(void);
const struct delegate *importer_named(const char *name);

bool importer_has_store(void);
int64_t importer_log_size(void); /* entries */
bool importer_revoked(const char *code);

#endif
