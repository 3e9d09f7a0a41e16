/* Statistics in a terminal: a line an item, with a bar of block characters. Nothing but text and
 * line breaks, so it reads as well from a pipe.
 */
#ifndef EM_TOOLS_CHART_H
#define EM_TOOLS_CHART_H

#include "tally.h"

struct chart {
    FILE *out;
    const struct edition *edition;
    int width; /* columns; at least CHART_WIDTH_LEAST are used */
    bool all;  /* every item; else the first ones, and how many more there are */
};
#define CHART_WIDTH_LEAST 40

/* The title, then its items, but for words that are not met; nothing when there is none. */
void chart_part(const struct chart *chart, const struct tally_part *part);

#endif
