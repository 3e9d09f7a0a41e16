/* QR codes (ISO/IEC 18004), error correction level M: what a badge and a receipt show to a scanner.
 *
 * Badge codes of ours (core/badge.h) go in alphanumeric mode, 5.5 bits a letter, so that 32 letters
 * fit into version 2, 25 x 25; everything else goes as bytes. The smallest version that holds the
 * text is taken.
 */
#ifndef EM_CORE_QR_H
#define EM_CORE_QR_H

#include "core/status.h"

#include <stdint.h>

#define QR_MOST 2331 /* bytes in the largest code, version 40 at level M */
#define QR_QUIET                                                                                   \
    4 /* modules of light around the code, on every side, that a reader needs (5.3.8) */

struct qr {
    int size;         /* modules in a row, and rows; the quiet zone is not among them */
    uint8_t *modules; /* size * size, row by row from the upper left; 1 is dark, 0 light; owned */
};

/* EM_INVALID: nothing in the text, or more than QR_MOST bytes. `out` is
 * filled only when EM_OK; free with qr_free. */
enum em_status qr_make(struct qr *out, const char *text, struct em_error *error);
void qr_free(struct qr *qr); /* wipes: a badge's code opens what stands under it; leaves {0} */

#endif
