#include "core/pack_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A pack and the strings that it points to. */
struct pack_whole {
    struct event_pack pack; /* the first, so that one is found from the other */
    char **strings;
    size_t count, capacity;
};

const char *pack_keep(struct event_pack *pack, const char *text)
{
    struct pack_whole *whole = (struct pack_whole *)pack;
    whole->strings =
        em_grow(whole->strings, whole->count, &whole->capacity, sizeof *whole->strings);
    whole->strings[whole->count] = em_strdup(text);
    return whole->strings[whole->count++];
}

static void tell_document_fault(void *context, const char *sentence)
{
    pack_fault_sentence(context, sentence);
}

static struct document *read_document(struct pack_work *work, const char *folder, size_t language)
{
    char *path = em_format("%s/%s.md", folder, work->pack->languages[language]);
    struct em_buffer bytes = {0};
    struct document *document = NULL;
    if (pack_read(work, path, &bytes, NULL))
        document_read(&document, work->pack->languages[language], path, bytes.data, bytes.size,
                      tell_document_fault, work->faults);
    em_buffer_free(&bytes);
    free(path);
    return document;
}

static void read_documents(struct pack_work *work)
{
    struct event_pack *pack = work->pack;
    for (size_t i = 0; i < pack->document_count; i++) {
        if (!pack->documents[i].id[0])
            continue; /* a fault is told already */
        char *folder = em_format("documents/%s", pack->documents[i].id);
        for (size_t language = 0; language < pack->language_count; language++)
            pack->documents[i].texts[language] = read_document(work, folder, language);
        free(folder);
    }
    for (size_t language = 0; language < pack->language_count; language++)
        pack->texts[language].notice = read_document(work, "notice", language);
}

enum em_status pack_load_from(struct event_pack **out, const struct pack_source *source,
                              struct pack_faults *faults)
{
    struct pack_whole *whole = em_alloc(sizeof *whole);
    struct pack_work work = {&whole->pack, source, faults};
    size_t before = faults->count;
    enum em_status status = pack_read_event(&work);
    if (status == EM_OK) {
        read_documents(&work);
        pack_read_governments(&work);
        if (faults->count > before)
            status = EM_INVALID;
    }
    *out = status == EM_OK ? &whole->pack : NULL;
    if (status != EM_OK)
        pack_free(&whole->pack);
    return status;
}

enum em_status pack_load(struct event_pack **out, const char *folder, struct pack_faults *faults)
{
    char *context = em_strdup(folder);
    struct pack_source source = {pack_read_folder, context};
    enum em_status status = pack_load_from(out, &source, faults);
    free(context);
    return status;
}

void pack_free(struct event_pack *pack)
{
    if (!pack)
        return;
    struct pack_whole *whole = (struct pack_whole *)pack;
    for (size_t i = 0; i < pack->document_count; i++) {
        for (size_t language = 0; language < pack->language_count; language++)
            document_free(pack->documents[i].texts[language]);
        free(pack->documents[i].texts);
        free(pack->documents[i].titles);
    }
    for (size_t language = 0; language < pack->language_count; language++)
        document_free(pack->texts[language].notice);
    for (size_t i = 0; i < pack->government_count; i++)
        free(pack->governments[i].names);
    for (size_t i = 0; i < whole->count; i++)
        free(whole->strings[i]);
    free(whole->strings);
    free(pack->governments);
    free(pack->documents);
    free(pack->texts);
    free(pack->languages);
    free(pack->language_names);
    free(whole);
}

int pack_language(const struct event_pack *pack, const char *language)
{
    for (size_t i = 0; i < pack->language_count; i++)
        if (strcmp(pack->languages[i], language) == 0)
            return (int)i;
    return -1;
}
