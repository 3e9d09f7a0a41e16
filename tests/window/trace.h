/* Reads the kiosk's trace (emarge-kiosk --trace FILE) while it is being written: one JSON line
 * whenever what is on screen changes,
 *
 *   {"screen", "language", "nodes": [{"id", "role", "label", "value", "rect": [x, y, w, h],
 *                                     "enabled", "checked", "focused"}]}
 *
 * Only the newest whole line is kept; strings and nodes live until the next trace_read.
 */
#ifndef EM_WINDOW_TRACE_H
#define EM_WINDOW_TRACE_H

#include <jansson.h>
#include <stdbool.h>

struct trace;

struct trace *trace_open(const char *path); /* the file may be made later */
void trace_close(struct trace *trace);      /* NULL is allowed */

/* Takes in what was written since; true when there was a new line. A line that is no JSON ends the
 * process: the trace is broken. */
bool trace_read(struct trace *trace);

const char *trace_line(const struct trace *trace); /* the newest, as written; "" before the first */
const char *trace_screen(const struct trace *trace); /* "" before the first */
const char *trace_language(const struct trace *trace);
const json_t *trace_node(const struct trace *trace, const char *id); /* NULL when it is not there */
const char *trace_focus(const struct trace *trace); /* id, "" when nothing has the focus */

/* Fields of a node; "" and false when it has not got them. */
const char *trace_text(const json_t *node, const char *field);
bool trace_flag(const json_t *node, const char *field);
bool trace_rect(const json_t *node, int rect[4]);

#endif
