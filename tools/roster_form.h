/* Rosters: who comes, as the programs that people register with write it. A form is data: which of
 * its columns means what. A new one is one file, one descriptor, one line in roster_forms.def.
 */
#ifndef EM_TOOLS_ROSTER_FORM_H
#define EM_TOOLS_ROSTER_FORM_H

#include "core/delegate.h"
#include "table.h"

struct import_faults;

enum roster_field {
#define ROSTER_FIELD(constant, word, meaning) ROSTER_##constant,
#include "roster_fields.def"
#undef ROSTER_FIELD
    ROSTER_FIELDS
};
extern const char *const roster_field_words[ROSTER_FIELDS];

/* Lists of words are one text, "one|another"; case does not matter. */
struct roster_form {
    const char *name; /* "pretix"; begins the `source` of its delegates */
    const char *title;
    /* Spellings of each field's column; the first that is there counts. NULL: the form has none. */
    const char *columns[ROSTER_FIELDS];
    /* Columns by which a header is known to be of this form; each may have several spellings, and
     * all must be there. Ended by NULL. */
    const char *const *signs;
    /* The words of the state column: who comes, and who does not. */
    const char *coming, *gone;
    bool closed;     /* every column must be one of the form's: others are not guessed at */
    bool shared_ids; /* several people have one id, as those of an order */
    bool email_is_id;
    /* Without a header: the fields in their order, ROSTER_FIELDS for one that is not read. A table
     * is known by having so many columns and an e-mail address in the first row where one belongs.
     */
    const enum roster_field *places;
    size_t place_count;
};

#define ROSTER_FORM(name) extern const struct roster_form roster_form_##name;
#include "roster_forms.def"
#undef ROSTER_FORM

/* Where each field stands in a table. */
struct roster_layout {
    const struct roster_form *form;
    int columns[ROSTER_FIELDS]; /* -1: nowhere */
    size_t width;               /* columns of the table */
    size_t first_row;           /* that is no header */
    char *unused; /* names of columns that nothing was read from, "A, B"; "" if none */
};

/* `maps` are texts "column=field", ended by NULL; "column=" reads nothing from it. False when the
 * table is of no form, or a map makes no sense; what is wrong is added to `faults`. Free with
 * roster_layout_free, whatever was returned. */
bool roster_lay_out(struct roster_layout *out, const struct table *table, const char *const *maps,
                    struct import_faults *faults);
void roster_layout_free(struct roster_layout *layout);

/* One row: `details` without id. Texts are as the table has them; the code is as it is scanned. */
struct roster_person {
    struct delegate details;
    bool gone;   /* the source says that this person does not come; nothing of it was checked */
    bool own_id; /* `source` is made of an id or a code, and not of name and e-mail address */
    bool refused;
    long line;
};

/* How often each word of the state column was met. */
struct roster_state {
    char *word;
    bool gone;
    size_t count;
};

struct roster_people { /* begins as {0} */
    struct roster_person *items;
    size_t count, capacity;
    size_t refused; /* rows that have a fault; they are not among the items */
    struct roster_state *states;
    size_t state_count, state_capacity;
};
void roster_people_free(struct roster_people *people);

/* Reads every row. Each fault of a row is told, with its line and column. */
struct roster_countries;
void roster_read(struct roster_people *out, const struct table *table,
                 const struct roster_layout *layout, struct roster_countries *countries,
                 struct import_faults *faults);
/* Half of it: forgets who is gone and comes all the same, counts people who share an order and a
 * name, and refuses the later of two rows that have the same id or the same code. */
void roster_tell_apart(struct roster_people *people, const struct roster_layout *layout,
                       struct import_faults *faults);

/* The ISO 3166-1 alpha-2 code of a country by its code (two or three letters) or its name. */
struct roster_countries *roster_countries_new(void);
void roster_countries_free(struct roster_countries *countries);
/* NULL when there is no such country. Lives as long as `countries`. */
const char *roster_country(struct roster_countries *countries, const char *text);

/* Whether a word of the state column says that a person does not come. False when it says neither
 * that nor the opposite. Of a table without words of its own, those of every form count on which
 * all that have them agree. */
bool roster_read_state(bool *gone, const struct roster_form *form, const char *word);

#endif
