/* Walk-ins: somebody without a badge gets one at the door. */
#include "core/door_private.h"

#include <sodium.h>
#include <string.h>

static enum em_status check(const struct door *door, const struct delegate *details,
                            struct em_error *error)
{
    enum em_status status = door_need_staff(door, error);
    if (status != EM_OK)
        return status;
    if (!door->options.identity->has_badges)
        return em_fail(error, EM_INVALID,
                       "This kiosk was enrolled before there were badges, so it cannot make one. "
                       "Enrol it again.");
    if (!details->name || !*details->name)
        return em_fail(error, EM_INVALID, "A name is needed. Type it, as it is to be shown.");
    return EM_OK;
}

static void mint(const struct door *door, char code[BADGE_TEXT_SIZE])
{
    const struct kiosk_identity *identity = door->options.identity;
    struct badge_code minted;
    badge_mint(&minted, BADGE_DELEGATE, identity->badge, identity->event, door->options.random);
    badge_write(code, &minted);
    sodium_memzero(&minted, sizeof minted);
}

static enum em_status record(struct door *door, const struct delegate *delegate,
                             struct em_error *error)
{
    struct delegate_keys keys = {.seal_public = door->options.identity->seal_public,
                                 .staff = door->staff_key,
                                 .random = door->options.random};
    struct em_buffer body = {0}, sealed = {0};
    struct ledger *ledger;
    enum em_status status = delegate_write(&body, &sealed, delegate, &keys, error);
    if (status == EM_OK)
        status = door_ledger(door, &ledger, error);
    if (status == EM_OK)
        status =
            door_noted(door, ledger_record(ledger, ENTRY_REGISTER, &body, &sealed, NULL, error));
    em_buffer_free(&body);
    em_buffer_free(&sealed);
    return status;
}

enum em_status door_register(struct door *door, const struct delegate *details,
                             char code[BADGE_TEXT_SIZE], char delegate[DELEGATE_ID_SIZE],
                             struct em_error *error)
{
    struct delegate person;
    char minted[BADGE_TEXT_SIZE];
    enum em_status status = check(door, details, error);
    if (status != EM_OK)
        return status;
    mint(door, minted);
    struct delegate given = *details;
    given.code = minted;
    delegate_copy(&person, &given);
    delegate_new_id(person.id, door->options.random);
    status = record(door, &person, error);
    if (status == EM_OK) {
        door->delegates++;
        door_add_person(door, &person);
        memcpy(code, minted, BADGE_TEXT_SIZE);
        memcpy(delegate, person.id, DELEGATE_ID_SIZE);
    }
    sodium_memzero(minted, sizeof minted);
    delegate_free(&person);
    return status;
}
