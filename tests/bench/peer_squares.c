/* The least that a sheet of badges can be: cairo draws the squares of their QR codes into a PDF,
 * ten on an A4 page, and nothing else. What printing badges has to be compared with. bench-squares
 * COUNT FILE
 */
#include <cairo-pdf.h>
#include <qrencode.h>
#include <stdio.h>
#include <stdlib.h>

enum { LETTERS = 32, ON_PAGE = 10, COLUMNS = 2 };

static void make_code(char code[LETTERS + 1], int number)
{
    unsigned state = 2016u + (unsigned)number * 2654435761u;
    for (int i = 0; i < LETTERS; i++) {
        state = state * 1664525u + 1013904223u;
        code[i] = "BCDEFGHJKNPRSTVX"[state >> 28];
    }
    code[LETTERS] = '\0';
}

static QRcode *encode(const char *code)
{
    QRinput *input = QRinput_new2(0, QR_ECLEVEL_M);
    QRinput_append(input, QR_MODE_AN, LETTERS, (const unsigned char *)code);
    QRcode *squares = QRcode_encodeInput(input);
    QRinput_free(input);
    return squares;
}

/* A box for each run of dark squares, on whole dots of 300 to an inch: the fewest and shortest
 * numbers that the file can be made of. */
static void draw(cairo_t *cairo, int number, double x, double y)
{
    char code[LETTERS + 1];
    const double module = 2.88;
    make_code(code, number);
    QRcode *squares = encode(code);
    for (int row = 0; row < squares->width; row++) {
        const unsigned char *dark = squares->data + row * squares->width;
        for (int from = 0, to; from < squares->width; from = to) {
            for (to = from + 1; to < squares->width && (dark[to] & 1) == (dark[from] & 1);)
                to++;
            if (dark[from] & 1)
                cairo_rectangle(cairo, x + from * module, y + row * module, (to - from) * module,
                                module);
        }
    }
    cairo_fill(cairo);
    QRcode_free(squares);
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    cairo_surface_t *surface = cairo_pdf_surface_create(argv[2], 595.28, 841.89);
    cairo_t *cairo = cairo_create(surface);
    for (int i = 0; i < atoi(argv[1]); i++) {
        int at = i % ON_PAGE;
        if (i > 0 && at == 0)
            cairo_show_page(cairo);
        draw(cairo, i, 204 + at % COLUMNS * 255.12, 96 + (double)(at / COLUMNS) * 153.12);
    }
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    cairo_status_t status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return status == CAIRO_STATUS_SUCCESS ? 0 : 1;
}
