/* Verdicts: what a badge is told at the door, and what of it is recorded. */
#include "core/door_private.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_DAY_US INT64_C(90000000000) /* 25 hours, when summer time ends */

/* Somebody before the door, and what is known of them. */
struct visitor {
    enum badge_sort sort;
    enum door_way way;
    char badge[BASE64_SIZE(BADGE_LOOKUP_SIZE)]; /* "" when they have none, or it is unknown */
    const char *delegate;                       /* "" while it is not known who it is */
    struct delegate details;
    const struct sighting *held; /* they were turned away a moment ago; NULL: no */
    bool is_inside;              /* anywhere */
    struct stay stay;
    int64_t now;
};

static const char *subject_of(const struct visitor *visitor)
{
    return *visitor->delegate ? visitor->delegate : visitor->badge;
}

static bool is_here(const struct door *door, const struct visitor *visitor)
{
    return visitor->is_inside && strcmp(visitor->stay.session, door->session->id) == 0;
}

/* --- the questions that decide, each of which fills in what its answer needs --- */

typedef bool question(struct door *door, const struct visitor *visitor, struct door_answer *answer);

static bool is_unknown(struct door *door, const struct visitor *visitor, struct door_answer *answer)
{
    (void)door;
    (void)answer;
    return visitor->sort == SORT_UNKNOWN;
}

/* Whoever is inside is let out, whatever became of their badge. */
static bool is_revoked(struct door *door, const struct visitor *visitor, struct door_answer *answer)
{
    (void)answer;
    return visitor->sort == SORT_REVOKED && !(visitor->way == DOOR_OUT && is_here(door, visitor));
}

static bool is_listed(const char *sessions, const char *id)
{
    size_t length = strlen(id);
    for (const char *at = sessions; (at = strstr(at, id)); at += length)
        if ((at == sessions || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' '))
            return true;
    return false;
}

/* Of the sessions that the badge is for: the next today that is not over. */
static const struct session *find_right(struct door *door, const struct visitor *visitor)
{
    door_tell_today(door);
    for (size_t i = 0; i < door->programme.count; i++) {
        const struct session *session = &door->programme.sessions[i];
        if (session->start_us < door->tomorrow_us && door_end(door, session) > visitor->now &&
            is_listed(visitor->details.sessions, session->id))
            return session;
    }
    return NULL;
}

static bool is_elsewhere(struct door *door, const struct visitor *visitor,
                         struct door_answer *answer)
{
    const char *sessions = visitor->details.sessions;
    if (!sessions || !*sessions || is_listed(sessions, door->session->id))
        return false;
    answer->right = find_right(door, visitor);
    return true;
}

/* "hall-b-1" of "ogp-paris-2016/hall-b-1.2". */
static void write_door(char out[ENTRY_NAME_MAX + 1], const char *origin)
{
    const char *writer = strchr(origin, '/');
    door_copy(out, ENTRY_NAME_MAX + 1, writer ? writer + 1 : origin);
    out[strcspn(out, ".")] = '\0';
}

/* A session of several days is entered each day, and in the evening few are seen to leave. */
static bool came_on_another_day(struct door *door, const struct visitor *visitor)
{
    door_tell_today(door);
    return visitor->stay.again_us < door->today_us &&
           door_end(door, door->session) - door->session->start_us > LONGEST_DAY_US;
}

static bool is_inside(struct door *door, const struct visitor *visitor, struct door_answer *answer)
{
    if (!is_here(door, visitor) || came_on_another_day(door, visitor))
        return false;
    const struct stay *stay = &visitor->stay;
    answer->since_us = stay->in_us < door->today_us ? stay->again_us : stay->in_us;
    write_door(answer->door, stay->door);
    return true;
}

static bool is_wrong_time(struct door *door, const struct visitor *visitor,
                          struct door_answer *answer)
{
    int64_t opens = door->session->start_us - door->options.opens_us;
    bool early = visitor->now < opens;
    if (early)
        answer->opens_us = opens;
    return early || visitor->now >= door_end(door, door->session);
}

static bool is_full(struct door *door, const struct visitor *visitor, struct door_answer *answer)
{
    (void)answer;
    struct door_count count = door_count(door);
    return count.capacity > 0 && count.inside >= count.capacity && !is_here(door, visitor);
}

static bool is_provisional(struct door *door, const struct visitor *visitor,
                           struct door_answer *answer)
{
    (void)door;
    (void)answer;
    return visitor->sort == SORT_PROVISIONAL;
}

/* The first that holds decides; none: the way is free. */
static const struct {
    question *holds;
    enum verdict verdict;
    bool going_out_too;
} questions[] = {
    {is_unknown, VERDICT_UNKNOWN, true},
    {is_revoked, VERDICT_REVOKED, true},
    {is_elsewhere, VERDICT_NOT_THIS_SESSION, false},
    {is_inside, VERDICT_ALREADY_IN, false},
    {is_wrong_time, VERDICT_WRONG_TIME, false},
    {is_full, VERDICT_FULL, false},
    {is_provisional, VERDICT_PROVISIONAL, true},
};

static enum verdict decide(struct door *door, const struct visitor *visitor,
                           struct door_answer *answer)
{
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++)
        if ((visitor->way == DOOR_IN || questions[i].going_out_too) &&
            questions[i].holds(door, visitor, answer))
            return questions[i].verdict;
    return VERDICT_ACCEPTED;
}

/* --- recording --- */

static enum entry_kind kind_of(enum verdict verdict, enum door_way way)
{
    static const enum entry_kind kinds[VERDICT_COUNT] = {
#define VERDICT(constant, word, kind, tone, icon, title, meaning)                                  \
    [VERDICT_##constant] = ENTRY_##kind,
#include "core/verdicts.def"
#undef VERDICT
    };
    if (kinds[verdict] == ENTRY_CHECKIN && way == DOOR_OUT)
        return ENTRY_CHECKOUT;
    return kinds[verdict];
}

static json_t *make_body(const struct door *door, const struct visitor *visitor,
                         enum verdict verdict, enum entry_kind kind)
{
    bool badge = *visitor->badge && visitor->sort != SORT_UNKNOWN;
    return json_pack("{s:s*, s:s, s:s, s:s*}", "badge", badge ? visitor->badge : NULL, "delegate",
                     visitor->delegate, "session", door->session->id, "verdict",
                     kind == ENTRY_CHECKOUT ? NULL : verdict_word(verdict));
}

static void describe(struct door_answer *answer, const struct visitor *visitor)
{
    const struct delegate *details = &visitor->details;
    door_copy(answer->delegate, sizeof answer->delegate, visitor->delegate);
    door_copy(answer->name, sizeof answer->name, details->name ? details->name : "");
    door_copy(answer->role, sizeof answer->role, details->role ? details->role : "");
    door_copy(answer->government, sizeof answer->government,
              details->government ? details->government : "");
    door_copy(answer->country, sizeof answer->country, details->country ? details->country : "");
}

static void finish(const struct door *door, const struct ledger_place *place, enum entry_kind kind,
                   struct door_answer *answer)
{
    answer->at_us = place->at_us;
    answer->count = door_count(door);
    if (kind == ENTRY_REFUSE)
        return;
    answer->seq = place->seq;
    answer->attest = kind == ENTRY_CHECKIN && door->session->emargement;
}

static enum em_status record_answer(struct door *door, const struct visitor *visitor,
                                    struct door_answer *answer, struct em_error *error)
{
    struct ledger_place place;
    enum entry_kind kind = kind_of(answer->verdict, visitor->way);
    if (kind == ENTRY_CHECKIN && visitor->is_inside)
        answer->from = programme_find(&door->programme, visitor->stay.session);
    answer->unseen = kind == ENTRY_CHECKOUT && !is_here(door, visitor);
    describe(answer, visitor);
    struct door_entry entry = {.kind = kind,
                               .body = make_body(door, visitor, answer->verdict, kind)};
    enum em_status status = door_record(door, entry, &place, error);
    if (status == EM_OK)
        finish(door, &place, kind, answer);
    return status;
}

static enum em_status need_session(const struct door *door, struct em_error *error)
{
    if (door->session)
        return EM_OK;
    return em_fail(error, EM_INVALID, "No session is chosen. Choose the one at this door first.");
}

/* Who was interrupted before they signed shows their badge again. */
static bool owes_signature(struct door *door, const struct visitor *visitor,
                           const struct ledger *ledger, enum verdict verdict)
{
    const struct stay *stay = &visitor->stay;
    return verdict == VERDICT_ALREADY_IN && door->session->emargement && !stay->attested &&
           strcmp(stay->door, ledger_origin_of(ledger)) == 0;
}

static void call_to_sign(const struct door *door, const struct visitor *visitor,
                         struct door_answer *answer)
{
    describe(answer, visitor);
    answer->at_us = visitor->stay.in_us;
    answer->count = door_count(door);
    answer->seq = visitor->stay.seq;
    answer->attest = true;
}

static enum em_status answer_visitor(struct door *door, struct visitor *visitor,
                                     struct door_answer *out, struct em_error *error)
{
    struct door_answer answer = {.way = visitor->way, .seq = -1};
    struct ledger *ledger;
    enum em_status status = door_ledger(door, &ledger, error);
    if (status == EM_OK)
        status = need_session(door, error); /* opening the store anew may have taken it away */
    if (status != EM_OK)
        return status;
    visitor->now = door_now(door);
    visitor->is_inside = attendance_where(door->attendance, subject_of(visitor), &visitor->stay);
    answer.verdict = decide(door, visitor, &answer);
    const struct sighting *held = visitor->held;
    if (owes_signature(door, visitor, ledger, answer.verdict)) {
        call_to_sign(door, visitor, &answer);
    } else if (held && held->answer.seq < 0 && held->answer.verdict == answer.verdict) {
        answer = held->answer;
        answer.held = true;
    } else {
        status = record_answer(door, visitor, &answer, error);
    }
    if (status == EM_OK)
        *out = answer;
    sodium_memzero(&answer, sizeof answer);
    return status;
}

/* --- codes that stay before the scanner --- */

void door_forget_sightings(struct door *door)
{
    sodium_memzero(door->sightings, sizeof door->sightings);
}

static int64_t mono(const struct door *door)
{
    return door->options.clock->mono_us(door->options.clock->context);
}

static struct sighting *find_sighting(struct door *door, const uint8_t *lookup, enum door_way way,
                                      int64_t now)
{
    for (size_t i = 0; i < DOOR_SIGHTINGS; i++) {
        struct sighting *sighting = &door->sightings[i];
        if (sighting->last_us && now - sighting->last_us < DOOR_HELD_US && sighting->way == way &&
            memcmp(sighting->lookup, lookup, sizeof sighting->lookup) == 0)
            return sighting;
    }
    return NULL;
}

/* Whoever passed is elsewhere now than what was answered them before supposed. */
static void forget_who_passed(struct door *door, const struct door_answer *answer,
                              const uint8_t *lookup)
{
    for (size_t i = 0; answer->seq >= 0 && i < DOOR_SIGHTINGS; i++) {
        struct sighting *sighting = &door->sightings[i];
        bool same_badge = lookup && memcmp(sighting->lookup, lookup, BADGE_LOOKUP_SIZE) == 0;
        if (same_badge ||
            (*answer->delegate && strcmp(sighting->answer.delegate, answer->delegate) == 0))
            sodium_memzero(sighting, sizeof *sighting);
    }
}

static void remember(struct door *door, const uint8_t *lookup, const struct door_answer *answer)
{
    struct sighting *oldest = &door->sightings[0];
    forget_who_passed(door, answer, lookup);
    for (size_t i = 1; i < DOOR_SIGHTINGS; i++)
        if (door->sightings[i].last_us < oldest->last_us)
            oldest = &door->sightings[i];
    oldest->last_us = mono(door);
    oldest->way = answer->way;
    oldest->answer = *answer;
    memcpy(oldest->lookup, lookup, sizeof oldest->lookup);
}

/* --- the two ways to the door --- */

/* Whose details are not there is let in all the same, without a name. */
static enum em_status scan_badge(struct door *door, const struct badge_found *found,
                                 const struct sighting *held, enum door_way way,
                                 struct door_answer *out, struct em_error *error)
{
    struct visitor visitor = {
        .sort = found->sort, .way = way, .delegate = found->delegate, .held = held};
    struct door_keys keys = {found->code, door_staff_key(door)};
    enum em_status status = EM_OK;
    base64_write(visitor.badge, found->lookup, sizeof found->lookup);
    if (*found->delegate)
        status = door_details(door, found->delegate, keys, &visitor.details, error);
    if (status == EM_OK || status == EM_NOT_FOUND)
        status = answer_visitor(door, &visitor, out, error);
    delegate_free(&visitor.details);
    return status;
}

/* Who was let through is not let through again; who was turned away is, once the room has a place
 * or the hour has come. */
static enum em_status scan_found(struct door *door, const struct badge_found *found,
                                 enum door_way way, struct door_answer *out, struct em_error *error)
{
    if (found->sort == SORT_STAFF) {
        *out = (struct door_answer){.staff = true, .way = way, .seq = -1};
        return EM_OK;
    }
    int64_t now = mono(door);
    struct sighting *sighting = find_sighting(door, found->lookup, way, now);
    if (sighting)
        sighting->last_us = now;
    if (sighting && sighting->answer.seq >= 0) {
        *out = sighting->answer;
        out->held = true;
        return EM_OK;
    }
    enum em_status status = scan_badge(door, found, sighting, way, out, error);
    if (status == EM_OK && !out->held) {
        if (sighting)
            sodium_memzero(sighting, sizeof *sighting);
        remember(door, found->lookup, out);
    }
    return status;
}

enum em_status door_scan(struct door *door, const char *bytes, size_t size, enum door_way way,
                         struct door_answer *out, struct em_error *error)
{
    struct door_scanned scanned = {0};
    enum em_status status = need_session(door, error);
    if (status == EM_OK)
        status = door_look_up(door, bytes, size, &scanned, error);
    if (status == EM_OK)
        status = need_session(door, error); /* opening the store anew may have taken it away */
    if (status == EM_OK)
        status = scan_found(door, &scanned.found, way, out, error);
    door_scanned_wipe(&scanned);
    return status;
}

enum em_status door_admit(struct door *door, const char *delegate, enum door_way way,
                          struct door_answer *out, struct em_error *error)
{
    char id[DELEGATE_ID_SIZE]; /* the list that it was found in goes when the store is read anew */
    door_copy(id, sizeof id, delegate);
    struct visitor visitor = {.sort = SORT_DELEGATE, .way = way, .delegate = id};
    enum em_status status = door_need_staff(door, error);
    if (status == EM_OK)
        status = need_session(door, error);
    if (status == EM_OK)
        status = door_details(door, id, (struct door_keys){NULL, door->staff_key}, &visitor.details,
                              error);
    if (status == EM_OK)
        status = need_session(door, error);
    if (status == EM_OK)
        status = answer_visitor(door, &visitor, out, error);
    if (status == EM_OK)
        forget_who_passed(door, out, NULL);
    delegate_free(&visitor.details);
    return status;
}
