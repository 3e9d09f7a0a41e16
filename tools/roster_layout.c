/* Which column of a table is which field of a roster. */
#include "core/memory.h"
#include "core/words.h"
#include "import.h"
#include "roster_form.h"

#include <stdlib.h>
#include <string.h>

enum { WORD_SIZE = 128 };

const char *const roster_field_words[ROSTER_FIELDS] = {
#define ROSTER_FIELD(constant, word, meaning) word,
#include "roster_fields.def"
#undef ROSTER_FIELD
};

static const struct roster_form *const forms[] = {
#define ROSTER_FORM(name) &roster_form_##name,
#include "roster_forms.def"
#undef ROSTER_FORM
};
enum { FORMS = sizeof forms / sizeof *forms };

/* A table of columns that --map alone gives a meaning. */
static const struct roster_form mapped_form = {.name = "list", .title = "a table of your own"};

/* The next word of "one|another" into `word`; false at the end. */
static bool next_word(const char **list, char word[WORD_SIZE])
{
    if (!*list || !**list)
        return false;
    size_t length = strcspn(*list, "|");
    snprintf(word, WORD_SIZE, "%.*s", (int)length, *list);
    *list += length + ((*list)[length] == '|');
    return true;
}

/* Case aside. */
static bool is_word_in(const char *list, const char *word)
{
    char folded[WORD_SIZE], wanted[WORD_SIZE], one[WORD_SIZE];
    words_fold(wanted, sizeof wanted, word);
    while (next_word(&list, one)) {
        words_fold(folded, sizeof folded, one);
        if (strcmp(folded, wanted) == 0)
            return true;
    }
    return false;
}

bool roster_read_state(bool *gone, const struct roster_form *form, const char *word)
{
    bool come = false, go = false;
    for (int i = 0; i < FORMS; i++) {
        if (form->coming && forms[i] != form)
            continue;
        come |= is_word_in(forms[i]->coming, word);
        go |= is_word_in(forms[i]->gone, word);
    }
    *gone = go;
    return come != go;
}

/* The column that has one of the spellings, the first that is there; *twice says whether there is
 * another of the same spelling. */
static int find_column(const struct table *table, const char *spellings, bool *twice)
{
    char name[WORD_SIZE];
    *twice = false;
    while (next_word(&spellings, name)) {
        int column = table_column(table, name);
        if (column < 0)
            continue;
        *twice = table_column_after(table, name, column) >= 0;
        return column;
    }
    return -1;
}

static bool has_signs(const struct table *table, const struct roster_form *form)
{
    bool twice;
    for (const char *const *sign = form->signs; *sign; sign++)
        if (find_column(table, *sign, &twice) < 0)
            return false;
    return true;
}

static bool has_places(const struct table *table, const struct roster_form *form)
{
    const struct table_row *row = &table->rows[0];
    if (row->count != form->place_count)
        return false;
    for (size_t i = 0; i < form->place_count; i++)
        if (form->places[i] == ROSTER_EMAIL && !strchr(row->cells[i], '@'))
            return false;
    return true;
}

static const struct roster_form *find_form(const struct table *table)
{
    for (int i = 0; i < FORMS; i++)
        if (forms[i]->places ? has_places(table, forms[i]) : has_signs(table, forms[i]))
            return forms[i];
    return NULL;
}

/* A header's cell as a person can be shown it. */
static void show(char out[WORD_SIZE], const char *cell)
{
    words_clean(out, WORD_SIZE, cell, strlen(cell));
}

/* --- the maps --- */

static int find_field(const char *word)
{
    for (int i = 0; i < ROSTER_FIELDS; i++)
        if (strcmp(roster_field_words[i], word) == 0)
            return i;
    return -1;
}

static void tell_fields(struct import_faults *faults, const char *map)
{
    struct em_buffer words = {0};
    for (int i = 0; i < ROSTER_FIELDS; i++)
        em_buffer_format(&words, "%s%s", i ? ", " : "", roster_field_words[i]);
    import_fault(faults, 0, 0,
                 "--map %s: say the column, = and the field; there are: %s. With nothing behind "
                 "the =, the column is not read.",
                 map, words.data);
    em_buffer_free(&words);
}

struct mapping {
    struct roster_layout *layout;
    const struct table *table;
    struct import_faults *faults;
    bool mapped[ROSTER_FIELDS]; /* by --map */
    bool *named;                /* columns that a map speaks of */
};

/* Takes the column away from whatever the form read from it. */
static void clear_column(struct roster_layout *layout, int column)
{
    for (int i = 0; i < ROSTER_FIELDS; i++)
        if (layout->columns[i] == column)
            layout->columns[i] = -1;
}

static void apply(struct mapping *mapping, const char *map, int column, int field)
{
    if (mapping->named[column]) {
        import_fault(mapping->faults, 1, column + 1, "--map %s: this column is mapped twice.", map);
        return;
    }
    mapping->named[column] = true;
    clear_column(mapping->layout, column);
    if (field < 0)
        return;
    if (mapping->mapped[field])
        import_fault(mapping->faults, 1, column + 1,
                     "--map %s: another column is mapped to %s already.", map,
                     roster_field_words[field]);
    mapping->mapped[field] = true;
    mapping->layout->columns[field] = column;
}

static void take_map(struct mapping *mapping, const char *map)
{
    const char *equals = strrchr(map, '=');
    int field = equals && equals[1] ? find_field(equals + 1) : -1;
    if (!equals || equals == map || (equals[1] && field < 0)) {
        tell_fields(mapping->faults, map);
        return;
    }
    char *name = em_strndup(map, (size_t)(equals - map));
    int column = table_column(mapping->table, name);
    if (column < 0)
        import_fault(mapping->faults, 1, 0, "--map %s: the header has no column “%s”.", map, name);
    else
        apply(mapping, map, column, field);
    free(name);
}

/* --- the layout --- */

static void place_by_header(struct roster_layout *layout, const struct table *table,
                            struct import_faults *faults)
{
    bool twice;
    for (int i = 0; i < ROSTER_FIELDS; i++) {
        layout->columns[i] = find_column(table, layout->form->columns[i], &twice);
        if (twice)
            import_fault(faults, 1, layout->columns[i] + 1,
                         "the column “%s” is there twice. Rename the one that is not meant.",
                         table->rows[0].cells[layout->columns[i]]);
    }
    layout->first_row = 1;
}

static void place_by_order(struct roster_layout *layout)
{
    for (size_t i = 0; i < layout->form->place_count; i++)
        if (layout->form->places[i] != ROSTER_FIELDS)
            layout->columns[layout->form->places[i]] = (int)i;
}

static bool is_read(const struct roster_layout *layout, size_t column)
{
    for (int i = 0; i < ROSTER_FIELDS; i++)
        if (layout->columns[i] == (int)column)
            return true;
    return false;
}

/* What nothing is read from is told; where nothing may be guessed, it is a fault. */
static void note_unused(struct mapping *mapping)
{
    struct roster_layout *layout = mapping->layout;
    struct em_buffer names = {0};
    char name[WORD_SIZE];
    em_buffer_text(&names, "");
    for (size_t i = 0; layout->first_row && i < layout->width; i++) {
        show(name, mapping->table->rows[0].cells[i]);
        if (is_read(layout, i) || mapping->named[i] || !name[0])
            continue;
        em_buffer_format(&names, "%s%s", names.size ? ", " : "", name);
        if (layout->form->closed)
            import_fault(mapping->faults, 1, (long)i + 1,
                         "“%s” is no column of emarge's own form (`emarge help import`). Say what "
                         "it means with --map '%s=FIELD', or '%s=' for nothing.",
                         name, name, name);
    }
    layout->unused = names.data;
}

static void check_name(const struct roster_layout *layout, struct import_faults *faults)
{
    const int *columns = layout->columns;
    if (columns[ROSTER_NAME] < 0 && columns[ROSTER_FIRST] < 0 && columns[ROSTER_LAST] < 0)
        import_fault(faults, 1, 0,
                     "no column is the name. Say which with --map COLUMN=name, or with "
                     "--map COLUMN=first and --map COLUMN=last.");
}

static bool fail_empty(struct import_faults *faults)
{
    import_fault(faults, 0, 0, "the table is empty. Export the list again.");
    return false;
}

static bool fail_unknown(const struct table *table, struct import_faults *faults)
{
    struct em_buffer names = {0};
    char name[WORD_SIZE];
    em_buffer_text(&names, "");
    for (size_t i = 0; i < table->rows[0].count && i < 20; i++) {
        show(name, table->rows[0].cells[i]);
        em_buffer_format(&names, "%s%s", i ? ", " : "", name);
    }
    import_fault(faults, table->rows[0].line, 0,
                 "this header is of no program that emarge knows: %.400s. Say what its columns "
                 "mean with --map COLUMN=FIELD, at least one to name (`emarge help import`).",
                 names.data);
    em_buffer_free(&names);
    return false;
}

bool roster_lay_out(struct roster_layout *out, const struct table *table, const char *const *maps,
                    struct import_faults *faults)
{
    size_t before = faults->count;
    *out = (struct roster_layout){0};
    memset(out->columns, -1, sizeof out->columns);
    if (table->count == 0)
        return fail_empty(faults);
    out->form = find_form(table);
    if (!out->form && !*maps)
        return fail_unknown(table, faults);
    if (!out->form)
        out->form = &mapped_form;
    out->width = table->rows[0].count;
    struct mapping mapping = {out, table, faults, {false}, em_alloc(out->width * sizeof(bool))};
    if (out->form->places)
        place_by_order(out);
    else
        place_by_header(out, table, faults);
    for (; *maps; maps++)
        take_map(&mapping, *maps);
    note_unused(&mapping);
    check_name(out, faults);
    free(mapping.named);
    return faults->count == before;
}

void roster_layout_free(struct roster_layout *layout)
{
    free(layout->unused);
    *layout = (struct roster_layout){0};
}
