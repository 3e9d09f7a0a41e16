/* Where the programs look when they are not told: the same answer for the kiosk and the tool.
 */
#ifndef EM_CORE_PATHS_H
#define EM_CORE_PATHS_H

#include <stddef.h>

#define EM_DEFAULT_EVENT "ogp-paris-2016" /* comes with emarge */

/* Resources: ../share/emarge beside the running program's own folder, in the build tree as when
 * installed. */
void em_share_dir(char *out, size_t size);
/* A kiosk's keys and log: $XDG_DATA_HOME/emarge, or ~/.local/share/emarge (XDG Base Directory 0.8).
 */
void em_data_dir(char *out, size_t size);
/* The event pack that comes with emarge. */
void em_event_dir(char *out, size_t size);

#endif
