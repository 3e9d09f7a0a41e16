/* A log that can no longer be trusted is set aside, and what follows it gets a name of its own. */
#include "core/clock.h"
#include "core/file.h"
#include "core/ledger_private.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ASIDE_PREFIX STORE_FILE ".damaged-"

void ledger_origin(char out[ENTRY_ORIGIN_SIZE], const struct kiosk_identity *identity,
                   int generation)
{
    entry_origin_make(out, identity->event, identity->writer);
    size_t used = strlen(out);
    if (generation > 1)
        snprintf(out + used, ENTRY_ORIGIN_SIZE - used, ".%d", generation);
}

void ledger_letter(char out[ROLL_LETTER_SIZE], const struct kiosk_identity *identity,
                   int generation)
{
    if (generation > 1)
        snprintf(out, ROLL_LETTER_SIZE, "%c%d", identity->letter, generation);
    else
        snprintf(out, ROLL_LETTER_SIZE, "%c", identity->letter);
}

int ledger_generation(const char *origin, const struct kiosk_identity *identity)
{
    char first[ENTRY_ORIGIN_SIZE], same[ENTRY_ORIGIN_SIZE];
    ledger_origin(first, identity, 1);
    size_t length = strlen(first);
    if (strncmp(origin, first, length) != 0)
        return 0;
    int generation = origin[length] == '.' ? atoi(origin + length + 1) : 1;
    ledger_origin(same, identity, generation);
    return strcmp(origin, same) == 0 ? generation : 0;
}

char *ledger_beside_path(const char *data_dir)
{
    return em_format("%s/emarge.checkpoint", data_dir);
}

bool ledger_beside_read(struct note_checkpoint *out, const char *data_dir,
                        const struct kiosk_identity *identity)
{
    char *path = ledger_beside_path(data_dir);
    struct em_buffer note = {0};
    char origin[ENTRY_ORIGIN_SIZE];
    bool read = false;
    if (em_file_read(path, NOTE_SIZE, &note, NULL) == EM_OK && note.size > 0) {
        snprintf(origin, sizeof origin, "%.*s", (int)strcspn(note.data, "\n"), note.data);
        read = ledger_generation(origin, identity) > 0 &&
               note_open(out, note.data, note.size, origin, identity->log_public, NULL) == EM_OK;
    }
    em_buffer_free(&note);
    free(path);
    return read;
}

enum em_status ledger_beside_write(const char *data_dir, const char *note, struct em_error *error)
{
    char *path = ledger_beside_path(data_dir);
    enum em_status status = em_file_write_atomic(path, note, strlen(note), 0600, error);
    free(path);
    return status;
}

/* The store is what counts and it is durable by now; should this fail, the copy is older, as after
 * a power cut. A torn one does not read. */
void ledger_beside_update(int handle, const char *note)
{
    /* Nothing is cut off: a later note of one log is never shorter, and cutting costs more than
     * writing. */
    if (handle >= 0 && pwrite(handle, note, strlen(note), 0) < 0)
        errno = 0;
}

static bool is_aside(const char *name)
{
    size_t length = strlen(name);
    bool sidecar = length > 4 && name[length - 4] == '-'; /* -wal, -shm */
    return strncmp(name, ASIDE_PREFIX, strlen(ASIDE_PREFIX)) == 0 && !sidecar &&
           length < LEDGER_ASIDE_SIZE;
}

bool ledger_is_aside(const char *path)
{
    const char *slash = strrchr(path, '/');
    return is_aside(slash ? slash + 1 : path);
}

int ledger_count_aside(const char *data_dir, char last[LEDGER_ASIDE_SIZE])
{
    DIR *folder = opendir(data_dir);
    int count = 0;
    *last = '\0';
    for (struct dirent *file; folder && (file = readdir(folder));) {
        if (!is_aside(file->d_name))
            continue;
        count++;
        if (strcmp(file->d_name, last) > 0)
            snprintf(last, LEDGER_ASIDE_SIZE, "%s", file->d_name);
    }
    if (folder)
        closedir(folder);
    return count;
}

/* Each store that was set aside used up a generation, should all else be lost. */
int ledger_last_generation(const char *data_dir, const struct kiosk_identity *identity,
                           const struct note_checkpoint *beside)
{
    char name[LEDGER_ASIDE_SIZE];
    int last = ledger_count_aside(data_dir, name);
    if (!beside)
        return last;
    int begun = ledger_generation(beside->origin, identity);
    if (beside->size == 0)
        begun--; /* a name that was reserved, and nothing recorded under it */
    return begun > last ? begun : last;
}

static enum em_status move_sidecar(const char *from, const char *to, const char *suffix,
                                   struct em_error *error)
{
    char *old = em_format("%s%s", from, suffix);
    char *new = em_format("%s%s", to, suffix);
    enum em_status status = EM_OK;
    if (em_file_exists(old))
        status = em_file_move(old, new, error);
    free(old);
    free(new);
    return status;
}

/* A name that is free, also for what lies beside it. */
static char *free_name(const char *data_dir, int64_t at_us, char name[LEDGER_ASIDE_SIZE])
{
    char time[EM_TIME_SIZE];
    em_time_format(at_us, time);
    char *path = NULL;
    bool taken = true;
    for (int n = 1; taken; n++) {
        int used = snprintf(name, LEDGER_ASIDE_SIZE, "%s%.4s%.2s%.5s%.2s%.2sZ", ASIDE_PREFIX, time,
                            time + 5, time + 8, time + 14, time + 17);
        if (n > 1)
            snprintf(name + used, LEDGER_ASIDE_SIZE - (size_t)used, ".%d", n);
        free(path);
        path = em_format("%s/%s", data_dir, name);
        char *wal = em_format("%s-wal", path);
        taken = em_file_exists(path) || em_file_exists(wal);
        free(wal);
    }
    return path;
}

/* The store goes first. If the power fails in between, a -wal without a store tells of it, while a
 * store without its -wal would look whole and lack its last entries. */
enum em_status ledger_set_aside(const char *data_dir, int64_t at_us, char name[LEDGER_ASIDE_SIZE],
                                struct em_error *error)
{
    char *from = em_format("%s/" STORE_FILE, data_dir);
    char *to = free_name(data_dir, at_us, name);
    bool there = em_file_exists(from);
    enum em_status status = move_sidecar(from, to, "", error);
    if (status == EM_OK)
        status = move_sidecar(from, to, "-wal", error);
    if (status == EM_OK)
        status = move_sidecar(from, to, "-shm", error);
    if (!there)
        *name = '\0';
    free(from);
    free(to);
    return status;
}
