/* Text of several directions on paper, read back in the order in which it was written into the PDF:
 * that in which it is read aloud. */
#include "core/memory.h"
#include "fake/folder.h"
#include "fake/pdf.h"
#include "fake/tool.h"
#include "paper_doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char folder[FAKE_PATH_SIZE];

/* Each in the face of names and in that of cells, in a width that breaks the long ones. */
static char *write_texts(const char *const *texts, size_t count)
{
    const struct paper_doc_info info = {.title = "Noms", .language = "fr"};
    char *path = em_format("%s/names.pdf", folder);
    FILE *out = fopen(path, "wb");
    struct paper_doc *doc = paper_doc_open(&info, out);
    for (size_t i = 0; i < count; i++) {
        paper_text(doc, PAPER_NAME, texts[i]);
        paper_text(doc, PAPER_SMALL, texts[i]);
    }
    assert_int_equal(paper_doc_close(doc, NULL), 0);
    assert_int_equal(fclose(out), 0);
    return path;
}

static void assert_in_order(const char *const *texts, size_t count)
{
    char *path = write_texts(texts, count), *letters = pdf_letters(path);
    const char *at = letters;
    for (size_t i = 0; i < 2 * count; i++)
        at = pdf_after(at, texts[i / 2]);
    free(letters);
    free(path);
}

static void brackets_are_where_they_were_written(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "(مثال)",         "بلدية المثال (العاصمة)", "עיריית לדוגמה (ועדה)", "Commune (مثال) Paris",
        "שלום (abc) 123", "abc אבג 123 דהו",        "<مثال> «مثال» [مثال]",
    };
    assert_in_order(texts, sizeof texts / sizeof *texts);
}

static void vowels_stay_behind_their_letters(void **state)
{
    (void)state;
    static const char *const texts[] = {"مُحَمَّدٌ", "اَلْعَرَبِيَّةُ", "שָׁלוֹם עוֹלָם", "بَلَدِيَّةُ تُونِس (العاصمة)"};
    assert_in_order(texts, sizeof texts / sizeof *texts);
}

static void lines_follow_each_other(void **state)
{
    (void)state;
    struct em_buffer text = {0};
    for (int i = 1; i < 40; i++)
        em_buffer_format(&text, "مثال (%d) abc ", i);
    assert_in_order((const char *const[]){text.data}, 1);
    em_buffer_free(&text);
}

static void other_scripts_are_found(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "გიორგი მაგალითი", "홍길동 예시 (서울)", "例文さくら（東京）", "Անի Օրինակյան",
        "አበበ ምሳሌ",         "Ñandú Õrnek"};
    assert_in_order(texts, sizeof texts / sizeof *texts);
}

/* Whoever reads by the tags gets all of a sentence, not what stands before its first “fi”. */
static void no_ligature_ends_a_sentence(void **state)
{
    (void)state;
    const char *const text = "Les officielles ne figurent pas, afflux de fjords, fin.";
    char *path = write_texts(&text, 1);
    struct tool_result seen = {0};
    tool_run(&seen, (const char *const[]){"/usr/bin/env", "pdfinfo", "-struct-text", path, NULL},
             NULL);
    assert_non_null(strstr(seen.out, text));
    tool_result_free(&seen);
    free(path);
}

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, fake_folder_set_up, fake_folder_tear_down,      \
                                             folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(brackets_are_where_they_were_written),
        TEST(vowels_stay_behind_their_letters),
        TEST(lines_follow_each_other),
        TEST(other_scripts_are_found),
        TEST(no_ligature_ends_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
