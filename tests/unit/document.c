#include "core/document.h"

#include "core/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

static struct document *parse(const char *text)
{
    struct document *document;
    struct em_error error;
    if (document_parse(&document, "fr", "fr.md", text, strlen(text), &error) != EM_OK)
        fail_msg("%s", error.text);
    return document;
}

static void expect_block(const struct document *document, size_t index,
                         enum document_block_kind kind, int level, int number, const char *text)
{
    assert_true(index < document->count);
    assert_int_equal(document->blocks[index].kind, kind);
    assert_int_equal(document->blocks[index].level, level);
    assert_int_equal(document->blocks[index].number, number);
    assert_string_equal(document->blocks[index].text, text);
}

static void headings_paragraphs_and_lists_become_blocks(void **state)
{
    (void)state;
    struct document *document =
        parse("# Déclaration\n\n### Trois\n\n#TAG\n\nune ligne\nune autre\n\n"
              "3. trois\n3. quatre\n\n- un\n  suite\n- deux\n");
    assert_string_equal(document->title, "Déclaration");
    assert_string_equal(document->language, "fr");
    assert_int_equal(document->count, 8);
    expect_block(document, 0, BLOCK_HEADING, 1, 0, "Déclaration");
    expect_block(document, 1, BLOCK_HEADING, 3, 0, "Trois");
    expect_block(document, 2, BLOCK_PARAGRAPH, 0, 0, "#TAG");
    expect_block(document, 3, BLOCK_PARAGRAPH, 0, 0, "une ligne une autre");
    expect_block(document, 4, BLOCK_ITEM, 1, 3, "trois");
    expect_block(document, 5, BLOCK_ITEM, 1, 4, "quatre");
    expect_block(document, 6, BLOCK_ITEM, 1, 0, "un suite");
    expect_block(document, 7, BLOCK_ITEM, 1, 0, "deux");
    document_free(document);
}

static void signs_that_are_escaped_stay_text(void **state)
{
    (void)state;
    struct document *document =
        parse("# 1 \\* 2\n\nl'\"état\": &eacute; \\<b> \\[a\\]: b -- c...\n");
    expect_block(document, 0, BLOCK_HEADING, 1, 0, "1 * 2");
    expect_block(document, 1, BLOCK_PARAGRAPH, 0, 0, "l'\"état\": é <b> [a]: b -- c...");
    document_free(document);
}

static void the_hash_is_of_the_bytes(void **state)
{
    (void)state;
    const char *text = "# a\n";
    uint8_t hash[32];
    crypto_hash_sha256(hash, (const unsigned char *)text, strlen(text));
    struct document *document = parse(text), *other = parse("# a");
    assert_memory_equal(document->sha256, hash, sizeof hash);
    assert_memory_not_equal(other->sha256, hash, sizeof hash);
    document_free(document);
    document_free(other);
}

/* A text that is refused, and how the first fault begins. */
static const struct refused {
    const char *text, *fault;
} refused[] = {
    {"", "fr.md:1:1: the document is empty."},
    {" \n\n", "fr.md:1:1: the document is empty."},
    {"only words\n", "fr.md:1:1: the document has no heading."},
    {"# t\n\n#\n", "fr.md:3:1: a heading without words."},
    {"# été *à* b\n", "fr.md:1:7: emphasis"},
    {"# t\n\né __b__\n", "fr.md:3:3: bold type"},
    {"# t\n\na\nb `c`\n", "fr.md:4:3: code (`)"},
    {"# t\n\n1. é [a](b)\n", "fr.md:3:6: a link"},
    {"# t\n\n<http://a.b>\n", "fr.md:3:1: a link"},
    {"# t\n\n![a](b)\n", "fr.md:3:1: an image"},
    {"# t\n\na  \nb\n", "fr.md:3:1: a forced line break"},
    {"# t\n\na\\\nb\n", "fr.md:3:1: a forced line break"},
    {"# t\n\na <b>c</b>\n", "fr.md:3:3: HTML"},
    {"# t\n\n<!-- hidden -->\n", "fr.md:3:1: HTML or a comment"},
    {"# t\n\n> q\n", "fr.md:3:1: a quotation"},
    {"# t\n\n    code\n", "fr.md:3:5: a code block"},
    {"# t\n\n```\ncode\n```\n", "fr.md:3:1: a code block"},
    {"# t\n\n---\n", "fr.md:3:1: a dividing line"},
    {"# t\n\n- a\n  - b\n", "fr.md:4:1: a list inside a list."},
    {"# t\n\n- a\n\n  b\n", "fr.md:5:1: an item of more than one paragraph."},
    {"# t\n\n- a\n-\n", "fr.md:4:1: an item of a list without words."},
    {"# t\n\n- # b\n", "fr.md:3:3: a heading inside a list"},
    {"# t\n\n0. a\n", "fr.md:3:1: a list that is numbered from 0."},
    {"# t\n\né [a]: /hidden\n", "fr.md:3:5: `]:` can make a hidden link definition."},
    {"# t\n\na&#10;b\n", "fr.md:3:1: a tab or an invisible character"},
    {"# t\n\na\tb\n", "fr.md:3:1: a tab or an invisible character"},
    {"# t\n\né\x07\n", "fr.md:3:2: an invisible control character."},
    {"# t\n\nab\u202e\n", "fr.md:3:3: an invisible control character."},
    {"# t\r\n\r\né\xff\n", "fr.md:3:2: the text is not UTF-8."},
    {"# t\n\xc3", "fr.md:2:1: the text is not UTF-8."},
    {"# t\n\xed\xa0\x80", "fr.md:2:1: the text is not UTF-8."},
};

static void what_is_not_plain_is_refused_with_its_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(refused); i++) {
        struct document *document = NULL;
        struct em_error error;
        enum em_status status = document_parse(&document, "fr", "fr.md", refused[i].text,
                                               strlen(refused[i].text), &error);
        assert_int_equal(status, EM_INVALID);
        assert_null(document);
        if (strncmp(error.text, refused[i].fault, strlen(refused[i].fault)) != 0)
            fail_msg("%s\n  instead of %s", error.text, refused[i].fault);
        assert_non_null(strstr(error.text, ". ")); /* behind what is wrong stands what to do */
    }
}

static void a_byte_of_zero_is_refused(void **state)
{
    (void)state;
    struct document *document;
    struct em_error error;
    assert_int_equal(document_parse(&document, "fr", "fr.md", "# t\0u\n", 6, &error), EM_INVALID);
    assert_non_null(strstr(error.text, "fr.md:1:4: an invisible control character."));
}

static void a_document_has_a_largest_size(void **state)
{
    (void)state;
    char *text = em_alloc(DOCUMENT_MAX_SIZE + 2);
    memset(text, 'a', DOCUMENT_MAX_SIZE + 1);
    memcpy(text, "# ", 2);
    struct document *document;
    struct em_error error;
    assert_int_equal(document_parse(&document, "fr", "fr.md", text, DOCUMENT_MAX_SIZE, &error),
                     EM_OK);
    document_free(document);
    assert_int_equal(document_parse(&document, "fr", "fr.md", text, DOCUMENT_MAX_SIZE + 1, &error),
                     EM_INVALID);
    assert_non_null(strstr(error.text, "larger than 1024 KiB"));
    free(text);
}

static void collect(void *context, const char *sentence)
{
    em_buffer_format(context, "%.8s|", sentence);
}

static void all_faults_are_told(void **state)
{
    (void)state;
    const char *text = "# *a*\n\n> b\n\nc **d** `e`\n";
    struct em_buffer told = {0};
    struct document *document;
    assert_int_equal(document_read(&document, "fr", "f", text, strlen(text), collect, &told),
                     EM_INVALID);
    assert_string_equal(told.data, "f:1:3: e|f:3:1: a|f:5:3: b|f:5:9: c|");
    em_buffer_free(&told);
}

/* ---- the declaration that is shipped ---- */

#define LOCAL_GOVERNMENTS EM_SHARE "/events/ogp-paris-2016/documents/local-governments/"
#define NOTICE            EM_SHARE "/events/ogp-paris-2016/notice/"

static struct em_buffer read_file(const char *path)
{
    struct em_buffer bytes = {0};
    char part[4096];
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("cannot open %s", path);
    for (size_t got; (got = fread(part, 1, sizeof part, file)) > 0;)
        em_buffer_add(&bytes, part, got);
    fclose(file);
    return bytes;
}

static struct document *load(const char *folder, const char *language)
{
    char *path = em_format("%s%s.md", folder, language);
    struct em_buffer bytes = read_file(path);
    struct document *document = parse(bytes.data);
    em_buffer_free(&bytes);
    free(path);
    return document;
}

/* The blocks as they are read aloud: a line each, numbers as they are shown. */
static char *plain_text(const struct document *document)
{
    struct em_buffer text = {0};
    for (size_t i = 0; i < document->count; i++) {
        if (document->blocks[i].number)
            em_buffer_format(&text, "%d. ", document->blocks[i].number);
        em_buffer_format(&text, "%s\n", document->blocks[i].text);
    }
    return text.data;
}

/* The original's lines without blank ones and without the signs of its two headings. */
static char *original_lines(const char *original)
{
    struct em_buffer text = {0};
    for (const char *line = original; *line;) {
        size_t length = strcspn(line, "\n"), mark = strspn(line, "#");
        mark += mark > 0 && line[mark] == ' ';
        mark = mark > 0 && line[mark - 1] == ' ' ? mark : 0;
        if (length > 0)
            em_buffer_format(&text, "%.*s\n", (int)(length - mark), line + mark);
        line += length + (line[length] == '\n');
    }
    return text.data;
}

static void the_declaration_is_the_original_to_the_letter(void **state)
{
    (void)state;
    struct em_buffer original = read_file(EM_TESTS "/unit/data/local-governments.fr.txt");
    struct document *document = load(LOCAL_GOVERNMENTS, "fr");
    char *ours = plain_text(document), *theirs = original_lines(original.data);
    assert_string_equal(ours, theirs);
    free(ours);
    free(theirs);
    document_free(document);
    em_buffer_free(&original);
}

static void expect_same_structure(const char *folder, const char *language)
{
    struct document *original = load(folder, "fr"), *other = load(folder, language);
    assert_int_equal(other->count, original->count);
    for (size_t i = 0; i < other->count; i++) {
        assert_int_equal(other->blocks[i].kind, original->blocks[i].kind);
        assert_int_equal(other->blocks[i].level, original->blocks[i].level);
        assert_int_equal(other->blocks[i].number, original->blocks[i].number);
        if (other->blocks[i].kind != BLOCK_HEADING && other->blocks[i].text[0] != '#')
            assert_string_not_equal(other->blocks[i].text, original->blocks[i].text);
    }
    document_free(original);
    document_free(other);
}

static void translations_follow_the_original_block_for_block(void **state)
{
    (void)state;
    expect_same_structure(LOCAL_GOVERNMENTS, "en");
    expect_same_structure(LOCAL_GOVERNMENTS, "es");
    expect_same_structure(NOTICE, "en");
    expect_same_structure(NOTICE, "es");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_paragraphs_and_lists_become_blocks),
        cmocka_unit_test(signs_that_are_escaped_stay_text),
        cmocka_unit_test(the_hash_is_of_the_bytes),
        cmocka_unit_test(what_is_not_plain_is_refused_with_its_place),
        cmocka_unit_test(a_byte_of_zero_is_refused),
        cmocka_unit_test(a_document_has_a_largest_size),
        cmocka_unit_test(all_faults_are_told),
        cmocka_unit_test(the_declaration_is_the_original_to_the_letter),
        cmocka_unit_test(translations_follow_the_original_block_for_block),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
