/* Paper under a scanner: a page as gray pixels, what a hand and poor light do to it, and zbarimg,
 * which reads what is left. What fails here fails the test with a sentence; tools/dev installs the
 * programs.
 */
#ifndef EM_FAKE_SCAN_H
#define EM_FAKE_SCAN_H

#include <stdint.h>

struct picture {
    int w, h;
    uint8_t *pixels; /* w * h, 255 is white; owned */
};

void picture_free(struct picture *picture); /* leaves {0} */
/* Binary PGM ("P5", 255). */
struct picture picture_read(const char *path);
void picture_write(const struct picture *picture, const char *path);

/* A part of it, kept within. */
struct picture picture_crop(const struct picture *picture, int x, int y, int w, int h);
/* Held askew by so many degrees, a little out of focus, in a dim light with grain: white is 150 of
 * 255, black 40, every pixel up to 4 off. */
struct picture picture_spoil(const struct picture *picture, double degrees, uint64_t seed);

/* The pages of a PDF at 300 dots an inch, in gray: FOLDER/page-1.pgm and so on; returns how many.
 */
int scan_pages(const char *pdf, const char *folder);
/* page 1 and on; to be freed */
struct picture scan_page(const char *folder, int page, int pages);

/* The QR codes that zbarimg reads in the file, each on a line of its own, "" when nothing; to be
 * freed. */
char *scan_codes(const char *path);
/* The same in a picture, through a file in the folder. */
char *scan_codes_in(const struct picture *picture, const char *folder);
/* What pdftotext finds in a rectangle of a page, in pixels at 300 dots an inch; to be freed. */
char *scan_text(const char *pdf, int page, int x, int y, int w, int h);

#endif
