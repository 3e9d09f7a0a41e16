#include "fake/day.h"

#include "core/file.h"
#include "core/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static void must(const struct day *day, enum em_status status)
{
    if (status != EM_OK)
        fail_msg("%s", day->error.text);
}

/* --- the doors --- */

static struct ledger *give_ledger(void *context, bool again, struct em_error *error)
{
    (void)again, (void)error;
    return ((struct gate *)context)->kiosk->ledger;
}

static void open_gate(struct day *day, struct gate *gate, struct summit_kiosk *kiosk)
{
    struct door_options options = {.ledger = give_ledger,
                                   .context = gate,
                                   .identity = &kiosk->identity,
                                   .clock = &day->summit.clock.clock,
                                   .random = &day->summit.random.random,
                                   .timezone = SUMMIT_TIMEZONE,
                                   .opens_us = SUMMIT_OPENS};
    gate->kiosk = kiosk;
    gate->door = door_new(&options);
    must(day, door_refresh(gate->door, &day->error));
}

static void close_gate(struct gate *gate)
{
    door_free(gate->door);
    gate->door = NULL;
    summit_stop(gate->kiosk);
}

void day_choose(struct day *day, struct gate *gate, const char *session)
{
    must(day, door_choose(gate->door, session, &day->error));
}

static struct door_answer scan(struct day *day, struct gate *gate, const char *text,
                               enum door_way way)
{
    struct door_answer answer;
    fake_clock_advance(&day->summit.clock, DOOR_HELD_US);
    must(day, door_scan(gate->door, text, strlen(text), way, &answer, &day->error));
    return answer;
}

struct door_answer day_in(struct day *day, struct gate *gate, const char *key)
{
    return scan(day, gate, summit_code(&day->summit, key), DOOR_IN);
}

static struct door_answer out(struct day *day, struct gate *gate, const char *key)
{
    return scan(day, gate, summit_code(&day->summit, key), DOOR_OUT);
}

static void wait_minutes(struct day *day, int minutes)
{
    fake_clock_advance(&day->summit.clock, minutes * SUMMIT_MINUTE);
}

int day_set_up(void **state)
{
    struct day *day = em_alloc(sizeof *day);
    summit_init(&day->summit, 1);
    summit_enroll(&day->summit, &day->hall_b, "hall-b-1", 'B');
    open_gate(day, &day->a, &day->summit.kiosk);
    open_gate(day, &day->b, &day->hall_b);
    day_choose(day, &day->a, SUMMIT_TERRITORIES);
    day_choose(day, &day->b, SUMMIT_WORKSHOP);
    *state = day;
    return 0;
}

int day_tear_down(void **state)
{
    struct day *day = *state;
    if (day->a.door)
        close_gate(&day->a);
    if (day->b.door)
        close_gate(&day->b);
    summit_free(&day->summit);
    tool_result_free(&day->result);
    free(day);
    return 0;
}

/* --- the tool --- */

char *day_listed(struct day *day)
{
    tool_only_told_privacy(&day->result);
    return em_strdup(day->result.out);
}

/* A further folder of the organiser's, as it was before the doors opened. */
static char *copy_organiser(struct day *day, const char *name)
{
    static const char *const files[] = {STORE_FILE, "organiser.key", "organiser.pub"};
    char *folder = em_format("%s/%s", day->summit.folder, name);
    assert_int_equal(mkdir(folder, 0700), 0);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct em_buffer bytes = {0};
        char *from = em_format("%s/%s", day->summit.organiser_folder, files[i]);
        char *to = em_format("%s/%s", folder, files[i]);
        must(day, em_file_read(from, 1 << 24, &bytes, &day->error));
        must(day, em_file_write_atomic(to, bytes.data, bytes.size, 0600, &day->error));
        em_buffer_free(&bytes);
        free(from);
        free(to);
    }
    return folder;
}

void day_merge(struct day *day, const char *tool, const char *from, const char *to)
{
    tool_run(&day->result, (const char *const[]){tool, "merge", from, "--data", to, NULL}, NULL);
    tool_said(&day->result, 0, "");
}

char *day_bring_home(struct day *day, const char *tool, const char *name, bool a_first)
{
    if (day->a.door) {
        close_gate(&day->a);
        close_gate(&day->b);
    }
    char *folder = copy_organiser(day, name);
    day_merge(day, tool, (a_first ? day->a : day->b).kiosk->folder, folder);
    day_merge(day, tool, (a_first ? day->b : day->a).kiosk->folder, folder);
    return folder;
}

/* --- a day --- */

void day_spend(struct day *day)
{
    day_in(day, &day->a, "amina");
    day_in(day, &day->a, "zoe");
    struct door_answer mistake = day_in(day, &day->a, "nino");
    must(day, door_undo(day->a.door, mistake.seq, door_reasons[0], &day->error));
    day_in(day, &day->a, "revoked");
    scan(day, &day->a, "what is this", DOOR_IN);
    day_in(day, &day->a, "unheard");
    wait_minutes(day, 10);
    day_in(day, &day->b, "zoe");
    day_in(day, &day->b, "garam");
    wait_minutes(day, 20);
    out(day, &day->a, "amina");
}

void day_rename(struct day *day, const char *key, const char *name)
{
    for (size_t i = 0; i < summit_people_count; i++)
        if (strcmp(summit_people[i].key, key) == 0) {
            free(day->summit.people[i].name);
            day->summit.people[i].name = em_strdup(name);
        }
    summit_announce(&day->summit, key);
}
