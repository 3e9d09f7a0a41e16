/* The journey: which screen follows which, what is kept and what is wiped, and when. */
#include "fake/visitor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TEST(name) cmocka_unit_test_setup_teardown(name, visitor_set_up, visitor_tear_down)

/* --- forwards and back --- */

static void the_whole_journey_is_recorded(void **state)
{
    struct visitor *visitor = *state;
    const struct visitor_record *record = &visitor->record;
    visitor_walk_to(visitor, "recorded");
    assert_int_equal(visitor->records, 1);
    assert_string_equal(record->name, "Amina Nyambura");
    assert_string_equal(record->role, "Directrice");
    assert_string_equal(record->email, "amina@example.org");
    assert_string_equal(record->government, "Elgeyo Marakwet");
    assert_string_equal(record->government_id, "elgeyo-marakwet");
    assert_string_equal(record->country, "KE");
    assert_string_equal(record->language, "fr");
    assert_int_equal(record->mode, MODE_DRAWN);
    assert_int_equal(record->capacity, CAPACITY_GOVERNMENT);
    assert_false(record->listed || record->contact);
    assert_int_equal(record->strokes, 1);
    assert_non_null(strstr(visitor_node(visitor, "recorded/number")->label, "A-1"));
    visitor_tap(visitor, "recorded/finish");
    assert_screen(visitor, "welcome");
}

static void back_leads_the_same_way_and_keeps_everything(void **state)
{
    static const char *const way[] = {"review", "sign", "details", "document"};
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "review");
    for (size_t i = 0; i + 1 < sizeof way / sizeof *way; i++) {
        char id[64];
        assert_screen(visitor, way[i]);
        snprintf(id, sizeof id, "%s/back", way[i]);
        visitor_tap(visitor, id);
    }
    assert_screen(visitor, "document");
    visitor_tap(visitor, "document/sign");
    assert_string_equal(visitor_value(visitor, "details/name"), "Amina Nyambura");
    visitor_tap(visitor, "details/continue");
    assert_string_equal(visitor_value(visitor, "sign/pad"), "1");
    visitor_tap(visitor, "sign/continue");
    visitor_walk_to(visitor, "recorded");
    assert_string_equal(visitor->record.email, "amina@example.org");
}

static void change_leads_from_the_review_to_the_details(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "review");
    visitor_tap(visitor, "review/change");
    assert_screen(visitor, "details");
}

/* Whoever comes next begins at the welcome screen, so nothing of a visit may be left there; and
 * nobody may lose what they wrote by one press too many. */
static void going_back_to_the_beginning_asks_before_it_wipes(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "sign");
    for (int i = 0; i < 2; i++)
        visitor_key(visitor, UI_KEY_ESCAPE);
    assert_screen(visitor, "document");
    visitor_tap(visitor, "document/back");
    assert_screen(visitor, "idle");
    visitor_tap(visitor, "idle/stay");
    assert_screen(visitor, "document");
    assert_string_equal(visitor_draft(visitor)->name.text, "Amina Nyambura");
    visitor_tap(visitor, "document/back");
    visitor_tap(visitor, "idle/wipe");
    assert_screen(visitor, "welcome");
    assert_false(visit_begun(visitor_draft(visitor)));
}

static void going_back_with_nothing_entered_keeps_language_and_text_size(void **state)
{
    struct visitor *visitor = *state;
    visitor_tap(visitor, "welcome/es");
    visitor_tap(visitor, "header/text-size");
    visitor_tap(visitor, "document/back");
    assert_screen(visitor, "welcome");
    assert_string_equal(flow_language(visitor->flow), "es");
    assert_int_equal(visitor_draft(visitor)->text_size, 1);
}

static void the_notice_leads_back_to_where_it_was_asked_for(void **state)
{
    static const char *const askers[] = {"details", "review"};
    struct visitor *visitor = *state;
    for (size_t i = 0; i < sizeof askers / sizeof *askers; i++) {
        char id[64];
        visitor_walk_to(visitor, askers[i]);
        snprintf(id, sizeof id, "%s/notice", askers[i]);
        visitor_tap(visitor, id);
        assert_screen(visitor, "notice");
        visitor_tap(visitor, "notice/close");
        assert_screen(visitor, askers[i]);
    }
}

/* --- the table of transitions --- */

static const struct {
    enum screen_id from;
    enum outcome outcome;
    int to;
} table[] = {
#define SCREEN_COVERED                           SCREEN_COUNT
#define TRANSITION(from, outcome, to, its_focus) {SCREEN_##from, OUTCOME_##outcome, SCREEN_##to},
#include "screens/transitions.def"
#undef TRANSITION
};
#define ROWS (sizeof table / sizeof *table)

static void no_outcome_has_two_sequels(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS; i++)
        for (size_t j = i + 1; j < ROWS; j++)
            assert_false(table[i].from == table[j].from && table[i].outcome == table[j].outcome);
}

/* Marks what leads to `screen` in one step more, until nothing is added. */
static void spread(bool reached[SCREEN_COUNT], bool backwards)
{
    for (size_t round = 0; round < ROWS; round++)
        for (size_t i = 0; i < ROWS; i++) {
            if (table[i].to == SCREEN_COVERED)
                continue;
            int from = backwards ? table[i].to : (int)table[i].from;
            int to = backwards ? (int)table[i].from : table[i].to;
            reached[to] |= reached[from];
        }
}

static void every_screen_is_reached_and_left(void **state)
{
    bool there[SCREEN_COUNT] = {[SCREEN_WELCOME] = true};
    bool home[SCREEN_COUNT] = {[SCREEN_WELCOME] = true, [SCREEN_NOTICE] = true};
    (void)state;
    spread(there, false);
    spread(home, true);
    for (int screen = 0; screen < SCREEN_COUNT; screen++) {
        assert_int_equal(there[screen], screen != SCREEN_OUT_OF_SERVICE);
        assert_int_equal(home[screen], screen != SCREEN_OUT_OF_SERVICE);
    }
}

static const char *const journey[] = {"welcome", "document", "details",
                                      "sign",    "review",   "recorded"};
#define JOURNEY (sizeof journey / sizeof *journey)

/* A new visitor at a screen of the journey, or at one that a control of the details leads to. */
static void start_at(struct visitor *visitor, const char *screen)
{
    static const char *const aside[][2] = {{"government", "details/government"},
                                           {"country", "details/country"},
                                           {"notice", "details/notice"}};
    const char *control = NULL;
    for (size_t i = 0; i < sizeof aside / sizeof *aside; i++)
        if (strcmp(screen, aside[i][0]) == 0)
            control = aside[i][1];
    visitor_walk_to(visitor, control || strcmp(screen, "idle") == 0 ? "details" : screen);
    if (control)
        visitor_tap(visitor, control);
    if (strcmp(screen, "idle") == 0)
        visitor_wait(visitor, visitor_idle(visitor) + 1);
    assert_screen(visitor, screen);
}

/* Every control of every screen, pressed by a visitor who has just come there: the flow asserts
 * that its outcome has a row. */
static void every_outcome_has_a_sequel(void **state)
{
    static const char *const screens[] = {
#define SCREEN(id, name) #name,
#include "screens/screens.def"
#undef SCREEN
    };
    (void)state;
    int pressed = 0;
    for (size_t s = 0; s < SCREEN_COUNT; s++) {
        bool more = s != SCREEN_OUT_OF_SERVICE;
        for (size_t control = 0; more; control++) {
            struct visitor visitor;
            visitor_come(&visitor, EM_SHARE);
            start_at(&visitor, screens[s]);
            const struct ui *ui = flow_ui(visitor.flow);
            size_t found = 0;
            more = false;
            for (size_t i = 0; i < ui_count(ui) && !more; i++) {
                const struct ui_node *node = ui_node(ui, i);
                bool a_choice = node->role == UI_ROLE_OPTION ||
                                strncmp(node->id ? node->id : "", "key/", 4) == 0;
                if (!node->action || (a_choice && found > 12) || found++ != control)
                    continue;
                char id[64];
                snprintf(id, sizeof id, "%s", node->id);
                visitor_tap(&visitor, id);
                pressed++;
                more = true;
            }
            visitor_leave(&visitor);
        }
    }
    assert_true(pressed > 60);
}

/* --- languages and text size --- */

static void switch_languages(struct visitor *visitor, int *switches)
{
    static const char *const languages[] = {"es", "en", "fr"};
    for (size_t l = 0; l < sizeof languages / sizeof *languages; l++) {
        char id[64];
        snprintf(id, sizeof id, "header/language/%s", languages[l]);
        if (!visitor_sees(visitor, id))
            continue;
        const char *screen = visitor_screen(visitor);
        visitor_tap(visitor, id);
        assert_screen(visitor, screen);
        assert_string_equal(flow_language(visitor->flow), languages[l]);
        ++*switches;
    }
}

static void a_language_may_be_chosen_on_every_step_and_keeps_everything(void **state)
{
    static const char *const aside[] = {"details/government", "details/country", "details/notice"};
    struct visitor *visitor = *state;
    int switches = 0;
    for (size_t i = 0; i < JOURNEY; i++) {
        visitor_walk_to(visitor, journey[i]);
        switch_languages(visitor, &switches);
        for (size_t a = 0; strcmp(journey[i], "details") == 0 && a < 3; a++) {
            visitor_tap(visitor, aside[a]);
            switch_languages(visitor, &switches);
            visitor_key(visitor, UI_KEY_ESCAPE);
        }
    }
    assert_int_equal(switches, 7 * 3);
    assert_string_equal(visitor->record.name, "Amina Nyambura");
    assert_string_equal(visitor->record.email, "amina@example.org");
    assert_string_equal(visitor->record.government_id, "elgeyo-marakwet");
    assert_int_equal(visitor->record.strokes, 1);
}

static void a_listed_government_takes_its_name_in_the_new_language(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "details");
    visitor_tap(visitor, "details/government");
    visitor_tap(visitor, "government/option/scotland");
    assert_string_equal(visitor_value(visitor, "details/government"), "Écosse");
    visitor_tap(visitor, "header/language/en");
    assert_string_equal(visitor_value(visitor, "details/government"), "Scotland");
    visitor_tap(visitor, "header/language/es");
    assert_string_equal(visitor_value(visitor, "details/government"), "Escocia");
}

static void a_government_as_it_was_written_stays_so(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "details");
    visitor_tap(visitor, "details/government");
    visitor_type(visitor, "Écosse du Sud");
    visitor_tap(visitor, "government/free");
    visitor_tap(visitor, "country/back");
    visitor_tap(visitor, "header/language/en");
    assert_string_equal(visitor_value(visitor, "details/government"), "Écosse du Sud");
}

/* The entry says which text was shown: the one on screen when "I sign" was pressed. */
static void what_is_signed_is_the_text_that_was_shown(void **state)
{
    struct visitor *visitor = *state;
    const struct pack_document *document = &visitor->pack->documents[0];
    visitor_walk_to(visitor, "document");
    visitor_key(visitor, UI_KEY_END);
    visitor_walk_to(visitor, "details");
    visitor_tap(visitor, "header/language/en");
    visitor_walk_to(visitor, "recorded");
    assert_string_equal(visitor->record.language, "fr");
    assert_true(visitor->record.read_to_end);
    assert_memory_equal(visitor->record.text_sha256, document->texts[0]->sha256, 32);
    assert_string_equal(flow_language(visitor->flow), "en");
}

static void reading_to_the_end_counts_for_the_text_that_was_read(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "document");
    visitor_key(visitor, UI_KEY_END);
    visitor_tap(visitor, "header/language/en");
    visitor_key(visitor, UI_KEY_HOME);
    visitor_walk_to(visitor, "recorded");
    assert_string_equal(visitor->record.language, "en");
    assert_false(visitor->record.read_to_end);
}

static void a_text_that_fits_the_window_is_read_to_its_end(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "document");
    visitor_do(visitor, (struct ui_event){.kind = UI_EVENT_RESIZE, .width = 1000, .height = 9000});
    assert_int_equal(ui_scroll_extent(flow_ui(visitor->flow), "document/text"), 0);
    visitor_walk_to(visitor, "recorded");
    assert_true(visitor->record.read_to_end);
}

static void the_reader_keeps_the_place_in_a_larger_text(void **state)
{
    struct visitor *visitor = *state;
    const struct ui *ui = flow_ui(visitor->flow);
    visitor_walk_to(visitor, "document");
    visitor_key(visitor, UI_KEY_PAGE_DOWN);
    visitor_key(visitor, UI_KEY_PAGE_DOWN);
    int permille =
        ui_scroll_position(ui, "document/text") * 1000 / ui_scroll_extent(ui, "document/text");
    assert_true(permille > 100);
    for (int i = 0; i < 2 * UI_TEXT_SIZES; i++) {
        int extent = ui_scroll_extent(ui, "document/text");
        visitor_tap(visitor, "header/text-size");
        assert_int_not_equal(ui_scroll_extent(ui, "document/text"), extent);
        int now =
            ui_scroll_position(ui, "document/text") * 1000 / ui_scroll_extent(ui, "document/text");
        assert_in_range(now, permille - 10, permille + 10);
    }
    assert_int_equal(visitor_draft(visitor)->text_size, 0);
}

static void a_page_that_is_thrown_runs_on_and_is_read_to_its_end(void **state)
{
    struct visitor *visitor = *state;
    const struct ui *ui = flow_ui(visitor->flow);
    visitor_walk_to(visitor, "document");
    for (int round = 0; round < 12; round++) {
        struct ui_event finger = {.kind = UI_EVENT_DOWN, .pointer = 1, .x = 700, .y = 850};
        visitor_do(visitor, finger);
        finger.kind = UI_EVENT_MOVE;
        for (int i = 0; i < 12; i++) {
            finger.y -= 50;
            visitor_do(visitor, finger);
        }
        finger.kind = UI_EVENT_UP;
        visitor_do(visitor, finger);
        int released = ui_scroll_position(ui, "document/text");
        visitor_wait(visitor, 2 * VISITOR_SECOND);
        assert_true(ui_scroll_position(ui, "document/text") > released ||
                    released == ui_scroll_extent(ui, "document/text"));
    }
    visitor_walk_to(visitor, "recorded");
    assert_true(visitor->record.read_to_end);
}

static void languages_and_text_size_by_touch_leave_the_writer_writing(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "details");
    visitor_tap(visitor, "details/role");
    visitor_tap(visitor, "header/language/en");
    assert_string_equal(visitor_focus(visitor), "details/role");
    visitor_tap(visitor, "header/text-size");
    visitor_type(visitor, "Mayor");
    assert_string_equal(visitor_value(visitor, "details/role"), "Mayor");
}

/* --- silence --- */

static void silence_warns_and_then_wipes(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "sign");
    visitor_wait(visitor, visitor_idle(visitor) - 1);
    assert_screen(visitor, "sign");
    visitor_wait(visitor, 1);
    assert_screen(visitor, "idle");
    visitor_wait(visitor, visitor_warning(visitor) - 1);
    assert_screen(visitor, "idle");
    visitor_wait(visitor, 1);
    assert_screen(visitor, "welcome");
    assert_false(visit_begun(visitor_draft(visitor)));
}

static void the_warning_counts_every_second(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "details");
    visitor_wait(visitor, visitor_idle(visitor));
    for (int left = visitor->pack->warning_seconds; left > 0; left--) {
        char number[16];
        snprintf(number, sizeof number, " %d ", left);
        assert_non_null(strstr(visitor_node(visitor, "idle/countdown")->label, number));
        visitor_wait(visitor, VISITOR_SECOND);
    }
    assert_screen(visitor, "welcome");
}

/* A movement that changes nothing must not swallow the second that ends beneath it. */
static void the_countdown_goes_on_under_a_moving_finger(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "recorded");
    char before[256];
    snprintf(before, sizeof before, "%s", visitor_node(visitor, "recorded/countdown")->label);
    struct ui_event event = {.kind = UI_EVENT_DOWN, .pointer = 1, .x = 1800, .y = 500};
    visitor_do(visitor, event);
    event.kind = UI_EVENT_MOVE;
    for (int i = 0; i < 150; i++)
        visitor_do(visitor, event);
    assert_string_not_equal(visitor_node(visitor, "recorded/countdown")->label, before);
}

static void any_sign_of_life_ends_the_warning(void **state)
{
    static const struct ui_event signs[] = {
        {.kind = UI_EVENT_UP, .pointer = 1, .x = 1500, .y = 900},
        {.kind = UI_EVENT_WHEEL, .scroll = -1, .x = 900, .y = 500},
        {.kind = UI_EVENT_KEY, .key = UI_KEY_OTHER},
        {.kind = UI_EVENT_KEY, .key = UI_KEY_ENTER},
        {.kind = UI_EVENT_KEY, .key = UI_KEY_SPACE},
        {.kind = UI_EVENT_KEY, .key = UI_KEY_ESCAPE},
        {.kind = UI_EVENT_TEXT, .text = "x"},
    };
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "details");
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        visitor_wait(visitor, visitor_idle(visitor));
        assert_screen(visitor, "idle");
        visitor_do(visitor, signs[i]);
        assert_screen(visitor, "details");
    }
}

static void the_key_that_ends_the_warning_types_nothing(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "details");
    visitor_type(visitor, "Awa");
    visitor_wait(visitor, visitor_idle(visitor));
    visitor_key(visitor, UI_KEY_SPACE);
    visitor_type(visitor, " ");
    assert_string_equal(visitor_draft(visitor)->name.text, "Awa");
    visitor_key(visitor, UI_KEY_SPACE);
    visitor_type(visitor, " ");
    visitor_type(visitor, "Ba");
    assert_string_equal(visitor_draft(visitor)->name.text, "Awa Ba");
}

static void tab_leads_to_the_buttons_of_the_warning(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "details");
    visitor_wait(visitor, visitor_idle(visitor));
    visitor_tab_to(visitor, "idle/wipe");
    visitor_key(visitor, UI_KEY_ENTER);
    assert_screen(visitor, "welcome");
}

/* The dump holds every node, its place and the focus; so nothing has moved. */
static void assert_warning_changes_nothing(struct visitor *visitor)
{
    char *before = visitor_dump(visitor);
    const char *screen = visitor_screen(visitor);
    visitor_wait(visitor, visitor_idle(visitor));
    assert_screen(visitor, "idle");
    visitor_tap(visitor, "idle/stay");
    assert_screen(visitor, screen);
    char *after = visitor_dump(visitor);
    assert_string_equal(before, after);
    free(before);
    free(after);
}

static void the_warning_gives_the_screen_back_as_it_was(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "document");
    visitor_key(visitor, UI_KEY_PAGE_DOWN);
    assert_warning_changes_nothing(visitor);
    visitor_walk_to(visitor, "details");
    visitor_tap(visitor, "details/role");
    assert_warning_changes_nothing(visitor);
    visitor_tap(visitor, "details/government");
    visitor_type(visitor, "a");
    visitor_key(visitor, UI_KEY_DOWN);
    assert_warning_changes_nothing(visitor);
    visitor_key(visitor, UI_KEY_ESCAPE);
    visitor_tap(visitor, "details/notice");
    visitor_key(visitor, UI_KEY_PAGE_DOWN);
    assert_warning_changes_nothing(visitor);
    visitor_tap(visitor, "notice/close");
    assert_screen(visitor, "details");
    visitor_walk_to(visitor, "sign");
    assert_warning_changes_nothing(visitor);
    visitor_walk_to(visitor, "review");
    visitor->answer = EM_IO;
    visitor_tap(visitor, "review/record");
    assert_warning_changes_nothing(visitor);
}

static void time_stands_still_where_nobody_has_been(void **state)
{
    struct visitor *visitor = *state;
    assert_int_equal(flow_next_tick(visitor->flow), INT64_MAX);
    int builds = visitor->builds;
    visitor_wait(visitor, 10 * visitor_idle(visitor));
    assert_screen(visitor, "welcome");
    assert_int_equal(visitor->builds, builds);
}

static void nothing_is_built_again_while_nothing_happens(void **state)
{
    struct visitor *visitor = *state;
    for (size_t i = 0; i + 1 < JOURNEY; i++) {
        visitor_walk_to(visitor, journey[i]);
        int builds = visitor->builds;
        visitor_wait(visitor, visitor_idle(visitor) - 1);
        assert_int_equal(visitor->builds, builds);
        visitor_key(visitor, UI_KEY_OTHER);
    }
}

static void welcome_goes_back_to_its_language_and_text_size(void **state)
{
    struct visitor *visitor = *state;
    visitor_tap(visitor, "welcome/en");
    visitor_tap(visitor, "header/text-size");
    visitor_tap(visitor, "document/back");
    visitor_wait(visitor, visitor_idle(visitor) - 1);
    assert_string_equal(flow_language(visitor->flow), "en");
    visitor_wait(visitor, 1);
    assert_screen(visitor, "welcome");
    assert_string_equal(flow_language(visitor->flow), "fr");
    assert_int_equal(ui_text_size(flow_ui(visitor->flow)), 0);
    assert_int_equal(flow_next_tick(visitor->flow), INT64_MAX);
}

static void recorded_returns_by_itself(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "recorded");
    int64_t stays = visitor->pack->recorded_seconds * VISITOR_SECOND;
    visitor_key(visitor, UI_KEY_ESCAPE);
    visitor_wait(visitor, stays - 2 * 10000);
    assert_screen(visitor, "recorded");
    visitor_wait(visitor, 2 * 10000);
    assert_screen(visitor, "welcome");
    assert_int_equal(visitor->records, 1);
}

/* --- what a wipe leaves --- */

/* The sanitizer keeps memory in places of its own. */
#ifdef __SANITIZE_ADDRESS__
#define HEAP_ELSEWHERE true
#else
#define HEAP_ELSEWHERE false
#endif

/* Whether the bytes stand anywhere on this process's heap. */
static bool on_the_heap(const char *text)
{
    char line[512];
    FILE *maps = fopen("/proc/self/maps", "r");
    bool found = false;
    assert_non_null(maps);
    while (fgets(line, sizeof line, maps)) {
        unsigned long from, to;
        if (strstr(line, "[heap]") && sscanf(line, "%lx-%lx", &from, &to) == 2)
            found |= memmem((const void *)from, to - from, text, strlen(text)) != NULL;
    }
    fclose(maps);
    return found;
}

/* The name is made on the stack, so that only what the product keeps of it is on the heap. */
static void write_secretly(struct visitor *visitor, const char *field, unsigned seed, char text[16])
{
    for (int i = 0; i < 12; i++)
        text[i] = (char)('a' + (seed = seed * 1103515245 + 12345) / 65536 % 26);
    text[12] = '\0';
    visitor_tap(visitor, field);
    visitor_type(visitor, text);
}

static void a_wipe_leaves_nothing_in_memory(void **state)
{
    struct visitor *visitor = *state;
    char name[16], role[16], email[16], government[16];
    if (HEAP_ELSEWHERE)
        skip();
    visitor_walk_to(visitor, "details");
    write_secretly(visitor, "details/name", 1, name);
    write_secretly(visitor, "details/role", 2, role);
    write_secretly(visitor, "details/email", 3, email);
    visitor_tap(visitor, "details/government");
    write_secretly(visitor, "government/search", 4, government);
    visitor_tap(visitor, "government/free");
    visitor_key(visitor, UI_KEY_ESCAPE);
    const char *const written[] = {name, role, email, government};
    for (size_t i = 0; i < 4; i++)
        assert_true(on_the_heap(written[i]));
    visitor_wait(visitor, visitor_idle(visitor) + visitor_warning(visitor));
    assert_screen(visitor, "welcome");
    for (size_t i = 0; i < 4; i++)
        assert_false(on_the_heap(written[i]));
}

static void a_wipe_leaves_nothing_in_the_draft(void **state)
{
    struct visitor *visitor = *state;
    struct visit empty, *visit = visitor_draft(visitor);
    visitor_walk_to(visitor, "review");
    assert_non_null(memmem(visit, sizeof *visit, "Amina", 5));
    visitor_wait(visitor, visitor_idle(visitor) + visitor_warning(visitor));
    memset(&empty, 0, sizeof empty);
    visit_begin(&empty, 0);
    assert_memory_equal(visit, &empty, sizeof empty);
}

/* --- out of service --- */

static void refuse_and_give_up(struct visitor *visitor)
{
    visitor_walk_to(visitor, "review");
    visitor->answer = EM_FULL;
    visitor_tap(visitor, "review/record");
    assert_screen(visitor, "review");
    visitor_wait(visitor, visitor_idle(visitor));
    visitor_wait(visitor, visitor_warning(visitor));
}

static void nobody_is_invited_where_nothing_can_be_recorded(void **state)
{
    struct visitor *visitor = *state;
    refuse_and_give_up(visitor);
    assert_screen(visitor, "out_of_service");
    assert_string_equal(visitor_node(visitor, "out_of_service/fault")->label,
                        "The recorder of this test refuses.");
    assert_string_equal(visitor_draft(visitor)->name.text, "");
    assert_false(flow_wants_again(visitor->flow));
    visitor_tap(visitor, "out_of_service/again");
    assert_true(flow_wants_again(visitor->flow));
}

static void a_fault_that_was_mended_is_forgotten(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "review");
    visitor->answer = EM_FULL;
    visitor_tap(visitor, "review/record");
    visitor->answer = EM_OK;
    visitor_tap(visitor, "review/record");
    assert_screen(visitor, "recorded");
    visitor_tap(visitor, "recorded/finish");
    assert_screen(visitor, "welcome");
}

static void out_of_service_stays_so(void **state)
{
    struct visitor *visitor = *state;
    struct flow_options options = visitor->options;
    options.pack = NULL;
    options.fault = "event.ini:1: There is nothing in it.";
    struct flow *flow = flow_new(&options, visitor->now);
    static const struct ui_event events[] = {
        {.kind = UI_EVENT_DOWN, .x = 500, .y = 500}, {.kind = UI_EVENT_UP, .x = 500, .y = 500},
        {.kind = UI_EVENT_KEY, .key = UI_KEY_ENTER}, {.kind = UI_EVENT_KEY, .key = UI_KEY_ESCAPE},
        {.kind = UI_EVENT_KEY, .key = UI_KEY_TAB},   {.kind = UI_EVENT_WHEEL, .scroll = 1},
        {.kind = UI_EVENT_TEXT, .text = "a"},
    };
    flow_build(flow);
    for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
        struct ui_rect dirty = {0};
        flow_event(flow, &events[i], &dirty);
        flow_build(flow);
        assert_string_equal(flow_screen(flow), "out_of_service");
        assert_int_equal(flow_next_tick(flow), INT64_MAX);
    }
    assert_string_equal(ui_find(flow_ui(flow), "out_of_service/fault")->label, options.fault);
    flow_free(flow);
}

/* --- what goes on without a hand --- */

static void a_held_backspace_erases_and_stays(void **state)
{
    struct visitor *visitor = *state;
    visitor_walk_to(visitor, "details");
    visitor_tap(visitor, "details/name");
    visitor_type(visitor, "Amina");
    struct ui_rect key = visitor_node(visitor, "key/backspace")->rect;
    visitor_do(visitor, (struct ui_event){.kind = UI_EVENT_DOWN,
                                          .pointer = 1,
                                          .x = key.x + key.w / 2,
                                          .y = key.y + key.h / 2});
    visitor_wait(visitor, 2 * VISITOR_SECOND);
    assert_screen(visitor, "details");
    assert_string_equal(visitor_value(visitor, "details/name"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_whole_journey_is_recorded),
        TEST(back_leads_the_same_way_and_keeps_everything),
        TEST(change_leads_from_the_review_to_the_details),
        TEST(going_back_to_the_beginning_asks_before_it_wipes),
        TEST(going_back_with_nothing_entered_keeps_language_and_text_size),
        TEST(the_notice_leads_back_to_where_it_was_asked_for),
        cmocka_unit_test(no_outcome_has_two_sequels),
        cmocka_unit_test(every_screen_is_reached_and_left),
        cmocka_unit_test(every_outcome_has_a_sequel),
        TEST(a_language_may_be_chosen_on_every_step_and_keeps_everything),
        TEST(a_listed_government_takes_its_name_in_the_new_language),
        TEST(a_government_as_it_was_written_stays_so),
        TEST(what_is_signed_is_the_text_that_was_shown),
        TEST(reading_to_the_end_counts_for_the_text_that_was_read),
        TEST(a_text_that_fits_the_window_is_read_to_its_end),
        TEST(the_reader_keeps_the_place_in_a_larger_text),
        TEST(a_page_that_is_thrown_runs_on_and_is_read_to_its_end),
        TEST(languages_and_text_size_by_touch_leave_the_writer_writing),
        TEST(silence_warns_and_then_wipes),
        TEST(the_warning_counts_every_second),
        TEST(the_countdown_goes_on_under_a_moving_finger),
        TEST(any_sign_of_life_ends_the_warning),
        TEST(the_key_that_ends_the_warning_types_nothing),
        TEST(tab_leads_to_the_buttons_of_the_warning),
        TEST(the_warning_gives_the_screen_back_as_it_was),
        TEST(time_stands_still_where_nobody_has_been),
        TEST(nothing_is_built_again_while_nothing_happens),
        TEST(welcome_goes_back_to_its_language_and_text_size),
        TEST(recorded_returns_by_itself),
        TEST(a_wipe_leaves_nothing_in_memory),
        TEST(a_wipe_leaves_nothing_in_the_draft),
        TEST(nobody_is_invited_where_nothing_can_be_recorded),
        TEST(a_fault_that_was_mended_is_forgotten),
        TEST(out_of_service_stays_so),
        TEST(a_held_backspace_erases_and_stays),
    };
    return cmocka_run_group_tests_name("unit/flow", tests, NULL, NULL);
}
