/* schedule.xml, as frab, pretalx and pentabarf write it: schedule / day / room / event. A document
 * type is refused, and entities with it: no such file needs one, and they can swell without end.
 */
#include "schedule.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static bool recognises(const char *bytes, size_t size)
{
    return programme_begins_with(bytes, size, "<schedule");
}

/* --- the document --- */

static void refuse_document_type(void *context, const xmlChar *name, const xmlChar *external,
                                 const xmlChar *system)
{
    xmlParserCtxtPtr parser = context;
    (void)name, (void)external, (void)system;
    *(bool *)parser->_private = true;
    xmlStopParser(parser);
}

static enum em_status fail_parsing(xmlParserCtxtPtr parser, bool document_type,
                                   struct em_error *error)
{
    if (document_type)
        return em_fail(error, EM_INVALID,
                       "Line %d: the file has a DOCTYPE, which a schedule.xml does not need and "
                       "which can hide anything. Export it anew, or remove that line.",
                       parser->input ? parser->input->line : 1);
    const xmlError *last = xmlCtxtGetLastError(parser);
    const char *message = last && last->message ? last->message : "it ends too early";
    return em_fail(error, EM_INVALID,
                   "Line %d, column %d: this is no well-formed XML: %.*s. Export the file anew.",
                   last ? last->line : 1, last ? last->int2 : 1, (int)strcspn(message, "\n"),
                   message);
}

/* libxml2 would tell some of it on standard error; what counts is told by fail_parsing. */
static void hold_tongue(void *context, xmlError *fault)
{
    (void)context, (void)fault;
}

static enum em_status parse(xmlDocPtr *out, const char *bytes, size_t size, struct em_error *error)
{
    bool document_type = false;
    enum em_status status = EM_OK;
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    if (!parser)
        abort();
    xmlSetStructuredErrorFunc(NULL, hold_tongue);
    parser->_private = &document_type;
    parser->sax->internalSubset = refuse_document_type;
    xmlDocPtr document =
        xmlCtxtReadMemory(parser, bytes, (int)size, NULL, NULL,
                          XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                              XML_PARSE_NOCDATA | XML_PARSE_COMPACT | XML_PARSE_BIG_LINES);
    if (!document || document_type)
        status = fail_parsing(parser, document_type, error);
    xmlSetStructuredErrorFunc(NULL, NULL);
    xmlFreeParserCtxt(parser);
    if (status == EM_OK)
        *out = document;
    else
        xmlFreeDoc(document);
    return status;
}

/* --- its elements --- */

static bool is_element(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

/* The first or next child of that name, from `node` on. */
static xmlNode *find(xmlNode *node, const char *name)
{
    while (node && !is_element(node, name))
        node = node->next;
    return node;
}

/* Both NULL when there is none; to be freed. */
static char *child_text(xmlNode *parent, const char *name)
{
    xmlNode *child = find(parent->children, name);
    return child ? (char *)xmlNodeGetContent(child) : NULL;
}

static char *attribute(xmlNode *node, const char *name)
{
    return (char *)xmlGetNoNsProp(node, (const xmlChar *)name);
}

/* The day and the room that events stand in. */
struct place {
    struct programme_reading *reading;
    const char *day_date, *day_start, *room;
};

static void read_event(const struct place *place, xmlNode *node)
{
    enum { GUID, ID, DATE, START, DURATION, ROOM, TITLE, TYPE, TEXTS };
    char *texts[TEXTS] = {attribute(node, "guid"),      attribute(node, "id"),
                          child_text(node, "date"),     child_text(node, "start"),
                          child_text(node, "duration"), child_text(node, "room"),
                          child_text(node, "title"),    child_text(node, "type")};
    struct schedule_event event = {.guid = texts[GUID],
                                   .id = texts[ID],
                                   .date = texts[DATE],
                                   .start = texts[START],
                                   .duration = texts[DURATION],
                                   .room = place->room ? place->room : texts[ROOM],
                                   .title = texts[TITLE],
                                   .type = texts[TYPE],
                                   .day_date = place->day_date,
                                   .day_start = place->day_start,
                                   .line = xmlGetLineNo(node)};
    schedule_take(place->reading, &event);
    for (size_t i = 0; i < TEXTS; i++)
        xmlFree(texts[i]);
}

static void read_day(struct programme_reading *reading, xmlNode *day)
{
    char *date = attribute(day, "date"), *start = attribute(day, "start");
    for (xmlNode *room = find(day->children, "room"); room; room = find(room->next, "room")) {
        char *name = attribute(room, "name");
        struct place place = {reading, date, start, name && *name ? name : NULL};
        for (xmlNode *event = find(room->children, "event"); event;
             event = find(event->next, "event"))
            read_event(&place, event);
        xmlFree(name);
    }
    xmlFree(date);
    xmlFree(start);
}

/* The schedule's own zone, NULL when it names none that there is. */
static char *own_timezone(xmlNode *schedule)
{
    xmlNode *conference = find(schedule->children, "conference");
    char *name = conference ? child_text(conference, "time_zone_name") : NULL;
    if (name && programme_is_timezone(name))
        return name;
    xmlFree(name);
    return NULL;
}

static enum em_status read_schedule(xmlNode *schedule, struct programme_reading *reading,
                                    struct em_error *error)
{
    if (!schedule || !is_element(schedule, "schedule"))
        return em_fail(error, EM_INVALID,
                       "The file's outermost element is not “schedule”, so it is no schedule.xml.");
    char *zone = own_timezone(schedule);
    if (zone)
        reading->timezone = zone;
    for (xmlNode *day = find(schedule->children, "day"); day; day = find(day->next, "day"))
        read_day(reading, day);
    xmlFree(zone);
    return EM_OK;
}

static enum em_status read_file(const char *bytes, size_t size, const char *zone,
                                struct programme *out, struct import_faults *faults,
                                struct em_error *error)
{
    xmlDocPtr document = NULL;
    struct programme_reading reading = {zone, out, faults};
    enum em_status status = programme_check_size(size, error);
    if (status == EM_OK)
        status = parse(&document, bytes, size, error);
    if (status == EM_OK)
        status = read_schedule(xmlDocGetRootElement(document), &reading, error);
    xmlFreeDoc(document);
    return status;
}

const struct programme_form programme_form_xml = {
    .name = "schedule.xml", .recognises = recognises, .read = read_file};
