#include "fake/signatories_private.h"

#include "core/file.h"
#include "core/merge.h"
#include "core/roster.h"
#include "fake/handwriting.h"
#include "kiosks.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_GUESTS 300
#define OPENS       (7 * 60 + 30) /* minute of the day at which kiosks start */
#define CLOSES      (19 * 60 + 30)
#define ALL_MINUTES (DAYS * 24 * 60)

static const struct {
    const char *name;
    char letter;
    int share; /* of a hundred signatures */
} kiosks[KIOSKS] = {{"hall-a-1", 'A', 45}, {"hall-b-1", 'B', 33}, {"foyer-1", 'C', 22}};

void signatories_must(enum em_status status, const struct em_error *error)
{
    if (status == EM_OK)
        return;
    fprintf(stderr, "signatories: %s\n", error->text);
    exit(EXIT_FAILURE);
}

uint64_t signatories_chance(struct booth *booth, uint64_t limit)
{
    uint64_t seed = booth->making->options->seed * 131 + (uint64_t)booth->identity.letter;
    return handwriting_chance(seed, ++booth->asked, limit);
}

void signatories_reach(struct fake_clock *clock, int64_t at_us)
{
    fake_clock_advance(clock, at_us > clock->wall ? at_us - clock->wall : 1000);
}

struct ledger *signatories_open(struct making *making, const char *folder,
                                const struct kiosk_identity *identity, struct fake_clock *clock)
{
    struct em_error error = {0};
    struct ledger_notice notice;
    struct ledger *ledger;
    const struct ledger_options options = {.data_dir = folder,
                                           .identity = identity,
                                           .clock = &clock->clock,
                                           .random = &making->random.random,
                                           .keep_damaged = true};
    signatories_must(ledger_open(&ledger, &options, &notice, &error), &error);
    return ledger;
}

int64_t signatories_add(struct booth *booth, enum entry_kind kind, json_t *fields,
                        struct em_buffer *sealed)
{
    struct em_error error = {0};
    struct em_buffer body = {0};
    struct ledger_place place;
    signatories_must(body_write(&body, fields, &booth->making->random.random, &error), &error);
    signatories_must(ledger_add(booth->ledger, kind, &body, sealed, &place, &error), &error);
    em_buffer_free(&body);
    return place.seq;
}

void signatories_person(const struct making *making, struct signatory *out, uint64_t number)
{
    const struct signatories_options *options = making->options;
    (options->hostile ? signatory_hostile : signatory_person)(out, making->pack, options->seed,
                                                              number);
}

/* --- the organiser before the event --- */

void signatories_guest(struct making *making, struct guest *guest, uint64_t number)
{
    struct signatory person;
    struct badge_code code;
    char text[BADGE_TEXT_SIZE];
    uint8_t lookup[BADGE_LOOKUP_SIZE];
    signatories_person(making, &person, number);
    badge_mint(&code, BADGE_DELEGATE, making->organiser.badge, EVENT, &making->random.random);
    badge_write(text, &code);
    badge_lookup(lookup, text);
    base64_write(guest->lookup, lookup, sizeof lookup);
    delegate_new_id(guest->details.id, &making->random.random);
    guest->details.name = em_strdup(person.name);
    guest->details.role = em_strdup(person.role);
    guest->details.government = em_strdup(person.government);
    guest->details.country = em_strdup(person.country);
    guest->details.email = em_strdup(person.email);
    guest->details.source = em_format("demo:%llu", (unsigned long long)number);
    guest->details.sessions = em_strdup("");
    guest->details.code = em_strdup(text);
}

static void make_guests(struct making *making)
{
    const struct signatories_options *options = making->options;
    size_t suit = options->count / 4 + 12;
    making->guest_count = options->delegates   ? options->delegates
                          : suit < MOST_GUESTS ? suit
                                               : MOST_GUESTS;
    making->by_badge = making->guest_count * 4 / 5;
    if (making->by_badge > options->count / 5)
        making->by_badge = options->count / 5;
    making->guests = em_alloc(making->guest_count * sizeof *making->guests);
    for (size_t i = 0; i < making->guest_count; i++) {
        signatories_guest(making, &making->guests[i], options->count + i);
        making->guests[i].late = i % 97 == 96;
    }
}

static void add(struct ledger *ledger, enum entry_kind kind, struct em_buffer *body,
                struct em_buffer *sealed)
{
    struct em_error error = {0};
    signatories_must(ledger_add(ledger, kind, body, sealed->data ? sealed : NULL, NULL, &error),
                     &error);
    em_buffer_free(body);
    em_buffer_free(sealed);
}

static void announce(struct making *making, struct ledger *ledger, bool late)
{
    struct em_error error = {0};
    struct em_buffer body = {0}, sealed = {0};
    struct delegate_keys keys = {making->organiser.public.seal_public, making->organiser.staff,
                                 &making->random.random};
    for (size_t i = 0; i < making->guest_count; i++) {
        const struct guest *guest = &making->guests[i];
        if (guest->late != late)
            continue;
        signatories_must(delegate_write(&body, &sealed, &guest->details, &keys, &error), &error);
        add(ledger, ENTRY_BADGE, &body, &sealed);
    }
}

static void publish_programme(struct making *making, struct ledger *ledger)
{
    struct em_error error = {0};
    struct em_buffer body = {0}, none = {0};
    char title[HOSTILE_SIZE], room[HOSTILE_SIZE];
    for (size_t i = 0; i < signatories_session_count; i++) {
        struct session session = signatories_sessions[i];
        if (making->options->hostile) {
            session.title = hostile_text(title, sizeof title, i * 29 + 60);
            session.room = hostile_text(room, sizeof room, i * 31 + 2);
        }
        signatories_must(session_write(&body, &session, &making->random.random, &error), &error);
        add(ledger, ENTRY_SESSION, &body, &none);
    }
}

static void add_staff(struct making *making, struct ledger *ledger)
{
    struct em_error error = {0};
    struct em_buffer body = {0}, sealed = {0};
    struct delegate_keys keys = {making->organiser.public.seal_public, making->organiser.staff,
                                 &making->random.random};
    struct badge_code code;
    char text[BADGE_TEXT_SIZE];
    struct delegate staff = {.name = (char *)"Camille Démonstration", .code = text};
    badge_mint(&code, BADGE_STAFF, making->organiser.badge, EVENT, &making->random.random);
    badge_write(text, &code);
    delegate_new_id(staff.id, &making->random.random);
    signatories_must(delegate_write_staff(&body, &sealed, &staff, &keys, &error), &error);
    add(ledger, ENTRY_STAFF, &body, &sealed);
}

/* The organiser's log at a time; `work` adds to it. */
static void at_the_office(struct making *making, int64_t at_us,
                          void (*work)(struct making *making, struct ledger *ledger))
{
    struct kiosk_identity identity;
    struct fake_clock clock;
    fake_clock_init(&clock);
    clock.wall = at_us;
    clock.step = 1000;
    organiser_identity(&identity, &making->organiser);
    struct ledger *ledger = signatories_open(making, making->options->folder, &identity, &clock);
    work(making, ledger);
    ledger_close(ledger);
    kiosk_identity_wipe(&identity);
}

static void prepare(struct making *making, struct ledger *ledger)
{
    struct em_error error = {0};
    signatories_must(ledger_begin(ledger, &error), &error);
    publish_programme(making, ledger);
    announce(making, ledger, false);
    add_staff(making, ledger);
    signatories_must(ledger_end(ledger, &error), &error);
}

static void announce_late(struct making *making, struct ledger *ledger)
{
    struct em_error error = {0};
    signatories_must(ledger_begin(ledger, &error), &error);
    announce(making, ledger, true);
    signatories_must(ledger_end(ledger, &error), &error);
}

/* --- the days of a kiosk --- */

static double peak(double minute, double at, double width, double height)
{
    double away = (minute - at) / width;
    return height * exp(-away * away / 2);
}

/* How many sign, by the minute: in the breaks, and when the declaration is signed. */
static double eagerness(int day, int minute)
{
    static const struct {
        int day, at, width;
        double height;
    } peaks[] = {{0, 650, 25, 1.0}, {0, 790, 30, 0.8}, {0, 1020, 40, 0.9},
                 {1, 630, 22, 1.1}, {1, 770, 30, 0.9}, {1, 970, 35, 0.8},
                 {2, 650, 14, 4.5}, {2, 700, 40, 1.6}, {2, 945, 30, 1.2}};
    if (minute < 8 * 60 + 30 || minute >= 18 * 60 + 30)
        return 0;
    double sum = 0.12;
    for (size_t i = 0; i < sizeof peaks / sizeof *peaks; i++)
        if (peaks[i].day == day)
            sum += peak(minute, peaks[i].at, peaks[i].width, peaks[i].height);
    return sum;
}

/* Which part of all signatures is there at the end of each minute. */
static void tell_shares(double shares[ALL_MINUTES])
{
    double sum = 0;
    for (int i = 0; i < ALL_MINUTES; i++)
        shares[i] = sum += eagerness(i / (24 * 60), i % (24 * 60));
    for (int i = 0; i < ALL_MINUTES; i++)
        shares[i] = i + 1 < ALL_MINUTES ? shares[i] / sum : 1;
}

static void come_to_doors(struct booth *booth, int64_t until_us)
{
    struct visits *visits = &booth->visits;
    while (visits->next < visits->count && visits->items[visits->next].at_us < until_us) {
        const struct visit *visit = &visits->items[visits->next++];
        signatories_reach(&booth->clock, visit->at_us);
        signatories_visit(booth, visit);
    }
}

/* Signatures are spread over the minute, with what happens at the door in between. */
static void spend_minute(struct booth *booth, int64_t at_us, size_t wanted)
{
    size_t count = wanted > booth->done ? wanted - booth->done : 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t within = i * 1000 + signatories_chance(booth, 1000);
        int64_t when = at_us + (int64_t)within * (MINUTE_US / 1000) / (int64_t)count;
        come_to_doors(booth, when);
        signatories_reach(&booth->clock, when);
        signatories_sign(booth);
    }
    come_to_doors(booth, at_us + MINUTE_US);
}

static void spend_day(struct booth *booth, int day, const double shares[ALL_MINUTES])
{
    struct em_error error = {0};
    int64_t midnight = FIRST_DAY + day * DAY_US;
    signatories_reach(&booth->clock, midnight + OPENS * MINUTE_US);
    booth->ledger = signatories_open(booth->making, booth->folder, &booth->identity, &booth->clock);
    signatories_must(ledger_begin(booth->ledger, &error), &error);
    for (int minute = OPENS; minute < CLOSES; minute++)
        spend_minute(booth, midnight + minute * MINUTE_US,
                     (size_t)((double)booth->count * shares[day * 24 * 60 + minute] + 1e-6));
    if (day == DAYS - 1)
        spend_minute(booth, midnight + CLOSES * MINUTE_US, booth->count);
    signatories_must(ledger_end(booth->ledger, &error), &error);
    ledger_close(booth->ledger);
}

static void merge_store_of(struct ledger *to, const char *folder)
{
    struct em_error error = {0};
    struct store *from;
    char *path = em_format("%s/" STORE_FILE, folder);
    signatories_must(store_open(&from, path, STORE_READ, &error), &error);
    signatories_must(merge_store(to, from, &(struct merge_options){0}, &error), &error);
    store_close(from);
    free(path);
}

/* With what the organiser had told until then. */
static void enroll(struct booth *booth, const char *name, char letter)
{
    struct em_error error = {0};
    struct making *making = booth->making;
    struct kiosks list;
    signatories_must(kiosk_enroll(&making->organiser, name, letter, false, booth->folder,
                                  &making->random.random, &error),
                     &error);
    signatories_must(kiosk_identity_read(&booth->identity, booth->folder, &error), &error);
    signatories_must(kiosks_read(&list, making->options->folder, &error), &error);
    signatories_must(kiosks_add(&list, &booth->identity, &error), &error);
    kiosks_free(&list);
    fake_clock_init(&booth->clock);
    booth->clock.wall = FIRST_DAY - DAY_US / 2;
    booth->ledger = signatories_open(making, booth->folder, &booth->identity, &booth->clock);
    merge_store_of(booth->ledger, making->options->folder);
    ledger_close(booth->ledger);
}

/* A kiosk's three days; its folder is left. */
static void run_kiosk(struct making *making, size_t kiosk, size_t first)
{
    size_t count = making->options->count;
    double shares[ALL_MINUTES];
    struct booth booth = {.making = making, .first = first};
    snprintf(booth.folder, sizeof booth.folder, "%.200s/%s", making->home, kiosks[kiosk].name);
    booth.count = kiosk + 1 < KIOSKS ? count * (size_t)kiosks[kiosk].share / 100 : count - first;
    ink_init(&booth.ink, 1000, 400);
    for (size_t i = 0; i < sizeof booth.recent / sizeof *booth.recent; i++)
        booth.recent[i] = -1;
    enroll(&booth, kiosks[kiosk].name, kiosks[kiosk].letter);
    signatories_plan_visits(&booth, kiosk);
    tell_shares(shares);
    for (int day = 0; day < DAYS; day++)
        spend_day(&booth, day, shares);
    ink_free(&booth.ink);
    free(booth.visits.items);
    kiosk_identity_wipe(&booth.identity);
}

/* --- all of it --- */

static void bring_home(struct making *making, struct ledger *ledger)
{
    for (size_t i = 0; i < KIOSKS; i++) {
        size_t at = making->options->merge_backwards ? KIOSKS - 1 - i : i;
        char *folder = em_format("%s/%s", making->home, kiosks[at].name);
        merge_store_of(ledger, folder);
        free(folder);
    }
}

static void make_organiser(struct making *making)
{
    struct em_error error = {0};
    const char *folder = making->options->folder;
    organiser_generate(&making->organiser, EVENT, &making->random.random);
    signatories_must(em_folder_make(folder, 0700, &error), &error);
    signatories_must(
        organiser_write(&making->organiser, folder, NULL, &making->random.random, &error), &error);
}

static void load_pack(struct making *making)
{
    struct pack_faults faults = {0};
    if (pack_load(&making->pack, EM_SHARE "/events/" EVENT, &faults) == EM_OK)
        return;
    fprintf(stderr, "signatories: %s\n", faults.items[0].text);
    exit(EXIT_FAILURE);
}

static void forget(struct making *making)
{
    for (size_t i = 0; i < making->guest_count; i++)
        delegate_free(&making->guests[i].details);
    for (size_t i = 0; i < making->options->boxes; i++)
        em_buffer_free(&making->boxes[i]);
    free(making->guests);
    free(making->boxes);
    organiser_wipe(&making->organiser);
    pack_free(making->pack);
}

void signatories_make(const struct signatories_options *options)
{
    struct making making = {.options = options};
    size_t first = 0;
    fake_random_init(&making.random, options->seed);
    making.boxes = em_alloc(options->boxes * sizeof *making.boxes);
    load_pack(&making);
    make_organiser(&making);
    make_guests(&making);
    at_the_office(&making, FIRST_DAY - 6 * DAY_US, prepare);
    fake_folder_make(making.home);
    for (size_t i = 0; i < KIOSKS; i++) {
        run_kiosk(&making, i, first);
        first += options->count * (size_t)kiosks[i].share / 100;
    }
    at_the_office(&making, FIRST_DAY + 3 * DAY_US, announce_late);
    at_the_office(&making, FIRST_DAY + 3 * DAY_US + DAY_US / 3, bring_home);
    fake_folder_remove(making.home);
    forget(&making);
}
