/* What a page of the register says of its own proof: the logs with their keys and checkpoints, and
 * the sentences that verify.js speaks in the page's language. */
#include "register.h"

#include "html_text.h"
#include "report.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* --- what is proved, and what is not --- */

static const char *const about[] = {
    N_("Each kiosk keeps a log to which entries can only be added. A checkpoint, signed with the "
       "kiosk’s key, commits to every entry of the log. This folder holds the entries of those who "
       "agreed to be listed, whole, and of every other entry a hash, which says nothing of what is "
       "in it."),
    N_("The check computes all of these hashes anew, compares their root with the checkpoint and "
       "the checkpoint with the key, and then each row, each figure and the text of this page with "
       "the entries. It is done by your browser; nothing is sent anywhere."),
    N_("A published entry also says in which language the text was shown, how it was signed, "
       "whether the text was read to its end, and a number in place of the badge that was used, if "
       "any."),
};

static const char *const limits[] = {
    N_("Whose the keys are. Compare them with those that the organiser published elsewhere."),
    N_("Whether the programs in this folder were exchanged; to a browser, its files of data are "
       "programs, too. “emarge verify”, on a copy of the logs, does not depend on them."),
    N_("Whether somebody who agreed to be listed was left out. Who has a receipt can look for it "
       "above."),
    N_("Whether the list to download says the same. It names the log and the entry of each "
       "signature, and its leaf hash."),
    N_("How many signed without being listed, and for which governments; what this page says of "
       "the event; the letter in a number; and whether the clocks of the kiosks were right."),
};

static void put_about(const struct register_page *page, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        register_put(page, "<p>{}</p>\n", register_text(page, about[i]));
}

static void put_limits(const struct register_page *page)
{
    register_put(page, "<h3>{}</h3>\n<ul>\n",
                 register_text(page, N_("What the check cannot tell")));
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        register_put(page, "<li>{}</li>\n", register_text(page, limits[i]));
    fputs("</ul>\n", page->out);
}

/* --- the logs --- */

static const char *witness_text(const struct register_page *page, const char *file)
{
    static const struct {
        const char *file, *msgid;
    } names[] = {
        {KIOSKS_FILE, N_("the organiser’s list of kiosks (kiosks.csv)")},
        {"organiser.pub", N_("the organiser’s public keys (organiser.pub)")},
        {"kiosk.ini", N_("the kiosk itself (kiosk.ini)")},
    };
    for (size_t i = 0; file && i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].file, file) == 0)
            return register_text(page, names[i].msgid);
    return register_text(page, N_("nobody but the log itself"));
}

static void put_entries(const struct register_page *page, const struct register_log *log)
{
    char all[REGISTER_NUMBER], public[REGISTER_NUMBER];
    char *text = register_sentence(register_text(page, N_("%1$s, of which %2$s are published")),
                                   register_number(page, all, log->size),
                                   register_number(page, public, (long long)log->count));
    register_put(page, "<dt>{}</dt><dd class=\"entries\">{}</dd>\n",
                 register_text(page, N_("Entries")), text);
    free(text);
}

static void put_log(const struct register_page *page, const struct register_log *log)
{
    fprintf(page->out, "<article class=\"log\" data-parts=\"%zu\" data-entries=\"%lld\"",
            register_parts(log), (long long)log->size);
    register_put(page, " data-writer=\"{}\" data-origin=\"{}\"><h3>{}</h3>\n<dl>\n", log->writer,
                 log->origin, log->writer);
    put_entries(page, log);
    register_put(page,
                 "<dt>{}</dt><dd><code class=\"key\">{}</code></dd>\n<dt>{}</dt><dd>{}</dd>\n"
                 "<dt>{}</dt><dd><pre class=\"checkpoint\">",
                 register_text(page, N_("Key")), log->key, register_text(page, N_("Named by")),
                 witness_text(page, log->witness), register_text(page, N_("Checkpoint")));
    html_text(page->out, log->checkpoint); /* its lines are signed */
    fputs("</pre></dd>\n</dl></article>\n", page->out);
}

static void put_receipt(const struct register_page *page)
{
    register_put(page,
                 "<form class=\"receipt\" id=\"receipt\" hidden><h3>{}</h3>\n"
                 "<label for=\"receipt-text\">{}</label>\n"
                 "<div><input id=\"receipt-text\" name=\"text\" autocomplete=\"off\" "
                 "spellcheck=\"false\"> <button>{}</button></div>\n"
                 "<div id=\"receipt-answer\" role=\"status\"></div></form>\n",
                 register_text(page, N_("Do you have a receipt?")),
                 register_text(page, N_("What its code says, EMARGE1 and three words more")),
                 register_text(page, N_("Look for it")));
}

void register_write_proof(const struct register_page *page)
{
    register_put(page,
                 "<section id=\"verification\" aria-labelledby=\"verification-title\">\n"
                 "<h2 id=\"verification-title\">{}</h2>\n",
                 register_text(page, N_("Verification")));
    put_about(page, 0, 2);
    register_put(
        page,
        "<p><button type=\"button\" class=\"primary\" id=\"verify\" hidden>{}</button></p>\n"
        "<noscript><p>{}</p></noscript>\n"
        "<p class=\"verdict\" id=\"verdict\" role=\"status\" tabindex=\"-1\"></p>\n"
        "<div id=\"results\"></div>\n",
        register_text(page, N_("Verify in this browser")),
        register_text(page, N_("Your browser runs no scripts here, so it cannot verify "
                               "this page; everything else on it can be read.")));
    put_receipt(page);
    put_limits(page);
    put_about(page, 2, sizeof about / sizeof *about);
    for (size_t i = 0; i < page->made->log_count; i++)
        put_log(page, &page->made->logs[i]);
    fputs("</section>\n", page->out);
}

/* --- the sentences of verify.js --- */

static const struct {
    const char *name, *msgid; /* data-NAME */
} sentences[] = {
    {"begin", N_("Verifying…")},
    /* Translators: the name of a log, how many entries of it are done, how many there are. */
    {"working", N_("Log %1$s: %2$s of %3$s")},
    {"all-good", N_("Everything matches.")},
    {"all-unsure", N_("What could be checked matches. Not everything could be checked.")},
    {"all-bad", N_("Something does not match. Do not rely on this copy of the register.")},
    /* Translators: the name of a log, and "412 entries". */
    {"log-good", N_("log %1$s: %2$s, root matches, signature good")},
    {"log-rooted", N_("log %1$s: %2$s, root matches, signature not checked")},
    {"log-unsure", N_("log %1$s: %2$s, neither root nor signature checked")},
    {"log-bad", N_("log %1$s: does not match")},
    /* Translators: "412 rows". */
    {"page-good", N_("page: %1$s, figures and text say what the entries say")},
    {"page-unsure",
     N_("page: %1$s and figures say what the entries say; the text was not checked")},
    {"page-bad", N_("page: does not say what the entries say")},
    {"more", N_("and %1$s more of the kind")},
    {"no-crypto", N_("A browser computes hashes only for pages from a disk, or over https. Open "
                     "this page so to check them.")},
    {"no-ed25519", N_("This browser does not know Ed25519 signatures. A newer one does.")},
    {"not-loaded", N_("%1$s could not be read.")},
    {"bad-key", N_("The key on this page is not the key of this log.")},
    {"bad-checkpoint", N_("What stands here as checkpoint is no checkpoint of this log.")},
    {"bad-signature", N_("The signature of the checkpoint does not fit the key.")},
    {"bad-size", N_("The checkpoint commits to %1$s, and here are %2$s.")},
    {"bad-root", N_("The root of the entries is not the one in the checkpoint: an entry or a hash "
                    "was changed.")},
    {"not-listed", N_("Entry %1$s is published, and does not agree to be listed.")},
    /* Translators: where (the number of a row, a government), which column, what the page says,
     * what the entry says. */
    {"differs", N_("%1$s, %2$s: the page says “%3$s”, the entries say “%4$s”.")},
    {"stray", N_("A row has no entry: %1$s")},
    {"missing", N_("Entry %1$s is published and has no row: %2$s")},
    {"bad-number", N_("The number “%1$s” cannot be the number of that entry.")},
    {"other-text", N_("%1$s sign another text than the one in this folder.")},
    {"bad-text", N_("The text on this page is not the one that was signed.")},
    {"order", N_("The rows are not in the order of signing.")},
    {"no-text",
     N_("Nobody listed here signed the text in this language, so no entry says which text "
        "it is.")},
    {"published", N_("%1$s, of which %2$s are published")},
    {"personal", N_("personally")},
    {"date", N_("Signed on")},
    {"government", N_("Government")},
    {"country", N_("Country")},
    {"listed", N_("Signatories")},
    {"pioneer", N_("Pioneer governments")},
    {"signed-by", N_("Signed by")},
    {"unlisted", N_("Signed, by somebody who is not listed")},
    {"unsigned", N_("Not signed yet")},
    {"statistics", N_("Statistics")},
    {"more-rows", N_("%1$s more")},
    {"not-given", N_("not given")},
    {"nothing", N_("nothing")},
    {"no-receipt", N_("This is no receipt. It begins with EMARGE1.")},
    {"receipt-good", N_("The entry of this receipt is in the log, unchanged.")},
    {"receipt-in", N_("The entry of this receipt is in the log, but the log does not match.")},
    {"receipt-unsure",
     N_("The entry of this receipt is in the log; its signature was not checked.")},
    {"receipt-bad", N_("The entry of this receipt is in none of these logs.")},
};

/* What edition_plural says of one and of more. */
static void put_plural(const struct register_page *page, const char *name, const char *one,
                       const char *other)
{
    register_put(page, " data-{}-one=\"{}\" data-{}-other=\"{}\"\n", name,
                 edition_plural(page->edition, one, other, 1), name,
                 edition_plural(page->edition, one, other, 2));
}

static void put_plurals(const struct register_page *page)
{
    put_plural(page, "entries", "%1$s entry", "%1$s entries");
    put_plural(page, "rows", "%1$s row", "%1$s rows");
    put_plural(page, "signatures", "%1$s signature", "%1$s signatures");
    put_plural(page, "counted", "They count the %1$s signature that is listed here.",
               "They count the %1$s signatures that are listed here.");
    put_plural(page, "others", "and %1$s more signature that is listed",
               "and %1$s more signatures that are listed");
}

/* Takes the object over. */
static void put_json(const struct register_page *page, const char *name, json_t *object)
{
    char *json = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
    fprintf(page->out, " data-%s=\"", name);
    html_text(page->out, json);
    fputs("\"\n", page->out);
    free(json);
    json_decref(object);
}

/* {"Kigoma\nTZ": "kigoma"}: governments of the event that somebody typed. */
static void put_typed(const struct register_page *page)
{
    json_t *typed = json_object();
    for (size_t i = 0; i < page->made->count; i++) {
        const struct register_row *row = &page->made->rows[i];
        if (*row->government_id || !row->known)
            continue;
        char *key = em_format("%s\n%s", row->government, row->country);
        json_object_set_new(typed, key, json_string(row->known->id));
        free(key);
    }
    put_json(page, "typed", typed);
}

/* {"FR": "France"} */
static void put_countries(const struct register_page *page)
{
    json_t *names = json_object();
    for (size_t i = 0; i < page->made->count; i++) {
        const char *code = page->made->rows[i].country;
        if (!*code || json_object_get(names, code))
            continue;
        json_object_set_new(names, code, json_string(edition_country(page->edition, code)));
    }
    put_json(page, "countries", names);
}

/* {"paris": "Paris"}, of whoever is on the page: a pioneer, or whom somebody signed for. */
static void put_governments(const struct register_page *page)
{
    const struct public_register *made = page->made;
    json_t *names = json_object();
    for (size_t i = 0; i < made->pioneer_count; i++) {
        const struct pack_government *government =
            &page->edition->pack->governments[made->pioneers[i].government];
        json_object_set_new(names, government->id,
                            json_string(government->names[page->edition->index]));
    }
    for (size_t i = 0; i < made->count; i++) {
        const struct register_row *row = &made->rows[i];
        if (*row->government_id && !json_object_get(names, row->government_id))
            json_object_set_new(names, row->government_id,
                                json_string(register_government(page, row)));
    }
    put_json(page, "governments", names);
}

/* {"mode drawn": "by hand", "language fr": "français"}: what charts write for what is counted. */
static void put_labels(const struct register_page *page)
{
    static const char *const counted[][2] = {{"mode", "drawn"},
                                             {"mode", "typed"},
                                             {"mode", "assisted"},
                                             {"read", "yes"},
                                             {"read", "no"}};
    const struct event_pack *pack = page->edition->pack;
    json_t *labels = json_object();
    char key[64];
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
        snprintf(key, sizeof key, "%s %s", counted[i][0], counted[i][1]);
        json_object_set_new(labels, key, json_string(report_word(page->edition, counted[i][1])));
    }
    for (size_t i = 0; i < pack->language_count; i++) {
        snprintf(key, sizeof key, "language %s", pack->languages[i]);
        json_object_set_new(labels, key, json_string(pack->language_names[i]));
    }
    put_json(page, "labels", labels);
}

/* The name of the event in all logs. */
static void put_event(const struct register_page *page)
{
    const char *origin = page->made->log_count ? page->made->logs[0].origin : "";
    char event[ENTRY_ORIGIN_SIZE];
    snprintf(event, sizeof event, "%.*s", (int)strcspn(origin, "/"), origin);
    register_put(page, " data-event=\"{}\"\n", event);
}

void register_write_words(const struct register_page *page)
{
    const struct edition *edition = page->edition;
    static const char *const icons[][2] = {{"good", "M4 13l5 5L20 6"},
                                           {"bad", "M5 5l14 14M19 5L5 19"},
                                           {"unsure", "M12 4v10M12 19v.5"}};
    for (size_t i = 0; i < sizeof icons / sizeof *icons; i++)
        register_put(page,
                     "<template id=\"icon-{}\"><svg viewBox=\"0 0 24 24\" aria-hidden=\"true\">"
                     "<path d=\"{}\"/></svg></template>\n",
                     icons[i][0], icons[i][1]);
    register_put(page, "<div id=\"words\" hidden data-zone=\"{}\" data-document=\"{}\"\n",
                 edition->timezone, page->document->id);
    put_event(page);
    put_plurals(page);
    put_countries(page);
    put_governments(page);
    put_labels(page);
    put_typed(page);
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        register_put(page, " data-{}=\"{}\"\n", sentences[i].name,
                     register_text(page, sentences[i].msgid));
    fputs("></div>\n", page->out);
}
