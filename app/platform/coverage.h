/* How much of a pixel a shape covers, from the signed distance of the pixel's centre to the shape's
 * edge (negative inside): everything within half a pixel of the edge is partly covered. A shape
 * whose edges lie on whole pixels is crisp.
 */
#ifndef EM_PLATFORM_COVERAGE_H
#define EM_PLATFORM_COVERAGE_H

#include "ui/geometry.h"

#include <stdint.h>

static inline float coverage_of(float distance)
{
    float inside = 0.5f - distance;
    return inside <= 0 ? 0 : inside >= 1 ? 1 : inside;
}

/* Distance from (x, y), relative to the centre of a box of w x h, to its edge with corners of
 * `radius`. */
float coverage_box_distance(float x, float y, float w, float h, float radius);

/* Distance from (x, y) to the edge of a capsule: two circles and the area between their common
 * tangents. When one circle holds the other, the distance to the larger. */
float coverage_capsule_distance(const struct ui_capsule *capsule, float x, float y);

/* A byte of coverage for every pixel of `rect`, row by row. */
struct coverage_mask {
    struct ui_rect rect;
    uint8_t *bytes;
};

/* Raises the mask to the capsule's coverage where that is more, so that pieces of one line never
 * add up at their joints. */
void coverage_add_capsule(struct coverage_mask *mask, const struct ui_capsule *capsule);

#endif
