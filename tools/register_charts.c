/* The statistics of a register as pictures. Each bar is as long as what it counts, in units of the
 * picture, and stands beside its number: whoever reads tables reads the same, and the proof in the
 * browser compares both with the entries.
 */
#include "register.h"

#include "report.h"

#include <stdlib.h>
#include <string.h>

#define SHOWN_ITEMS 12 /* the others of a chart are folded away */
#define SHOWN_DAYS  12 /* of more, days are counted and not hours */
#define DAY         10 /* bytes of a stamp that name the day, */
#define HOUR        13 /* and the hour */

struct chart_item {
    char key[32];
    char *label;
    long long count;
};

struct chart {
    const char *name, *title; /* title is translated */
    struct chart_item *items;
    size_t count, capacity;
    long long most;
};

static struct chart_item *chart_find(struct chart *chart, const char *key)
{
    for (size_t i = chart->count; i-- > 0;)
        if (strcmp(chart->items[i].key, key) == 0)
            return &chart->items[i];
    chart->items = em_grow(chart->items, chart->count, &chart->capacity, sizeof *chart->items);
    struct chart_item *item = &chart->items[chart->count++];
    *item = (struct chart_item){.count = 0};
    snprintf(item->key, sizeof item->key, "%s", key);
    return item;
}

static void chart_count(struct chart *chart, const char *key)
{
    struct chart_item *item = chart_find(chart, key);
    item->count++;
    if (item->count > chart->most)
        chart->most = item->count;
}

static void chart_free(struct chart *chart)
{
    for (size_t i = 0; i < chart->count; i++)
        free(chart->items[i].label);
    free(chart->items);
}

static int by_count(const void *a, const void *b)
{
    const struct chart_item *left = a, *right = b;
    if (left->count != right->count)
        return left->count > right->count ? -1 : 1;
    return strcmp(left->key, right->key);
}

/* --- bars that lie --- */

static void put_bar(const struct register_page *page, const struct chart *chart,
                    const struct chart_item *item)
{
    char number[REGISTER_NUMBER];
    register_put(page, "<tr data-key=\"{}\"><th scope=\"row\">{}</th>", item->key, item->label);
    fprintf(page->out,
            "<td><svg viewBox=\"0 0 %lld 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\">",
            chart->most);
    register_put(page, "<rect data-bar=\"{} {}\"", chart->name, item->key);
    fprintf(page->out, " data-of=\"width\" width=\"%lld\" height=\"1\"/></svg></td>", item->count);
    register_put(page, "<td>{}</td></tr>\n", register_number(page, number, item->count));
}

static void put_bars(const struct register_page *page, const struct chart *chart, size_t from,
                     size_t to)
{
    register_put(page, "<table class=\"bars\"><caption class=\"unseen\">{}</caption><tbody>\n",
                 chart->title);
    for (size_t i = from; i < to; i++)
        put_bar(page, chart, &chart->items[i]);
    fputs("</tbody></table>\n", page->out);
}

static void put_chart(const struct register_page *page, const struct chart *chart)
{
    size_t shown = chart->count > SHOWN_ITEMS + 1 ? SHOWN_ITEMS : chart->count;
    char number[REGISTER_NUMBER];
    register_put(page, "<div data-stat=\"{}\" data-title=\"{}\"><h3>{}</h3>\n", chart->name,
                 chart->title, chart->title);
    put_bars(page, chart, 0, shown);
    if (shown < chart->count) {
        char *more =
            register_sentence(register_text(page, N_("%1$s more")),
                              register_number(page, number, (long long)(chart->count - shown)));
        register_put(page, "<details><summary>{}</summary>\n", more);
        put_bars(page, chart, shown, chart->count);
        fputs("</details>\n", page->out);
        free(more);
    }
    fputs("</div>\n", page->out);
}

/* --- by country, language, manner --- */

static void count_rows(const struct register_page *page, struct chart *chart,
                       const char *(*key)(const struct register_row *row))
{
    for (size_t i = 0; i < page->made->count; i++)
        chart_count(chart, key(page->made->by_time[i]));
    if (chart->count)
        qsort(chart->items, chart->count, sizeof *chart->items, by_count);
}

static const char *country_key(const struct register_row *row)
{
    return row->country;
}

static void write_countries(const struct register_page *page)
{
    struct chart chart = {.name = "country", .title = register_text(page, N_("By country"))};
    count_rows(page, &chart, country_key);
    for (size_t i = 0; i < chart.count; i++) {
        const char *code = chart.items[i].key;
        chart.items[i].label = em_strdup(*code ? edition_country(page->edition, code)
                                               : register_text(page, N_("not given")));
    }
    put_chart(page, &chart);
    chart_free(&chart);
}

static const char *language_key(const struct register_row *row)
{
    return row->language;
}

static void write_languages(const struct register_page *page)
{
    const struct event_pack *pack = page->edition->pack;
    struct chart chart = {.name = "language",
                          .title = register_text(page, N_("By language of the text"))};
    count_rows(page, &chart, language_key);
    for (size_t i = 0; i < chart.count; i++) {
        int language = pack_language(pack, chart.items[i].key);
        chart.items[i].label =
            em_strdup(language < 0 ? chart.items[i].key : pack->language_names[language]);
    }
    put_chart(page, &chart);
    chart_free(&chart);
}

static const char *mode_key(const struct register_row *row)
{
    return row->mode;
}

static const char *read_key(const struct register_row *row)
{
    return row->read_to_end ? "yes" : "no";
}

static void write_words(const struct register_page *page, const char *name, const char *title,
                        const char *(*key)(const struct register_row *row))
{
    struct chart chart = {.name = name, .title = title};
    count_rows(page, &chart, key);
    for (size_t i = 0; i < chart.count; i++)
        chart.items[i].label = em_strdup(report_word(page->edition, chart.items[i].key));
    put_chart(page, &chart);
    chart_free(&chart);
}

/* --- by hour --- */

/* A day or an hour of it, as the page writes it. */
static char *time_label(const struct register_page *page, const struct register_row *row,
                        size_t unit)
{
    char day[64], hour[32];
    words_calendar_date(day, sizeof day, page->edition->calendar, row->at_us);
    if (unit == DAY)
        return em_strdup(day);
    int64_t minutes = strtol(row->stamp + HOUR + 1, NULL, 10);
    words_calendar_time(hour, sizeof hour, page->edition->calendar,
                        row->at_us - minutes * 60000000);
    return em_format("%s, %s", day, hour);
}

static void count_times(const struct register_page *page, struct chart *chart, size_t unit)
{
    for (size_t i = 0; i < page->made->count; i++) {
        const struct register_row *row = page->made->by_time[i];
        char key[sizeof row->stamp];
        snprintf(key, sizeof key, "%.*s", (int)unit, row->stamp);
        chart_count(chart, key);
        struct chart_item *item = chart_find(chart, key);
        if (!item->label)
            item->label = time_label(page, row, unit);
    }
}

/* One day: 24 places, in which the hours that have signatures stand. Returns the next day's first.
 */
static size_t put_day(const struct register_page *page, const struct chart *hours,
                      const struct chart_item *day, size_t first)
{
    char number[REGISTER_NUMBER];
    char *count = register_sentence(
        edition_plural(page->edition, "%1$s signature", "%1$s signatures", (long)day->count),
        register_number(page, number, day->count));
    register_put(page,
                 "<figure class=\"hours\"><figcaption>{} · {}</figcaption><svg role=\"img\" "
                 "aria-label=\"{}\" preserveAspectRatio=\"none\"",
                 day->label, count, day->label);
    fprintf(page->out, " viewBox=\"0 0 24 %lld\">\n", hours->most);
    size_t i = first;
    for (; i < hours->count && strncmp(hours->items[i].key, day->key, DAY) == 0; i++) {
        const struct chart_item *item = &hours->items[i];
        register_put(page, "<rect data-bar=\"hour {}\"", item->key);
        fprintf(page->out,
                " data-of=\"height\" x=\"%ld.1\" y=\"%lld\" width=\".8\" height=\"%lld\"/>\n",
                strtol(item->key + DAY + 1, NULL, 10), hours->most - item->count, item->count);
    }
    fputs("</svg><ol aria-hidden=\"true\"><li>0</li><li>6</li><li>12</li><li>18</li></ol>"
          "</figure>\n",
          page->out);
    free(count);
    return i;
}

static void put_hour_table(const struct register_page *page, const struct chart *hours)
{
    char number[REGISTER_NUMBER];
    register_put(
        page,
        "<details><summary>{}</summary>\n<table class=\"bars\"><caption class=\"unseen\">{}"
        "</caption><tbody>\n",
        register_text(page, N_("The same numbers as a table")), hours->title);
    for (size_t i = 0; i < hours->count; i++)
        register_put(page, "<tr data-key=\"{}\"><th scope=\"row\">{}</th><td>{}</td></tr>\n",
                     hours->items[i].key, hours->items[i].label,
                     register_number(page, number, hours->items[i].count));
    fputs("</tbody></table></details>\n", page->out);
}

static void put_hours(const struct register_page *page, const struct chart *days)
{
    struct chart hours = {.name = "hour", .title = register_text(page, N_("Signatures per hour"))};
    count_times(page, &hours, HOUR);
    register_put(page,
                 "<div class=\"wide\" data-stat=\"hour\" data-title=\"{}\"><h3>{}</h3>\n"
                 "<div class=\"days\">\n",
                 hours.title, hours.title);
    for (size_t i = 0, first = 0; i < days->count; i++)
        first = put_day(page, &hours, &days->items[i], first);
    fputs("</div>\n", page->out);
    put_hour_table(page, &hours);
    fputs("</div>\n", page->out);
    chart_free(&hours);
}

static void write_times(const struct register_page *page)
{
    struct chart days = {.name = "day", .title = register_text(page, N_("Signatures per day"))};
    count_times(page, &days, DAY);
    if (days.count <= SHOWN_DAYS)
        put_hours(page, &days);
    else
        put_chart(page, &days);
    chart_free(&days);
}

void register_write_charts(const struct register_page *page)
{
    const struct public_register *made = page->made;
    char number[REGISTER_NUMBER];
    if (made->count == 0)
        return;
    char *counted = register_sentence(
        edition_plural(page->edition, "They count the %1$s signature that is listed here.",
                       "They count the %1$s signatures that are listed here.", (long)made->count),
        register_number(page, number, (long long)made->count));
    register_put(page,
                 "<section id=\"statistics\" aria-labelledby=\"statistics-title\">\n"
                 "<h2 id=\"statistics-title\">{}</h2>\n<p data-figure=\"counted\">{}</p>\n<div "
                 "class=\"charts\">\n",
                 register_text(page, N_("Statistics")), counted);
    write_times(page);
    write_countries(page);
    fputs("<div>\n", page->out);
    write_words(page, "mode", register_text(page, N_("How they signed")), mode_key);
    write_words(page, "read", register_text(page, N_("Read to the end")), read_key);
    write_languages(page);
    fputs("</div>\n</div>\n</section>\n", page->out);
    free(counted);
}
