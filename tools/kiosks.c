#include "kiosks.h"

#include "core/file.h"
#include "core/memory.h"
#include "core/note.h"
#include "table.h"

#include <stdlib.h>
#include <string.h>

#define SIZE_MAX_LIST (1024 * 1024)

/* --- reading --- */

/* Where in the table the columns are. */
struct columns {
    int name, letter, vkey;
};

static const char *cell(const struct table_row *row, int column)
{
    return (size_t)column < row->count ? row->cells[column] : "";
}

static bool read_row(struct kiosks_row *out, const struct table_row *row,
                     const struct columns *columns)
{
    const char *name = cell(row, columns->name), *letter = cell(row, columns->letter);
    *out = (struct kiosks_row){.line = row->line, .letter = *letter};
    if (kiosk_name_check(name, *letter, NULL) != EM_OK || letter[1] ||
        note_vkey_read(out->origin, out->log_public, cell(row, columns->vkey), NULL) != EM_OK)
        return false;
    strcpy(out->name, name);
    const char *writer = strchr(out->origin, '/');
    return writer && strcmp(writer + 1, name) == 0;
}

static struct kiosks_row *add_row(struct kiosks *kiosks)
{
    kiosks->rows = em_grow(kiosks->rows, kiosks->count, &kiosks->capacity, sizeof *kiosks->rows);
    return &kiosks->rows[kiosks->count++];
}

static enum em_status read_table(struct kiosks *out, const struct table *table,
                                 struct em_error *error)
{
    const struct columns columns = {table_column(table, "name"), table_column(table, "letter"),
                                    table_column(table, "vkey")};
    if (columns.name < 0 || columns.letter < 0 || columns.vkey < 0)
        return em_fail(error, EM_INVALID,
                       "%s does not begin with “name,letter,vkey”. Put that line back, or a copy "
                       "of the file.",
                       out->path);
    for (size_t i = 1; i < table->count; i++)
        if (!read_row(add_row(out), &table->rows[i], &columns))
            return em_fail(error, EM_INVALID,
                           "%s, line %ld: this is no kiosk's name, letter and key as `emarge "
                           "enroll` wrote them. Mend the line, or put back a copy of the file.",
                           out->path, table->rows[i].line);
    return EM_OK;
}

enum em_status kiosks_read(struct kiosks *out, const char *folder, struct em_error *error)
{
    struct em_buffer bytes = {0};
    struct table table = {0};
    *out = (struct kiosks){.path = em_format("%s/" KIOSKS_FILE, folder)};
    if (!em_file_exists(out->path))
        return EM_OK;
    enum em_status status = em_file_read(out->path, SIZE_MAX_LIST, &bytes, error);
    if (status == EM_OK) {
        status = table_read(&table, bytes.size ? bytes.data : "", bytes.size, error);
        if (status != EM_OK)
            em_context(error, "%s", out->path);
    }
    if (status == EM_OK)
        status = read_table(out, &table, error);
    table_free(&table);
    em_buffer_free(&bytes);
    return status;
}

void kiosks_free(struct kiosks *kiosks)
{
    free(kiosks->path);
    free(kiosks->rows);
    *kiosks = (struct kiosks){0};
}

/* --- what is taken --- */

static const struct kiosks_row *by_letter(const struct kiosks *kiosks, char letter)
{
    for (size_t i = 0; i < kiosks->count; i++)
        if (kiosks->rows[i].letter == letter)
            return &kiosks->rows[i];
    return NULL;
}

char kiosks_free_letter(const struct kiosks *kiosks)
{
    for (char letter = 'A'; letter <= 'Z'; letter++)
        if (!by_letter(kiosks, letter))
            return letter;
    return '\0';
}

static enum em_status fail_letter(const struct kiosks *kiosks, const struct kiosks_row *row,
                                  struct em_error *error)
{
    char letter = kiosks_free_letter(kiosks);
    if (letter)
        return em_fail(error, EM_BUSY,
                       "%s has the letter %c already (%s, line %ld): two delegates would get the "
                       "number %c-1. Leave --letter out, and this kiosk gets %c.",
                       row->name, row->letter, kiosks->path, row->line, row->letter, letter);
    return em_fail(error, EM_BUSY,
                   "Every letter from A to Z is taken (%s). Take a line out whose kiosk recorded "
                   "nothing, or do with the kiosks that there are.",
                   kiosks->path);
}

enum em_status kiosks_check(const struct kiosks *kiosks, const char *name, char letter,
                            struct em_error *error)
{
    for (size_t i = 0; i < kiosks->count; i++)
        if (strcmp(kiosks->rows[i].name, name) == 0)
            return em_fail(error, EM_BUSY,
                           "There is a kiosk %s already (%s, line %ld), and of two with one name "
                           "only one can be brought home. Give this one another name. If that "
                           "one's folder is gone and recorded nothing, take its line out.",
                           name, kiosks->path, kiosks->rows[i].line);
    const struct kiosks_row *row = letter ? by_letter(kiosks, letter) : kiosks->rows;
    return row ? fail_letter(kiosks, row, error) : EM_OK;
}

const uint8_t *kiosks_key(void *context, const char *origin)
{
    const struct kiosks *kiosks = context;
    for (size_t i = 0; i < kiosks->count; i++) {
        const struct kiosks_row *row = &kiosks->rows[i];
        size_t length = strlen(row->origin);
        if (strncmp(origin, row->origin, length) == 0 &&
            (origin[length] == '\0' || origin[length] == '.'))
            return row->log_public;
    }
    return NULL;
}

/* --- writing --- */

static enum em_status write_list(const struct kiosks *kiosks, struct em_error *error)
{
    struct em_buffer text = {0};
    em_buffer_text(&text, "name,letter,vkey\n");
    for (size_t i = 0; i < kiosks->count; i++) {
        const struct kiosks_row *row = &kiosks->rows[i];
        char vkey[NOTE_VKEY_SIZE];
        note_vkey(vkey, row->origin, row->log_public);
        em_buffer_format(&text, "%s,%c,%s\n", row->name, row->letter, vkey);
    }
    enum em_status status = em_file_write_atomic(kiosks->path, text.data, text.size, 0644, error);
    em_buffer_free(&text);
    return status;
}

enum em_status kiosks_add(struct kiosks *kiosks, const struct kiosk_identity *kiosk,
                          struct em_error *error)
{
    struct kiosks_row *row = add_row(kiosks);
    *row = (struct kiosks_row){.letter = kiosk->letter};
    strcpy(row->name, kiosk->writer);
    entry_origin_make(row->origin, kiosk->event, kiosk->writer);
    memcpy(row->log_public, kiosk->log_public, sizeof row->log_public);
    return write_list(kiosks, error);
}

enum em_status kiosks_take_back(struct kiosks *kiosks, struct em_error *error)
{
    kiosks->count--;
    return write_list(kiosks, error);
}
