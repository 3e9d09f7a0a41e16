#include "fake/porch.h"

#include "fake/sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void must(const struct porch *porch, enum em_status status)
{
    if (status != EM_OK)
        fail_msg("%s", porch->error.text);
}

/* As the kiosk does it: what failed is closed and opened. */
static struct ledger *give_ledger(void *context, bool again, struct em_error *error)
{
    struct porch *porch = context;
    struct summit_kiosk *kiosk = &porch->summit.kiosk;
    if (!again)
        return kiosk->ledger;
    porch->opened_anew++;
    summit_stop(kiosk);
    return summit_try_start(&porch->summit, kiosk, error) == EM_OK ? kiosk->ledger : NULL;
}

static void open_door(struct porch *porch, const char *timezone)
{
    struct door_options options = {.ledger = give_ledger,
                                   .context = porch,
                                   .identity = &porch->summit.kiosk.identity,
                                   .clock = &porch->summit.clock.clock,
                                   .random = &porch->summit.random.random,
                                   .timezone = timezone,
                                   .opens_us = SUMMIT_OPENS};
    porch->door = door_new(&options);
    must(porch, door_refresh(porch->door, &porch->error));
}

int porch_set_up(void **state)
{
    struct porch *porch = em_alloc(sizeof *porch);
    summit_init(&porch->summit, 1);
    open_door(porch, SUMMIT_TIMEZONE);
    *state = porch;
    return 0;
}

int porch_tear_down(void **state)
{
    struct porch *porch = *state;
    door_free(porch->door);
    summit_free(&porch->summit);
    free(porch);
    return 0;
}

void porch_choose(struct porch *porch, const char *session)
{
    must(porch, door_choose(porch->door, session, &porch->error));
}

void porch_unlock(struct porch *porch)
{
    const char *code = summit_code(&porch->summit, "staff");
    must(porch, door_unlock(porch->door, code, strlen(code), &porch->error));
}

void porch_reopen(struct porch *porch, const char *timezone)
{
    door_free(porch->door);
    open_door(porch, timezone);
}

void porch_restart(struct porch *porch)
{
    const struct session *session = door_session(porch->door);
    char *id = session ? em_strdup(session->id) : NULL;
    door_free(porch->door);
    summit_stop(&porch->summit.kiosk);
    summit_start(&porch->summit, &porch->summit.kiosk);
    open_door(porch, SUMMIT_TIMEZONE);
    porch_choose(porch, id);
    free(id);
}

enum verdict porch_scan_at_once(struct porch *porch, const char *text, enum door_way way)
{
    must(porch, door_scan(porch->door, text, strlen(text), way, &porch->answer, &porch->error));
    return porch->answer.verdict;
}

enum verdict porch_scan(struct porch *porch, const char *text, enum door_way way)
{
    fake_clock_advance(&porch->summit.clock, DOOR_HELD_US);
    return porch_scan_at_once(porch, text, way);
}

enum verdict porch_in(struct porch *porch, const char *key)
{
    return porch_scan(porch, summit_code(&porch->summit, key), DOOR_IN);
}

enum verdict porch_out(struct porch *porch, const char *key)
{
    return porch_scan(porch, summit_code(&porch->summit, key), DOOR_OUT);
}

int64_t porch_entries(struct porch *porch, const char *kind)
{
    char path[FAKE_PATH_SIZE + 16], sql[256];
    snprintf(path, sizeof path, "%s/" STORE_FILE, porch->summit.kiosk.folder);
    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM entry WHERE origin NOT LIKE '%%/organiser' AND kind = '%s'",
             kind);
    return fake_sql_number(path, sql);
}

static enum em_status keep_body(void *context, const struct entry *entry, const uint8_t *leaf,
                                struct em_error *error)
{
    char **body = context;
    (void)leaf;
    (void)error;
    free(*body);
    *body = em_strndup((const char *)entry->body, entry->body_size);
    return EM_OK;
}

char *porch_last_body(struct porch *porch)
{
    struct ledger *ledger = porch->summit.kiosk.ledger;
    char *body = NULL;
    must(porch, store_entries(ledger_store(ledger), ledger_origin_of(ledger), 0, keep_body, &body,
                              &porch->error));
    return body;
}
