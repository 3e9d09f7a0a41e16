#include "platform/wedge.h"

#include <assert.h>
#include <string.h>

/* USB HID Usage Tables, Keyboard/Keypad page (7). */
enum {
    USAGE_A = 0x04,
    USAGE_ENTER = 0x28,
    USAGE_TAB = 0x2B,
    USAGE_SPACE = 0x2C,
    USAGE_SLASH = 0x38,
    USAGE_CAPS_LOCK = 0x39,
    USAGE_SCROLL_LOCK = 0x47,
    USAGE_NUM_LOCK = 0x53,
    USAGE_PAD_DIVIDE = 0x54,
    USAGE_PAD_ENTER = 0x58,
    USAGE_BACKSLASH_102 = 0x64,
    USAGE_PAD_EQUALS = 0x67,
    USAGE_PAD_COMMA = 0x85,
    USAGE_INTERNATIONAL_9 = 0x8F,
    USAGE_LEFT_CONTROL = 0xE0,
    USAGE_RIGHT_LOGO = 0xE7,
    USAGES = 256,
};

enum { /* bits of the modifiers, in the order of their usages */
       LEFT_CONTROL = 0x01,
       LEFT_SHIFT = 0x02,
       LEFT_ALT = 0x04,
       LEFT_LOGO = 0x08,
       RIGHT_CONTROL = 0x10,
       RIGHT_SHIFT = 0x20,
       RIGHT_ALT = 0x40,
       RIGHT_LOGO = 0x80,
};

enum part { PART_CHARACTER, PART_TERMINATOR, PART_NEUTRAL, PART_OTHER };

enum { LEVELS_SHIFT = 8 }; /* where the levels stand in a stored key */

void wedge_start(struct wedge *wedge, wedge_character *character, void *context)
{
    *wedge = (struct wedge){.character = character,
                            .context = context,
                            .patience = WEDGE_PATIENCE_US,
                            .least = WEDGE_TERMINATED};
}

static bool is_modifier(unsigned usage)
{
    return usage >= USAGE_LEFT_CONTROL && usage <= USAGE_RIGHT_LOGO;
}

static bool is_between(unsigned usage, unsigned from, unsigned to)
{
    return usage >= from && usage <= to;
}

static bool is_terminator(unsigned usage)
{
    return usage == USAGE_ENTER || usage == USAGE_PAD_ENTER || usage == USAGE_TAB;
}

static bool types(unsigned usage)
{
    return is_between(usage, USAGE_A, USAGE_ENTER - 1) ||
           is_between(usage, USAGE_SPACE, USAGE_SLASH) ||
           is_between(usage, USAGE_PAD_DIVIDE, USAGE_BACKSLASH_102) || usage == USAGE_PAD_EQUALS ||
           is_between(usage, USAGE_PAD_COMMA, USAGE_INTERNATIONAL_9);
}

/* Windows sends AltGr as Control and the right Alt, and so do scanners that are made for it. */
static bool is_combined(const struct wedge *wedge)
{
    const unsigned others = LEFT_CONTROL | LEFT_ALT | LEFT_LOGO | RIGHT_CONTROL | RIGHT_LOGO;
    return (wedge->modifiers & others) && !(wedge->modifiers & RIGHT_ALT);
}

static enum part part_of(const struct wedge *wedge, unsigned usage)
{
    if (is_modifier(usage) || usage == USAGE_CAPS_LOCK || usage == USAGE_NUM_LOCK ||
        usage == USAGE_SCROLL_LOCK || is_combined(wedge))
        return PART_NEUTRAL;
    if (is_terminator(usage))
        return PART_TERMINATOR;
    return types(usage) ? PART_CHARACTER : PART_OTHER;
}

/* --- which keys are down --- */

static bool has_bit(const uint8_t bits[32], unsigned usage)
{
    return usage < USAGES && (bits[usage / 8] >> usage % 8 & 1);
}

static void set_bit(uint8_t bits[32], unsigned usage, bool on)
{
    if (usage >= USAGES)
        return;
    bits[usage / 8] &= (uint8_t) ~(1u << usage % 8);
    bits[usage / 8] |= (uint8_t)((unsigned)on << usage % 8);
}

static void follow(struct wedge *wedge, const struct wedge_key *key)
{
    set_bit(wedge->down, key->usage, key->down);
    if (!key->down || !key->repeat)
        set_bit(wedge->typed, key->usage, false);
    if (!is_modifier(key->usage))
        return;
    unsigned bit = 1u << (key->usage - USAGE_LEFT_CONTROL);
    wedge->modifiers = key->down ? wedge->modifiers | bit : wedge->modifiers & ~bit;
}

/* --- the run --- */

static void end_run(struct wedge *wedge)
{
    memset(wedge->keys, 0, sizeof wedge->keys);
    wedge->running = false;
    wedge->count = wedge->neutral = 0;
}

static enum wedge_answer pass(struct wedge *wedge)
{
    memcpy(wedge->typed, wedge->down, sizeof wedge->typed);
    end_run(wedge);
    wedge->ended = false;
    return WEDGE_PASS;
}

static void write_text(struct wedge *wedge)
{
    char *at = wedge->text;
    for (size_t i = 0; i < wedge->count && wedge->count <= WEDGE_MAX; i++) {
        char character[8];
        size_t size = wedge->character(wedge->context, wedge->keys[i] & 0xFF,
                                       wedge->keys[i] >> LEVELS_SHIFT, character);
        if (size > 4) /* more than a character */
            continue;
        memcpy(at, character, size);
        at += size;
    }
    *at = '\0';
}

static enum wedge_answer give_scan(struct wedge *wedge, int64_t at)
{
    write_text(wedge);
    end_run(wedge);
    wedge->ended = true;
    wedge->last = at;
    return WEDGE_SCAN;
}

static bool is_certain(const struct wedge *wedge)
{
    return wedge->count >= WEDGE_UNTERMINATED;
}

/* Whether the run is quicker than any hand. */
static bool is_quick(const struct wedge *wedge)
{
    return wedge->count >= 2 &&
           wedge->last - wedge->first <= (int64_t)(wedge->count - 1) * WEDGE_QUICK_US;
}

static int64_t patience(const struct wedge *wedge)
{
    int64_t quick = wedge->count >= WEDGE_TERMINATED ? WEDGE_CERTAIN_US : WEDGE_STUTTER_US;
    return is_quick(wedge) && wedge->patience < quick ? quick : wedge->patience;
}

int64_t wedge_deadline(const struct wedge *wedge)
{
    return wedge->running ? wedge->last + patience(wedge) : INT64_MAX;
}

enum wedge_answer wedge_wait(struct wedge *wedge, int64_t now)
{
    if (now < wedge_deadline(wedge))
        return WEDGE_HOLD;
    return is_certain(wedge) ? give_scan(wedge, wedge->last) : pass(wedge);
}

static void touch(struct wedge *wedge, int64_t at)
{
    if (wedge->count == 0)
        wedge->first = at;
    wedge->running = true;
    wedge->last = at;
}

static unsigned levels(const struct wedge *wedge)
{
    unsigned shift = wedge->modifiers & (LEFT_SHIFT | RIGHT_SHIFT) ? WEDGE_SHIFT : 0;
    return shift | (wedge->modifiers & RIGHT_ALT ? WEDGE_LEVEL3 : 0);
}

static enum wedge_answer on_character(struct wedge *wedge, const struct wedge_key *key)
{
    if (key->repeat && has_bit(wedge->typed, key->usage)) /* a person holds it down */
        return pass(wedge);
    touch(wedge, key->at);
    if (wedge->count < WEDGE_MAX)
        wedge->keys[wedge->count] = (uint16_t)(key->usage | levels(wedge) << LEVELS_SHIFT);
    if (wedge->count <= WEDGE_MAX)
        wedge->count++;
    wedge->ended = false;
    return is_certain(wedge) ? WEDGE_TAKE : WEDGE_HOLD;
}

/* Fewer characters than hands type in a row are a scan for their speed alone. */
static bool is_terminated_scan(const struct wedge *wedge)
{
    return wedge->count >= WEDGE_TERMINATED || (wedge->count >= wedge->least && is_quick(wedge));
}

static enum wedge_answer on_terminator(struct wedge *wedge, const struct wedge_key *key)
{
    if (is_terminated_scan(wedge))
        return give_scan(wedge, key->at);
    if (!wedge->running && wedge->ended &&
        key->at - wedge->last < wedge->patience) { /* as carriage return and line feed */
        wedge->last = key->at;
        return WEDGE_TAKE;
    }
    return pass(wedge);
}

static enum wedge_answer on_neutral(struct wedge *wedge, const struct wedge_key *key)
{
    if (key->repeat && has_bit(wedge->typed, key->usage))
        return pass(wedge);
    touch(wedge, key->at);
    if (is_certain(wedge))
        return WEDGE_TAKE;
    return ++wedge->neutral > WEDGE_NEUTRAL_MAX ? pass(wedge) : WEDGE_HOLD;
}

static enum wedge_answer on_other(struct wedge *wedge, const struct wedge_key *key)
{
    (void)key;
    return is_certain(wedge) ? WEDGE_TAKE : pass(wedge);
}

/* Releases say nothing to the interface. Those of a modifier show that the scanner is at work. */
static enum wedge_answer on_release(struct wedge *wedge, const struct wedge_key *key)
{
    if (wedge->running && is_modifier(key->usage))
        wedge->last = key->at;
    return wedge->running ? WEDGE_HOLD : WEDGE_TAKE;
}

enum wedge_answer wedge_key(struct wedge *wedge, const struct wedge_key *key)
{
    static enum wedge_answer (*const answers[])(struct wedge *, const struct wedge_key *) = {
        [PART_CHARACTER] = on_character,
        [PART_TERMINATOR] = on_terminator,
        [PART_NEUTRAL] = on_neutral,
        [PART_OTHER] = on_other,
    };
    assert(key->at < wedge_deadline(wedge));
    memset(wedge->text, 0, sizeof wedge->text);
    follow(wedge, key);
    if (!key->down)
        return on_release(wedge, key);
    return answers[part_of(wedge, key->usage)](wedge, key);
}

bool wedge_swallows(const struct wedge *wedge, int64_t now)
{
    return is_certain(wedge) || (wedge->ended && now - wedge->last < WEDGE_LATE_TEXT_US);
}

enum wedge_answer wedge_lose_focus(struct wedge *wedge)
{
    bool held = wedge->running && !is_certain(wedge);
    pass(wedge);
    return held ? WEDGE_PASS : WEDGE_HOLD;
}

void wedge_wipe(struct wedge *wedge)
{
    explicit_bzero(wedge, sizeof *wedge);
}
