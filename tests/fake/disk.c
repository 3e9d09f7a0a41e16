#include "fake/disk.h"

#include "core/file.h"
#include "core/memory.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECTOR 512

/* A write that the drive has not been made to keep, or a truncation (bytes NULL). */
struct pending {
    int64_t at;
    size_t size;
    char *bytes;
};

/* One path, for as long as it exists: what is certainly on the drive, and what is under way. */
struct platter {
    char *path;
    struct em_buffer durable;
    struct pending *pending;
    size_t count, capacity;
    struct platter *next;
};

struct file {
    sqlite3_file base;
    struct platter *platter; /* NULL for files that need not last */
    bool is_database;
    sqlite3_file *real; /* behind this struct */
};

static struct {
    sqlite3_vfs vfs, *real;
    struct platter *platters;
    int64_t countdown; /* 0: no cut is planned */
    bool dead, in_checkpoint, lies;
    int64_t room; /* -1: no limit */
} disk;

/* -- What lasts -- */

static void forget_pending(struct platter *platter)
{
    for (size_t i = 0; i < platter->count; i++)
        free(platter->pending[i].bytes);
    platter->count = 0;
}

static struct platter *find(const char *path)
{
    struct platter *platter = disk.platters;
    while (platter && strcmp(platter->path, path) != 0)
        platter = platter->next;
    return platter;
}

/* What lies there when a file is first seen is durable: the test put it there. */
static struct platter *find_or_add(const char *path)
{
    struct platter *platter = find(path);
    if (platter)
        return platter;
    platter = em_alloc(sizeof *platter);
    platter->path = em_strdup(path);
    em_file_read(path, 1 << 30, &platter->durable, NULL);
    platter->next = disk.platters;
    disk.platters = platter;
    return platter;
}

static void drop(struct platter *platter)
{
    struct platter **link = &disk.platters;
    while (*link != platter)
        link = &(*link)->next;
    *link = platter->next;
    forget_pending(platter);
    free(platter->pending);
    em_buffer_free(&platter->durable);
    free(platter->path);
    free(platter);
}

static void add_pending(struct platter *platter, int64_t at, size_t size, const void *bytes)
{
    platter->pending =
        em_grow(platter->pending, platter->count, &platter->capacity, sizeof *platter->pending);
    struct pending *pending = &platter->pending[platter->count++];
    *pending = (struct pending){.at = at, .size = size};
    if (bytes) {
        pending->bytes = em_alloc(size);
        memcpy(pending->bytes, bytes, size);
    }
}

static void resize(struct em_buffer *image, size_t size)
{
    static const char zeros[SECTOR];
    while (image->size < size)
        em_buffer_add(image, zeros, size - image->size < SECTOR ? size - image->size : SECTOR);
    image->size = size;
}

static void apply(struct em_buffer *image, const struct pending *pending, size_t size)
{
    if (!pending->bytes) {
        resize(image, (size_t)pending->at);
        return;
    }
    size_t end = (size_t)pending->at + size;
    if (image->size < end)
        resize(image, end);
    if (size > 0)
        memcpy(image->data + pending->at, pending->bytes, size);
}

static void make_durable(struct platter *platter)
{
    for (size_t i = 0; i < platter->count; i++)
        apply(&platter->durable, &platter->pending[i], platter->pending[i].size);
    forget_pending(platter);
}

/* -- Power and space -- */

/* Whether the power is still on after one more operation. */
static bool powered(const struct file *file)
{
    if (!disk.dead && disk.countdown > 0 && --disk.countdown == 0) {
        disk.dead = true;
        disk.in_checkpoint = file && file->is_database;
    }
    return !disk.dead;
}

/* In the chosen proportion: none, half or all of what was under way; some of it torn. */
static void settle(struct platter *platter, struct fake_random *random, uint64_t keep)
{
    for (size_t i = 0; i < platter->count; i++) {
        const struct pending *pending = &platter->pending[i];
        if (fake_random_below(random, 2) >= keep && keep < 2)
            continue;
        size_t size = pending->size;
        if (keep == 1 && fake_random_below(random, 4) == 0)
            size = size / SECTOR * SECTOR / 2;
        apply(&platter->durable, pending, size);
    }
    FILE *file = fopen(platter->path, "wb");
    size_t size = platter->durable.size;
    if (!file || (size && fwrite(platter->durable.data, 1, size, file) != size) || fclose(file))
        abort();
}

void fake_disk_power_on(struct fake_random *random)
{
    uint64_t keep = fake_random_below(random, 3);
    while (disk.platters) {
        struct platter *platter = disk.platters;
        if (access(platter->path, F_OK) == 0)
            settle(platter, random, keep);
        char *index = em_format("%s-shm", platter->path);
        unlink(index); /* memory that was shared; gone with the power */
        free(index);
        drop(platter);
    }
    disk.dead = false;
    disk.countdown = 0;
}

void fake_disk_cut_after(int64_t operations)
{
    disk.countdown = operations;
}

bool fake_disk_is_dead(void)
{
    return disk.dead;
}

bool fake_disk_died_in_checkpoint(void)
{
    return disk.in_checkpoint;
}

void fake_disk_lie(bool lies)
{
    disk.lies = lies;
}

void fake_disk_room(int64_t bytes)
{
    disk.room = bytes;
}

static bool has_room(sqlite3_file *real, int64_t end)
{
    sqlite3_int64 size = 0;
    if (disk.room < 0)
        return true;
    real->pMethods->xFileSize(real, &size);
    if (end <= size)
        return true;
    if (end - size > disk.room)
        return false;
    disk.room -= end - size;
    return true;
}

/* -- The methods of an open file -- */

static struct file *ours(sqlite3_file *base)
{
    return (struct file *)base;
}

#define REAL(base)              ours(base)->real
#define CALL(base, method, ...) REAL(base)->pMethods->method(REAL(base), __VA_ARGS__)

static int file_close(sqlite3_file *base)
{
    return REAL(base)->pMethods->xClose(REAL(base));
}

static int file_read(sqlite3_file *base, void *bytes, int size, sqlite3_int64 at)
{
    return disk.dead ? SQLITE_IOERR_READ : CALL(base, xRead, bytes, size, at);
}

static int file_write(sqlite3_file *base, const void *bytes, int size, sqlite3_int64 at)
{
    struct file *file = ours(base);
    if (!powered(file)) {
        if (file->platter && disk.countdown == 0)
            add_pending(file->platter, at, (size_t)size, bytes);
        disk.countdown = -1; /* only the write that the cut fell on is under way */
        return SQLITE_IOERR_WRITE;
    }
    if (!has_room(file->real, at + size))
        return SQLITE_FULL;
    if (file->platter)
        add_pending(file->platter, at, (size_t)size, bytes);
    return CALL(base, xWrite, bytes, size, at);
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size)
{
    if (!powered(ours(base)))
        return SQLITE_IOERR_TRUNCATE;
    if (ours(base)->platter)
        add_pending(ours(base)->platter, size, 0, NULL);
    return CALL(base, xTruncate, size);
}

/* The real sync is left out: what the power takes is decided here, and the tests run a hundred
 * times as fast. */
static int file_sync(sqlite3_file *base, int flags)
{
    (void)flags;
    if (!powered(ours(base)))
        return SQLITE_IOERR_FSYNC;
    if (ours(base)->platter && !disk.lies)
        make_durable(ours(base)->platter);
    return SQLITE_OK;
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size)
{
    return disk.dead ? SQLITE_IOERR_FSTAT : CALL(base, xFileSize, size);
}

static int file_lock(sqlite3_file *base, int level)
{
    return CALL(base, xLock, level);
}

static int file_unlock(sqlite3_file *base, int level)
{
    return CALL(base, xUnlock, level);
}

static int file_check_lock(sqlite3_file *base, int *held)
{
    return CALL(base, xCheckReservedLock, held);
}

static int file_control(sqlite3_file *base, int operation, void *argument)
{
    return CALL(base, xFileControl, operation, argument);
}

static int file_sector(sqlite3_file *base)
{
    (void)base;
    return SECTOR;
}

static int file_traits(sqlite3_file *base)
{
    (void)base;
    return 0; /* promises nothing: no atomic writes, no order */
}

static int file_shm_map(sqlite3_file *base, int page, int size, int extend, void volatile **out)
{
    return CALL(base, xShmMap, page, size, extend, out);
}

static int file_shm_lock(sqlite3_file *base, int offset, int count, int flags)
{
    return CALL(base, xShmLock, offset, count, flags);
}

static void file_shm_barrier(sqlite3_file *base)
{
    REAL(base)->pMethods->xShmBarrier(REAL(base));
}

static int file_shm_unmap(sqlite3_file *base, int remove)
{
    return CALL(base, xShmUnmap, remove);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

/* -- The methods of the disk -- */

static int disk_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *opened)
{
    (void)vfs;
    struct file *file = ours(base);
    bool lasts = path && flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL);
    *file = (struct file){.real = (sqlite3_file *)(file + 1)};
    if (disk.dead)
        return SQLITE_CANTOPEN;
    file->platter = lasts ? find_or_add(path) : NULL;
    file->is_database = (flags & SQLITE_OPEN_MAIN_DB) != 0;
    int code = disk.real->xOpen(disk.real, path, file->real, flags, opened);
    if (file->real->pMethods)
        file->base.pMethods = &methods;
    return code;
}

static int disk_delete(sqlite3_vfs *vfs, const char *path, int sync)
{
    (void)vfs;
    if (!powered(NULL))
        return SQLITE_IOERR_DELETE;
    if (find(path))
        drop(find(path));
    return disk.real->xDelete(disk.real, path, sync);
}

void fake_disk_install(void)
{
    disk.real = sqlite3_vfs_find(NULL);
    disk.vfs = *disk.real;
    disk.vfs.zName = "emarge-fake-disk";
    disk.vfs.pNext = NULL;
    disk.vfs.szOsFile = (int)sizeof(struct file) + disk.real->szOsFile;
    disk.vfs.xOpen = disk_open;
    disk.vfs.xDelete = disk_delete;
    disk.room = -1;
    if (sqlite3_vfs_register(&disk.vfs, 1) != SQLITE_OK)
        abort();
}
