#include "lone_copy.h"

#include "core/file.h"
#include "core/memory.h"
#include "core/store.h"

#include <stdlib.h>
#include <unistd.h>

static const char *const sidecars[] = {"-wal", "-shm"};
#define SIDECARS (sizeof sidecars / sizeof *sidecars)

static char *sidecar_path(const char *data_dir, size_t i)
{
    return em_format("%s/" STORE_FILE "%s", data_dir, sidecars[i]);
}

static bool has_sidecars(const char *data_dir)
{
    bool found = false;
    for (size_t i = 0; i < SIDECARS; i++) {
        char *path = sidecar_path(data_dir, i);
        found = found || em_file_exists(path);
        free(path);
    }
    return found;
}

void lone_copy_tidy(const char *data_dir)
{
    for (size_t i = 0; i < SIDECARS; i++) {
        char *path = sidecar_path(data_dir, i);
        unlink(path);
        free(path);
    }
}

bool lone_copy_is(const char *data_dir)
{
    static const char *const signs[] = {"kiosk.ini", "kiosk.key", "organiser.pub", "organiser.key"};
    bool lone = !has_sidecars(data_dir);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        char *path = em_format("%s/%s", data_dir, signs[i]);
        lone = lone && !em_file_exists(path);
        free(path);
    }
    return lone;
}
