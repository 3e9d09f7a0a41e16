/* The rows of a roster, each checked. */
#include "core/memory.h"
#include "core/utf8.h"
#include "import.h"
#include "roster_form.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_CELL = 1000 /* bytes */, NAME_HASH = 16, CODE_HASH = 4 };

struct reading {
    const struct roster_layout *layout;
    struct roster_people *people;
    struct import_faults *faults;
    struct roster_countries *countries;
    const struct table_row *row;
    struct roster_person *out; /* the row in the making */
};

static const char *cell(const struct reading *reading, enum roster_field field)
{
    int column = reading->layout->columns[field];
    return column >= 0 && (size_t)column < reading->row->count ? reading->row->cells[column] : "";
}

#define refuse(reading, field, ...)                                                                \
    do {                                                                                           \
        (reading)->out->refused = true;                                                            \
        import_fault((reading)->faults, (reading)->row->line,                                      \
                     (reading)->layout->columns[field] + 1, __VA_ARGS__);                          \
    } while (0)

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

static bool is_blank_row(const struct table_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (!is_blank(row->cells[i]))
            return false;
    return true;
}

/* --- checks --- */

static bool check_text(struct reading *reading, enum roster_field field)
{
    struct utf8_place place;
    const char *text = cell(reading, field), *word = roster_field_words[field];
    size_t size = strlen(text);
    if (size > LONGEST_CELL)
        refuse(reading, field, "the %s is longer than %d bytes. Shorten it.", word, LONGEST_CELL);
    else if (strpbrk(text, "\t\r\n"))
        refuse(reading, field, "a tab or a line break in the %s. Write it on one line.", word);
    else if (utf8_check(text, size, &place) != UTF8_GOOD)
        refuse(reading, field,
               "an invisible control character in the %s, at its character %d. Delete it.", word,
               place.column);
    else
        return true;
    return false;
}

/* What is printed when it is wrong must be fit to be printed, so this comes first. */
static bool check_texts(struct reading *reading)
{
    bool good = true;
    for (int i = 0; i < ROSTER_FIELDS; i++)
        good = check_text(reading, i) && good;
    return good;
}

static void check_width(struct reading *reading)
{
    if (reading->row->count <= reading->layout->width)
        return;
    reading->out->refused = true;
    import_fault(reading->faults, reading->row->line, (long)reading->layout->width + 1,
                 "the row has %zu cells, and the first row has %zu. Put cells that hold the "
                 "separator in quotation marks.",
                 reading->row->count, reading->layout->width);
}

/* --- the fields --- */

static void read_name(struct reading *reading)
{
    const char *name = cell(reading, ROSTER_NAME);
    const char *first = cell(reading, ROSTER_FIRST), *last = cell(reading, ROSTER_LAST);
    bool both = *first && *last;
    if (*name)
        reading->out->details.name = em_strdup(name);
    else
        reading->out->details.name = em_format("%s%s%s", first, both ? " " : "", last);
    enum roster_field field = reading->layout->columns[ROSTER_NAME] >= 0    ? ROSTER_NAME
                              : reading->layout->columns[ROSTER_FIRST] >= 0 ? ROSTER_FIRST
                                                                            : ROSTER_LAST;
    if (is_blank(reading->out->details.name))
        refuse(reading, field, "the name is missing.");
}

static void read_country(struct reading *reading)
{
    const char *text = cell(reading, ROSTER_COUNTRY);
    const char *code = is_blank(text) ? "" : roster_country(reading->countries, text);
    reading->out->details.country = em_strdup(code ? code : "");
    if (!code)
        refuse(reading, ROSTER_COUNTRY,
               "there is no country “%s”. Write its code of ISO 3166-1, such as KE, or its name in "
               "English, French, Spanish or German.",
               text);
}

/* As scanned: what a scanner adds, and letters that it may write in two ways, are gone. */
static void read_code(struct reading *reading)
{
    struct scan scan = {0};
    const char *text = cell(reading, ROSTER_CODE);
    bool good = is_blank(text) || scan_read(&scan, text, strlen(text));
    reading->out->details.code = em_strdup(good ? scan.text : "");
    scan_wipe(&scan);
    if (!good)
        refuse(reading, ROSTER_CODE, "no scanner brings such a code: it is longer than %d bytes.",
               SCAN_MAX);
}

/* Ids of sessions become what the programme makes of them. */
static void read_sessions(struct reading *reading)
{
    static const char separators[] = " ,;|";
    struct em_buffer ids = {0};
    em_buffer_text(&ids, "");
    for (const char *at = cell(reading, ROSTER_SESSIONS); *(at += strspn(at, separators));) {
        char id[ENTRY_NAME_MAX + 1], *word = em_strndup(at, strcspn(at, separators));
        programme_id(id, sizeof id, word);
        em_buffer_format(&ids, "%s%s", ids.size ? " " : "", id);
        at += strlen(word);
        free(word);
    }
    reading->out->details.sessions = ids.data;
}

/* --- whom the source knows --- */

static void hash_text(char *hex, size_t size, const char *text, size_t length)
{
    uint8_t hash[crypto_generichash_BYTES_MIN];
    crypto_generichash(hash, sizeof hash, (const uint8_t *)text, length, NULL, 0);
    sodium_bin2hex(hex, 2 * size + 1, hash, size);
}

static void hash_name(char hex[2 * NAME_HASH + 1], const struct delegate *details)
{
    struct em_buffer both = {0};
    em_buffer_add(&both, details->name, strlen(details->name) + 1);
    em_buffer_text(&both, details->email);
    hash_text(hex, NAME_HASH, both.data, both.size);
    em_buffer_free(&both);
}

/* Of a table without ids: the code, or else name and address, under which who changes their name is
 * somebody else. */
static char *source_without_id(struct reading *reading)
{
    char hex[2 * NAME_HASH + 1];
    const struct delegate *details = &reading->out->details;
    const char *form = reading->layout->form->name;
    reading->out->own_id = *details->code;
    if (*details->code) {
        hash_text(hex, NAME_HASH, details->code, strlen(details->code));
        return em_format("%s:code-%s", form, hex);
    }
    hash_name(hex, details);
    return em_format("%s:name-%s", form, hex);
}

/* People of one order are told apart by their number in it, or by their code. Who has neither is
 * known by name and address: the order of the rows would give them each other's badges when one
 * leaves, or when the list is sorted otherwise. */
static char *source_in_order(struct reading *reading, const char *id)
{
    char hex[2 * NAME_HASH + 1];
    const char *part = cell(reading, ROSTER_PART), *name = reading->layout->form->name;
    const char *code = reading->out->details.code;
    if (part[strspn(part, "0123456789")])
        refuse(reading, ROSTER_PART,
               "“%s” is no number of a person in an order. If this column is something else, say "
               "what with --map.",
               part);
    if (*part)
        return em_format("%s:%s-%s", name, id, part);
    if (*code) {
        hash_text(hex, CODE_HASH, code, strlen(code));
        return em_format("%s:%s-%s", name, id, hex);
    }
    if (!reading->layout->form->shared_ids)
        return em_format("%s:%s", name, id);
    reading->out->own_id = false;
    hash_name(hex, &reading->out->details);
    return em_format("%s:%s-name-%s", name, id, hex);
}

static void read_source(struct reading *reading)
{
    const struct roster_form *form = reading->layout->form;
    struct delegate *details = &reading->out->details;
    const char *id = form->email_is_id ? details->email : cell(reading, ROSTER_ID);
    reading->out->own_id = !is_blank(id);
    if (!reading->out->own_id)
        details->source = source_without_id(reading);
    else if (form->shared_ids || reading->layout->columns[ROSTER_PART] >= 0)
        details->source = source_in_order(reading, id);
    else
        details->source = em_format("%s:%s", form->name, id);
}

/* --- the state --- */

static struct roster_state *find_state(struct roster_people *people, const char *word)
{
    for (size_t i = 0; i < people->state_count; i++)
        if (strcmp(people->states[i].word, word) == 0)
            return &people->states[i];
    return NULL;
}

static struct roster_state *add_state(struct roster_people *people, const char *word, bool gone)
{
    people->states = em_grow(people->states, people->state_count, &people->state_capacity,
                             sizeof *people->states);
    people->states[people->state_count] = (struct roster_state){em_strdup(word), gone, 0};
    return &people->states[people->state_count++];
}

static void read_state(struct reading *reading)
{
    bool gone;
    const char *word = cell(reading, ROSTER_STATE);
    if (is_blank(word))
        return;
    struct roster_state *state = find_state(reading->people, word);
    if (!state && roster_read_state(&gone, reading->layout->form, word))
        state = add_state(reading->people, word, gone);
    if (!state) {
        refuse(reading, ROSTER_STATE,
               "“%s” says neither that this person comes nor that they do not. To import them "
               "all, read nothing from this column (--map COLUMN=).",
               word);
        return;
    }
    state->count++;
    reading->out->gone = state->gone;
}

/* --- rows --- */

static void read_fields(struct reading *reading)
{
    struct delegate *details = &reading->out->details;
    read_name(reading);
    details->role = em_strdup(cell(reading, ROSTER_ROLE));
    details->government = em_strdup(cell(reading, ROSTER_GOVERNMENT));
    details->email = em_strdup(cell(reading, ROSTER_EMAIL));
    read_country(reading);
    read_sessions(reading);
    read_code(reading);
    read_source(reading);
}

/* Of somebody who does not come, nothing is a fault. */
static void read_gone(struct reading *reading)
{
    struct import_faults unheard = {0}, *faults = reading->faults;
    bool refused = reading->out->refused; /* cells too many: whose state it is may be mistaken */
    reading->faults = &unheard;
    read_fields(reading);
    reading->faults = faults;
    reading->out->refused = refused;
    import_faults_free(&unheard);
}

static void read_row(struct reading *reading)
{
    struct roster_people *people = reading->people;
    people->items = em_grow(people->items, people->count, &people->capacity, sizeof *people->items);
    reading->out = &people->items[people->count++];
    *reading->out = (struct roster_person){.line = reading->row->line};
    check_width(reading);
    if (!check_texts(reading))
        return;
    read_state(reading);
    if (reading->out->gone)
        read_gone(reading);
    else
        read_fields(reading);
}

static void drop_refused(struct roster_people *people)
{
    size_t kept = 0;
    for (size_t i = 0; i < people->count; i++) {
        if (!people->items[i].refused)
            people->items[kept++] = people->items[i];
        else
            delegate_free(&people->items[i].details);
    }
    people->refused += people->count - kept;
    people->count = kept;
}

void roster_read(struct roster_people *out, const struct table *table,
                 const struct roster_layout *layout, struct roster_countries *countries,
                 struct import_faults *faults)
{
    struct reading reading = {
        .layout = layout, .people = out, .faults = faults, .countries = countries};
    for (size_t i = layout->first_row; i < table->count; i++) {
        reading.row = &table->rows[i];
        if (!is_blank_row(reading.row))
            read_row(&reading);
    }
    drop_refused(out);
    roster_tell_apart(out, layout, faults);
    drop_refused(out);
}

void roster_people_free(struct roster_people *people)
{
    for (size_t i = 0; i < people->count; i++)
        delegate_free(&people->items[i].details);
    for (size_t i = 0; i < people->state_count; i++)
        free(people->states[i].word);
    free(people->items);
    free(people->states);
    *people = (struct roster_people){0};
}
