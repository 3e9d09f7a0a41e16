#include "core/qr.h"

#include "core/memory.h"

#include <qrencode.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define BADGE_LETTERS "BCDEFGHJKNPRSTVX"

static bool is_alphanumeric(const char *text)
{
    return text[strspn(text, BADGE_LETTERS)] == '\0';
}

static QRcode *encode(const char *text)
{
    QRcode *code = NULL;
    QRinput *input = QRinput_new2(0, QR_ECLEVEL_M);
    if (input == NULL)
        return NULL;
    QRencodeMode mode = is_alphanumeric(text) ? QR_MODE_AN : QR_MODE_8;
    if (QRinput_append(input, mode, (int)strlen(text), (const unsigned char *)text) == 0)
        code = QRcode_encodeInput(input);
    QRinput_free(input);
    return code;
}

enum em_status qr_make(struct qr *out, const char *text, struct em_error *error)
{
    if (*text == '\0')
        return em_fail(error, EM_INVALID, "There is nothing to put into a QR code.");
    QRcode *code = strlen(text) > QR_MOST ? NULL : encode(text);
    if (code == NULL)
        return em_fail(error, EM_INVALID,
                       "A text of %zu bytes does not fit into a QR code, which holds at most %d.",
                       strlen(text), QR_MOST);
    size_t count = (size_t)code->width * (size_t)code->width;
    out->size = code->width;
    out->modules = em_alloc(count);
    for (size_t i = 0; i < count; i++)
        out->modules[i] = code->data[i] & 1; /* the other bits say what a module is for */
    sodium_memzero(code->data, count);
    QRcode_free(code);
    return EM_OK;
}

void qr_free(struct qr *qr)
{
    if (qr->modules)
        sodium_memzero(qr->modules, (size_t)qr->size * (size_t)qr->size);
    free(qr->modules);
    *qr = (struct qr){0};
}
