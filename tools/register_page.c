/* A page of the register from its head to its foot; lists and pictures stand in files of their own.
 */
#include "register.h"

#include "html_text.h"

#include <stdlib.h>
#include <string.h>

/* Scripts and style from beside the page alone, no connection, no form sent, no frame. `self` is
 * not the same for every browser when a page is read from a disk, so file: is said too; it opens
 * nothing to a page from the web. */
#define POLICY                                                                                     \
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src data:; "         \
    "base-uri 'none'; form-action 'none'"

static const char *title_of(const struct register_page *page)
{
    return page->document->titles[page->edition->index];
}

/* In this order. */
static const char *const scripts[] = {"register", "proof",       "reading",
                                      "figures",  "declaration", "verify"};

/* What a search engine shows beneath the title. */
static void write_description(const struct register_page *page)
{
    char *line = edition_line(page->edition);
    char *text = register_sentence(
        register_text(page, N_("Who signed “%1$s”, with statistics, the text and the proof. "
                               "%2$s, %3$s.")),
        title_of(page), page->edition->pack->texts[page->edition->index].name, line);
    register_put(page, "<meta name=\"description\" content=\"{}\">\n", text);
    free(text);
    free(line);
}

static void write_head(const struct register_page *page)
{
    const struct event_pack *pack = page->edition->pack;
    register_put(
        page,
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n"
        "<meta name=\"generator\" content=\"emarge {}\">\n"
        "<title>{} – {}</title>\n",
        page->edition->language, html_direction(page->edition->language), POLICY, EM_VERSION,
        title_of(page), register_text(page, N_("Public register of signatures")));
    write_description(page);
    for (size_t i = 0; i < pack->language_count; i++) { /* itself, too, as it is said to be done */
        char *name = register_page_name(pack, i);
        register_put(page, "<link rel=\"alternate\" hreflang=\"{}\" href=\"{}\">\n",
                     pack->languages[i], name);
        free(name);
    }
    fputs("<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"register.css\">\n",
          page->out);
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        register_put(page, "<script src=\"{}.js\" defer></script>\n", scripts[i]);
    fputs("</head>\n", page->out);
}

static void write_bar(const struct register_page *page)
{
    const struct event_pack *pack = page->edition->pack;
    register_put(page,
                 "<body>\n<a class=\"skip\" href=\"#signatories\">{}</a>\n<header>\n"
                 "<div class=\"bar\">\n<p>{}</p>\n<nav aria-label=\"{}\"><ul>\n",
                 register_text(page, N_("Go to the signatories")),
                 pack->texts[page->edition->index].name, register_text(page, N_("Language")));
    for (size_t i = 0; i < pack->language_count; i++) {
        char *name = register_page_name(pack, i);
        register_put(page, "<li><a href=\"{}\" lang=\"{}\" hreflang=\"{}\"", name,
                     pack->languages[i], pack->languages[i]);
        fputs(i == page->edition->index ? " aria-current=\"page\"" : "", page->out);
        register_put(page, ">{}</a></li>\n", pack->language_names[i]);
        free(name);
    }
    register_put(page,
                 "<li><button type=\"button\" class=\"theme\" id=\"theme\" hidden "
                 "aria-pressed=\"false\" aria-label=\"{}\"><svg viewBox=\"0 0 24 24\" "
                 "aria-hidden=\"true\"><path d=\"M12 2a10 10 0 0 0 0 20V2z\"/><circle cx=\"12\" "
                 "cy=\"12\" r=\"9\" class=\"rim\"/></svg></button></li>\n</ul></nav>\n</div>\n",
                 register_text(page, N_("Dark background")));
}

static void put_figure(const struct register_page *page, long long number, const char *figure,
                       const char *label)
{
    char text[REGISTER_NUMBER];
    register_put(page, "<div><dt>{}</dt><dd data-figure=\"{}\">{}</dd></div>\n", label, figure,
                 register_number(page, text, number));
}

static long long signed_pioneers(const struct public_register *made)
{
    long long count = 0;
    for (size_t i = 0; i < made->pioneer_count; i++)
        count += made->pioneers[i].row || made->pioneers[i].unlisted;
    return count;
}

static void write_figures(const struct register_page *page)
{
    const struct public_register *made = page->made;
    const struct edition *edition = page->edition;
    char number[REGISTER_NUMBER];
    fputs("<dl class=\"figures\">\n", page->out);
    put_figure(page, (long long)made->count, "listed",
               edition_plural(edition, "signatory is listed here", "signatories are listed here",
                              (long)made->count));
    put_figure(page, made->unlisted, "unlisted",
               edition_plural(edition, "signed without being listed",
                              "have signed without being listed", (long)made->unlisted));
    if (made->pioneer_count) {
        long long count = signed_pioneers(made);
        char *label = register_sentence(
            edition_plural(edition, "of %1$s pioneer governments has signed",
                           "of %1$s pioneer governments have signed", (long)count),
            register_number(page, number, (long long)made->pioneer_count));
        put_figure(page, count, "pioneers", label);
        free(label);
    }
    fputs("</dl>\n", page->out);
}

static void write_contents(const struct register_page *page)
{
    const struct public_register *made = page->made;
    const struct {
        const char *id, *title;
        bool there;
    } parts[] = {
        {"signatories", N_("Signatories"), true},
        {"pioneers", N_("Pioneer governments"), made->pioneer_count > 0},
        {"statistics", N_("Statistics"), made->count > 0},
        {"text", N_("The text"), true},
        {"verification", N_("Verification"), true},
        {"notice", N_("Your data"), true},
    };
    register_put(page, "<nav class=\"contents\" aria-label=\"{}\"><ul>\n",
                 register_text(page, N_("On this page")));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].there)
            register_put(page, "<li><a href=\"#{}\">{}</a></li>\n", parts[i].id,
                         register_text(page, parts[i].title));
    fputs("</ul></nav>\n</header>\n", page->out);
}

static void write_title(const struct register_page *page)
{
    const struct edition *edition = page->edition;
    char date[64], hour[32];
    int64_t newest_us = page->made->reading->newest_us;
    words_calendar_date(date, sizeof date, edition->calendar, newest_us);
    words_calendar_time(hour, sizeof hour, edition->calendar, newest_us);
    char *line = edition_line(edition);
    char *as_of = register_sentence(
        register_text(page, newest_us > 0
                                ? N_("Public register of signatures, as it stood on %1$s, %2$s")
                                : N_("Public register of signatures")),
        date, hour);
    register_put(page, "<p class=\"place\">{}{}{}</p>\n<h1>{}</h1>\n<p class=\"kind\">{}</p>\n",
                 line, *edition->pack->hashtag ? " · " : "", edition->pack->hashtag, title_of(page),
                 as_of);
    free(as_of);
    free(line);
}

void register_write_page(const struct register_page *page)
{
    write_head(page);
    write_bar(page);
    write_title(page);
    write_figures(page);
    write_contents(page);
    fputs("<main>\n", page->out);
    register_write_list(page);
    register_write_pioneers(page);
    register_write_charts(page);
    register_write_text(page);
    register_write_proof(page);
    register_write_notice(page);
    register_put(page, "</main>\n<footer><p>{}</p></footer>\n",
                 register_text(page, N_("Made with emarge from the logs of the kiosks.")));
    register_write_words(page);
    fputs("</body>\n</html>\n", page->out);
}
