/* The book of signatures, against Chromium that prints a page with the same texts and the same ink.
 */
#include "outputs.h"

#include "peer_page.h"

#include <stdio.h>
#include <stdlib.h>

enum { ROUNDS = 3, LIMIT_S = 10 };
#define DOCUMENT "/../share/emarge/events/ogp-paris-2016/documents/local-governments/fr.md"

static struct run make_book(const struct bench *bench, const struct outputs_log *log,
                            const char *output)
{
    char tool[512];
    snprintf(tool, sizeof tool, "%s/emarge", bench->bin);
    return run_program((const char *const[]){tool, "book", "--output", output, "--data",
                                             log->folder, "--key", log->key, NULL},
                       NULL);
}

/* False when it did not come to an end in five minutes. */
static bool print_page(struct run *out, const struct bench *bench, const char *page,
                       const char *output)
{
    char print[700], profile[640], address[700];
    snprintf(print, sizeof print, "--print-to-pdf=%s", output);
    snprintf(profile, sizeof profile, "--user-data-dir=%s/chromium", bench->folder);
    char *whole = realpath(page, NULL);
    snprintf(address, sizeof address, "file://%.600s", whole ? whole : page);
    free(whole);
    return run_try(out,
                   (const char *const[]){"timeout", "300", "chromium", "--headless", "--no-sandbox",
                                         "--disable-gpu", "--disable-dev-shm-usage",
                                         "--no-pdf-header-footer", profile, print, address, NULL});
}

static void write_page(const struct bench *bench, const struct outputs_log *log, const char *page)
{
    char document[640];
    struct em_error error = {0};
    struct organiser_secret key;
    snprintf(document, sizeof document, "%s" DOCUMENT, bench->bin);
    if (organiser_read_secret(&key, log->key, NULL, &error) != EM_OK) {
        fprintf(stderr, "%s\n", error.text);
        exit(1);
    }
    peer_page_write(page, log->store, &key, document);
    organiser_wipe(&key);
}

static void tell_alone(struct bench *bench, struct outputs_race *race, const char *what)
{
    char memory[96], detail[64];
    table_add_missing(bench->table, what, "Chromium did not print the same page in five minutes");
    snprintf(memory, sizeof memory, "memory (peak): %s", what);
    snprintf(detail, sizeof detail, "of a tenth: %.0f", race->memory_tenth);
    table_add_limit(bench->table,
                    &(struct table_limit){memory, race->memory, OUTPUTS_FLAT * race->memory_tenth,
                                          0, "MB", detail});
    samples_free(&race->ours);
    samples_free(&race->peers);
}

void outputs_book(struct bench *bench, const struct outputs_log *many,
                  const struct outputs_log *tenth)
{
    char page[640], ours[640], peers[640], what[64];
    struct outputs_race race = {.memory = 0};
    snprintf(page, sizeof page, "%s/book.html", bench->folder);
    snprintf(ours, sizeof ours, "%s/ours.pdf", bench->folder);
    snprintf(peers, sizeof peers, "%s/peer.pdf", bench->folder);
    snprintf(what, sizeof what, "book of %d signatures, with the key", many->count);
    write_page(bench, many, page);
    race.memory_tenth = make_book(bench, tenth, ours).megabytes;
    bool printed = true;
    for (int i = 0; i < ROUNDS; i++) {
        struct run own = make_book(bench, many, ours), peer = {0};
        samples_add(&race.ours, own.seconds);
        race.memory = own.megabytes;
        printed = printed && print_page(&peer, bench, page, peers);
        samples_add(&race.peers, peer.seconds);
        race.memory_peer = peer.megabytes;
    }
    table_add_limit(bench->table,
                    &(struct table_limit){what, samples_at(&race.ours, 0.5), LIMIT_S, 1, "s", ""});
    if (printed)
        outputs_race_tell(bench, &race,
                          &(struct outputs_words){what, "Chromium prints the same texts and ink", 0,
                                                  "of Chromium's largest process"});
    else
        tell_alone(bench, &race, what);
    remove(page);
    remove(ours);
    remove(peers);
}
