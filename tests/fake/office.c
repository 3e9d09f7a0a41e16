#include "fake/office.h"

#include "core/ledger.h"
#include "core/memory.h"
#include "core/roster.h"
#include "fake/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

const struct office_person office_people[OFFICE_PEOPLE] = {
    {"Amina Nyambura", "Gouverneure adjointe", "Elgeyo Marakwet", "KE", ""},
    {"Łukasz Ångström-Đorđević Țepeș Ñandú Øyvind Çağlar Şimşek Ğ. Ő. Ű. Ý. Ž. Ḥ.",
     "Conseiller municipal chargé de la transparence et de la participation citoyenne",
     "Ville de Paris, Direction de la démocratie, des citoyens et des territoires", "FR", ""},
    {"ნინო ჩხეიძე", "საკრებულოს წევრი", "თბილისის მერია", "GE", ""},
    {"김민지", "정보공개정책과장", "서울특별시", "KR", ""},
    {"محمد عبد الرحمن بن علي", "مستشار رئيس البلدية", "بلدية تونس", "TN", ""},
    {"Suparman", "", "", "", ""},
    {"Maria Fernanda Guadalupe Concepción de los Ángeles Villanueva y Montemayor de la Santísima "
     "Trinidad Echeverría Arizmendi",
     "Directora", "Gobierno del Estado de Jalisco", "MX", ""},
    {"Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafewaren"
     "wohlgepflegeundsorgfalt",
     "", "Nom d’un seul mot", "DE", ""},
    {"Mwanaidi Juma Kikwete-Mbwana", "Mkurugenzi", "Kigoma", "TZ", ""},
    {"Siti Rahayu binti Wicaksono", "Bupati", "Kabupaten Bojonegoro", "ID",
     "k3h6gg5cjc2u7m5jj7jqkz6p5ty4xh8k"},
    {"Nguyễn Thị Phương Ánh", "Déléguée", "", "VN", ""},
    {"山田 直樹", "参事", "東京都", "JP", ""},
    {"Ana", "", "Madrid", "ES", ""},
    {"Anabel Ana Quispe", "Regidora", "La Libertad", "PE", ""},
};

static void needed(enum em_status status, const struct em_error *error)
{
    if (status != EM_OK)
        fail_msg("%s", error->text);
}

static void add_person(struct office *office, struct ledger *ledger,
                       const struct office_person *person)
{
    struct em_error error = {0};
    struct em_buffer body = {0}, sealed = {0};
    const struct delegate_keys keys = {office->key.public.seal_public, office->key.staff,
                                       &office->random.random};
    const struct delegate given = {.name = (char *)person->name,
                                   .role = (char *)person->role,
                                   .government = (char *)person->government,
                                   .country = (char *)person->country,
                                   .code = (char *)person->code};
    struct delegate details;
    delegate_copy(&details, &given);
    delegate_new_id(details.id, &office->random.random);
    needed(delegate_write(&body, &sealed, &details, &keys, &error), &error);
    needed(ledger_add(ledger, ENTRY_BADGE, &body, &sealed, NULL, &error), &error);
    em_buffer_free(&body);
    em_buffer_free(&sealed);
    delegate_free(&details);
}

void office_add(struct office *office, const struct office_person *people, size_t count)
{
    struct em_error error = {0};
    struct fake_clock clock;
    struct ledger *ledger;
    struct ledger_notice notice;
    struct kiosk_identity identity;
    const struct ledger_options options = {.data_dir = office->folder,
                                           .identity = &identity,
                                           .clock = &clock.clock,
                                           .random = &office->random.random};
    fake_clock_init(&clock);
    organiser_identity(&identity, &office->key);
    needed(ledger_open(&ledger, &options, &notice, &error), &error);
    needed(ledger_begin(ledger, &error), &error);
    for (size_t i = 0; i < count; i++)
        add_person(office, ledger, &people[i]);
    needed(ledger_end(ledger, &error), &error);
    ledger_close(ledger);
}

int office_set_up(void **state)
{
    struct office *office = *state;
    struct em_error error = {0};
    fake_folder_make(office->folder);
    fake_random_init(&office->random, 1516);
    organiser_generate(&office->key, "ogp-paris-2016", &office->random.random);
    needed(organiser_write(&office->key, office->folder, NULL, &office->random.random, &error),
           &error);
    office_add(office, office_people, OFFICE_PEOPLE);
    return 0;
}

int office_tear_down(void **state)
{
    struct office *office = *state;
    fake_folder_remove(office->folder);
    tool_result_free(&office->result);
    return 0;
}

/* --- what is in the log --- */

struct reading {
    const struct office *office;
    struct store *store;
    struct office_badges badges;
};

static enum em_status read_badge(void *context, const struct entry *entry,
                                 const uint8_t leaf[ENTRY_HASH_SIZE], struct em_error *error)
{
    struct reading *reading = context;
    struct office_badges *badges = &reading->badges;
    struct office_badge badge = {.type = entry->kind == ENTRY_STAFF ? BADGE_STAFF : BADGE_DELEGATE};
    struct roster_badge known;
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    (void)leaf;
    enum em_status status =
        delegate_open_by_organiser(&badge.details, entry, &reading->office->key, error);
    if (status != EM_OK)
        return status;
    badge_lookup(lookup, badge.details.code);
    if (*badge.details.code && roster_badge(reading->store, lookup, &known, error) == EM_OK)
        badge.revoked = known.revoked;
    badges->items = em_grow(badges->items, badges->count, &badges->capacity, sizeof *badges->items);
    badges->items[badges->count++] = badge;
    return EM_OK;
}

struct office_badges office_badges(const struct office *office)
{
    static const enum entry_kind kinds[] = {ENTRY_BADGE, ENTRY_STAFF};
    struct em_error error = {0};
    struct reading reading = {.office = office};
    char *path = em_format("%s/" STORE_FILE, office->folder);
    needed(store_open(&reading.store, path, STORE_READ, &error), &error);
    needed(store_snapshot(reading.store, &error), &error);
    needed(store_entries_of_kinds(reading.store, kinds, 2, read_badge, &reading, &error), &error);
    store_close(reading.store);
    free(path);
    return reading.badges;
}

void office_badges_free(struct office_badges *badges)
{
    for (size_t i = 0; i < badges->count; i++)
        delegate_free(&badges->items[i].details);
    free(badges->items);
    *badges = (struct office_badges){0};
}

const struct office_badge *office_latest(const struct office_badges *badges, const char *name)
{
    for (size_t i = badges->count; i-- > 0;)
        if (strcmp(badges->items[i].details.name, name) == 0)
            return &badges->items[i];
    fail_msg("The log has nobody called %s.", name);
    return NULL;
}
