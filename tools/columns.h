/* A report with fewer columns than its list has, and the sink that leaves the others out.
 */
#ifndef EM_TOOLS_COLUMNS_H
#define EM_TOOLS_COLUMNS_H

#include "report.h"

struct columns {
    struct report report; /* what is left, in the same order */
    struct sink sink;     /* takes whole rows */

    const struct sink *to;
    struct report_column *kept;
    size_t *from; /* where each stands in a whole row */
    const char **cells;
};

/* Without what is private in every row. Whoever lists leaves out the rows of those who did not
 * agree to be listed. `report` and `to` outlive it; it is not moved. */
void columns_public(struct columns *out, const struct report *report, const struct sink *to);
void columns_free(struct columns *columns); /* {0} is allowed */

/* Which private columns an output holds: "This list holds private columns: name, role (of those who
 * did not agree to be listed), email."; "" for none. To be freed. */
struct columns_asked {
    const struct edition *edition; /* in its language, with titles; NULL: English, with names */
    bool pages;                    /* of what pages show only */
    bool has_key;                  /* without it what is sealed is not there */
    bool public_only;
};
char *columns_privacy(const struct report *report, const struct columns_asked *asked);

#endif
