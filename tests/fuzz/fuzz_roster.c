/* Any bytes as a roster. The first byte says what stands before the others: nothing, or the header
 * of one of the forms, so that each of them is reached; or that all columns are mapped. */
#include "core/utf8.h"
#include "import.h"
#include "roster_form.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct roster_form *const forms[] = {
#define ROSTER_FORM(name) &roster_form_##name,
#include "roster_forms.def"
#undef ROSTER_FORM
};
enum { FORMS = sizeof forms / sizeof *forms, MOST_MAPS = 8 };

static void expect(int truth)
{
    if (!truth)
        abort();
}

static void add_header(struct em_buffer *bytes, const struct roster_form *form)
{
    for (int i = 0; i < ROSTER_FIELDS; i++)
        if (form->columns[i])
            em_buffer_format(bytes, "\"%.*s\",", (int)strcspn(form->columns[i], "|"),
                             form->columns[i]);
    for (const char *const *sign = form->signs; sign && *sign; sign++)
        em_buffer_format(bytes, "\"%.*s\",", (int)strcspn(*sign, "|"), *sign);
    if (form->places)
        em_buffer_text(bytes, "Ada,Lee,Town,Mayor,1,a@x.org");
    em_buffer_text(bytes, "\n");
}

static void expect_text(const char *text)
{
    struct utf8_place place;
    expect(text != NULL && utf8_check(text, strlen(text), &place) != UTF8_BROKEN);
}

static void expect_person(const struct roster_person *person)
{
    const struct delegate *details = &person->details;
    const char *const texts[] = {details->name,    details->role,    details->government,
                                 details->country, details->email,   details->source,
                                 details->code,    details->sessions};
    expect(person->line > 0 && !person->refused);
    for (size_t i = 0; i < sizeof texts / sizeof *texts && !person->gone; i++)
        expect_text(texts[i]);
    if (person->gone)
        return;
    expect(*details->name && *details->source && strlen(details->code) <= SCAN_MAX);
    expect(strlen(details->country) == 0 || strlen(details->country) == 2);
}

/* Of a list of fuzzing's length every pair can be looked at. */
static void expect_apart(const struct roster_people *people)
{
    for (size_t i = 0; i < people->count && people->count < 64; i++)
        for (size_t other = 0; other < i; other++) {
            const struct roster_person *a = &people->items[i], *b = &people->items[other];
            if (a->gone || b->gone)
                continue;
            expect(strcmp(a->details.source, b->details.source) != 0);
            expect(!*a->details.code || strcmp(a->details.code, b->details.code) != 0);
        }
}

static void read_people(const struct table *table, const struct roster_layout *layout)
{
    struct roster_people people = {0};
    struct import_faults faults = {0};
    static struct roster_countries *countries; /* as long as the process: making them is slow */
    if (!countries)
        countries = roster_countries_new();
    roster_read(&people, table, layout, countries, &faults);
    expect(people.count + people.refused + layout->first_row <= table->count);
    expect((people.refused > 0) == (faults.count > 0));
    for (size_t i = 0; i < people.count; i++)
        expect_person(&people.items[i]);
    for (size_t i = 0; i < faults.count; i++)
        expect(faults.items[i].line > 0 && faults.items[i].column >= 0);
    expect_apart(&people);
    roster_people_free(&people);
    import_faults_free(&faults);
}

/* "first cell=field", the fields in their order. */
static void make_maps(char *maps[MOST_MAPS + 1], const struct table *table)
{
    for (size_t i = 0; table->count && i < table->rows[0].count && i < MOST_MAPS; i++)
        maps[i] = em_format("%s=%s", table->rows[0].cells[i],
                            roster_field_words[(ROSTER_NAME + i) % ROSTER_FIELDS]);
}

static void read_table(const struct table *table, bool mapped)
{
    char *maps[MOST_MAPS + 1] = {NULL};
    struct roster_layout layout;
    struct import_faults faults = {0};
    if (mapped)
        make_maps(maps, table);
    bool good = roster_lay_out(&layout, table, (const char *const *)maps, &faults);
    expect(good == (faults.count == 0));
    if (good)
        read_people(table, &layout);
    for (int i = 0; i < MOST_MAPS; i++)
        free(maps[i]);
    roster_layout_free(&layout);
    import_faults_free(&faults);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct em_buffer bytes = {0};
    struct em_error error = {0};
    struct table table;
    unsigned mode = size ? data[0] % (FORMS + 2) : 0;
    em_buffer_text(&bytes, "");
    if (mode < FORMS)
        add_header(&bytes, forms[mode]);
    em_buffer_add(&bytes, size ? (const char *)data + 1 : "", size ? size - 1 : 0);
    enum em_status status = table_read(&table, bytes.data, bytes.size, &error);
    expect(status == EM_OK || (status == EM_INVALID && error.text[0] && table.count == 0));
    read_table(&table, mode == FORMS);
    table_free(&table);
    em_buffer_free(&bytes);
    return 0;
}
