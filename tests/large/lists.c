/* Every list of ten thousand signatories' log, in every format: each says what CSV says, row by row
 * and cell by cell, and is found to differ when one name is another. Workbooks are for workbooks.c.
 * CSV itself says of the signatures what their entries say.
 */
#include "core/body.h"
#include "fake/boxes.h"
#include "fake/folder.h"
#include "fake/listing.h"
#include "fake/pdf.h"
#include "fake/sql.h"
#include "list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char folder[FAKE_PATH_SIZE];
static const struct listing_place place = {.tool = EM_TOOL, .data = EM_SUMMIT, .folder = folder};

/* Signatures that are there and that nobody withdrew, as SQLite counts them among the entries. */
#define SIGNED                                                                                     \
    "SELECT count(*) FROM entry WHERE kind = 'sign' AND body NOTNULL AND (origin, seq) NOT IN"     \
    " (SELECT json_extract(body, '$.origin'), json_extract(body, '$.seq') FROM entry"              \
    " WHERE kind = 'withdraw')"

static void assert_good_pages(const char *path)
{
    if (strcmp(strrchr(path, '.'), ".pdf") == 0)
        pdf_assert_good(path, "fr", "Sommet mondial du PGO");
}

static void is_same(struct listing *listing, listing_differs *differs, const char *path)
{
    listing_is_same(listing, differs, path);
    assert_good_pages(path);
}

static void finds_a_name(struct listing *listing, listing_differs *differs, const char *path)
{
    assert_true(listing->table.count > 10000);
    listing_finds_a_name(listing, differs, path);
    assert_good_pages(path);
}

/* Each once, for they come in order, with the name that was sealed. */
static void every_signature_is_listed_as_it_was_sealed(void **state)
{
    struct listing list;
    struct boxes boxes;
    const char *last_origin = "", *last_seq = "-1";
    (void)state;
    listing_open(&list, &place, list_signatures.report);
    boxes_open(&boxes, EM_SUMMIT);
    assert_int_equal(list.table.count - 1, fake_sql_number(EM_SUMMIT "/emarge.db", SIGNED));
    for (size_t row = 1; row < list.table.count; row++) {
        const char *origin = *listing_cell(&list, row, "origin");
        const char *seq = *listing_cell(&list, row, "seq");
        json_t *part = boxes_part(&boxes, origin, seq);
        int order = strcmp(origin, last_origin);
        assert_true(order > 0 || (order == 0 && atoll(seq) > atoll(last_seq)));
        assert_string_equal(*listing_cell(&list, row, "name"), body_word(part, "name"));
        assert_string_equal(*listing_cell(&list, row, "role"), body_word(part, "role"));
        json_decref(part);
        last_origin = origin;
        last_seq = seq;
    }
    boxes_close(&boxes);
    listing_close(&list);
}

static void every_signature_is_in_every_format(void **state)
{
    (void)state;
    listing_in_every_format(&place, list_signatures.report, finds_a_name);
}

static void every_other_list_says_the_same_in_every_format(void **state)
{
    (void)state;
    for (size_t i = 0; i < list_count; i++)
        if (lists[i] != &list_signatures)
            listing_in_every_format(&place, lists[i]->report, is_same);
}

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, fake_folder_set_up, fake_folder_tear_down,      \
                                             folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_signature_is_listed_as_it_was_sealed),
        TEST(every_signature_is_in_every_format),
        TEST(every_other_list_says_the_same_in_every_format),
    };
    return cmocka_run_group_tests_name("lists of ten thousand", tests, NULL, NULL);
}
