/* What is on screen, one JSON line for each change: for tests and for support.
 *
 *   {"screen": "details", "language": "fr", "nodes": [{"id": "details/name", "role": "textbox",
 *    "label": "Nom complet", "value": "", "rect": [216, 232, 528, 80], "enabled": true, "checked":
 * false, "focused": true}]}
 *
 * Nodes that have an id, in focus order; roles are WAI-ARIA names; rect is what can be seen of the
 * node, in window pixels, of no width or height when nothing can. Labels and values of personal
 * data are left out unless `values` is set.
 */
#ifndef EM_TRACE_H
#define EM_TRACE_H

#include "core/status.h"
#include "ui/ui.h"

#include <stdbool.h>

struct trace;

/* Appends to `path`. NULL path gives a trace that writes nothing. */
enum em_status trace_open(struct trace **out, const char *path, bool values,
                          struct em_error *error);
void trace_close(struct trace *trace);

/* Writes a line if anything differs from the line before. When that fails it is said on standard
 * error, once, and the trace ends there. */
void trace_write(struct trace *trace, const char *screen, const char *language,
                 const struct ui *ui);

#endif
