/* What `emarge sheet` is made of, and one session of it on paper; for tools/sheet*.c alone. */
#ifndef EM_TOOLS_SHEET_PARTS_H
#define EM_TOOLS_SHEET_PARTS_H

#include "attendees.h"
#include "attests.h"
#include "paper_doc.h"

struct sheets {
    struct list_work work;
    struct presence presence;
    struct attendees attendees;
    struct attests *attests;
    char *logs;           /* log_heads */
    int64_t newest_us;    /* of the newest entry of all logs */
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

/* --- one session's --- */

enum sheet_column {
    SHEET_NUMBER,
    SHEET_NAME,
    SHEET_GOVERNMENT,
    SHEET_PRESENT,
    SHEET_SIGNATURE,
    SHEET_COLUMNS
};

enum sheet_group { SHEET_EXPECTED, SHEET_REGISTERED, SHEET_OTHERS, SHEET_NOT_HERE };

#define SHEET_SIGN 31.0  /* points: room for a hand */
#define SHEET_FOOT 132.0 /* totals and the place to sign, below the last row */

struct sheet {
    struct sheets *sheets;
    const struct edition *edition;
    struct paper_doc *doc;
    const struct session *session;
    long long rows;  /* so far */
    long long blank; /* at the end, to be filled in by hand */
    bool closed;     /* people were recorded and it is over: nobody signs any more */
    long long expected, came, registered, others, signatures;
};

/* Rows of its table. The last of all stands on one page with what is below the table. */
enum em_status sheet_row_attendee(struct sheet *sheet, const struct attendee *attendee,
                                  enum sheet_group group, struct em_error *error);
/* Of a badge that nobody knows; `context` is the sheet. */
enum em_status sheet_row_unknown(void *context, const struct stay *stay, struct em_error *error);
void sheet_row_blank(struct sheet *sheet);

#endif
