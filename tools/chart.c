#include "chart.h"

#include "core/clock.h"
#include "core/memory.h"
#include "core/words.h"
#include "md_text.h"

#include <stdlib.h>
#include <string.h>

#define MOST_ITEMS 12
#define MARGIN     2
#define GAP        2

/* How the columns of one part lie. */
struct columns_of {
    int label, number, bar;
};

static char *number_text(const struct chart *chart, long long number)
{
    char text[64];
    words_number(text, sizeof text, number, chart->edition->language);
    return em_strdup(text);
}

/* Hours stand beneath their day; elsewhere the label says all. */
static char *label_of(const struct chart *chart, const struct tally_part *part,
                      const struct tally_item *item)
{
    char hour[32];
    int64_t at_us;
    if (part->type != CELL_TIME || !em_time_read(item->item, &at_us))
        return words_visible(item->label);
    words_calendar_time(hour, sizeof hour, chart->edition->calendar, at_us);
    return em_strdup(hour);
}

/* As much of the label as fits, and an ellipsis when that is not all. To be freed. */
static char *shortened(char *label, int width)
{
    if ((int)md_width(label) <= width)
        return label;
    size_t end = 0;
    for (size_t next = words_next_grapheme(label, 0); label[end];
         next = words_next_grapheme(label, end)) {
        char *start = em_strndup(label, next);
        bool fits = (int)md_width(start) < width;
        free(start);
        if (!fits)
            break;
        end = next;
    }
    char *out = em_format("%.*s…", (int)end, label);
    free(label);
    return out;
}

static void pad(FILE *out, int columns)
{
    for (; columns > 0; columns--)
        fputc(' ', out);
}

/* In eighths of a column; what is there at all can be seen. */
static void draw_bar(FILE *out, int columns, long long count, long long most)
{
    static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    if (count <= 0 || most <= 0)
        return;
    long long length = (long long)((double)count / (double)most * 8 * columns + 0.5);
    if (length == 0)
        length = 1;
    for (; length >= 8; length -= 8)
        fputs("█", out);
    fputs(eighths[length], out);
}

static void draw_item(const struct chart *chart, const struct columns_of *columns,
                      const struct tally_part *part, const struct tally_item *item)
{
    char *label = shortened(label_of(chart, part, item), columns->label);
    char *number = number_text(chart, item->count);
    int left = columns->label - (int)md_width(label);
    bool hour = part->type == CELL_TIME; /* ends where the others do */
    pad(chart->out, MARGIN + (hour ? left : 0));
    fputs(label, chart->out);
    pad(chart->out, (hour ? 0 : left) + GAP + columns->number - (int)md_width(number));
    fputs(number, chart->out);
    if (item->count) {
        pad(chart->out, GAP);
        draw_bar(chart->out, columns->bar, item->count, part->most);
    }
    fputc('\n', chart->out);
    free(label);
    free(number);
}

/* The day, where it is another than that of the hour before. */
static void draw_day(const struct chart *chart, const struct tally_part *part, size_t at,
                     char before[64])
{
    int64_t at_us;
    char day[64];
    if (part->type != CELL_TIME || !em_time_read(part->items[at].item, &at_us))
        return;
    words_calendar_date(day, sizeof day, chart->edition->calendar, at_us);
    if (strcmp(day, before) != 0)
        fprintf(chart->out, "%*s%s\n", MARGIN, "", day);
    snprintf(before, 64, "%s", day);
}

/* Words that are not met say nothing. */
static bool is_shown(const struct tally_part *part, size_t at)
{
    return part->items[at].count > 0 || part->type != CELL_WORD;
}

static struct columns_of lay_out(const struct chart *chart, const struct tally_part *part,
                                 size_t count)
{
    struct columns_of columns = {0};
    int width = chart->width < CHART_WIDTH_LEAST ? CHART_WIDTH_LEAST : chart->width;
    char *most = number_text(chart, part->most);
    columns.number = (int)md_width(most);
    free(most);
    for (size_t i = 0; i < count; i++) {
        char *label = label_of(chart, part, &part->items[i]);
        int wanted = is_shown(part, i) ? (int)md_width(label) : 0;
        columns.label = wanted > columns.label ? wanted : columns.label;
        free(label);
    }
    if (columns.label > width * 2 / 5)
        columns.label = width * 2 / 5;
    columns.bar = width - MARGIN - columns.label - GAP - columns.number - GAP;
    if (columns.bar < 1)
        columns.bar = 1;
    return columns;
}

/* Hours are few, and a gap in them would be a lie. */
static size_t count_of(const struct chart *chart, const struct tally_part *part)
{
    bool whole = chart->all || part->type == CELL_TIME || part->count <= MOST_ITEMS + 1;
    return whole ? part->count : MOST_ITEMS;
}

static void tell_more(const struct chart *chart, size_t more)
{
    const char *text = edition_plural(chart->edition, "… and %s more", "… and %s more", (long)more);
    const char *place = strstr(text, "%s");
    char *number = number_text(chart, (long long)more);
    if (place)
        fprintf(chart->out, "%*s%.*s%s%s\n", MARGIN, "", (int)(place - text), text, number,
                place + 2);
    free(number);
}

void chart_part(const struct chart *chart, const struct tally_part *part)
{
    size_t count = count_of(chart, part);
    struct columns_of columns = lay_out(chart, part, count);
    char day[64] = "";
    if (part->count == 0)
        return;
    fprintf(chart->out, "\n%s\n", edition_text(chart->edition, part->title));
    for (size_t i = 0; i < count; i++) {
        draw_day(chart, part, i, day);
        if (is_shown(part, i))
            draw_item(chart, &columns, part, &part->items[i]);
    }
    if (count < part->count)
        tell_more(chart, part->count - count);
}
