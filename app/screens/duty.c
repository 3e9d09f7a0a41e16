#include "screens/duty.h"

#include "core/memory.h"

#include <stdio.h>
#include <string.h>

#define SECOND INT64_C(1000000)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)
#define MOMENT (SECOND / 10) /* later than a change, so that it is not looked for too early */

/* --- the face of an answer --- */

static const struct duty_face faces[] = {
#define VERDICT(constant, word, kind, tone, icon, title, meaning)                                  \
    [VERDICT_##constant] = {title, icon, UI_LOOK_##tone, UI_SOUND_##tone},
#include "core/verdicts.def"
#undef VERDICT
};

static const struct duty_face leaving = {N_("Goodbye"), "leave", UI_LOOK_ACCEPTED,
                                         UI_SOUND_ACCEPTED};

struct duty_face duty_face(const struct door_answer *answer)
{
    bool lets = faces[answer->verdict].look == UI_LOOK_ACCEPTED;
    return answer->way == DOOR_OUT && lets ? leaving : faces[answer->verdict];
}

/* --- scanning --- */

/* Who tries a scanner is shown what arrived. A code that opens something is not left on the screen:
 * neither that of staff, nor of a delegate who came to a door. */
static bool may_be_shown(struct screen_context *context, enum badge_sort sort)
{
    return sort == SORT_UNKNOWN || (sort != SORT_STAFF && !door_session(context->door));
}

static void write_arrival(struct duty *duty, const char *bytes, size_t size)
{
    struct badge_code code;
    words_clean(duty->text, sizeof duty->text, bytes, size);
    if (badge_read(&code, duty->text))
        badge_write_grouped(duty->text, &code);
    explicit_bzero(&code, sizeof code);
}

static void note_arrival(struct screen_context *context, const char *bytes, size_t size)
{
    struct duty *duty = &context->visit->duty;
    duty->sort = door_sort(context->door, bytes, size);
    duty->arrived = true;
    explicit_bzero(duty->text, sizeof duty->text);
    if (may_be_shown(context, duty->sort))
        write_arrival(duty, bytes, size);
}

bool duty_staff_badge_comes(struct screen_context *context)
{
    int64_t before = context->staff_badge;
    context->staff_badge = context->now;
    return before == 0 || context->now - before >= DOOR_HELD_US;
}

static bool same_answer(const struct duty *duty, const struct door_answer *answer)
{
    bool answered = duty->news == DUTY_VERDICT || duty->news == DUTY_SIGNED;
    return answered && duty->answer.verdict == answer->verdict && duty->answer.way == answer->way &&
           strcmp(duty->answer.delegate, answer->delegate) == 0;
}

static void tell(struct screen_context *context, enum duty_news news)
{
    context->visit->duty.news = news;
    context->visit->duty.news_at = context->now;
}

static const struct session *keep(struct session *kept, const struct session *given)
{
    session_free(kept);
    if (given)
        session_copy(kept, given);
    return given ? kept : NULL;
}

void duty_take(struct duty *duty, const struct door_answer *answer)
{
    duty->answer = *answer;
    duty->answer.right = keep(&duty->right, answer->right);
    duty->answer.from = keep(&duty->from, answer->from);
    duty->news = DUTY_VERDICT;
}

/* --- who was drawing when the next badge came --- */

static void drop_unsigned(struct duty *duty, size_t which)
{
    duty->unsigned_count--;
    memmove(&duty->not_signed[which], &duty->not_signed[which + 1],
            (duty->unsigned_count - which) * sizeof *duty->not_signed);
    explicit_bzero(&duty->not_signed[duty->unsigned_count], sizeof *duty->not_signed);
}

void duty_forget_unsigned(struct duty *duty, int64_t seq)
{
    for (size_t i = duty->unsigned_count; i-- > 0;)
        if (duty->not_signed[i].seq == seq)
            drop_unsigned(duty, i);
}

static void forget_who_left(struct duty *duty, const struct door_answer *answer)
{
    for (size_t i = duty->unsigned_count; i-- > 0;)
        if (*answer->delegate && strcmp(duty->not_signed[i].delegate, answer->delegate) == 0)
            drop_unsigned(duty, i);
}

static void note_unsigned(struct duty *duty)
{
    const struct door_answer *answer = &duty->answer;
    duty_forget_unsigned(duty, answer->seq);
    if (duty->unsigned_count == DUTY_UNSIGNED)
        drop_unsigned(duty, 0);
    struct duty_unsigned *noted = &duty->not_signed[duty->unsigned_count++];
    noted->seq = answer->seq;
    memcpy(noted->delegate, answer->delegate, sizeof noted->delegate);
    memcpy(noted->name, answer->name, sizeof noted->name);
}

/* What is shown is what can be taken back. */
static enum outcome take(struct screen_context *context, const struct door_answer *answer)
{
    struct duty *duty = &context->visit->duty;
    struct duty_face face = duty_face(answer);
    if (answer->way == DOOR_OUT && face.look == UI_LOOK_ACCEPTED)
        forget_who_left(duty, answer);
    duty_take(duty, answer);
    duty->news_at = context->now;
    duty->undo = face.look == UI_LOOK_ACCEPTED ? answer->seq : -1;
    if (!answer->held)
        context->sound = face.sound;
    return answer->attest && !answer->held ? OUTCOME_ATTEST : OUTCOME_DOOR;
}

static enum outcome take_fault(struct screen_context *context, const struct em_error *error)
{
    struct duty *duty = &context->visit->duty;
    tell(context, DUTY_FAULT);
    duty->undo = -1;
    snprintf(duty->problem, sizeof duty->problem, "%.*s", (int)sizeof duty->problem - 1,
             error->text);
    context->sound = UI_SOUND_REFUSED;
    return OUTCOME_DOOR;
}

enum place { PLACE_DOOR, PLACE_PAD, PLACE_OTHER };

/* A badge that is still before the scanner changes nothing: neither what was answered nor what
 * staff have gone on to. Of two that are there at once, the door shows the one that was read last.
 * Nobody's own badge takes them from the pad.
 */
static bool disturbs(struct screen_context *context, const struct door_answer *answer,
                     enum place place)
{
    const struct duty *duty = &context->visit->duty;
    if (place == PLACE_PAD && answer->attest && answer->seq == duty->answer.seq)
        return false;
    return !answer->held || (place == PLACE_DOOR && !same_answer(duty, answer));
}

static void leave_pad(struct screen_context *context, enum place place)
{
    struct visit *visit = context->visit;
    if (place == PLACE_PAD && visit->mode == MODE_DRAWN && !pad_empty(&visit->pad))
        note_unsigned(&visit->duty);
}

static enum outcome scan(struct screen_context *context, const char *bytes, size_t size,
                         enum place place)
{
    struct duty *duty = &context->visit->duty;
    struct door_answer answer = {0};
    struct em_error error = {0};
    note_arrival(context, bytes, size);
    if (duty->sort == SORT_STAFF)
        return duty_staff_badge_comes(context) ? OUTCOME_WIPE : OUTCOME_STAY;
    if (!door_session(context->door))
        return OUTCOME_STAY;
    enum em_status status = door_scan(context->door, bytes, size, duty->way, &answer, &error);
    if (status == EM_OK && !disturbs(context, &answer, place))
        return OUTCOME_STAY;
    leave_pad(context, place);
    return status == EM_OK ? take(context, &answer) : take_fault(context, &error);
}

enum outcome duty_scan(struct screen_context *context, const char *bytes, size_t size)
{
    return scan(context, bytes, size, PLACE_OTHER);
}

enum outcome duty_scan_at_door(struct screen_context *context, const char *bytes, size_t size)
{
    return scan(context, bytes, size, PLACE_DOOR);
}

enum outcome duty_scan_at_pad(struct screen_context *context, const char *bytes, size_t size)
{
    return scan(context, bytes, size, PLACE_PAD);
}

enum outcome duty_admit(struct screen_context *context, const char *delegate, enum door_way way)
{
    struct door_answer answer = {0};
    struct em_error error = {0};
    enum em_status status = door_admit(context->door, delegate, way, &answer, &error);
    return status == EM_OK ? take(context, &answer) : take_fault(context, &error);
}

enum em_status duty_undo(struct screen_context *context, const char *reason, struct em_error *error)
{
    struct duty *duty = &context->visit->duty;
    enum em_status status = door_undo(context->door, duty->undo, reason, error);
    if (status != EM_OK)
        return status;
    duty_forget_unsigned(duty, duty->undo);
    duty->undo = -1;
    tell(context, DUTY_UNDONE);
    return EM_OK;
}

enum em_status duty_attest(struct screen_context *context, const struct ink *ink,
                           struct em_error *error)
{
    const struct door_answer *answer = &context->visit->duty.answer;
    enum em_status status = door_attest(context->door, answer->seq, answer->name, ink, error);
    if (status == EM_OK)
        tell(context, DUTY_SIGNED);
    return status;
}

/* --- words --- */

static const char *time_of_day(struct screen_context *context, int64_t wall_us)
{
    char time[32];
    words_time(time, sizeof time, wall_us, context->pack->timezone, screen_language(context));
    return ui_text(context->ui, "%s", time);
}

static void make_words(struct screen_context *context, const struct session *session,
                       struct duty_words *out)
{
    const char *zone = context->pack->timezone, *language = screen_language(context);
    char start[32], end[32] = "";
    *out = (struct duty_words){.start_us = session->start_us,
                               .end_us = session->end_us,
                               .whole_day = session->whole_day,
                               .language = context->visit->language};
    words_day(out->day, sizeof out->day, session->start_us, zone, language);
    words_time(start, sizeof start, session->start_us, zone, language);
    if (session->end_us)
        words_time(end, sizeof end, session->end_us, zone, language);
    if (session->whole_day)
        snprintf(out->hours, sizeof out->hours, "%s", tr(context, "All day"));
    else
        snprintf(out->hours, sizeof out->hours, "%s%s%s", start, end[0] ? "–" : "", end);
}

/* Sessions at the same hours share their words. */
static const struct duty_words *words_of(struct screen_context *context,
                                         const struct session *session)
{
    struct duty *duty = &context->visit->duty;
    for (size_t i = 0; i < duty->word_count; i++) {
        const struct duty_words *words = &duty->words[i];
        if (words->start_us == session->start_us && words->end_us == session->end_us &&
            words->whole_day == session->whole_day && words->language == context->visit->language)
            return words;
    }
    duty->words = em_grow(duty->words, duty->word_count, &duty->word_capacity, sizeof *duty->words);
    make_words(context, session, &duty->words[duty->word_count]);
    return &duty->words[duty->word_count++];
}

const char *duty_hours(struct screen_context *context, const struct session *session)
{
    return ui_text(context->ui, "%s", words_of(context, session)->hours);
}

const char *duty_day(struct screen_context *context, const struct session *session)
{
    return ui_text(context->ui, "%s", words_of(context, session)->day);
}

const char *duty_time(struct screen_context *context, int64_t wall_us)
{
    char day[64], today[64];
    const char *zone = context->pack->timezone, *language = screen_language(context);
    words_day(day, sizeof day, wall_us, zone, language);
    words_day(today, sizeof today, door_now(context->door), zone, language);
    const char *time = time_of_day(context, wall_us);
    return strcmp(day, today) == 0 ? time : ui_text(context->ui, "%s, %s", day, time);
}

const char *duty_ago(struct screen_context *context, int64_t us)
{
    struct ui *ui = context->ui;
    if (us < MINUTE)
        return ui_text(ui, tr(context, "%lld s"), (long long)(us < 0 ? 0 : us / SECOND));
    if (us < HOUR)
        return ui_text(ui, tr(context, "%lld min"), (long long)(us / MINUTE));
    return ui_text(ui, tr(context, "%lld h"), (long long)(us / HOUR));
}

int64_t duty_ago_holds(int64_t us)
{
    int64_t step = us < MINUTE ? 10 * SECOND : us < HOUR ? MINUTE : HOUR;
    return us < 0 ? MINUTE : step - us % step + MOMENT;
}

static int64_t data_age(struct screen_context *context)
{
    return door_now(context->door) - door_data_us(context->door);
}

/* An old list is said to be of its date; so is one of the future, for then the clock is behind. */
static bool is_dated(struct screen_context *context)
{
    int64_t age = data_age(context);
    return door_data_us(context->door) == 0 || age >= DAY || age < -MINUTE;
}

int64_t duty_data_age_holds(struct screen_context *context)
{
    return is_dated(context) ? INT64_MAX : duty_ago_holds(data_age(context));
}

const char *duty_data_age(struct screen_context *context)
{
    int64_t heard = door_data_us(context->door);
    int64_t age = data_age(context);
    if (heard == 0)
        return tr(context, "No list yet");
    if (!is_dated(context))
        return ui_text(context->ui, tr(context, "List from %s ago"), duty_ago(context, age));
    return ui_text(context->ui, tr(context, "List from %s"), duty_time(context, heard));
}

const char *duty_not_signed(struct screen_context *context)
{
    const struct duty *duty = &context->visit->duty;
    size_t count = duty->unsigned_count;
    if (count == 0)
        return NULL;
    const char *name = duty->not_signed[count - 1].name;
    if (!name[0] || !context->pack->door_names)
        return tr(context, "Who was drawing has not signed yet.");
    if (count > 1) /* the line has room for one */
        name = ui_text(context->ui, "%s (+ %s)", name, duty_number(context, (int64_t)count - 1));
    return ui_text(context->ui, tr(context, "Not signed yet: %s"), name);
}

const char *duty_scanner_gone(struct screen_context *context)
{
    const struct ui_scanner *scanner = &context->scanner;
    if (scanner->kind != UI_SCANNER_SERIAL || scanner->alive)
        return NULL;
    return ui_text(context->ui, tr(context, "The badge scanner is not connected (%s)."),
                   scanner->device);
}

const char *duty_government(struct screen_context *context, const char *government,
                            const char *country)
{
    char name[128] = "";
    if (country[0])
        words_country_name(name, sizeof name, country, screen_language(context));
    if (!name[0] || !government[0])
        return ui_text(context->ui, "%s", government[0] ? government : name);
    return ui_text(context->ui, "%s, %s", government, name);
}

const char *duty_number(struct screen_context *context, int64_t number)
{
    char text[32];
    words_number(text, sizeof text, number, screen_language(context));
    return ui_text(context->ui, "%s", text);
}

const char *duty_inside(struct screen_context *context, const struct door_count *count)
{
    const char *number = duty_number(context, count->inside);
    long plural = (long)count->inside;
    if (!count->capacity)
        return ui_text(context->ui, trn(context, "%s inside", "%s inside", plural), number);
    return ui_text(context->ui, trn(context, "%1$s inside / %2$s", "%1$s inside / %2$s", plural),
                   number, duty_number(context, count->capacity));
}
