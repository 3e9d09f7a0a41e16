/* The signatories and the pioneers, as a page of the register shows them. */
#include "register.h"

#include "html_text.h"
#include "order.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

#define BLOCK 100 /* rows in a tbody; register.js has the same */

/* --- signatories --- */

static const struct {
    const char *sort, *title;
} columns[] = {
    {"name", N_("Name")},       {"role", N_("Role")},      {"government", N_("Government")},
    {"country", N_("Country")}, {"date", N_("Signed on")}, {"number", N_("Number")},
};
#define COLUMNS (sizeof columns / sizeof *columns)

static void put_tools(const struct register_page *page)
{
    register_put(page,
                 "<form class=\"tools\" id=\"tools\" hidden>\n"
                 "<div class=\"search\"><label for=\"search\">{}</label><input type=\"search\" "
                 "id=\"search\" autocomplete=\"off\" spellcheck=\"false\"></div>\n"
                 "<div><label for=\"government\">{}</label><select id=\"government\"><option "
                 "value=\"\">{}</option></select></div>\n"
                 "<div><label for=\"country\">{}</label><select id=\"country\"><option "
                 "value=\"\">{}</option></select></div>\n",
                 register_text(page, N_("Search for a name, a role, a government")),
                 register_text(page, N_("Government")), register_text(page, N_("All governments")),
                 register_text(page, N_("Country")), register_text(page, N_("All countries")));
    register_put(page, "<div class=\"order\"><label for=\"order\">{}</label><select id=\"order\">",
                 register_text(page, N_("Sort by")));
    for (size_t i = 0; i < COLUMNS; i++)
        register_put(page, "<option value=\"{}\">{}</option>", columns[i].sort,
                     register_text(page, columns[i].title));
    register_put(
        page,
        "</select></div>\n</form>\n<p class=\"found\" id=\"found\" role=\"status\" hidden "
        "data-none=\"{}\" data-one=\"{}\" data-other=\"{}\"></p>\n",
        register_text(page, N_("Nobody fits this search.")),
        edition_plural(page->edition, "%1$s of %2$s signatory", "%1$s of %2$s signatories", 1),
        edition_plural(page->edition, "%1$s of %2$s signatory", "%1$s of %2$s signatories", 2));
}

static void put_head(const struct register_page *page)
{
    register_put(page,
                 "<table class=\"list\" id=\"list\">\n<caption class=\"unseen\" data-latest=\"{}\" "
                 "data-up=\"{}\" data-down=\"{}\">{}</caption>\n<thead><tr>",
                 register_text(page, N_("Signatories, the last to sign first")),
                 register_text(page, N_("Signatories, by “%1$s”, ascending")),
                 register_text(page, N_("Signatories, by “%1$s”, descending")),
                 register_text(page, N_("Signatories, in the order of signing")));
    for (size_t i = 0; i < COLUMNS; i++)
        register_put(page, "<th scope=\"col\" data-sort=\"{}\">{}</th>", columns[i].sort,
                     register_text(page, columns[i].title));
    fputs("</tr></thead>\n", page->out);
}

static void put_row(const struct register_page *page, const struct register_row *row)
{
    const struct register_log *log = &page->made->logs[row->log];
    char *id = em_format("%s.%lld", log->writer, (long long)row->seq);
    register_put(page,
                 "<tr id=\"{}\"><th scope=\"row\"><bdi>{}</bdi></th><td><bdi>{}</bdi></td>"
                 "<td><bdi>{}</bdi>",
                 id, row->name, row->role, register_government(page, row));
    if (row->personal)
        register_put(page, " <small>{}</small>", register_text(page, N_("personally")));
    register_put(page, "</td><td>{}</td><td>", edition_country(page->edition, row->country));
    register_put_time(page, row->at_us);
    register_put(page, "</td><td>{}</td></tr>\n", row->number);
    free(id);
}

/* The same list for programs. */
static void put_download(const struct register_page *page)
{
    char number[REGISTER_NUMBER];
    char *about =
        register_sentence(register_text(page, N_("(CSV, %1$s kB)")),
                          register_number(page, number, (page->made->list_bytes + 999) / 1000));
    register_put(page,
                 "<p class=\"download\"><a href=\"{}\" type=\"text/csv\" download>{}</a> {}</p>\n",
                 REGISTER_LIST, register_text(page, N_("Download the list")), about);
    free(about);
}

void register_write_list(const struct register_page *page)
{
    const struct public_register *made = page->made;
    register_put(page,
                 "<section id=\"signatories\" aria-labelledby=\"signatories-title\">\n"
                 "<h2 id=\"signatories-title\">{}</h2>\n",
                 register_text(page, N_("Signatories")));
    if (made->count == 0)
        register_put(page, "<p>{}</p>\n", register_text(page, N_("Nobody is listed yet.")));
    else
        put_download(page);
    put_tools(page);
    put_head(page);
    for (size_t i = 0; i < made->count; i++) {
        if (i % BLOCK == 0)
            fputs("<tbody>\n", page->out);
        put_row(page, made->by_time[i]);
        if (i % BLOCK == BLOCK - 1 || i + 1 == made->count)
            fputs("</tbody>\n", page->out);
    }
    fputs("</table>\n</section>\n", page->out);
}

/* --- pioneers --- */

#define SIGNED "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"M4 13l5 5L20 6\"/></svg>"
#define OPEN                                                                                       \
    "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><circle cx=\"12\" cy=\"12\" r=\"8\"/></svg>"

static void put_signatory(const struct register_page *page, const struct register_pioneer *pioneer)
{
    const struct register_row *row = pioneer->row;
    char number[REGISTER_NUMBER];
    register_put(page, "<p>{} <bdi class=\"name\">{}</bdi></p>",
                 register_text(page, N_("Signed by")), row->name);
    if (*row->role)
        register_put(page, "<p class=\"small\"><bdi class=\"role\">{}</bdi></p>", row->role);
    fputs("<p class=\"small\">", page->out);
    register_put_time(page, row->at_us);
    fputs("</p>", page->out);
    if (pioneer->count < 2)
        return;
    char *others = register_sentence(
        edition_plural(page->edition, "and %1$s more signature that is listed",
                       "and %1$s more signatures that are listed", (long)(pioneer->count - 1)),
        register_number(page, number, pioneer->count - 1));
    register_put(page, "<p class=\"small\" data-figure=\"others\">{}</p>", others);
    free(others);
}

static void put_pioneer(const struct register_page *page, const struct register_pioneer *pioneer)
{
    const struct pack_government *government =
        &page->edition->pack->governments[pioneer->government];
    const struct register_row *row = pioneer->row;
    const char *country = edition_country(page->edition, government->country);
    register_put(page,
                 row || pioneer->unlisted ? "<li data-government=\"{}\""
                                          : "<li class=\"open\" data-government=\"{}\"",
                 government->id);
    if (row) {
        char *seq = em_format("%lld", (long long)row->seq);
        register_put(page, " data-entry=\"{}.{}\"", page->made->logs[row->log].writer, seq);
        free(seq);
    }
    fputs(row || pioneer->unlisted ? ">" SIGNED : ">" OPEN, page->out);
    register_put(page, "<div><h3>{}</h3><p class=\"small\">{}</p>",
                 government->names[page->edition->index], country);
    if (row)
        put_signatory(page, pioneer);
    else
        register_put(page, "<p>{}</p>",
                     register_text(page, pioneer->unlisted
                                             ? N_("Signed, by somebody who is not listed")
                                             : N_("Not signed yet")));
    fputs("</div></li>\n", page->out);
}

/* By name, as the language of the page sorts them. */
static struct order *order_pioneers(const struct register_page *page)
{
    const struct edition *edition = page->edition;
    struct order *order = order_new(edition->language);
    for (size_t i = 0; i < page->made->pioneer_count; i++) {
        size_t government = page->made->pioneers[i].government;
        order_text(order, edition->pack->governments[government].names[edition->index]);
        order_row(order);
    }
    order_sort(order);
    return order;
}

void register_write_pioneers(const struct register_page *page)
{
    if (page->made->pioneer_count == 0)
        return;
    register_put(page,
                 "<section id=\"pioneers\" aria-labelledby=\"pioneers-title\">\n"
                 "<h2 id=\"pioneers-title\">{}</h2>\n<ul class=\"pioneers\">\n",
                 register_text(page, N_("Pioneer governments")));
    struct order *order = order_pioneers(page);
    for (size_t i = 0; i < page->made->pioneer_count; i++)
        put_pioneer(page, &page->made->pioneers[order_at(order, i)]);
    order_free(order);
    fputs("</ul>\n</section>\n", page->out);
}
