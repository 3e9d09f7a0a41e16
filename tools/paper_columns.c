#include "paper_columns.h"

#include <math.h>

#define WHOLE_PART 0.75 /* of the width at most is for texts that are not to break at all */
#define SPARE      1.04 /* of another text as long as the longest */
#define MOST       220  /* points: behind a longer line the eye no longer finds the next column */

struct need {
    double least, most, share;
    bool set; /* `width` is what it gets */
    double width;
};

/* What a text needs for no word of it to break, or no line. */
static double width_of(struct paper_doc *doc, enum paper_style style, const char *text, bool whole)
{
    PangoRectangle logical;
    if (!text || !*text)
        return 0;
    PangoLayout *layout = paper_doc_layout(doc, style, 0, text);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
    if (whole)
        pango_layout_set_width(layout, -1);
    pango_layout_get_extents(layout, NULL, &logical);
    g_object_unref(layout);
    return (double)logical.width / PANGO_SCALE + 1;
}

static double longest(struct paper_doc *doc, const struct paper_fit *fit, bool whole)
{
    return SPARE * width_of(doc, PAPER_SMALL, fit->longest, whole);
}

static struct need need_of(struct paper_doc *doc, const struct paper_column *column,
                           const struct paper_fit *fit)
{
    struct need need = {.share = column->share, .most = INFINITY};
    need.least = width_of(doc, PAPER_STRONG, column->head, false);
    if (fit)
        need.most = fmax(fmin(longest(doc, fit, true), MOST),
                         width_of(doc, PAPER_STRONG, column->head, true));
    return need;
}

static double all_least(const struct need *needs, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += needs[i].least;
    return sum;
}

/* Short texts stay in one line; where that is too much, their words do; where all of it is, nothing
 * is promised. */
static void keep_whole(struct paper_doc *doc, const struct paper_fit *fits, struct need *needs,
                       size_t count, double width)
{
    double heads[PAPER_COLUMNS];
    for (size_t i = 0; i < count; i++)
        heads[i] = needs[i].least;
    for (int whole = 1; whole >= 0; whole--) {
        for (size_t i = 0; i < count; i++)
            if (fits && fits[i].whole)
                needs[i].least = fmax(heads[i], longest(doc, &fits[i], whole));
        if (all_least(needs, count) < (whole ? WHOLE_PART : 1) * width)
            return;
    }
    for (size_t i = 0; i < count; i++)
        needs[i].least = heads[i];
    if (all_least(needs, count) >= width)
        for (size_t i = 0; i < count; i++)
            needs[i].least = 0;
}

static double bounded(const struct need *need, double width)
{
    return fmin(fmax(width, need->least), need->most);
}

/* One step: shares the width out, and sets those columns whose bounds are the farthest off, as
 * flexible boxes do (CSS Flexible Box Layout, 9.7). False: all are set. */
static bool settle(struct need *needs, size_t count, double width)
{
    double shares = 0, over = 0;
    bool more = false;
    for (size_t i = 0; i < count; i++) {
        width -= needs[i].set ? needs[i].width : 0;
        shares += needs[i].set ? 0 : needs[i].share;
    }
    for (size_t i = 0; i < count; i++) {
        if (needs[i].set)
            continue;
        needs[i].width = width * needs[i].share / shares;
        over += bounded(&needs[i], needs[i].width) - needs[i].width;
    }
    for (size_t i = 0; i < count; i++) {
        double bound = bounded(&needs[i], needs[i].width), off = bound - needs[i].width;
        bool off_most = (over > 0 && off > 0) || (over < 0 && off < 0);
        needs[i].set |= over == 0 || off_most;
        needs[i].width = needs[i].set ? bound : needs[i].width;
        more |= !needs[i].set;
    }
    return more;
}

void paper_columns_share(struct paper_doc *doc, const struct paper_column *columns,
                         const struct paper_fit *fits, size_t count, double *widths)
{
    struct need needs[PAPER_COLUMNS];
    double width = paper_width(doc) - PAPER_GUTTER * (double)(count - 1);
    for (size_t i = 0; i < count; i++)
        needs[i] = need_of(doc, &columns[i], fits ? &fits[i] : NULL);
    keep_whole(doc, fits, needs, count, width);
    while (settle(needs, count, width))
        ;
    for (size_t i = 0; i < count; i++)
        widths[i] = needs[i].width;
}
