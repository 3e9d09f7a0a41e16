#include "fake/hallway.h"

#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int hallway_set_up(void **state)
{
    struct hallway *hallway = em_alloc(sizeof *hallway);
    void *porch;
    porch_set_up(&porch);
    hallway->porch = porch;
    visitor_come_to_door(&hallway->visitor, EM_SHARE, NULL, hallway->porch->door);
    *state = hallway;
    return 0;
}

int hallway_tear_down(void **state)
{
    struct hallway *hallway = *state;
    void *porch = hallway->porch;
    visitor_leave(&hallway->visitor);
    porch_tear_down(&porch);
    free(hallway);
    return 0;
}

static void scan_at_once(struct hallway *hallway, const char *text)
{
    flow_take_sound(hallway->visitor.flow);
    visitor_scan(&hallway->visitor, text);
    hallway->sound = flow_take_sound(hallway->visitor.flow);
}

void hallway_scan(struct hallway *hallway, const char *text)
{
    fake_clock_advance(&hallway->porch->summit.clock, DOOR_HELD_US);
    visitor_wait(&hallway->visitor, DOOR_HELD_US);
    scan_at_once(hallway, text);
}

void hallway_show(struct hallway *hallway, const char *key)
{
    hallway_scan(hallway, summit_code(&hallway->porch->summit, key));
}

void hallway_hold(struct hallway *hallway, const char *key)
{
    scan_at_once(hallway, summit_code(&hallway->porch->summit, key));
}

static void choose(struct hallway *hallway, const char *session)
{
    char id[80];
    snprintf(id, sizeof id, "staff/session/%s", session);
    visitor_tap(&hallway->visitor, id);
}

void hallway_open(struct hallway *hallway, const char *session)
{
    hallway_show(hallway, "staff");
    choose(hallway, session);
}

void hallway_change(struct hallway *hallway, const char *session)
{
    visitor_tap(&hallway->visitor, "door/sessions");
    choose(hallway, session);
}

const char *hallway_verdict(const struct hallway *hallway)
{
    return visitor_value(&hallway->visitor, "door/verdict");
}

int hallway_inside(const struct hallway *hallway)
{
    return atoi(visitor_value(&hallway->visitor, "door/inside"));
}
