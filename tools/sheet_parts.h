/* What `emarge sheet` is made of, and one session of it on paper; for tools/sheet*.c. */
#ifndef EM_TOOLS_SHEET_PARTS_H
#define EM_TOOLS_SHEET_PARTS_H

#include "attendees.h"
#include "attests.h"
#include "paper_doc.h"
#include "paper_ink.h"

struct sheets {
    struct list_work work;
    struct presence presence;
    struct attendees attendees;
    struct attests *attests;
    char *logs;           /* log_heads */
    int blank_rows;       /* to be filled in by hand; -1: where nobody was recorded, SHEET_BLANK */
    bool sealed;          /* names are, for want of the key */
    bool tell;            /* what is wrong goes into gaps: while it is drawn, not while counted */
    struct list_gaps ink; /* signatures that the key does not open, or that hold no ink */
};

#define SHEET_BLANK     6
#define SHEET_BLANK_MAX 200

/* A part of the document: who is expected, who came, who signed. */
enum em_status sheet_session(struct sheets *sheets, struct paper_doc *doc,
                             const struct session *session, struct em_error *error);

#endif
