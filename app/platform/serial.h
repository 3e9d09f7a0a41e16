/* A scanner at a serial port: /dev/ttyACM0, or with its speed /dev/ttyUSB0@115200 (unless told, the
 * speed that the port has). A thread reads it, raw, 8 bits, no parity; a line ends with CR, LF,
 * both, a tab, or SERIAL_SILENCE_US without a byte. A device that is not there, or goes, is looked
 * for every SERIAL_RETRY_MS; what it was in the middle of is lost.
 */
#ifndef EM_PLATFORM_SERIAL_H
#define EM_PLATFORM_SERIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SERIAL_MAX        512 /* bytes; a longer line is given with no text at all */
#define SERIAL_SILENCE_US 200000
#define SERIAL_RETRY_MS   500
#define SERIAL_WAITING    16 /* lines that may wait to be asked for; more are lost */

struct serial;

/* `wake` is called on the reader's thread when there is something to ask for. NULL, and a sentence
 * for a person in `problem`, when that is no device's name or speed. */
struct serial *serial_new(const char *device, void (*wake)(void *context), void *context,
                          char *problem, size_t size);
/* Ends the thread and closes the device; NULL is allowed. */
void serial_free(struct serial *serial);

const char *serial_device(const struct serial *serial); /* "/dev/ttyUSB0" */
bool serial_alive(struct serial *serial);               /* the device is open */

/* Whether the device came or went since the last call. */
bool serial_changed(struct serial *serial);
/* Takes the oldest line, NUL-terminated and without its end, and when it came: microseconds of
 * CLOCK_MONOTONIC. */
bool serial_line(struct serial *serial, char out[SERIAL_MAX + 1], int64_t *at);

#endif
