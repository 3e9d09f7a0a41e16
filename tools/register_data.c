/* The data that a register is proved with, as scripts: a page from a disk may not fetch, but it may
 * load a script. A part of a log:
 *
 *   emargeLog("hall-a-1", 1, {from: 0, boots: ['5f0c…'], entries: [
 *   'base64 of the leaf hash',                            an entry that is not public
 *   ['2016-12-09T09:47:12.345678Z', 0, '123456789', 'base64 of the sealed hash, or -', 'body'],
 *   …
 *
 * An entry's place is its seq; the second field is the index of its boot id, the third the
 * microseconds since that boot.
 */
#include "register.h"

#include "core/base64.h"
#include "core/clock.h"
#include "core/file.h"
#include "core/paths.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

/* --- texts in scripts --- */

static bool is_bare(UChar32 c)
{
    return c >= 0x20 && c != '\'' && c != '\\' && c != '<' && u_isprint(c) &&
           !u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) &&
           u_charType(c) != U_LINE_SEPARATOR && u_charType(c) != U_PARAGRAPH_SEPARATOR;
}

/* A literal between apostrophes, in which nothing hides from who reads the file. */
static void put_literal(FILE *out, const char *text, size_t size)
{
    fputc('\'', out);
    for (size_t at = 0, from = 0; at < size; from = at) {
        UChar32 c;
        U8_NEXT(text, at, size, c);
        if (is_bare(c))
            fwrite(text + from, 1, at - from, out);
        else
            fprintf(out, "\\u{%x}", (unsigned)c);
    }
    fputc('\'', out);
}

static void put_base64(FILE *out, const uint8_t hash[ENTRY_HASH_SIZE])
{
    char text[BASE64_SIZE(ENTRY_HASH_SIZE)];
    base64_write(text, hash, ENTRY_HASH_SIZE);
    fprintf(out, "'%s'", text);
}

/* --- a log --- */

/* The boot ids of a part, in the order in which its public entries have them. */
struct boots {
    char (*ids)[ENTRY_BOOT_SIZE];
    size_t count, capacity;
};

struct writing_log {
    struct em_output_folder *folder;
    const struct register_log *log;
    const struct register_row *next, *end; /* public rows to come */
    FILE *out;                             /* of a part; NULL between two */
    struct boots boots;                    /* of this part */
    int part;
};

static size_t boot_index(struct boots *boots, const char *id)
{
    for (size_t i = boots->count; i-- > 0;)
        if (strcmp(boots->ids[i], id) == 0)
            return i;
    boots->ids = em_grow(boots->ids, boots->count, &boots->capacity, sizeof *boots->ids);
    memcpy(boots->ids[boots->count], id, ENTRY_BOOT_SIZE);
    return boots->count++;
}

size_t register_parts(const struct register_log *log)
{
    return (size_t)((log->size + REGISTER_PART - 1) / REGISTER_PART);
}

static enum em_status begin_part(struct writing_log *writing, int64_t from, struct em_error *error)
{
    char *name = em_format("data/%s_%d.js", writing->log->writer, ++writing->part);
    writing->out = em_output_folder_file(writing->folder, name, error);
    free(name);
    if (!writing->out)
        return error->status;
    writing->boots.count = 0;
    fprintf(writing->out, "emargeLog('%s', %d, {from: %" PRId64 ", entries: [\n",
            writing->log->writer, writing->part, from);
    return EM_OK;
}

static void end_part(struct writing_log *writing)
{
    if (!writing->out)
        return;
    fputs("], boots: [", writing->out);
    for (size_t i = 0; i < writing->boots.count; i++)
        fprintf(writing->out, "%s'%s'", i ? ", " : "", writing->boots.ids[i]);
    fputs("]});\n", writing->out);
    em_output_folder_end(writing->folder, writing->out);
    writing->out = NULL;
}

static void put_public(FILE *out, struct boots *boots, const struct entry *entry)
{
    char at[EM_TIME_SIZE];
    em_time_format(entry->at_us, at);
    fprintf(out, "['%s', %zu, '%" PRId64 "', ", at, boot_index(boots, entry->boot), entry->mono_us);
    if (entry->has_sealed)
        put_base64(out, entry->sealed_hash);
    else
        fputs("'-'", out);
    fputs(", ", out);
    put_literal(out, (const char *)entry->body, entry->body_size);
    fputs("],\n", out);
}

static enum em_status put_entry(void *context, const struct entry *entry,
                                const uint8_t leaf[ENTRY_HASH_SIZE], struct em_error *error)
{
    struct writing_log *writing = context;
    if (entry->seq % REGISTER_PART == 0) {
        end_part(writing);
        if (begin_part(writing, entry->seq, error) != EM_OK)
            return error->status;
    }
    if (writing->next < writing->end && writing->next->seq == entry->seq) {
        put_public(writing->out, &writing->boots, entry);
        writing->next++;
    } else {
        put_base64(writing->out, leaf);
        fputs(",\n", writing->out);
    }
    return EM_OK;
}

enum em_status register_write_log(struct em_output_folder *folder,
                                  const struct public_register *made,
                                  const struct register_log *log, struct em_error *error)
{
    struct writing_log writing = {.folder = folder,
                                  .log = log,
                                  .next = made->rows + log->first,
                                  .end = made->rows + log->first + log->count};
    enum em_status status =
        store_entries(made->reading->store, log->origin, 0, put_entry, &writing, error);
    end_part(&writing);
    free(writing.boots.ids);
    return status;
}

/* --- the declaration --- */

static enum em_status put_text(FILE *out, const struct public_register *made, const char *language,
                               struct em_error *error)
{
    char ours[1024];
    struct em_buffer text = {0};
    em_event_dir(ours, sizeof ours);
    const char *folder = made->options->event_dir ? made->options->event_dir : ours;
    char *path = em_format("%s/documents/%s/%s.md", folder, made->document->id, language);
    enum em_status status = em_file_read(path, DOCUMENT_MAX_SIZE, &text, error);
    if (status == EM_OK) {
        fprintf(out, "emargeText('%s', ", language);
        put_literal(out, text.data, text.size);
        fputs(");\n", out);
    }
    em_buffer_free(&text);
    free(path);
    return status;
}

enum em_status register_write_texts(struct em_output_folder *folder,
                                    const struct public_register *made, struct em_error *error)
{
    const struct event_pack *pack = made->reading->edition.pack;
    FILE *out = em_output_folder_file(folder, "data/text.js", error);
    enum em_status status = out ? EM_OK : error->status;
    for (size_t i = 0; i < pack->language_count && status == EM_OK; i++)
        status = put_text(out, made, pack->languages[i], error);
    if (out)
        em_output_folder_end(folder, out);
    return status;
}
