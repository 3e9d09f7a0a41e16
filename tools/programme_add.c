#include "import.h"

void programme_add(struct programme *programme, const struct session *session)
{
    programme->sessions = em_grow(programme->sessions, programme->count, &programme->capacity,
                                  sizeof *programme->sessions);
    session_copy(&programme->sessions[programme->count++], session);
}
