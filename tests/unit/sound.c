/* What is heard, as samples; and that a kiosk without a sound device is none the worse. */
#include "platform/sound.h"

#include <SDL.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#define ROOM (2 * SOUND_RATE)

static int16_t samples[ROOM];

static size_t make(enum ui_sound which)
{
    size_t count = sound_samples(which, samples, ROOM);
    assert_true(count > SOUND_RATE / 10 && count <= SOUND_RATE); /* fits what is played at once */
    return count;
}

static bool is_loud(size_t from, size_t to)
{
    int most = 0;
    for (size_t i = from; i < to; i++)
        most = abs(samples[i]) > most ? abs(samples[i]) : most;
    return most > INT16_MAX / 4;
}

/* Stretches of sound with silence of 20 ms between them; their first and last sample. */
static size_t notes(size_t count, size_t bounds[][2], size_t room)
{
    const size_t step = SOUND_RATE / 50;
    size_t found = 0;
    bool loud = false;
    for (size_t at = 0; at + step <= count; at += step) {
        bool now = is_loud(at, at + step);
        if (now && !loud && found < room)
            bounds[found++][0] = at;
        if (now)
            bounds[found - 1][1] = at + step;
        loud = now;
    }
    return found;
}

/* Rises through zero, a second. The third overtone is too weak to add any. */
static double pitch(size_t from, size_t to)
{
    size_t rises = 0;
    for (size_t i = from + 1; i < to; i++)
        rises += samples[i - 1] < 0 && samples[i] >= 0;
    return (double)rises * SOUND_RATE / (double)(to - from);
}

static void accepted_rises(void **state)
{
    (void)state;
    size_t count = make(UI_SOUND_ACCEPTED);
    assert_true(pitch(count * 2 / 3, count) > 1.3 * pitch(0, count / 4));
}

static void attention_is_one_note_twice(void **state)
{
    (void)state;
    size_t bounds[4][2];
    size_t count = make(UI_SOUND_ATTENTION);
    assert_int_equal(notes(count, bounds, 4), 2);
    double first = pitch(bounds[0][0], bounds[0][1]), second = pitch(bounds[1][0], bounds[1][1]);
    assert_true(first < second * 1.1 && second < first * 1.1);
}

static void refused_is_low_and_longest(void **state)
{
    (void)state;
    size_t bounds[4][2];
    size_t accepted = make(UI_SOUND_ACCEPTED);
    double high = pitch(0, accepted / 4);
    size_t count = make(UI_SOUND_REFUSED);
    assert_int_equal(notes(count, bounds, 4), 1);
    assert_true(pitch(0, count) < high / 2);
    assert_true(count > accepted && count > sound_samples(UI_SOUND_ATTENTION, NULL, 0));
}

static void nothing_clicks(void **state)
{
    (void)state;
    static const enum ui_sound all[] = {UI_SOUND_ACCEPTED, UI_SOUND_ATTENTION, UI_SOUND_REFUSED};
    for (size_t i = 0; i < 3; i++) {
        size_t count = make(all[i]);
        assert_int_equal(samples[0], 0);
        assert_int_equal(samples[count - 1], 0);
        for (size_t at = 1; at < count; at++)
            assert_true(abs(samples[at] - samples[at - 1]) < INT16_MAX / 2);
    }
    assert_int_equal(sound_samples(UI_SOUND_NONE, samples, ROOM), 0);
}

static void no_more_is_written_than_there_is_room(void **state)
{
    (void)state;
    samples[100] = 12345;
    size_t whole = sound_samples(UI_SOUND_REFUSED, NULL, 0);
    assert_int_equal(sound_samples(UI_SOUND_REFUSED, samples, 100), whole);
    assert_int_equal(samples[100], 12345);
}

static bool device_is_open(void)
{
    return SDL_WasInit(SDL_INIT_AUDIO) != 0;
}

static void the_device_is_open_while_something_is_heard(void **state)
{
    (void)state;
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    struct sound *sound = sound_new();
    assert_int_equal(sound_deadline(sound), INT64_MAX);
    sound_play(sound, UI_SOUND_NONE, 5);
    assert_false(device_is_open());
    sound_play(sound, UI_SOUND_ACCEPTED, 1000);
    assert_true(device_is_open());
    sound_play(sound, UI_SOUND_REFUSED, 2000);
    assert_int_equal(sound_deadline(sound), 2000 + SOUND_SILENCE_US);
    sound_rest(sound, 2000 + SOUND_SILENCE_US - 1);
    assert_true(device_is_open());
    sound_rest(sound, 2000 + SOUND_SILENCE_US);
    assert_false(device_is_open());
    assert_int_equal(sound_deadline(sound), INT64_MAX);
    sound_play(sound, UI_SOUND_ATTENTION, 2001 + SOUND_SILENCE_US);
    assert_true(device_is_open());
    sound_free(sound);
    assert_false(device_is_open());
}

static void a_machine_without_sound_is_silent(void **state)
{
    (void)state;
    setenv("SDL_AUDIODRIVER", "nothing-of-this-name", 1);
    struct sound *sound = sound_new();
    sound_play(sound, UI_SOUND_ACCEPTED, 1000);
    assert_int_equal(sound_deadline(sound), INT64_MAX);
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    sound_play(sound, UI_SOUND_ACCEPTED, 2000); /* not asked again and again */
    assert_false(device_is_open());
    sound_play(sound, UI_SOUND_ACCEPTED, 1000 + SOUND_RETRY_US);
    assert_true(device_is_open());
    sound_free(sound);
}

/* What is written to standard error meanwhile. */
static long complaints(void (*act)(void))
{
    FILE *file = tmpfile();
    int kept = dup(STDERR_FILENO);
    assert_true(file && kept >= 0 && dup2(fileno(file), STDERR_FILENO) >= 0);
    act();
    assert_true(dup2(kept, STDERR_FILENO) >= 0);
    close(kept);
    fseek(file, 0, SEEK_END);
    long written = ftell(file);
    fclose(file);
    return written;
}

static void play_once(void)
{
    struct sound *sound = sound_new();
    sound_play(sound, UI_SOUND_ACCEPTED, 1000);
    sound_free(sound);
}

static void complain_once(void)
{
    fputs("!", stderr);
    fflush(stderr);
}

static void no_library_complains_that_there_is_no_card(void **state)
{
    (void)state;
    assert_int_equal(complaints(complain_once), 1);
    setenv("SDL_AUDIODRIVER", "alsa", 1);
    assert_int_equal(complaints(play_once), 0);
    unsetenv("SDL_AUDIODRIVER");
    assert_int_equal(complaints(play_once), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepted_rises),
        cmocka_unit_test(attention_is_one_note_twice),
        cmocka_unit_test(refused_is_low_and_longest),
        cmocka_unit_test(nothing_clicks),
        cmocka_unit_test(no_more_is_written_than_there_is_room),
        cmocka_unit_test(the_device_is_open_while_something_is_heard),
        cmocka_unit_test(a_machine_without_sound_is_silent),
        cmocka_unit_test(no_library_complains_that_there_is_no_card),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
