#include "fake/importer.h"

#include "core/file.h"
#include "core/memory.h"
#include "core/roster.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct importer importer;

static void needed(enum em_status status)
{
    if (status != EM_OK)
        fail_msg("%s", importer.error.text);
}

int importer_set_up(void **state)
{
    (void)state;
    struct em_error *error = &importer.error;
    fake_folder_make(importer.folder);
    snprintf(importer.organiser, sizeof importer.organiser, "%s/organiser", importer.folder);
    snprintf(importer.list, sizeof importer.list, "%s/list.csv", importer.folder);
    organiser_generate(&importer.key, "ogp-paris-2016", &em_random_system);
    needed(em_folder_make(importer.organiser, 0700, error));
    needed(organiser_write(&importer.key, importer.organiser, NULL, &em_random_system, error));
    return 0;
}

int importer_tear_down(void **state)
{
    (void)state;
    importer_forget();
    tool_result_free(&importer.result);
    fake_folder_remove(importer.folder);
    return 0;
}

void importer_list(const char *text)
{
    needed(em_file_write_atomic(importer.list, text, strlen(text), 0600, &importer.error));
}

static struct store *open_store(void)
{
    struct store *store = NULL;
    char *path = em_format("%s/" STORE_FILE, importer.organiser);
    needed(store_open(&store, path, STORE_READ, &importer.error));
    free(path);
    return store;
}

static enum em_status take_person(void *context, const struct entry *entry, const char *id,
                                  const uint8_t *lookup, struct em_error *error)
{
    (void)context;
    (void)lookup;
    assert_true(importer.people_count < IMPORTER_MOST);
    struct delegate *person = &importer.people[importer.people_count++];
    needed(delegate_open_by_organiser(person, entry, &importer.key, error));
    assert_string_equal(person->id, id);
    return EM_OK;
}

void importer_load(void)
{
    importer_forget();
    struct store *store = open_store();
    needed(roster_each(store, take_person, NULL, &importer.error));
    store_close(store);
}

void importer_forget(void)
{
    while (importer.people_count)
        delegate_free(&importer.people[--importer.people_count]);
}

const struct delegate *importer_named(const char *name)
{
    for (size_t i = 0; i < importer.people_count; i++)
        if (strcmp(importer.people[i].name, name) == 0)
            return &importer.people[i];
    fail_msg("nobody is called “%s”", name);
    return NULL;
}

bool importer_has_store(void)
{
    return fake_folder_count(importer.organiser, "emarge") > 0;
}

static enum em_status take_size(void *context, const struct store_log *log, struct em_error *error)
{
    (void)error;
    *(int64_t *)context += log->size;
    return EM_OK;
}

int64_t importer_log_size(void)
{
    int64_t size = 0;
    struct store *store = open_store();
    needed(store_logs(store, NULL, take_size, &size, &importer.error));
    store_close(store);
    return size;
}

bool importer_revoked(const char *code)
{
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    struct roster_badge badge = {0};
    struct store *store = open_store();
    badge_lookup(lookup, code);
    needed(roster_badge(store, lookup, &badge, &importer.error));
    store_close(store);
    return badge.revoked;
}
