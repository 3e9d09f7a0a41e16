#include "table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { COLUMNS = 6, MOST_ROWS = 64, CELL_SIZE = 160 };

typedef char cells[COLUMNS][CELL_SIZE];

struct table {
    cells rows[MOST_ROWS];
    size_t count;
};

static const char *const header[COLUMNS] = {"what",  "ours",   "limit, or peer in the same run",
                                            "ratio", "budget", "within?"};

struct table *table_new(void)
{
    struct table *table = calloc(1, sizeof *table);
    if (!table)
        abort();
    return table;
}

void table_free(struct table *table)
{
    free(table);
}

static cells *new_row(struct table *table, const char *what)
{
    if (table->count == MOST_ROWS)
        abort();
    cells *row = &table->rows[table->count++];
    snprintf((*row)[0], CELL_SIZE, "%s", what);
    return row;
}

/* What was found is told at once: a whole run takes minutes. */
static void tell(cells *row)
{
    printf("%s: %s; %s; %s\n", (*row)[0], (*row)[1], (*row)[2], (*row)[5]);
    fflush(stdout);
}

static const char *judge(double value, double budget)
{
    return value <= budget ? "yes" : "over";
}

static void write_times(char cell[CELL_SIZE], const char *before, struct samples *samples)
{
    double median = samples_at(samples, 0.5) * 1e3, high = samples_at(samples, 0.99) * 1e3;
    int digits = median < 10 ? 2 : 0;
    snprintf(cell, CELL_SIZE, "%s%.*f ms (99 %%: %.*f)", before, digits, median, digits, high);
}

void table_add_peer(struct table *table, const struct table_peer *peer)
{
    cells *row = new_row(table, peer->what);
    char before[CELL_SIZE];
    snprintf(before, sizeof before, "%s: ", peer->peer);
    double ratio = samples_at(peer->ours, 0.5) / samples_at(peer->peers, 0.5);
    write_times((*row)[1], "", peer->ours);
    write_times((*row)[2], before, peer->peers);
    snprintf((*row)[3], CELL_SIZE, "%.2f", ratio);
    snprintf((*row)[4], CELL_SIZE, peer->budget > 0 ? "%.1f" : "–", peer->budget);
    snprintf((*row)[5], CELL_SIZE, "%s", peer->budget > 0 ? judge(ratio, peer->budget) : "–");
    tell(row);
}

void table_add_limit(struct table *table, const struct table_limit *limit)
{
    cells *row = new_row(table, limit->what);
    char most[32];
    snprintf(most, sizeof most, "%g %s", limit->limit, limit->unit);
    snprintf((*row)[1], CELL_SIZE, *limit->detail ? "%.*f %s (%s)" : "%.*f %s", limit->digits,
             limit->ours, limit->unit, limit->detail);
    snprintf((*row)[2], CELL_SIZE, "limit: %s", most);
    snprintf((*row)[4], CELL_SIZE, "%s", most);
    snprintf((*row)[3], CELL_SIZE, "%.2f", limit->ours / limit->limit);
    snprintf((*row)[5], CELL_SIZE, "%s", judge(limit->ours, limit->limit));
    tell(row);
}

void table_add_missing(struct table *table, const char *what, const char *why)
{
    cells *row = new_row(table, what);
    snprintf((*row)[1], CELL_SIZE, "not measured");
    snprintf((*row)[2], CELL_SIZE, "%s", why);
    for (int i = 3; i < COLUMNS; i++)
        snprintf((*row)[i], CELL_SIZE, "–");
    tell(row);
}

static void write_machine(FILE *out)
{
    char line[256], model[200] = "a processor without a name";
    FILE *file = fopen("/proc/cpuinfo", "r");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "model name : %199[^\n]", model) == 1)
            break;
    if (file)
        fclose(file);
    fprintf(out, "%ld cores of %s.\n\n", sysconf(_SC_NPROCESSORS_ONLN), model);
}

static void write_all(const struct table *table, FILE *out)
{
    write_machine(out);
    for (int i = 0; i < COLUMNS; i++)
        fprintf(out, "| %s %s", header[i], i + 1 < COLUMNS ? "" : "|\n");
    for (int i = 0; i < COLUMNS; i++)
        fprintf(out, "|---%s", i + 1 < COLUMNS ? "" : "|\n");
    for (size_t row = 0; row < table->count; row++)
        for (int i = 0; i < COLUMNS; i++)
            fprintf(out, "| %s %s", table->rows[row][i], i + 1 < COLUMNS ? "" : "|\n");
}

void table_print(const struct table *table)
{
    putchar('\n');
    write_all(table, stdout);
}

bool table_write(const struct table *table, const char *path)
{
    FILE *out = fopen(path, "w");
    if (!out)
        return false;
    write_all(table, out);
    return fclose(out) == 0;
}
