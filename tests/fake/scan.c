#include "fake/scan.h"

#include "core/memory.h"
#include "fake/folder.h"
#include "fake/random.h"
#include "fake/tool.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define BLACK 40
#define WHITE 150
#define GRAIN 4

void picture_free(struct picture *picture)
{
    free(picture->pixels);
    *picture = (struct picture){0};
}

static struct picture picture_new(int w, int h)
{
    return (struct picture){w, h, em_alloc((size_t)w * (size_t)h)};
}

struct picture picture_read(const char *path)
{
    int w, h;
    FILE *file = fopen(path, "rb");
    if (!file || fscanf(file, "P5 %d %d 255", &w, &h) != 2 || fgetc(file) == EOF)
        fail_msg("%s is no picture.", path);
    struct picture picture = picture_new(w, h);
    if (fread(picture.pixels, (size_t)w, (size_t)h, file) != (size_t)h)
        fail_msg("%s is cut short.", path);
    fclose(file);
    return picture;
}

void picture_write(const struct picture *picture, const char *path)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        fail_msg("%s cannot be written.", path);
    fprintf(file, "P5 %d %d 255\n", picture->w, picture->h);
    fwrite(picture->pixels, (size_t)picture->w, (size_t)picture->h, file);
    fclose(file);
}

static int kept(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

/* Beyond the edge the paper goes on in white. */
static double pixel(const struct picture *picture, int x, int y)
{
    bool inside = x >= 0 && y >= 0 && x < picture->w && y < picture->h;
    return inside ? picture->pixels[(size_t)y * (size_t)picture->w + (size_t)x] : 255;
}

struct picture picture_crop(const struct picture *picture, int x, int y, int w, int h)
{
    w = kept(w, 0, picture->w - x);
    h = kept(h, 0, picture->h - y);
    struct picture part = picture_new(w, h);
    for (int row = 0; row < h; row++)
        memcpy(part.pixels + (size_t)row * (size_t)w,
               picture->pixels + (size_t)(y + row) * (size_t)picture->w + x, (size_t)w);
    return part;
}

/* Between its four neighbours. */
static double sample(const struct picture *picture, double x, double y)
{
    int left = (int)floor(x), top = (int)floor(y);
    double right = x - left, down = y - top;
    double above = pixel(picture, left, top) * (1 - right) + pixel(picture, left + 1, top) * right;
    double below =
        pixel(picture, left, top + 1) * (1 - right) + pixel(picture, left + 1, top + 1) * right;
    return above * (1 - down) + below * down;
}

static struct picture rotate(const struct picture *picture, double degrees)
{
    double turn = degrees * M_PI / 180, c = cos(turn), s = sin(turn);
    int w = (int)(fabs(picture->w * c) + fabs(picture->h * s)) + 1;
    int h = (int)(fabs(picture->w * s) + fabs(picture->h * c)) + 1;
    struct picture turned = picture_new(w, h);
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            double dx = x - w / 2.0, dy = y - h / 2.0;
            double value = sample(picture, dx * c + dy * s + picture->w / 2.0,
                                  dy * c - dx * s + picture->h / 2.0);
            turned.pixels[(size_t)y * (size_t)w + (size_t)x] = (uint8_t)(value + 0.5);
        }
    return turned;
}

/* Each pixel with its eight neighbours, twice: a quarter of a millimetre and less. */
static void blur(struct picture *picture)
{
    struct picture before = picture_crop(picture, 0, 0, picture->w, picture->h);
    for (int y = 0; y < picture->h; y++)
        for (int x = 0; x < picture->w; x++) {
            double sum = 0;
            for (int i = 0; i < 9; i++)
                sum += pixel(&before, x + i % 3 - 1, y + i / 3 - 1);
            picture->pixels[(size_t)y * (size_t)picture->w + (size_t)x] = (uint8_t)(sum / 9 + 0.5);
        }
    picture_free(&before);
}

static void dim(struct picture *picture, uint64_t seed)
{
    struct fake_random random;
    uint8_t grain[4096];
    fake_random_init(&random, seed);
    for (size_t i = 0; i < (size_t)picture->w * (size_t)picture->h; i++) {
        if (i % sizeof grain == 0)
            random.random.fill(random.random.context, grain, sizeof grain);
        int light = BLACK + picture->pixels[i] * (WHITE - BLACK) / 255;
        picture->pixels[i] = (uint8_t)(light + grain[i % sizeof grain] % (2 * GRAIN + 1) - GRAIN);
    }
}

struct picture picture_spoil(const struct picture *picture, double degrees, uint64_t seed)
{
    struct picture spoilt = rotate(picture, degrees);
    blur(&spoilt);
    blur(&spoilt);
    dim(&spoilt, seed);
    return spoilt;
}

/* --- other programs --- */

/* Its output; the test fails when it is not installed, or ends otherwise than with 0 or `also`. */
static char *run(const char *const *words, int also)
{
    struct tool_result result = {0};
    tool_run(&result, words, NULL);
    if (result.code == 127)
        fail_msg("%s is not installed: `tools/dev test` installs it.", words[1]);
    if (result.code != 0 && result.code != also)
        fail_msg("%s ended with %d: %s", words[1], result.code, result.err);
    char *out = em_strdup(result.out);
    tool_result_free(&result);
    return out;
}

int scan_pages(const char *pdf, const char *folder)
{
    char *prefix = em_format("%s/page", folder);
    free(run(
        (const char *const[]){"/usr/bin/env", "pdftoppm", "-r", "300", "-gray", pdf, prefix, NULL},
        0));
    free(prefix);
    return fake_folder_count(folder, "page-");
}

struct picture scan_page(const char *folder, int page, int pages)
{
    int digits = pages > 9 ? 2 : 1;
    char *path = em_format("%s/page-%0*d.pgm", folder, digits, page);
    struct picture picture = picture_read(path);
    remove(path);
    free(path);
    return picture;
}

char *scan_codes(const char *path)
{
    const int nothing_found = 4;
    return run((const char *const[]){"/usr/bin/env", "zbarimg", "--raw", "--quiet", "--nodbus",
                                     "-Sdisable", "-Sqrcode.enable", path, NULL},
               nothing_found);
}

char *scan_codes_in(const struct picture *picture, const char *folder)
{
    char *path = em_format("%s/scan.pgm", folder);
    picture_write(picture, path);
    char *codes = scan_codes(path);
    remove(path);
    free(path);
    return codes;
}

char *scan_text(const char *pdf, int page, int x, int y, int w, int h)
{
    char numbers[5][16];
    const int values[] = {page, x, y, w, h};
    for (int i = 0; i < 5; i++)
        snprintf(numbers[i], sizeof numbers[i], "%d", values[i]);
    return run((const char *const[]){"/usr/bin/env", "pdftotext", "-r", "300", "-f", numbers[0],
                                     "-l", numbers[0], "-x", numbers[1], "-y", numbers[2], "-W",
                                     numbers[3], "-H", numbers[4], pdf, "-", NULL},
               0);
}
