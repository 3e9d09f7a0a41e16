/* What an older folder of ours is known by. */
#include "core/file.h"
#include "core/file_private.h"

#include <dirent.h>
#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MARKER_MAX_SIZE (64 * 1024 * 1024)

struct marker {
    struct em_buffer text;
    char **names; /* sorted */
    size_t count, capacity;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void marker_parse(struct marker *marker)
{
    char *line = marker->text.data + strlen(FOLDER_MARKER_TITLE);
    for (char *end; (end = strchr(line, '\n')); line = end + 1) {
        *end = '\0';
        marker->names =
            em_grow(marker->names, marker->count, &marker->capacity, sizeof *marker->names);
        marker->names[marker->count++] = line;
    }
    if (marker->count)
        qsort(marker->names, marker->count, sizeof *marker->names, by_name);
}

static void marker_free(struct marker *marker)
{
    em_buffer_free(&marker->text);
    free(marker->names);
}

static enum em_status occupied(struct em_error *error, const char *place, const char *by)
{
    return em_fail(error, EM_BUSY,
                   "%s holds something that was not made here (%s). Nothing of it was changed. "
                   "Move it away, or name another folder.",
                   place, by);
}

/* Whether all that is there is listed. */
static enum em_status walk(FTS *tree, const char *place, const char *marker_name,
                           const struct marker *marker, struct em_error *error)
{
    for (FTSENT *item; (item = fts_read(tree));) {
        const char *name = item->fts_path + strlen(place) + 1;
        if (item->fts_info == FTS_ERR || item->fts_info == FTS_DNR)
            return em_file_fail(error, item->fts_errno, "Could not read", item->fts_path);
        if (item->fts_info == FTS_D || item->fts_info == FTS_DP)
            continue;
        if (item->fts_info != FTS_F ||
            (strcmp(name, marker_name) != 0 &&
             (!marker->count ||
              !bsearch(&name, marker->names, marker->count, sizeof *marker->names, by_name))))
            return occupied(error, place, name);
    }
    return EM_OK;
}

static enum em_status look_through(const char *place, const char *marker_name,
                                   const struct marker *marker, struct em_error *error)
{
    FTS *tree = fts_open((char *[]){(char *)place, NULL}, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    if (!tree)
        return em_file_fail(error, errno, "Could not read", place);
    enum em_status status = walk(tree, place, marker_name, marker, error);
    fts_close(tree);
    return status;
}

/* A folder without a marker of ours must be empty. */
static enum em_status look_for_anything(const char *place, struct em_error *error)
{
    DIR *stream = opendir(place);
    if (!stream)
        return em_file_fail(error, errno, "Could not read", place);
    enum em_status status = EM_OK;
    for (struct dirent *item; status == EM_OK && (item = readdir(stream));)
        if (strcmp(item->d_name, ".") != 0 && strcmp(item->d_name, "..") != 0)
            status = occupied(error, place, item->d_name);
    closedir(stream);
    return status;
}

enum em_status folder_marker_look(bool *older, const char *place, const char *marker_name,
                                  struct em_error *error)
{
    struct stat info;
    struct marker marker = {0};
    *older = false;
    if (lstat(place, &info))
        return errno == ENOENT ? EM_OK : em_file_fail(error, errno, "Could not write", place);
    if (!S_ISDIR(info.st_mode))
        return em_fail(error, EM_BUSY, "%s is there and is no folder. Name another one.", place);
    char *path = em_format("%s/%s", place, marker_name);
    enum em_status status = em_file_read(path, MARKER_MAX_SIZE, &marker.text, error);
    free(path);
    if (status == EM_OK &&
        strncmp(marker.text.data, FOLDER_MARKER_TITLE, sizeof FOLDER_MARKER_TITLE - 1) == 0) {
        *older = true;
        marker_parse(&marker);
        status = look_through(place, marker_name, &marker, error);
    } else if (status == EM_OK || status == EM_NOT_FOUND || status == EM_INVALID) {
        status = look_for_anything(place, error);
    }
    marker_free(&marker);
    return status;
}
