/* What a badge looks like: ink on paper, the margin line in red, the name as large as it can be. A
 * member of staff's is the other way round, paper on ink, so that it is told from afar.
 *
 * Drawing starts from plain data; nothing here knows a roster or a key.
 */
#ifndef EM_TOOLS_PAPER_BADGE_H
#define EM_TOOLS_PAPER_BADGE_H

#include "core/status.h"
#include "paper_text.h"

#define PAPER_DPI 300 /* a module of the QR code is a whole number of dots there */

/* What stands on each badge of an event. */
struct paper_event {
    const char *title; /* "Sommet mondial du PGO" */
    const char *line;  /* "Paris · 7–9 décembre 2016" */
    const char *staff; /* what a member of staff is called: "Équipe" */
};

/* Whose badge it is. No string is NULL. */
struct paper_owner {
    const char *name, *role, *government;
    const char *country;      /* ISO 3166-1 alpha-2 or "" */
    const char *country_name; /* in the event's language, or "" */
    const char *code;         /* what the QR code holds */
    const char *letters;      /* the same for a person to read and type */
    bool staff;
};

/* Where everything is, in millimetres from the upper left. */
struct paper_box {
    double x, y, w, h;
};
struct paper_form {
    double w, h;
    double line; /* the margin line; the code in letters runs up at its left */
    struct paper_box head, name, details;
    double head_size, name_size, details_size; /* points */
    double qr_side;   /* of the QR code at least, without its quiet zone: dots of PAPER_DPI */
    double qr_margin; /* from its right and lower edge to the badge's */
    bool black;       /* for printers that know no colour */
};

/* Draws one with its upper left at (x, y) points. EM_INVALID: the code is too long for a QR code
 * that can be read on this form; nothing is drawn then. */
enum em_status paper_badge(cairo_t *cairo, struct paper_setter *setter,
                           const struct paper_form *form, double x, double y,
                           const struct paper_event *event, const struct paper_owner *owner,
                           struct em_error *error);

#endif
