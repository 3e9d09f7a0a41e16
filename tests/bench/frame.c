#include "frame.h"

#include <endian.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct frame {
    void *map;
    size_t size;
    const volatile uint32_t *pixels;
    int width, height, pitch; /* pixels */
};

/* The file is an X window dump (XWDFile.h): a header of big-endian words, colours, pixels. */
enum { XWD_HEADER_SIZE, XWD_WIDTH = 4, XWD_HEIGHT = 5, XWD_PITCH = 12, XWD_COLORS = 19 };
enum { XWD_WORDS = 25, XWD_COLOR_SIZE = 12, PIXEL_SIZE = 4 };

static _Noreturn void die(const char *path)
{
    fprintf(stderr, "The screen's pixels cannot be read from %s.\n", path);
    exit(1);
}

static void read_header(struct frame *frame, const char *path)
{
    const uint32_t *words = frame->map;
    size_t start = be32toh(words[XWD_HEADER_SIZE]) + be32toh(words[XWD_COLORS]) * XWD_COLOR_SIZE;
    frame->width = (int)be32toh(words[XWD_WIDTH]);
    frame->height = (int)be32toh(words[XWD_HEIGHT]);
    frame->pitch = (int)be32toh(words[XWD_PITCH]) / PIXEL_SIZE;
    frame->pixels = (const volatile uint32_t *)((const char *)frame->map + start);
    if (frame->pitch < frame->width ||
        start + (size_t)frame->pitch * (size_t)frame->height * PIXEL_SIZE > frame->size)
        die(path);
}

struct frame *frame_open(const char *folder)
{
    char path[512];
    struct stat file;
    snprintf(path, sizeof path, "%s/Xvfb_screen0", folder);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &file) < 0 || file.st_size < XWD_WORDS * 4)
        die(path);
    struct frame *frame = calloc(1, sizeof *frame);
    if (!frame)
        abort();
    frame->size = (size_t)file.st_size;
    frame->map = mmap(NULL, frame->size, PROT_READ, MAP_SHARED, fd, 0);
    close(fd);
    if (frame->map == MAP_FAILED)
        die(path);
    read_header(frame, path);
    return frame;
}

void frame_close(struct frame *frame)
{
    if (!frame)
        return;
    munmap(frame->map, frame->size);
    free(frame);
}

int frame_width(const struct frame *frame)
{
    return frame->width;
}

int frame_height(const struct frame *frame)
{
    return frame->height;
}

uint32_t frame_pixel(const struct frame *frame, int x, int y)
{
    return frame->pixels[y * frame->pitch + x] & 0xFFFFFF;
}

bool frame_covered(const struct frame *frame)
{
    int right = frame->width - 1, bottom = frame->height - 1;
    return frame_pixel(frame, 0, 0) && frame_pixel(frame, right, 0) &&
           frame_pixel(frame, 0, bottom) && frame_pixel(frame, right, bottom) &&
           frame_pixel(frame, right / 2, bottom / 2);
}

void frame_remember(const struct frame *frame, struct frame_patch *patch, int middle_x,
                    int middle_y)
{
    patch->x = middle_x - FRAME_PATCH / 2;
    patch->y = middle_y - FRAME_PATCH / 2;
    for (int i = 0; i < FRAME_PATCH * FRAME_PATCH; i++)
        patch->pixels[i] =
            frame_pixel(frame, patch->x + i % FRAME_PATCH, patch->y + i / FRAME_PATCH);
}

bool frame_changed(const struct frame *frame, const struct frame_patch *patch)
{
    for (int i = 0; i < FRAME_PATCH * FRAME_PATCH; i++)
        if (patch->pixels[i] !=
            frame_pixel(frame, patch->x + i % FRAME_PATCH, patch->y + i / FRAME_PATCH))
            return true;
    return false;
}
