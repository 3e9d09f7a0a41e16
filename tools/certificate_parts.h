/* What `emarge certificate` is made of, and one of them on paper; for tools/certificate*.c. */
#ifndef EM_TOOLS_CERTIFICATE_PARTS_H
#define EM_TOOLS_CERTIFICATE_PARTS_H

#include "attendees.h"
#include "paper_doc.h"

struct certificates {
    struct list_work work;
    struct presence presence;
    struct attendees attendees;
    char *logs;        /* log_heads */
    int64_t issued_us; /* the log's newest entry */
};

/* A part of the document: a page, or more for who was in many sessions. They were in one. */
enum em_status certificate_page(const struct certificates *certificates, struct paper_doc *doc,
                                const struct attendee *attendee, struct em_error *error);

#endif
