/* `emarge book`: everybody who signed, in order, in a PDF that an archive keeps. That the same log
 * gives the same bytes, and that a killed run leaves the old file, show outputs_same and
 * outputs_whole for every verb.
 */
#include "core/file.h"
#include "core/memory.h"
#include "fake/folder.h"
#include "fake/listing.h"
#include "fake/pdf.h"
#include "fake/signatories.h"
#include "fake/sql.h"
#include "fake/tool.h"
#include "list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TOOL(result, ...) tool_run(result, (const char *const[]){EM_TOOL, __VA_ARGS__, NULL}, NULL)
#define EVENT             EM_SHARE "/events/ogp-paris-2016"

static char home[FAKE_PATH_SIZE];
static char *folder, *key, *pdf; /* an organiser's, with a bare key; its key alone; the book */
static struct tool_result result;

/* The key lies elsewhere, so that it is used when it is named, and only then. */
static char *make(const char *name, struct signatories_options options)
{
    char *path = em_format("%s/%s", home, name), *inside = em_format("%s/organiser.key", path);
    char *outside = em_format("%s/%s.key", home, name);
    options.folder = path;
    signatories_make(&options);
    assert_int_equal(rename(inside, outside), 0);
    free(inside);
    free(outside);
    return path;
}

static int set_up(void **state)
{
    (void)state;
    fake_folder_make(home);
    folder = make("summit", (struct signatories_options){.count = 80, .seed = 4});
    key = em_format("%s/summit.key", home);
    pdf = em_format("%s/book.pdf", home);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fake_folder_remove(home);
    tool_result_free(&result);
    free(folder);
    free(key);
    free(pdf);
    return 0;
}

static char *letters(const char *text)
{
    char *copy = em_strdup(text);
    pdf_only_letters(copy);
    return copy;
}

/* Where the text ends that is sought in the letters of a PDF, behind `from`. */
static const char *find(const char *from, const char *text)
{
    char *sought = letters(text);
    const char *at = strstr(from, sought);
    if (!at)
        print_message("“%s” is not there, or not in its place\n", text);
    assert_non_null(at);
    at += strlen(sought);
    free(sought);
    return at;
}

static bool holds(const char *all, const char *text)
{
    char *sought = letters(text);
    bool found = strstr(all, sought) != NULL;
    free(sought);
    return found;
}

/* It ended well, and had nothing to say but what of it is private. */
static void assert_private(void)
{
    char *sentence = em_format("emarge: %s holds drawn signatures, and the names", pdf);
    tool_said(&result, 0, sentence);
    free(sentence);
    assert_null(strchr(strchr(result.err, '\n') + 1, '\n'));
}

/* --- the list and the book --- */

/* The list of signatures as the tool exports it. */
static struct listing list_of(const char *sort)
{
    struct listing listing;
    listing_open(&listing,
                 &(struct listing_place){
                     .tool = EM_TOOL, .data = folder, .folder = home, .key = key, .sort = sort},
                 list_signatures.report);
    return listing;
}

/* Rows of a list that count, with this cell. */
static size_t count_of(const struct listing *listing, const char *column, const char *cell)
{
    size_t count = 0;
    for (size_t row = 1; row < listing->table.count; row++)
        count += strcmp(*listing_cell(listing, row, "superseded"), "no") == 0 &&
                 strcmp(*listing_cell(listing, row, column), cell) == 0;
    return count;
}

static void everybody_is_in_it_in_order(void **state)
{
    static const char *const sorts[] = {NULL, "name", "government", "country", "time"};
    (void)state;
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++) {
        if (sorts[i])
            TOOL(&result, "book", "--data", folder, "--key", key, "--output", pdf, "--sort",
                 sorts[i]);
        else
            TOOL(&result, "book", "--data", folder, "--key", key, "--output", pdf);
        assert_private();
        struct listing listing = list_of(sorts[i]);
        listing_is_same(&listing, listing_differs_book, pdf);
        size_t count = count_of(&listing, "superseded", "no");
        char *sentence = em_format("%zu signatures are in ", count);
        assert_non_null(strstr(result.out, sentence));
        assert_true(count > 40);
        if (!sorts[i])
            assert_int_equal(pdf_figures(pdf), count_of(&listing, "mode", "drawn"));
        free(sentence);
        listing_close(&listing);
    }
}

/* The control. */
static void who_is_not_in_it_is_found(void **state)
{
    (void)state;
    TOOL(&result, "book", "--data", folder, "--key", key, "--output", pdf);
    assert_private();
    struct listing listing = list_of(NULL);
    listing_finds_a_name(&listing, listing_differs_book, pdf);
    listing_finds_an_order(&listing, listing_differs_book, pdf);
    listing_close(&listing);
}

/* The finder misses who is not there, and who stands elsewhere. */
static void nobody_is_found_in_another_place(void **state)
{
    (void)state;
    TOOL(&result, "book", "--data", folder, "--key", key, "--output", pdf, "--language", "en");
    char *all = pdf_letters(pdf);
    const char *at = find(all, "Kiosk hall-b-1");
    assert_true(holds(all, "Kiosk foyer-1"));
    assert_false(holds(at, "Kiosk foyer-1"));
    free(all);
    TOOL(&result, "book", "--data", folder, "--key", key, "--output", pdf, "--government", "Paris",
         "--language", "en");
    all = pdf_letters(pdf);
    find(all, "Only signatures for Paris.");
    assert_false(holds(all, "Elgeyo"));
    free(all);
}

static void languages_are_whole(void **state)
{
    static const struct {
        const char *language, *title, *sentence, *bookmark;
    } rows[] = {
        {"fr", "DECLARATION DES GOUVERNEMENTS LOCAUX – livre des signatures",
         "Ceci est le texte original.", "Ce qui authentifie ce livre"},
        {"en", "DECLARATION OF LOCAL GOVERNMENTS – book of signatures",
         "Language of the original: Français.", "What proves this book"},
        {"es", "DECLARACIÓN DE LOS GOBIERNOS LOCALES – libro de firmas",
         "Idioma del original: Français.", "Lo que autentica este libro"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        TOOL(&result, "book", "--data", folder, "--key", key, "--output", pdf, "--language",
             rows[i].language);
        assert_private();
        pdf_assert_good(pdf, rows[i].language, rows[i].title);
        char *all = pdf_letters(pdf), *bookmarks = pdf_bookmarks(pdf);
        find(all, rows[i].sentence);
        assert_null(strchr(all, '{')); /* no place in a sentence was left empty */
        assert_non_null(strstr(bookmarks, rows[i].bookmark));
        free(all);
        free(bookmarks);
    }
}

/* The texts in which others signed say their own language, who reads them aloud hears it. */
static void other_texts_say_their_language(void **state)
{
    struct pdf_tags tags;
    struct em_buffer languages = {0};
    (void)state;
    TOOL(&result, "book", "--data", folder, "--key", key, "--output", pdf, "--language", "en");
    pdf_tags_read(&tags, pdf);
    for (size_t i = 0; i < tags.count; i++)
        if (*tags.items[i].language) {
            assert_string_equal(tags.items[i].role, "Sect");
            assert_true(i + 1 < tags.count && tags.items[i + 1].depth > tags.items[i].depth);
            em_buffer_format(&languages, "%s ", tags.items[i].language);
        }
    assert_string_equal(languages.data, "fr es ");
    em_buffer_free(&languages);
    pdf_tags_free(&tags);
}

/* --- what it is held against --- */

static void text_and_checkpoints_are_in_it(void **state)
{
    struct em_buffer text = {0};
    char *path = em_format("%s/emarge.checkpoint", folder);
    (void)state;
    TOOL(&result, "book", "--data", folder, "--key", key, "--output", pdf, "--language", "en");
    char *all = pdf_letters(pdf);
    assert_int_equal(em_file_read(path, 65536, &text, NULL), EM_OK);
    find(all, text.data); /* the organiser's, as it stands beside the store */
    em_buffer_free(&text);
    tool_run(&result,
             (const char *const[]){"/usr/bin/sha256sum", EVENT "/documents/local-governments/en.md",
                                   NULL},
             NULL);
    result.out[64] = '\0';
    find(all, result.out);
    assert_false(holds(all, "This is not the text that the event has now"));
    free(path);
    free(all);
}

/* A pack that was changed since is found out. */
static void another_text_is_told(void **state)
{
    char *event = em_format("%s/event", home);
    char *text = em_format("%s/documents/local-governments/fr.md", event);
    (void)state;
    tool_run(&result, (const char *const[]){"/bin/cp", "-r", EVENT, event, NULL}, NULL);
    assert_int_equal(result.code, 0);
    FILE *file = fopen(text, "a");
    assert_non_null(file);
    fputs("\nEt encore une phrase.\n", file);
    fclose(file);
    TOOL(&result, "book", "--data", folder, "--key", key, "--output", pdf, "--language", "en",
         "--event", event);
    assert_int_equal(result.code, 0);
    char *all = pdf_letters(pdf);
    const char *at = find(all, "No signature in this book was given to it.");
    at = find(at, "in this language were given to another text");
    find(at, "This is not the text that the event has now");
    free(all);
    free(text);
    free(event);
}

/* Each text that somebody signed is in it, the edition's first, with its hash and how many signed
 * it, whatever the pack calls a courtesy. */
static void all_signed_texts_are_in_it(void **state)
{
    static const struct {
        const char *language, *name, *last, *standing;
    } texts[] = {
        {"en", "English", "commitments of National Action Plans.",
         "This is a translation that was signed"},
        {"fr", "Français", "Plans d'Action Nationaux.", "This is the original text."},
        {"es", "Español", "Planes de Acción Nacionales.", "This is a translation that was signed"},
    };
    (void)state;
    TOOL(&result, "book", "--data", folder, "--key", key, "--output", pdf, "--language", "en");
    char *all = pdf_letters(pdf), *bookmarks = pdf_bookmarks(pdf);
    const char *at = all, *mark = bookmarks;
    struct listing listing = list_of(NULL);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *path = em_format(EVENT "/documents/local-governments/%s.md", texts[i].language);
        size_t of_language = count_of(&listing, "language", texts[i].language);
        assert_true(of_language > 1);
        char *count = em_format("%zu signatures in this book were given to it.", of_language);
        mark = strstr(mark, texts[i].name);
        assert_non_null(mark);
        at = find(at, texts[i].name);
        at = find(at, texts[i].standing);
        at = find(at, count);
        tool_run(&result, (const char *const[]){"/usr/bin/sha256sum", path, NULL}, NULL);
        result.out[64] = '\0';
        at = find(at, texts[i].last);
        at = find(at, "SHA-256 of this text:");
        assert_true(strncmp(at, result.out, 64) == 0);
        free(count);
        free(path);
    }
    assert_false(holds(all, "courtesy"));
    listing_close(&listing);
    free(bookmarks);
    free(all);
}

/* What nobody in the book signed is printed only as the edition's own text. */
static void unsigned_texts_are_courtesy(void **state)
{
    char *none = make("none", (struct signatories_options){.seed = 3});
    (void)state;
    TOOL(&result, "book", "--data", none, "--output", pdf, "--language", "en");
    char *all = pdf_letters(pdf);
    find(all, "This is a courtesy translation. Language of the original: Français.");
    find(all, "No signature in this book was given to it.");
    assert_false(holds(all, "Español"));
    free(all);
    free(none);
}

/* --- its title page --- */

static char *title_page(void)
{
    char *text = pdf_text(pdf, 1, 1);
    pdf_only_letters(text);
    return text;
}

static void find_counted(const char *all, long long count, const char *one, const char *many)
{
    char *sentence = em_format("%lld %s", count, count == 1 ? one : many);
    assert_true(count > 0);
    find(all, sentence);
    free(sentence);
}

static void the_title_page_counts_who_is_not_in_it(void **state)
{
    char *path = make("gone", (struct signatories_options){.count = 400, .seed = 6});
    char *store = em_format("%s/emarge.db", path);
    long long erased =
        fake_sql_number(store, "SELECT count(*) FROM entry WHERE kind = 'sign' AND body IS NULL");
    (void)state;
    TOOL(&result, "book", "--data", path, "--output", pdf, "--language", "en");
    char *all = title_page();
    find_counted(all, erased, "signature was erased", "signatures were erased");
    free(all);
    free(store);
    free(path);
}

/* Of a public copy too: the number of signatures is that of its rows, whatever else was given. */
static void the_title_page_of_a_public_copy_is_true(void **state)
{
    (void)state;
    TOOL(&result, "book", "--data", folder, "--output", pdf, "--language", "en");
    long long whole = atoll(result.out);
    TOOL(&result, "book", "--data", folder, "--output", pdf, "--public", "--language", "en");
    long long listed = atoll(result.out);
    assert_true(listed > 1 && listed < whole);
    char *all = title_page();
    find_counted(all, listed, "signature · ", "signatures · ");
    find_counted(all, whole - listed, "more signature is not in this copy",
                 "more signatures are not in this copy");
    free(all);
}

/* --- what is private --- */

/* A book in which there is nothing of it says nothing. */
static void an_empty_book_holds_no_drawings(void **state)
{
    char *none = make("empty", (struct signatories_options){.seed = 3});
    char *opens = em_format("%s/empty.key", home);
    (void)state;
    TOOL(&result, "book", "--data", none, "--key", opens, "--output", pdf, "--language", "en");
    assert_int_equal(result.code, 0);
    assert_string_equal(result.err, "");
    char *all = title_page();
    assert_false(holds(all, "drawn"));
    assert_false(holds(all, "published"));
    free(all);
    free(opens);
    free(none);
}

static void without_the_key_it_is_sealed(void **state)
{
    (void)state;
    TOOL(&result, "book", "--data", folder, "--output", pdf, "--language", "en");
    tool_said(&result, 0, "Give the organiser's key with --key");
    assert_null(strstr(result.err, "private"));
    char *all = pdf_letters(pdf);
    find(all, "(sealed)");
    find(all, "made without the organiser’s key");
    assert_int_equal(pdf_figures(pdf), 0);
    free(all);
}

static void a_public_copy_has_no_drawing(void **state)
{
    (void)state;
    TOOL(&result, "book", "--data", folder, "--key", key, "--output", pdf, "--public", "--language",
         "en");
    assert_int_equal(result.code, 0);
    assert_string_equal(result.err, "");
    char *all = pdf_letters(pdf);
    struct listing listing = list_of(NULL);
    assert_int_equal(pdf_figures(pdf), 0);
    assert_false(holds(all, "(sealed)"));
    for (size_t row = 1; row < listing.table.count; row++)
        if (strcmp(*listing_cell(&listing, row, "superseded"), "no") == 0 &&
            strcmp(*listing_cell(&listing, row, "listed"), "yes") == 0)
            find(all, *listing_cell(&listing, row, "name"));
    assert_true(count_of(&listing, "mode", "drawn") > 0);
    listing_close(&listing);
    free(all);
}

static void a_wrong_key_leaves_the_old_book(void **state)
{
    char *other = make("other", (struct signatories_options){.count = 5, .seed = 99});
    char *wrong = em_format("%s/other.key", home);
    (void)state;
    FILE *file = fopen(pdf, "w");
    fputs("the old one", file);
    fclose(file);
    TOOL(&result, "book", "--data", folder, "--key", wrong, "--output", pdf);
    assert_int_equal(result.code, 1);
    char *text = fake_file_text(pdf);
    assert_string_equal(text, "the old one");
    free(text);
    free(wrong);
    free(other);
}

static void hostile_people_are_only_text(void **state)
{
    char *path =
        make("hostile", (struct signatories_options){.count = 120, .seed = 8, .hostile = true});
    char *opens = em_format("%s/hostile.key", home);
    (void)state;
    TOOL(&result, "book", "--data", path, "--key", opens, "--output", pdf, "--sort", "name",
         "--language", "en");
    assert_int_equal(result.code, 0);
    pdf_assert_good(pdf, "en", "DECLARATION OF LOCAL GOVERNMENTS – book of signatures");
    assert_true(pdf_figures(pdf) > 20);
    free(path);
    free(opens);
}

static void wrong_words(void **state)
{
    (void)state;
    TOOL(&result, "book", "--data", folder);
    tool_said(&result, 2, "Say where it goes");
    TOOL(&result, "book", "--data", folder, "--output", pdf, "--sort", "age");
    assert_int_equal(result.code, 2);
    TOOL(&result, "book", "--data", folder, "--output", pdf, "--document", "other");
    tool_said(&result, 1, "The event has no document “other”. It has: local-governments.");
    TOOL(&result, "book", "--data", folder, "--output", pdf, "--language", "xx");
    tool_said(&result, 1, "It has: fr, en, es");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_is_in_it_in_order),
        cmocka_unit_test(who_is_not_in_it_is_found),
        cmocka_unit_test(nobody_is_found_in_another_place),
        cmocka_unit_test(languages_are_whole),
        cmocka_unit_test(other_texts_say_their_language),
        cmocka_unit_test(text_and_checkpoints_are_in_it),
        cmocka_unit_test(another_text_is_told),
        cmocka_unit_test(all_signed_texts_are_in_it),
        cmocka_unit_test(unsigned_texts_are_courtesy),
        cmocka_unit_test(the_title_page_counts_who_is_not_in_it),
        cmocka_unit_test(the_title_page_of_a_public_copy_is_true),
        cmocka_unit_test(an_empty_book_holds_no_drawings),
        cmocka_unit_test(without_the_key_it_is_sealed),
        cmocka_unit_test(a_public_copy_has_no_drawing),
        cmocka_unit_test(a_wrong_key_leaves_the_old_book),
        cmocka_unit_test(hostile_people_are_only_text),
        cmocka_unit_test(wrong_words),
    };
    return cmocka_run_group_tests_name("the book of signatures", tests, set_up, tear_down);
}
