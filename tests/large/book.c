/* The book of ten thousand who signed: everybody, in order, each with what the list says of them,
 * and with the ink of their own hand; found to differ when one name is another, or one ink.
 */
#include "core/memory.h"
#include "fake/boxes.h"
#include "fake/drawings.h"
#include "fake/folder.h"
#include "fake/listing.h"
#include "fake/pdf.h"
#include "fake/tool.h"
#include "list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TITLE "DECLARATION DES GOUVERNEMENTS LOCAUX – livre des signatures"

static char folder[FAKE_PATH_SIZE];
static char *pdf;
static struct listing signatures;

static size_t who_counts(void)
{
    size_t count = 0;
    for (size_t row = 1; row < signatures.table.count; row++)
        count += strcmp(*listing_cell(&signatures, row, "superseded"), "no") == 0;
    return count;
}

static void everybody_is_in_it_in_order(void **state)
{
    (void)state;
    assert_true(who_counts() >= 10000);
    listing_finds_a_name(&signatures, listing_differs_book, pdf);
}

static bool is_drawn(size_t row)
{
    return strcmp(*listing_cell(&signatures, row, "superseded"), "no") == 0 &&
           strcmp(*listing_cell(&signatures, row, "mode"), "drawn") == 0;
}

static struct ink ink_of(struct boxes *boxes, size_t row)
{
    json_t *part = boxes_part(boxes, *listing_cell(&signatures, row, "origin"),
                              *listing_cell(&signatures, row, "seq"));
    struct ink ink = boxes_ink(part);
    json_decref(part);
    return ink;
}

/* And no drawing is what the hand before drew: the control. */
static void every_drawing_is_of_its_own_hand(void **state)
{
    struct drawings drawings;
    struct boxes boxes;
    size_t at = 0;
    (void)state;
    drawings_read(&drawings, pdf);
    boxes_open(&boxes, EM_SUMMIT);
    for (size_t row = 1; row < signatures.table.count; row++) {
        if (!is_drawn(row))
            continue;
        struct ink ink = ink_of(&boxes, row);
        const char *number = *listing_cell(&signatures, row, "number");
        if (at == drawings.count || !drawing_is_of(&drawings.items[at], &ink))
            fail_msg("row %zu: drawing %zu is not what %s drew", row, at, number);
        if (at > 0 && drawing_is_of(&drawings.items[at - 1], &ink))
            fail_msg("row %zu: drawing %zu may be what %s drew, too", row, at - 1, number);
        at++;
        ink_free(&ink);
    }
    assert_int_equal(at, drawings.count);
    boxes_close(&boxes);
    drawings_free(&drawings);
}

/* In words, too, for who does not see them. */
static void every_drawing_says_whose_it_is(void **state)
{
    struct pdf_tags tags;
    size_t row = 0;
    (void)state;
    pdf_tags_read(&tags, pdf);
    for (size_t i = 0; i < tags.count; i++) {
        if (strcmp(tags.items[i].role, "Figure") != 0)
            continue;
        do
            row++;
        while (row < signatures.table.count && !is_drawn(row));
        const char *name = *listing_cell(&signatures, row, "name");
        if (!strstr(tags.items[i].alt, name))
            fail_msg("row %zu: “%s” is not “%s”", row, tags.items[i].alt, name);
    }
    while (++row < signatures.table.count)
        assert_false(is_drawn(row));
    pdf_tags_free(&tags);
}

static void has_line(const char *lines, const char *word, const char *name)
{
    char *line = em_format("\n  %s%s\n", word, name);
    if (!strstr(lines, line))
        fail_msg("“%s%s” is no bookmark: %s", word, name, lines);
    free(line);
}

/* The head of the organiser's log stands on the last pages as it stands beside the store. */
static void each_log_has_its_part_and_its_proof(void **state)
{
    char *bookmarks = pdf_bookmarks(pdf), *letters = pdf_letters(pdf);
    char *head = fake_file_text(EM_SUMMIT "/emarge.checkpoint");
    const char *last = "";
    (void)state;
    for (size_t row = 1; row < signatures.table.count; row++) {
        const char *origin = *listing_cell(&signatures, row, "origin");
        if (strcmp(origin, last) == 0)
            continue;
        has_line(bookmarks, "Borne ", strchr(origin, '/') + 1);
        has_line(bookmarks, "", origin);
        last = origin;
    }
    has_line(bookmarks, "", strtok(head, "\n"));
    for (const char *line, *at = letters; (line = strtok(NULL, "\n"));)
        at = pdf_after(at, line);
    free(head);
    free(letters);
    free(bookmarks);
}

static void an_archive_keeps_it(void **state)
{
    (void)state;
    pdf_assert_good(pdf, "fr", TITLE);
}

static int set_up(void **state)
{
    const struct listing_place place = {.tool = EM_TOOL, .data = EM_SUMMIT, .folder = folder};
    struct tool_result result = {0};
    (void)state;
    fake_folder_make(folder);
    pdf = em_format("%s/book.pdf", folder);
    listing_open(&signatures, &place, list_signatures.report);
    tool_run(&result,
             (const char *const[]){EM_TOOL, "book", "--data", EM_SUMMIT, "--key",
                                   EM_SUMMIT "/organiser.key", "--output", pdf, NULL},
             NULL);
    tool_said(&result, 0, "");
    tool_result_free(&result);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    listing_close(&signatures);
    fake_folder_remove(folder);
    free(pdf);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_is_in_it_in_order),
        cmocka_unit_test(every_drawing_is_of_its_own_hand),
        cmocka_unit_test(every_drawing_says_whose_it_is),
        cmocka_unit_test(each_log_has_its_part_and_its_proof),
        cmocka_unit_test(an_archive_keeps_it),
    };
    return cmocka_run_group_tests_name("the book of ten thousand", tests, set_up, tear_down);
}
