#include "core/pack_parts.h"

#include <ini.h>
#include <stdlib.h>
#include <string.h>

#define INI_MAX_KEYS 1000

/* inih hands keys over without their lines, keeps only the first of its errors, cuts long lines and
 * values with " ;" in them in silence, and joins indented lines. So the lines are given to it one
 * by one by feed(), which refuses what inih would misread and knows where each key stands. */
struct feeding {
    struct ini *ini;
    struct pack_work *work;
    const char *path;
    const char *at, *end;
    int line, section_line;
    bool section_empty;
    bool unanswered; /* a line that ought to be a key was fed, and no key came of it */
};

static void close_line(struct feeding *feeding)
{
    if (feeding->unanswered)
        pack_fault(
            feeding->work, feeding->path, feeding->line,
            "this is neither a key nor a section. Write `key = value`, or begin the line with "
            "; to make it a comment.");
    feeding->unanswered = false;
}

static void close_section(struct feeding *feeding)
{
    if (feeding->section_empty)
        pack_fault(feeding->work, feeding->path, feeding->section_line,
                   "a section without keys. Write its keys, or delete it.");
    feeding->section_empty = false;
}

static const char *inline_comment(const char *line)
{
    for (const char *at = line; *at; at++)
        if (at[0] == ';' && at > line && (at[-1] == ' ' || at[-1] == '\t'))
            return at;
    return NULL;
}

static void open_section(struct feeding *feeding, const char *line)
{
    close_section(feeding);
    feeding->section_line = feeding->line;
    feeding->section_empty = strchr(line, ']') != NULL;
    if (!feeding->section_empty)
        pack_fault(feeding->work, feeding->path, feeding->line,
                   "a section without its end. Put ] behind its name.");
}

/* Judges one line without its end; whether inih may see it. */
static bool judge(struct feeding *feeding, const char *line)
{
    size_t blank = strspn(line, " \t\r");
    if (line[blank] == '\0' || line[0] == ';' || line[0] == '#')
        return false;
    if (blank > 0) {
        pack_fault(feeding->work, feeding->path, feeding->line,
                   "the line begins with a space. Begin it with its key.");
        return false;
    }
    if (inline_comment(line)) {
        pack_fault(feeding->work, feeding->path, feeding->line,
                   "a semicolon behind a space would begin a comment. Write comments on lines of "
                   "their own; before a semicolon in a text, write a no-break space.");
        return true;
    }
    if (line[0] == '[')
        open_section(feeding, line);
    else
        feeding->unanswered = true;
    return true;
}

/* Takes the next line into `out`; its whole length, or -1 behind the last. */
static long next_line(struct feeding *feeding, char *out, int room)
{
    if (feeding->at == feeding->end)
        return -1;
    const char *stop = memchr(feeding->at, '\n', (size_t)(feeding->end - feeding->at));
    size_t length = (size_t)((stop ? stop : feeding->end) - feeding->at);
    size_t kept = length < (size_t)room - 1 ? length : (size_t)room - 1;
    memcpy(out, feeding->at, kept);
    out[kept] = '\0';
    feeding->at = stop ? stop + 1 : feeding->end;
    return (long)length;
}

static char *feed(char *out, int room, void *context)
{
    struct feeding *feeding = context;
    close_line(feeding);
    feeding->line++;
    long length = next_line(feeding, out, room);
    if (length < 0)
        return NULL;
    if (length >= room)
        pack_fault(feeding->work, feeding->path, feeding->line,
                   "the line is longer than %d bytes. Shorten it.", room - 1);
    if (!judge(feeding, out))
        out[0] = '\0';
    return out;
}

static struct ini_key *find(struct ini *ini, const char *section, const char *name)
{
    for (size_t i = 0; i < ini->count; i++)
        if (strcmp(ini->keys[i].section, section) == 0 && strcmp(ini->keys[i].name, name) == 0)
            return &ini->keys[i];
    return NULL;
}

static int keep_key(void *context, const char *section, const char *name, const char *value)
{
    struct feeding *feeding = context;
    struct ini *ini = feeding->ini;
    feeding->unanswered = false;
    feeding->section_empty = false;
    struct ini_key *first = find(ini, section, name);
    if (first || ini->count == INI_MAX_KEYS) {
        if (first)
            pack_fault(feeding->work, feeding->path, feeding->line,
                       "`%s` stands a second time; the first is in line %d. Delete one.", name,
                       first->line);
        else
            pack_fault(feeding->work, feeding->path, feeding->line,
                       "more than %d keys. Delete some.", INI_MAX_KEYS);
        return 1;
    }
    ini->keys = em_grow(ini->keys, ini->count, &ini->capacity, sizeof *ini->keys);
    ini->keys[ini->count++] =
        (struct ini_key){em_strdup(section), em_strdup(name),       em_strdup(value),
                         feeding->line,      feeding->section_line, false};
    return 1;
}

void ini_read(struct ini *ini, struct pack_work *work, const char *path, struct em_buffer *bytes)
{
    struct feeding feeding = {.ini = ini,
                              .work = work,
                              .path = path,
                              .at = bytes->data,
                              .end = bytes->data + bytes->size,
                              .section_line = 1};
    if (bytes->size >= 3 && memcmp(bytes->data, "\xef\xbb\xbf", 3) == 0)
        feeding.at += 3;
    ini_parse_stream(feed, &feeding, keep_key, &feeding);
    close_section(&feeding);
}

void ini_free(struct ini *ini)
{
    for (size_t i = 0; i < ini->count; i++) {
        free(ini->keys[i].section);
        free(ini->keys[i].name);
        free(ini->keys[i].value);
    }
    free(ini->keys);
    *ini = (struct ini){0};
}

struct ini_key *ini_take(struct ini *ini, const char *section, const char *name)
{
    struct ini_key *key = find(ini, section, name);
    if (key)
        key->taken = true;
    return key;
}

int ini_section_line(const struct ini *ini, const char *section)
{
    for (size_t i = 0; i < ini->count; i++)
        if (strcmp(ini->keys[i].section, section) == 0)
            return ini->keys[i].section_line;
    return 1;
}

void ini_tell_unknown(struct ini *ini, struct pack_work *work, const char *path)
{
    for (size_t i = 0; i < ini->count; i++)
        if (!ini->keys[i].taken)
            pack_fault(work, path, ini->keys[i].line,
                       "there is no key `%s` in [%s]. Correct its spelling, or delete the line.",
                       ini->keys[i].name, ini->keys[i].section);
}
