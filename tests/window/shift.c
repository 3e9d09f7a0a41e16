#include "shift.h"

#include <jansson.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A code that comes again within three seconds is taken to be before the scanner still; and after
 * so many wrong answers the others are not worth waiting for. */
enum { HELD_MS = 3300, MOST_WRONG = 5 };

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool go(struct shift *shift, const char *doing, bool good)
{
    if (!good)
        driver_explain(shift->driver, doing);
    return good;
}

bool shift_begin(struct shift *shift)
{
    shift->scan(shift->context, shift->doors->staff, 0);
    return go(shift, "opening the door",
              driver_wait_screen(shift->driver, "staff") &&
                  driver_click(shift->driver, "staff/session/" DOORS_HALL) &&
                  driver_wait_screen(shift->driver, "door"));
}

bool shift_end(struct shift *shift)
{
    display_pause(HELD_MS);
    shift->scan(shift->context, shift->doors->staff, 0);
    return go(shift, "locking", driver_wait_screen(shift->driver, "welcome"));
}

bool shift_turn(struct shift *shift, bool out)
{
    const char *id = out ? "door/out" : "door/in";
    shift->out = out;
    return go(shift, "turning the door",
              driver_click(shift->driver, id) && driver_wait_checked(shift->driver, id));
}

/* --- what must be answered --- */

struct answer {
    const char *verdict;
    bool enters, leaves; /* recorded as such; else as a refusal */
    const char *name, *delegate;
};

static struct answer answer_of(const struct person *person, bool out)
{
    static const char *const ways_in[] = {
        [HOLDER_WELCOME] = "accepted", [HOLDER_PROVISIONAL] = "provisional"};
    if (!person)
        return (struct answer){"unknown", false, false, "", ""};
    bool known = person->holder != HOLDER_PROVISIONAL;
    struct answer answer = {.name = known ? person->name : "", .delegate = known ? person->id : ""};
    if (person->holder == HOLDER_REVOKED) {
        answer.verdict = "revoked";
    } else if (out) {
        answer.verdict = known ? "accepted" : "provisional";
        answer.leaves = true;
    } else if (person->holder == HOLDER_ELSEWHERE) {
        answer.verdict = "not-this-session";
    } else if (person->inside) {
        answer.verdict = "already-in";
    } else {
        answer.verdict = ways_in[person->holder];
        answer.enters = true;
    }
    return answer;
}

static void note(struct shift *shift, const struct answer *answer)
{
    shift->entries[shift->count++] =
        (struct shift_entry){.kind = answer->enters   ? "checkin"
                                     : answer->leaves ? "checkout"
                                                      : "refuse",
                             .verdict = answer->leaves ? NULL : answer->verdict,
                             .delegate = answer->delegate};
}

/* --- one scan --- */

void shift_stranger(struct shift *shift, char code[64])
{
    static const char *const letters[] = {"BCDEFGHJKNPRSTVX", "abcdefghijklmnopqrstuvwxyz234567"};
    const char *from = letters[shift->strangers % 2];
    uint64_t state = 0xD1B54A32D192ED03u * (++shift->strangers);
    for (int i = 0; i < 32; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        code[i] = from[(state >> 33) % strlen(from)];
    }
    code[32] = '\0';
}

static void rest(struct person *person, bool out)
{
    int64_t left = person->seen[out] ? person->seen[out] + HELD_MS - now_ms() : 0;
    if (left > 0)
        display_pause((int)left);
    person->seen[out] = now_ms();
}

/* A name stands beside the verdict of whoever is known, so that no answer is taken for the one
 * before it. */
static bool is_answered(struct shift *shift, const struct answer *answer)
{
    if (driver_wait_label(shift->driver, "door/name", answer->name) &&
        driver_wait_value(shift->driver, "door/verdict", answer->verdict))
        return true;
    char doing[128];
    snprintf(doing, sizeof doing, "scan %zu, which is “%s”", shift->count, answer->verdict);
    driver_explain(shift->driver, doing);
    return false;
}

/* person NULL: a stranger. */
static void serve(struct shift *shift, struct person *person)
{
    char code[64];
    struct answer answer = answer_of(person, shift->out);
    if (person)
        rest(person, shift->out);
    else
        shift_stranger(shift, code);
    note(shift, &answer);
    shift->scan(shift->context, person ? person->code : code, shift->count);
    if (!is_answered(shift, &answer))
        shift->wrong++;
    if (person && (answer.enters || answer.leaves))
        person->inside = answer.enters;
    if (person)
        person->seen[shift->out] = now_ms();
}

static struct person *next(struct shift *shift, enum holder holder)
{
    return doors_person(shift->doors, holder, shift->next[holder]++);
}

/* Between any two who are not welcome there is one who is: no answer looks like the one before. */
bool shift_serve(struct shift *shift, size_t scans)
{
    static const enum holder others[] = {HOLDER_REVOKED, HOLDERS, HOLDER_PROVISIONAL,
                                         HOLDER_ELSEWHERE, HOLDERS};
    for (size_t i = 0; i < scans && shift->count < SHIFT_SCANS; i++) {
        enum holder holder = i % 2 ? others[i / 2 % 5] : HOLDER_WELCOME;
        bool often = i / 2 / 5 >= 4; /* each of the few was here in this round */
        serve(shift, holder == HOLDERS || (i % 2 && often) ? NULL : next(shift, holder));
        if (shift->wrong > MOST_WRONG)
            return false;
    }
    return true;
}

/* --- what is in the store --- */

static bool same_entry(const struct shift_entry *must, const char *kind, const char *body, size_t n)
{
    json_t *json = json_loads(body ? body : "", 0, NULL);
    const char *verdict = json_string_value(json_object_get(json, "verdict"));
    const char *delegate = json_string_value(json_object_get(json, "delegate"));
    const char *session = json_string_value(json_object_get(json, "session"));
    bool same = strcmp(kind, must->kind) == 0 && delegate &&
                strcmp(delegate, must->delegate) == 0 && session &&
                strcmp(session, DOORS_HALL) == 0 &&
                (must->verdict ? verdict && strcmp(verdict, must->verdict) == 0 : !verdict);
    if (!same)
        fprintf(stderr, "Scan %zu is recorded as %s %s and ought to be %s, %s, of “%s”.\n", n, kind,
                body, must->kind, must->verdict ? must->verdict : "no verdict", must->delegate);
    json_decref(json);
    return same;
}

static size_t compare(const struct shift *shift, sqlite3_stmt *statement, size_t *found)
{
    size_t same = 0;
    for (*found = 0; sqlite3_step(statement) == SQLITE_ROW; ++*found)
        if (*found < shift->count)
            same +=
                same_entry(&shift->entries[*found], (const char *)sqlite3_column_text(statement, 0),
                           (const char *)sqlite3_column_text(statement, 1), *found + 1);
    return same;
}

bool shift_is_recorded(const struct shift *shift)
{
    static const char query[] =
        "SELECT kind, body FROM entry WHERE origin LIKE '%/hall-a-1' AND kind IN "
        "('checkin', 'checkout', 'refuse', 'undo', 'attest') ORDER BY seq";
    char path[600];
    sqlite3 *store = NULL;
    sqlite3_stmt *statement = NULL;
    size_t found = 0, same = 0;
    snprintf(path, sizeof path, "%s/emarge.db", shift->doors->kiosk);
    if (sqlite3_open_v2(path, &store, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(store, query, -1, &statement, NULL) == SQLITE_OK)
        same = compare(shift, statement, &found);
    else
        fprintf(stderr, "%s cannot be read: %s.\n", path, sqlite3_errmsg(store));
    sqlite3_finalize(statement);
    sqlite3_close(store);
    printf(
        "%zu scans, %zu answered wrongly on the screen; %zu are recorded, %zu of them rightly.\n",
        shift->count, shift->wrong, found, same);
    return same == shift->count && found == shift->count && shift->wrong == 0;
}
