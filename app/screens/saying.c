#include "screens/saying.h"

static void say(struct saying *saying, const char *line)
{
    if (line && line[0] && saying->count < SAYING_LINES)
        saying->lines[saying->count++] = line;
}

/* --- what each verdict says --- */

static const char *place_and_time(struct screen_context *context, const struct session *session)
{
    const char *hours =
        session->whole_day ? tr(context, "All day") : duty_time(context, session->start_us);
    return session->room[0] ? ui_text(context->ui, "%s  ·  %s", hours, session->room) : hours;
}

static void say_accepted(struct screen_context *context, struct saying *saying)
{
    const struct door_answer *answer = &context->visit->duty.answer;
    say(saying, duty_government(context, answer->government, answer->country));
    if (answer->way == DOOR_OUT && answer->unseen)
        say(saying, tr(context, "Nobody was seen coming in with this badge."));
    if (answer->from)
        say(saying, ui_text(context->ui, tr(context, "Has left: %s"), answer->from->title));
}

static void say_already_in(struct screen_context *context, struct saying *saying)
{
    const struct door_answer *answer = &context->visit->duty.answer;
    say(saying, ui_text(context->ui, tr(context, "since %1$s, door %2$s"),
                        duty_time(context, answer->since_us), answer->door));
    if (answer->attest)
        say(saying, tr(context, "The signature is missing."));
}

/* Where to go is said larger than who is sent there. */
static void say_not_this_session(struct screen_context *context, struct saying *saying)
{
    const struct session *right = context->visit->duty.answer.right;
    if (!right) {
        say(saying, tr(context, "This badge has no other session today."));
        return;
    }
    const char *name = saying->bold;
    saying->bold = right->title;
    saying->personal = false;
    say(saying, place_and_time(context, right));
    say(saying, name);
    saying->name_line = name ? saying->count : 0;
}

static void say_wrong_time(struct screen_context *context, struct saying *saying)
{
    int64_t opens = context->visit->duty.answer.opens_us;
    say(saying, opens
                    ? ui_text(context->ui, tr(context, "Doors open: %s"), duty_time(context, opens))
                    : tr(context, "This session is over."));
}

static void say_full(struct screen_context *context, struct saying *saying)
{
    say(saying, tr(context, "As many are inside as the room holds."));
}

static void say_revoked(struct screen_context *context, struct saying *saying)
{
    say(saying, tr(context, "This badge was replaced or withdrawn."));
    say(saying, tr(context, "Please go to the welcome desk."));
}

static void say_unknown(struct screen_context *context, struct saying *saying)
{
    say(saying, tr(context, "No badge of this event, as far as is known here."));
    say(saying, tr(context, "Please go to the welcome desk."));
}

static void say_provisional(struct screen_context *context, struct saying *saying)
{
    if (context->visit->duty.answer.way == DOOR_IN)
        say(saying, tr(context, "A genuine badge that this kiosk has not heard of yet."));
}

static void (*const speakers[VERDICT_COUNT])(struct screen_context *, struct saying *) = {
    [VERDICT_ACCEPTED] = say_accepted,
    [VERDICT_ALREADY_IN] = say_already_in,
    [VERDICT_NOT_THIS_SESSION] = say_not_this_session,
    [VERDICT_WRONG_TIME] = say_wrong_time,
    [VERDICT_FULL] = say_full,
    [VERDICT_REVOKED] = say_revoked,
    [VERDICT_UNKNOWN] = say_unknown,
    [VERDICT_PROVISIONAL] = say_provisional,
};

static void add_name(struct screen_context *context, struct saying *saying)
{
    const char *name = context->visit->duty.answer.name;
    saying->personal = name[0] && context->pack->door_names;
    saying->bold = saying->personal ? name : NULL;
}

static struct saying verdict(struct screen_context *context)
{
    const struct door_answer *answer = &context->visit->duty.answer;
    struct saying saying = {.face = duty_face(answer), .word = verdict_word(answer->verdict)};
    add_name(context, &saying);
    speakers[answer->verdict](context, &saying);
    return saying;
}

static struct saying not_recorded(struct screen_context *context)
{
    struct saying saying = {
        .face = {N_("Not recorded"), "warning", UI_LOOK_ATTENTION, UI_SOUND_REFUSED}, .word = ""};
    say(&saying, tr(context, "Please show the badge again."));
    say(&saying, context->visit->duty.problem);
    return saying;
}

static struct saying waiting(struct screen_context *context)
{
    const struct duty *duty = &context->visit->duty;
    bool in = duty->way == DOOR_IN;
    struct saying saying = {.face = {in ? N_("Show your badge") : N_("Show your badge to leave"),
                                     in ? "badge" : "leave", UI_LOOK_PAPER, UI_SOUND_NONE},
                            .word = ""};
    return saying;
}

static struct saying undone(struct screen_context *context)
{
    struct saying saying = waiting(context);
    say(&saying, tr(context, "The last entry was taken back."));
    return saying;
}

static struct saying has_signed(struct screen_context *context)
{
    static const struct door_answer welcome = {.verdict = VERDICT_ACCEPTED, .way = DOOR_IN};
    const struct door_answer *answer = &context->visit->duty.answer;
    bool came_back = answer->verdict == VERDICT_ALREADY_IN;
    struct saying saying = {.face = duty_face(came_back ? &welcome : answer),
                            .word = verdict_word(answer->verdict)};
    saying.face.title = N_("Thank you");
    add_name(context, &saying);
    say(&saying, tr(context, "Your presence is signed."));
    return saying;
}

struct saying saying_of(struct screen_context *context)
{
    static struct saying (*const tellers[])(struct screen_context *) = {
        [DUTY_NOTHING] = waiting, [DUTY_VERDICT] = verdict,   [DUTY_FAULT] = not_recorded,
        [DUTY_UNDONE] = undone,   [DUTY_SIGNED] = has_signed,
    };
    return context->deadline ? tellers[context->visit->duty.news](context) : waiting(context);
}
