/* The few sounds of a kiosk, made of sines when they are first heard. The sound device is opened by
 * the first of them and closed after SOUND_SILENCE_US, because an open one keeps an idle kiosk
 * awake. Where there is none, or it fails, nothing is heard and nothing else is different.
 */
#ifndef EM_PLATFORM_SOUND_H
#define EM_PLATFORM_SOUND_H

#include "ui/event.h"

#include <stddef.h>
#include <stdint.h>

#define SOUND_RATE       22050 /* samples a second, one channel */
#define SOUND_SILENCE_US INT64_C(10000000)
#define SOUND_RETRY_US   INT64_C(60000000) /* after the device could not be opened */

struct sound;

struct sound *sound_new(void);
void sound_free(struct sound *sound); /* NULL is allowed */

/* Plays it, in place of what is being heard. */
void sound_play(struct sound *sound, enum ui_sound which, int64_t now);
/* When sound_rest has something to do, microseconds of the monotonic clock; INT64_MAX: never. */
int64_t sound_deadline(const struct sound *sound);
/* Closes the device when nothing was heard for long. */
void sound_rest(struct sound *sound, int64_t now);

/* Writes at most `room` samples, and returns how many the sound has. */
size_t sound_samples(enum ui_sound which, int16_t *out, size_t room);

#endif
