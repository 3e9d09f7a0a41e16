/* What the readers of foreign files share. */
#include "import.h"

#include <stdio.h>
#include <stdlib.h>

static void add(struct import_faults *faults, struct import_fault fault, const char *format,
                va_list arguments) __attribute__((format(printf, 3, 0)));
static void add(struct import_faults *faults, struct import_fault fault, const char *format,
                va_list arguments)
{
    char text[768];
    vsnprintf(text, sizeof text, format, arguments);
    fault.text = em_strdup(text);
    faults->items = em_grow(faults->items, faults->count, &faults->capacity, sizeof *faults->items);
    faults->items[faults->count++] = fault;
}

void import_fault(struct import_faults *faults, long line, long column, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(faults, (struct import_fault){.line = line, .column = column}, format, arguments);
    va_end(arguments);
}

void import_remark(struct import_faults *faults, long line, long column, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(faults, (struct import_fault){.line = line, .column = column, .remark = true}, format,
        arguments);
    va_end(arguments);
}

void import_faults_free(struct import_faults *faults)
{
    for (size_t i = 0; i < faults->count; i++)
        free(faults->items[i].text);
    free(faults->items);
    *faults = (struct import_faults){0};
}
