/* A copy of a store alone, in a folder that is nobody's: where nobody writes, nobody but a reader
 * makes what SQLite keeps beside a store, so a reader may take it away again.
 */
#ifndef EM_TOOLS_LONE_COPY_H
#define EM_TOOLS_LONE_COPY_H

#include <stdbool.h>

/* To be asked before the store is opened. */
bool lone_copy_is(const char *data_dir);
/* Removes what reading it left beside it. */
void lone_copy_tidy(const char *data_dir);

#endif
