/* The book of signatures, against Chromium that prints a page with the same texts and the same ink.
 * What it prints is read back: it holds the signatures of ours, all of them, or the run ends.
 */
#include "outputs.h"

#include "peer_page.h"

#include <stdio.h>
#include <stdlib.h>

enum { MANY = 10000, ROUNDS = 3, LIMIT_S = 10, OFTEN_S = 60 /* it prints again when faster */ };
#define PATIENCE_S "900" /* that Chromium may take */
#define DOCUMENT   "/../share/emarge/events/ogp-paris-2016/documents/local-governments/fr.md"

struct book {
    char ours[640], page[640], peers[640];
    struct printed printed;
};

static struct run make_book(const struct bench *bench, const struct outputs_log *log,
                            const char *output)
{
    char tool[512];
    snprintf(tool, sizeof tool, "%s/emarge", bench->bin);
    return run_program((const char *const[]){tool, "book", "--output", output, "--data",
                                             log->folder, "--key", log->key, NULL},
                       NULL);
}

/* False when it did not come to an end. */
static bool print_page(struct run *out, const struct bench *bench, const struct book *book)
{
    char print[700], profile[640], address[700];
    snprintf(print, sizeof print, "--print-to-pdf=%s", book->peers);
    snprintf(profile, sizeof profile, "--user-data-dir=%s/chromium", bench->folder);
    char *whole = realpath(book->page, NULL);
    snprintf(address, sizeof address, "file://%.600s", whole ? whole : book->page);
    free(whole);
    return run_try(out,
                   (const char *const[]){"timeout", PATIENCE_S, "chromium", "--headless",
                                         "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                                         "--no-pdf-header-footer", profile, print, address, NULL});
}

static void write_page(const struct bench *bench, const struct outputs_log *log,
                       const struct book *book)
{
    char document[640];
    struct em_error error = {0};
    struct organiser_secret key;
    snprintf(document, sizeof document, "%s" DOCUMENT, bench->bin);
    if (organiser_read_secret(&key, log->key, NULL, &error) != EM_OK) {
        fprintf(stderr, "%s\n", error.text);
        exit(1);
    }
    peer_page_write(book->page, log->store, &key, document, &book->printed);
    organiser_wipe(&key);
}

/* In turns with ours, but once only when it takes long. */
static void measure(const struct bench *bench, const struct outputs_log *log, struct book *book,
                    struct outputs_race *race)
{
    bool again = true;
    for (int i = 0; i < ROUNDS; i++) {
        struct run own = make_book(bench, log, book->ours), peer;
        samples_add(&race->ours, own.seconds);
        race->memory = own.megabytes;
        if (!again)
            continue;
        again = print_page(&peer, bench, book);
        if (!again)
            continue;
        samples_add(&race->peers, peer.seconds);
        race->memory_peer = peer.megabytes;
        again = peer.seconds < OFTEN_S;
    }
}

/* What the table says of the peer. */
static void describe(char *out, size_t size, const struct outputs_race *race,
                     const struct book *book)
{
    struct printed printed;
    if (race->peers.count == 0) {
        snprintf(out, size, "Chromium did not print the same book in " PATIENCE_S " s");
        return;
    }
    printed_read(&printed, book->peers);
    printed_same(&book->printed, &printed);
    snprintf(out, size, "Chromium%s, the same on %d pages and %.0f MB to our %d and %.0f",
             race->peers.count == 1 ? " once" : "", printed.pages, printed.megabytes,
             book->printed.pages, book->printed.megabytes);
    printed_free(&printed);
}

static void run_book(struct bench *bench, const struct outputs_log *many,
                     const struct outputs_log *tenth)
{
    char what[64], peer[128];
    struct book book;
    struct outputs_race race = {.memory = 0};
    snprintf(book.page, sizeof book.page, "%s/book.html", bench->folder);
    snprintf(book.ours, sizeof book.ours, "%s/ours.pdf", bench->folder);
    snprintf(book.peers, sizeof book.peers, "%s/peer.pdf", bench->folder);
    snprintf(what, sizeof what, "book of %d signatures, with the key", many->count);
    race.memory_tenth = make_book(bench, tenth, book.ours).megabytes;
    make_book(bench, many, book.ours);
    printed_read(&book.printed, book.ours);
    write_page(bench, many, &book);
    measure(bench, many, &book, &race);
    table_add_limit(bench->table,
                    &(struct table_limit){what, samples_at(&race.ours, 0.5), LIMIT_S, 1, "s", ""});
    describe(peer, sizeof peer, &race, &book);
    outputs_race_tell(bench, &race,
                      &(struct outputs_words){what, peer, 0, "of Chromium's largest process"});
    printed_free(&book.printed);
    remove(book.page);
    remove(book.ours);
    remove(book.peers);
}

void bench_book(struct bench *bench)
{
    struct outputs_log many, tenth, hundredth;
    outputs_log_make(&many, bench, MANY, 0);
    outputs_log_make(&tenth, bench, MANY / 10, 0);
    outputs_log_make(&hundredth, bench, MANY / 100, 0);
    run_book(bench, &tenth, &hundredth);
    run_book(bench, &many, &tenth);
    outputs_log_remove(&many);
    outputs_log_remove(&tenth);
    outputs_log_remove(&hundredth);
}
