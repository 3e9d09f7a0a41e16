/* What `emarge badge` prints, read back by somebody else's reader: from paper held askew, out of
 * focus, in a dim light; and from pictures. */
#include "core/file.h"
#include "core/memory.h"
#include "fake/office.h"
#include "fake/scan.h"

#include <SDL_image.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static struct office office;

#define TEST(name)                                                                                 \
    cmocka_unit_test_prestate_setup_teardown(name, office_set_up, office_tear_down, &office)
#define BADGE(...) OFFICE_TOOL(&office, "badge", __VA_ARGS__)

/* Delegates and one member of staff, each with a badge. */
#define BADGES (OFFICE_PEOPLE + 1)

/* Millimetres; the badges lie in the middle of the paper. The QR code of `side` dots or a little
 * more is `margin` from the right and the lower edge. */
static const struct sheet {
    const char *name;
    double page_w, page_h, w, h;
    int columns, rows;
    double margin;
    int side;
} sheets[] = {{"a4-2x4", 210, 297, 90, 65, 2, 4, 4.5, 300},
              {"a4-2x5", 210, 297, 90, 54, 2, 5, 4.2, 300},
              {"a6", 105, 148, 105, 148, 1, 1, 8, 375},
              {"label-62", 62, 100, 62, 100, 1, 1, 4.5, 325}};

static int dots(double mm)
{
    return (int)(mm / 25.4 * 300 + 0.5);
}

static char *path_of(const char *name)
{
    return em_format("%s/%s", office.folder, name);
}

static struct office_badges make_badges(void)
{
    BADGE("mint");
    tool_told(&office.result, 0, "minted");
    BADGE("staff", "Camille Durand", "--role", "Accueil, porte B");
    tool_told(&office.result, 0, "staff mode");
    return office_badges(&office);
}

static void print_sheet(const char *name, const char *output)
{
    BADGE("print", "--sheet", name, "--output", output);
    tool_told(&office.result, 0, "15 badges are in");
}

/* Each badge that is in the log is found once, and no other. */
struct finding {
    const struct office_badges *badges;
    int found[64];
};

static const struct office_badge *find(struct finding *finding, const char *codes)
{
    size_t length = strcspn(codes, "\n");
    if (length == 0 || strcmp(codes + length, "\n") != 0)
        return NULL;
    for (size_t i = 0; i < finding->badges->count; i++) {
        const struct office_badge *badge = &finding->badges->items[i];
        if (strlen(badge->details.code) == length &&
            memcmp(badge->details.code, codes, length) == 0) {
            finding->found[i]++;
            return badge;
        }
    }
    return NULL;
}

static void assert_found(const struct finding *finding, int times)
{
    int found = 0;
    for (size_t i = 0; i < finding->badges->count; i++) {
        if (finding->found[i])
            assert_int_equal(finding->found[i], times);
        found += finding->found[i];
    }
    assert_int_equal(found, BADGES * times);
}

/* --- on paper --- */

static const double angles[] = {0, 5, 90, 173};
#define ANGLES ((int)(sizeof angles / sizeof *angles))

/* Nor hyphens: pdftotext takes one at the end of a line for a word's that was broken. */
static void without_spaces(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++)
        if (!strchr(" \n\f-", *from))
            *to++ = *from;
    *to = '\0';
}

static bool has(const char *page, const char *words)
{
    char *text = em_strdup(words);
    without_spaces(text);
    bool found = strstr(page, text) != NULL;
    free(text);
    return found;
}

/* The name and the letters are text, whatever their lines: an archive finds them. Of what runs from
 * the right pdftotext has an order of its own. */
static void assert_text(const char *pdf, int page, const struct sheet *sheet, int x, int y,
                        const struct office_badge *badge)
{
    char *text = scan_text(pdf, page, x, y, dots(sheet->w), dots(sheet->h));
    bool arabic = strncmp(badge->details.name, "محمد", strlen("محمد")) == 0;
    without_spaces(text);
    if (!has(text, badge->details.code) || (!arabic && !has(text, badge->details.name)) ||
        (!arabic && !has(text, badge->details.role)) || !has(text, "Paris·7–9"))
        fail_msg("%s of %s has this text: %s", sheet->name, badge->details.name, text);
    free(text);
}

/* In every position on the first sheet; on the others, which differ in size alone, in one each. */
static bool is_held_so(const struct sheet *sheet, int number, int angle)
{
    return sheet == sheets || number % ANGLES == angle;
}

static int light(const struct picture *badge, int x, int y)
{
    bool on_badge = x >= 0 && y >= 0 && x < badge->w && y < badge->h;
    return on_badge ? badge->pixels[y * badge->w + x] : 255;
}

/* The code is where the sheet has it and of 25 mm or more, in modules of whole dots; around it are
 * four of them of light, whatever else is there. */
static void assert_quiet(const struct picture *badge, const struct sheet *sheet, int modules)
{
    int module = (sheet->side + modules - 1) / modules, side = module * modules;
    int left = dots(sheet->w - sheet->margin) - side, top = dots(sheet->h - sheet->margin) - side;
    int quiet = 4 * module - 1, near = 2; /* dots that it may be off, for it lies on the page's */
    assert_true(side >= dots(25));
    assert_true(light(badge, left + near, top + near) < 50);
    assert_true(light(badge, left + side - near, top + near) < 50);
    assert_true(light(badge, left + near, top + side - near) < 50);
    for (int y = top - quiet; y < top + side + quiet; y++)
        for (int x = left - quiet; x < left + side + quiet; x++) {
            bool inside = x >= left - near && x < left + side + near && y >= top - near &&
                          y < top + side + near;
            if (!inside && light(badge, x, y) < 250)
                fail_msg("Something is drawn near the code of %s, at %d,%d.", sheet->name, x, y);
        }
}

static void read_badge(struct finding *finding, const struct picture *picture, const char *pdf,
                       const struct sheet *sheet, int number)
{
    int each = sheet->columns * sheet->rows, at = number % each, page = number / each + 1;
    int x = dots((sheet->page_w - sheet->columns * sheet->w) / 2 + at % sheet->columns * sheet->w);
    int y = dots((sheet->page_h - sheet->rows * sheet->h) / 2 + at / sheet->columns * sheet->h);
    struct picture badge = picture_crop(picture, x, y, dots(sheet->w), dots(sheet->h));
    for (int i = 0; i < ANGLES; i++) {
        if (!is_held_so(sheet, number, i))
            continue;
        struct picture held = picture_spoil(&badge, angles[i], (uint64_t)number + 1);
        char *codes = scan_codes_in(&held, office.folder);
        const struct office_badge *found = find(finding, codes);
        if (found == NULL)
            fail_msg("Badge %d of %s, turned by %g degrees, was read as “%s”.", number, sheet->name,
                     angles[i], codes);
        assert_text(pdf, page, sheet, x, y, found);
        bool foreign = strcmp(found->details.code, office_people[OFFICE_FOREIGN].code) == 0;
        assert_quiet(&badge, sheet, foreign ? 29 : 25);
        picture_free(&held);
        free(codes);
    }
    picture_free(&badge);
}

static void printed_badges_are_read(void **state)
{
    (void)state;
    struct office_badges badges = make_badges();
    for (size_t s = 0; s < sizeof sheets / sizeof *sheets; s++) {
        const struct sheet *sheet = &sheets[s];
        struct finding finding = {.badges = &badges};
        struct picture page = {0};
        int each = sheet->columns * sheet->rows;
        char *pdf = path_of("badges.pdf");
        print_sheet(sheet->name, pdf);
        int pages = scan_pages(pdf, office.folder);
        assert_int_equal(pages, (BADGES + each - 1) / each);
        for (int i = 0; i < BADGES; i++) {
            if (i % each == 0) {
                picture_free(&page);
                page = scan_page(office.folder, i / each + 1, pages);
            }
            read_badge(&finding, &page, pdf, sheet, i);
        }
        assert_found(&finding, sheet == sheets ? ANGLES : 1);
        picture_free(&page);
        free(pdf);
    }
    office_badges_free(&badges);
}

/* --- bytes --- */

static void assert_same(const char *one, const char *other)
{
    struct em_buffer a = {0}, b = {0};
    struct em_error error = {0};
    assert_int_equal(em_file_read(one, 64 << 20, &a, &error), EM_OK);
    assert_int_equal(em_file_read(other, 64 << 20, &b, &error), EM_OK);
    assert_int_equal(a.size, b.size);
    assert_memory_equal(a.data, b.data, a.size);
    em_buffer_free(&a);
    em_buffer_free(&b);
}

static void the_same_badges_give_the_same_bytes(void **state)
{
    (void)state;
    struct office_badges badges = make_badges();
    char *one = path_of("one"), *other = path_of("other");
    struct stat found;
    for (size_t s = 0; s < sizeof sheets / sizeof *sheets; s++) {
        print_sheet(sheets[s].name, one);
        print_sheet(sheets[s].name, other);
        assert_same(one, other);
    }
    assert_int_equal(stat(one, &found), 0);
    assert_int_equal(found.st_mode & 0777, 0600);
    static const char *const formats[] = {"png", "svg"};
    for (size_t i = 0; i < 2; i++) {
        BADGE("image", "nyambura", "--format", formats[i], "--output", one);
        BADGE("image", "nyambura", "--format", formats[i], "--output", other);
        assert_same(one, other);
    }
    free(one);
    free(other);
    office_badges_free(&badges);
}

/* --- fonts --- */

static void line_has(const char *line, const char *words)
{
    const char *found = strstr(line, words);
    if (found == NULL || found > strchr(line, '\n'))
        fail_msg("“%s” is not in %.*s", words, (int)strcspn(line, "\n"), line);
}

/* A print shop has none of them: "emb" and "sub" of every line are yes, and so is "uni", by which
 * the text is found again. */
static void every_font_is_embedded(void **state)
{
    (void)state;
    struct office_badges badges = make_badges();
    struct tool_result fonts = {0};
    int lines = 0;
    char *pdf = path_of("badges.pdf");
    print_sheet("a4-2x4", pdf);
    tool_run(&fonts, (const char *const[]){"/usr/bin/env", "pdffonts", pdf, NULL}, NULL);
    if (fonts.code != 0)
        fail_msg("pdffonts is missing or failed (`tools/dev test` installs it): %s", fonts.err);
    const char *line = strchr(strchr(fonts.out, '\n') + 1, '\n') + 1; /* behind the heading */
    for (; *line; line = strchr(line, '\n') + 1, lines++) {
        line_has(line, "+Noto");
        line_has(line, " yes yes yes ");
    }
    assert_true(lines > 8);
    tool_result_free(&fonts);
    free(pdf);
    office_badges_free(&badges);
}

/* --- pictures --- */

/* SVG by a reader of its own, in gray. */
static struct picture draw_svg(const char *path)
{
    SDL_RWops *file = SDL_RWFromFile(path, "rb");
    SDL_Surface *drawn = file ? IMG_LoadSizedSVG_RW(file, 1063, 768) : NULL;
    SDL_Surface *plain = drawn ? SDL_ConvertSurfaceFormat(drawn, SDL_PIXELFORMAT_RGBA32, 0) : NULL;
    if (!plain)
        fail_msg("%s is no picture: %s", path, SDL_GetError());
    struct picture picture = {plain->w, plain->h, em_alloc((size_t)plain->w * (size_t)plain->h)};
    for (int y = 0; y < plain->h; y++) {
        const uint8_t *row = (const uint8_t *)plain->pixels + y * plain->pitch;
        for (int x = 0; x < plain->w; x++)
            picture.pixels[y * plain->w + x] = row[4 * x + 3] ? row[4 * x + 1] : 255;
    }
    if (SDL_RWclose(file) != 0)
        fail_msg("%s cannot be closed.", path);
    SDL_FreeSurface(drawn);
    SDL_FreeSurface(plain);
    return picture;
}

static void pictures_are_read(void **state)
{
    (void)state;
    struct office_badges badges = make_badges();
    struct finding finding = {.badges = &badges};
    char *png = path_of("badge.png"), *svg = path_of("badge.svg");
    for (size_t i = OFFICE_PEOPLE - 1; i < badges.count; i++) {
        const char *id = badges.items[i].details.id;
        if (*badges.items[i].details.code == '\0')
            continue;
        BADGE("image", id, "--format", "png", "--output", png);
        tool_told(&office.result, 0, "send it to its owner alone");
        char *codes = scan_codes(png);
        assert_ptr_equal(find(&finding, codes), &badges.items[i]);
        free(codes);
        BADGE("image", id, "--format", "svg", "--output", svg);
        struct picture picture = draw_svg(svg);
        codes = scan_codes_in(&picture, office.folder);
        assert_ptr_equal(find(&finding, codes), &badges.items[i]);
        free(codes);
        picture_free(&picture);
    }
    free(png);
    free(svg);
    office_badges_free(&badges);
}

/* --- what is not printed --- */

static void only_badges_that_hold_are_printed(void **state)
{
    (void)state;
    char *pdf = path_of("badges.pdf");
    BADGE("revoke", office_people[OFFICE_FOREIGN].code);
    BADGE("print", "--output", pdf);
    tool_said(&office.result, 1, "emarge badge mint");
    BADGE("mint", "--delegate", "Suparman");
    BADGE("print", "--output", pdf);
    tool_told(&office.result, 0, "1 badge is in");
    tool_told(&office.result, 0, "Without a badge that holds: 13; `emarge badge list --data /");
    BADGE("print", "--output", pdf, "--delegate", "Suparman", "--sheet", "a6");
    tool_told(&office.result, 0, "1 badge is in");
    BADGE("print", "--output", pdf, "--delegate", "rahayu");
    tool_said(&office.result, 1, "no badge that holds");
    BADGE("image", "rahayu", "--format", "png", "--output", pdf);
    tool_said(&office.result, 1, "no badge that holds");
    free(pdf);
}

static void import_code(const char *code)
{
    struct em_error error = {0};
    char *roster = path_of("roster.csv");
    char *rows = em_format("id,name,code\nlong,Zoé,%s\n", code);
    assert_int_equal(em_file_write_atomic(roster, rows, strlen(rows), 0600, &error), EM_OK);
    OFFICE_TOOL(&office, "import", "roster", roster);
    tool_told(&office.result, 0, "Zoé");
    free(rows);
    free(roster);
}

/* What a ticket shop may have put into its codes: as far as it can be read, it is printed. */
static void a_foreign_code_may_be_long(void **state)
{
    (void)state;
    struct em_buffer code = {0};
    char *png = path_of("badge.png");
    for (int i = 0; i < 5; i++) {
        for (int letter = 0; letter < 100; letter++)
            em_buffer_format(&code, "%c", 'a' + (i + letter) % 26);
        import_code(code.data);
        BADGE("image", "Zoé", "--format", "png", "--output", png);
        char *codes = scan_codes(png);
        assert_int_equal(strlen(codes), code.size + 1);
        assert_memory_equal(codes, code.data, code.size);
        free(codes);
    }
    em_buffer_free(&code);
    free(png);
}

/* Longer than any scanner brings; no import takes it. */
static void a_code_that_cannot_be_read_is_not_printed(void **state)
{
    (void)state;
    char code[701] = "", *pdf = path_of("badges.pdf");
    const struct office_person person = {"Zoé", "", "", "", code};
    memset(code, 'x', sizeof code - 1);
    office_add(&office, &person, 1);
    BADGE("print", "--output", pdf);
    tool_said(&office.result, 1, "The code of Zoé is too long for a badge: 700 letters");
    assert_int_equal(fake_folder_count(office.folder, "badges.pdf"), 0);
    free(pdf);
}

/* Nothing is left of a file that could not be written whole, nor of a wrong event. */
static void a_print_is_whole_or_not_there(void **state)
{
    (void)state;
    BADGE("mint");
    BADGE("print", "--output", "/dev/full");
    assert_int_equal(office.result.code, 1);
    tool_said(&office.result, 1, "/dev/full");
    char *pdf = path_of("badges.pdf");
    BADGE("print", "--output", pdf, "--event", office.folder);
    tool_said(&office.result, 1, "has faults");
    assert_int_equal(fake_folder_count(office.folder, "badges.pdf"), 0);
    free(pdf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(printed_badges_are_read),
        TEST(the_same_badges_give_the_same_bytes),
        TEST(pictures_are_read),
        TEST(every_font_is_embedded),
        TEST(only_badges_that_hold_are_printed),
        TEST(a_foreign_code_may_be_long),
        TEST(a_code_that_cannot_be_read_is_not_printed),
        TEST(a_print_is_whole_or_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
