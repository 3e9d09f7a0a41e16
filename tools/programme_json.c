/* schedule.json, as frab and pretalx write it: schedule.conference.days[].rooms{name: [event]}, and
 * how many people a room holds where conference.rooms says so.
 */
#include "schedule.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

static bool recognises(const char *bytes, size_t size)
{
    if (size > 3 && memcmp(bytes, BYTE_ORDER_MARK, 3) == 0)
        bytes += 3, size -= 3;
    while (size && strchr(" \t\r\n", *bytes))
        bytes++, size--;
    return size && *bytes == '{' && programme_begins_with(bytes, size, "\"schedule\"");
}

static enum em_status parse(json_t **out, const char *bytes, size_t size, struct em_error *error)
{
    json_error_t fault;
    if (size > 3 && memcmp(bytes, BYTE_ORDER_MARK, 3) == 0)
        bytes += 3, size -= 3;
    *out = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, &fault);
    if (*out)
        return EM_OK;
    return em_fail(error, EM_INVALID,
                   "Line %d, column %d: this is no JSON: %s. Export the file anew.", fault.line,
                   fault.column, fault.text);
}

/* What is not a text is none; an id may be a number. */
static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static const char *id_of(const json_t *event, char *out, size_t size)
{
    const json_t *id = json_object_get(event, "id");
    if (!json_is_integer(id))
        return json_string_value(id);
    snprintf(out, size, "%lld", (long long)json_integer_value(id));
    return out;
}

/* How many a room holds, by its name: {} when the file does not say. */
static json_t *capacities_of(const json_t *conference)
{
    size_t i;
    json_t *capacities = json_object();
    const json_t *room;
    json_array_foreach(json_object_get(conference, "rooms"), i, room)
    {
        const char *name = text_of(room, "name");
        json_t *capacity = json_object_get(room, "capacity");
        if (name && json_integer_value(capacity) > 0)
            json_object_set(capacities, name, capacity);
    }
    return capacities;
}

static void read_event(struct programme_reading *reading, const json_t *day, const char *room,
                       int64_t capacity, const json_t *event)
{
    char number[24];
    if (!json_is_object(event)) {
        import_fault(reading->faults, 0, 0,
                     "In room “%.100s” of %.20s stands something that is no event. Export the file "
                     "anew.",
                     room, text_of(day, "date") ? text_of(day, "date") : "a day without a date");
        return;
    }
    struct schedule_event taken = {.guid = text_of(event, "guid"),
                                   .id = id_of(event, number, sizeof number),
                                   .date = text_of(event, "date"),
                                   .start = text_of(event, "start"),
                                   .duration = text_of(event, "duration"),
                                   .room = *room ? room : text_of(event, "room"),
                                   .title = text_of(event, "title"),
                                   .type = text_of(event, "type"),
                                   .day_date = text_of(day, "date"),
                                   .day_start = text_of(day, "day_start"),
                                   .capacity = capacity};
    schedule_take(reading, &taken);
}

static void read_day(struct programme_reading *reading, const json_t *capacities, const json_t *day)
{
    const char *room;
    json_t *events;
    json_object_foreach(json_object_get(day, "rooms"), room, events)
    {
        size_t i;
        const json_t *event;
        int64_t capacity = json_integer_value(json_object_get(capacities, room));
        json_array_foreach(events, i, event) read_event(reading, day, room, capacity, event);
    }
}

static enum em_status read_schedule(const json_t *root, struct programme_reading *reading,
                                    struct em_error *error)
{
    const json_t *conference = json_object_get(json_object_get(root, "schedule"), "conference");
    const json_t *days = json_object_get(conference, "days"), *day;
    const char *zone = text_of(conference, "time_zone_name");
    size_t i;
    if (!json_is_array(days))
        return em_fail(error, EM_INVALID,
                       "The file has no days at schedule.conference.days, so it is no "
                       "schedule.json.");
    if (zone && programme_is_timezone(zone))
        reading->timezone = zone;
    json_t *capacities = capacities_of(conference);
    json_array_foreach(days, i, day) read_day(reading, capacities, day);
    json_decref(capacities);
    return EM_OK;
}

static enum em_status read_file(const char *bytes, size_t size, const char *zone,
                                struct programme *out, struct import_faults *faults,
                                struct em_error *error)
{
    json_t *root = NULL;
    struct programme_reading reading = {zone, out, faults};
    enum em_status status = programme_check_size(size, error);
    if (status == EM_OK)
        status = parse(&root, bytes, size, error);
    if (status == EM_OK)
        status = read_schedule(root, &reading, error);
    json_decref(root);
    return status;
}

const struct programme_form programme_form_json = {
    .name = "schedule.json", .recognises = recognises, .read = read_file};
