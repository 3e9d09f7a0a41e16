/* Reading the bodies that there are many of. Jansson takes about ninety instructions for each byte
 * of a text, and a start reads all badges. Most bodies are one object of texts without escapes,
 * which can be told and taken at once; whatever is not is left to jansson, so that both say the
 * same. */
#include "core/body.h"

#include <string.h>

struct reader {
    const char *at, *end;
};

static bool take(struct reader *reader, const char *what)
{
    size_t size = strlen(what);
    if ((size_t)(reader->end - reader->at) < size || memcmp(reader->at, what, size) != 0)
        return false;
    reader->at += size;
    return true;
}

static bool is_plain(char c)
{
    return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
}

static bool take_text(struct reader *reader, const char **text, size_t *size)
{
    if (!take(reader, "\""))
        return false;
    *text = reader->at;
    while (reader->at < reader->end && is_plain(*reader->at))
        reader->at++;
    *size = (size_t)(reader->at - *text);
    return take(reader, "\"");
}

/* NULL when it is none of these, or no UTF-8. */
static json_t *take_value(struct reader *reader)
{
    const char *text;
    size_t size;
    if (take(reader, "true"))
        return json_true();
    if (take(reader, "false"))
        return json_false();
    return take_text(reader, &text, &size) ? json_stringn(text, size) : NULL;
}

static bool take_member(struct reader *reader, json_t *object)
{
    const char *key;
    size_t size;
    return take_text(reader, &key, &size) && take(reader, ":") &&
           json_object_setn_new(object, key, size, take_value(reader)) == 0;
}

static bool take_object(struct reader *reader, json_t *object)
{
    if (!take(reader, "{"))
        return false;
    if (take(reader, "}"))
        return true;
    do {
        if (!take_member(reader, object))
            return false;
    } while (take(reader, ","));
    return take(reader, "}");
}

json_t *body_parse(const char *text, size_t size)
{
    struct reader reader = {text, text + size};
    json_t *object = json_object();
    if (take_object(&reader, object) && reader.at == reader.end)
        return object;
    json_decref(object);
    return json_loadb(text, size, 0, NULL);
}
