/* Keys at any times, three bytes each: whatever they are, little is held back, not for long, and a
 * scan is made of keys that nobody was shown. */
#include "platform/wedge.h"

#include "platform/key_text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DOWN = 0x80, REPEAT = 0x40, LOST_FOCUS = 0x20 };

static struct {
    size_t held;    /* presses that are held back */
    size_t dropped; /* presses of the run that were taken: they may become a scan's text */
} desk;

static void heed(const struct wedge *wedge, enum wedge_answer answer)
{
    if (answer == WEDGE_SCAN) {
        size_t length = strlen(wedge->text);
        assert(length <= sizeof wedge->text - 1);
        assert(length <= 4 * (desk.held + desk.dropped));
        assert(desk.held + desk.dropped >= WEDGE_TERMINATED);
    }
    if (answer == WEDGE_TAKE)
        desk.dropped += desk.held;
    if (answer == WEDGE_PASS || answer == WEDGE_SCAN)
        desk.dropped = 0;
    if (answer != WEDGE_HOLD)
        desk.held = 0;
    assert(desk.held <= WEDGE_UNTERMINATED + WEDGE_NEUTRAL_MAX);
}

static void play(struct wedge *wedge, const uint8_t bytes[3], int64_t *now)
{
    *now += (int64_t)(bytes[2] & 0x1F) * (bytes[2] & 0x1F) * 500;
    heed(wedge, wedge_wait(wedge, *now));
    if (bytes[2] & LOST_FOCUS)
        heed(wedge, wedge_lose_focus(wedge));
    const struct wedge_key key = {.at = *now,
                                  .usage = bytes[0] | (bytes[1] & 1u) << 8,
                                  .down = bytes[1] & DOWN,
                                  .repeat = bytes[1] & REPEAT};
    desk.held += key.down;
    heed(wedge, wedge_key(wedge, &key));
    wedge_swallows(wedge, *now);
    assert(wedge_deadline(wedge) == INT64_MAX || wedge_deadline(wedge) > *now);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const layouts[] = {"us", "fr", "de", "tr"};
    static struct key_text *texts[4];
    struct wedge wedge;
    int64_t now = 0;
    size_t which = size ? data[0] % 4 : 0;
    char problem[300];
    if (!texts[which])
        texts[which] = key_text_new(layouts[which], problem, sizeof problem);
    wedge_start(&wedge, key_text_character, texts[which]);
    memset(&desk, 0, sizeof desk);
    for (size_t i = 1; i + 3 <= size; i += 3)
        play(&wedge, data + i, &now);
    now += 1000000;
    heed(&wedge, wedge_wait(&wedge, now));
    assert(desk.held == 0 && wedge_deadline(&wedge) == INT64_MAX);
    wedge_wipe(&wedge);
    return 0;
}
