#include "screens/owner.h"

bool owner_expected(const struct screen_context *context)
{
    return context->door && door_delegates(context->door) > 0;
}

enum outcome owner_scan(struct screen_context *context, const char *bytes, size_t size)
{
    struct visit *visit = context->visit;
    struct door_owner owner = {.signed_already = false};
    const char *document = context->pack->documents[visit->document].id;
    if (!context->door)
        return OUTCOME_STAY;
    enum em_status status = door_owner(context->door, bytes, size, document, &owner, NULL);
    if (status != EM_OK) {
        visit->badge = status == EM_DENIED    ? VISIT_BADGE_REVOKED
                       : status == EM_INVALID ? VISIT_BADGE_CLOSED
                                              : VISIT_BADGE_UNKNOWN;
        return OUTCOME_STAY;
    }
    visit_fill(visit, context->pack, &owner);
    return owner.signed_already ? OUTCOME_KNOWN : OUTCOME_NEXT;
}

const char *owner_note(const struct screen_context *context)
{
    switch (context->visit->badge) {
    case VISIT_BADGE_NONE:
        return owner_expected(context) ? tr(context, "Do you have a badge? Show it to the scanner.")
                                       : NULL;
    case VISIT_BADGE_FILLED:
        return tr(context, "Filled in from your badge. Is it all right?");
    case VISIT_BADGE_CLOSED:
        return tr(context, "This badge opens doors only. You can go on without it.");
    case VISIT_BADGE_UNKNOWN:
        return tr(context, "This badge is not known here. You can go on without it.");
    case VISIT_BADGE_REVOKED:
        return tr(context, "This badge is no longer valid. You can go on without it.");
    }
    return NULL;
}
