/* What a kiosk sealed to the organiser (core/body.h), opened. */
#ifndef EM_TOOLS_SEALED_H
#define EM_TOOLS_SEALED_H

#include "core/keys.h"

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

/* EM_DENIED: it was sealed to another key, or has changed; EM_DAMAGED: emarge did not write it so.
 * The caller decrefs. */
enum em_status sealed_open(json_t **out, const uint8_t *sealed, size_t size,
                           const struct organiser_secret *key, struct em_error *error);

#endif
