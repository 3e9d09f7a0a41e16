#include "witness.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool witness_is_of(const char *origin, const char *first)
{
    size_t length = strlen(first);
    return strncmp(origin, first, length) == 0 && (!origin[length] || origin[length] == '.');
}

struct witness witness_of(struct witnesses *witnesses, const char *origin)
{
    const struct kiosk_identity *owner = &witnesses->owner;
    char own[2 * KEY_NAME_SIZE], organiser[2 * KEY_NAME_SIZE];
    snprintf(own, sizeof own, "%s/%s", owner->event, owner->writer);
    if (witnesses->owner_file && witness_is_of(origin, own))
        return (struct witness){owner->log_public, witnesses->owner_file};
    snprintf(organiser, sizeof organiser, "%s/" ORGANISER_WRITER, owner->event);
    if (witnesses->owner_file && owner->has_badges && witness_is_of(origin, organiser))
        return (struct witness){owner->organiser_log, witnesses->owner_file};
    const uint8_t *listed = kiosks_key(&witnesses->kiosks, origin);
    return (struct witness){listed, listed ? KIOSKS_FILE : NULL};
}

enum em_status witnesses_open(struct witnesses *out, const char *data_dir, struct em_error *error)
{
    enum em_status status = EM_OK;
    struct organiser_public organiser;
    char *path = em_format("%s/organiser.pub", data_dir);
    *out = (struct witnesses){.owner_file = NULL};
    if (kiosk_identity_read(&out->owner, data_dir, NULL) == EM_OK) {
        out->owner_file = "kiosk.ini";
    } else if (organiser_read_public(&organiser, path, NULL) == EM_OK) {
        out->owner_file = "organiser.pub";
        out->owner = (struct kiosk_identity){.writer = ORGANISER_WRITER};
        memcpy(out->owner.event, organiser.event, sizeof out->owner.event);
        memcpy(out->owner.log_public, organiser.log_public, sizeof out->owner.log_public);
        status = kiosks_read(&out->kiosks, data_dir, error);
    }
    free(path);
    return status;
}

void witnesses_close(struct witnesses *witnesses)
{
    kiosk_identity_wipe(&witnesses->owner);
    kiosks_free(&witnesses->kiosks);
}
