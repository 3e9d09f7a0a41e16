#include "platform/sound.h"

#include "platform/memory.h"

#include <SDL.h>
#include <math.h>

#define PARTS 3
#define FADE  (SOUND_RATE / 125) /* 8 ms: without it a note clicks */
#define PEAK  0.6

struct sound {
    SDL_AudioDeviceID device; /* 0: closed */
    int64_t heard;            /* when it was last played, or failed to */
    bool failed;
};

struct part {
    double hertz; /* 0: silence */
    int milliseconds;
};

/* Loud enough for a hall at the pitches that small loudspeakers have. A third of its height above a
 * low note lets it be heard on one that has no bass. */
static const struct part parts[][PARTS] = {
    [UI_SOUND_NONE] = {{0, 0}},
    [UI_SOUND_ACCEPTED] = {{784, 90}, {1175, 150}},
    [UI_SOUND_ATTENTION] = {{622, 110}, {0, 70}, {622, 110}},
    [UI_SOUND_REFUSED] = {{196, 500}},
};

static size_t length_of(const struct part *part)
{
    return (size_t)part->milliseconds * SOUND_RATE / 1000;
}

static double fade(size_t i, size_t length)
{
    size_t edge = i < length - 1 - i ? i : length - 1 - i;
    return edge < FADE ? (double)edge / FADE : 1;
}

static int16_t sample(const struct part *part, size_t i, size_t length)
{
    double phase = 2 * M_PI * part->hertz * (double)i / SOUND_RATE;
    double wave = 0.75 * sin(phase) + 0.25 * sin(3 * phase);
    return (int16_t)(INT16_MAX * PEAK * fade(i, length) * wave);
}

size_t sound_samples(enum ui_sound which, int16_t *out, size_t room)
{
    size_t count = 0;
    for (const struct part *part = parts[which]; part < parts[which] + PARTS; part++) {
        size_t length = length_of(part);
        for (size_t i = 0; i < length; i++, count++)
            if (count < room)
                out[count] = sample(part, i, length);
    }
    return count;
}

struct sound *sound_new(void)
{
    return memory_new(sizeof(struct sound));
}

static void close_device(struct sound *sound)
{
    if (sound->device) {
        SDL_CloseAudioDevice(sound->device);
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
    }
    sound->device = 0;
}

void sound_free(struct sound *sound)
{
    if (!sound)
        return;
    close_device(sound);
    free(sound);
}

/* Asking for the device of a machine that has none makes ALSA write a page of complaints. */
static SDL_AudioDeviceID open_listed(void)
{
    const SDL_AudioSpec wanted = {
        .freq = SOUND_RATE, .format = AUDIO_S16SYS, .channels = 1, .samples = 512};
    return SDL_GetNumAudioDevices(0) == 0 ? 0 : SDL_OpenAudioDevice(NULL, 0, &wanted, NULL, 0);
}

static bool open_device(struct sound *sound, int64_t now)
{
    if (sound->failed && now - sound->heard < SOUND_RETRY_US)
        return false;
    sound->heard = now;
    sound->failed = SDL_InitSubSystem(SDL_INIT_AUDIO) != 0;
    if (sound->failed)
        return false;
    sound->device = open_listed();
    sound->failed = sound->device == 0;
    if (sound->failed)
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
    else
        SDL_PauseAudioDevice(sound->device, 0);
    return !sound->failed;
}

void sound_play(struct sound *sound, enum ui_sound which, int64_t now)
{
    if (which == UI_SOUND_NONE || (!sound->device && !open_device(sound, now)))
        return;
    int16_t samples[SOUND_RATE];
    size_t count = sound_samples(which, samples, SOUND_RATE);
    sound->heard = now;
    SDL_ClearQueuedAudio(sound->device);
    SDL_QueueAudio(sound->device, samples, (Uint32)(count * sizeof *samples));
}

int64_t sound_deadline(const struct sound *sound)
{
    return sound->device ? sound->heard + SOUND_SILENCE_US : INT64_MAX;
}

void sound_rest(struct sound *sound, int64_t now)
{
    if (now >= sound_deadline(sound))
        close_device(sound);
}
