/* The page of `emarge` itself: its verbs, and in which order a summit needs them.
 */
#ifndef EM_TOOLS_OVERVIEW_H
#define EM_TOOLS_OVERVIEW_H

#include "manual.h"

extern const struct manual_page overview_page;

#endif
