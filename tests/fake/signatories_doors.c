/* The programme, and who comes to which door, signs there, or is turned away. */
#include "fake/handwriting.h"
#include "fake/signatories_private.h"

#include <stdlib.h>
#include <string.h>

#define AT(day, hour, minute) (FIRST_DAY + (day)*DAY_US + ((hour)*60 + (minute)) * MINUTE_US)
#define TEXT(text)            .title = (char *)text
#define ROOM(text)            .room = (char *)text
#define TOWN_HALL             ROOM("Hôtel de Ville")

/* clang-format off */
/* The event's own sessions as its programme has them; the others are made up. */
const struct session signatories_sessions[] = {
    {.id = (char *)"demo-accueil", TEXT("Démonstration : séance d’accueil"), ROOM("Salle d’exemple 1"),
     .format = (char *)"conference", .start_us = AT(0, 9, 0), .end_us = AT(0, 10, 0)},
    {.id = (char *)"demo-donnees", TEXT("Démonstration : atelier des données ouvertes, où l’on émarge"), ROOM("Salle d’exemple 2"),
     .format = (char *)"workshop", .start_us = AT(0, 11, 0), .end_us = AT(0, 12, 30), .emargement = true},
    {.id = (char *)"demo-budget", TEXT("Demonstration: participatory budgets, from the neighbourhood to the nation, and what becomes of them once the vote is over"),
     ROOM("Salle d’exemple 1"), .format = (char *)"conference", .start_us = AT(0, 14, 30), .end_us = AT(0, 16, 0), .capacity = 400},
    {.id = (char *)"actions-collectives-8", TEXT("Sessions dédiées aux actions collectives"), ROOM(""),
     .format = (char *)"", .start_us = AT(1, 0, 0), .end_us = AT(2, 0, 0), .whole_day = true},
    {.id = (char *)"demo-transparence", TEXT("Demostración: transparencia y rendición de cuentas"), ROOM("Salle d’exemple 3"),
     .format = (char *)"conference", .start_us = AT(1, 9, 30), .end_us = AT(1, 11, 0)},
    {.id = (char *)"demo-atelier", TEXT("დემონსტრაცია · 시연 · Demonstration: a workshop in many languages"), ROOM("Salle d’exemple 2"),
     .format = (char *)"workshop", .start_us = AT(1, 11, 15), .end_us = AT(1, 12, 45), .capacity = 200, .emargement = true},
    {.id = (char *)"demo-pitches", TEXT("Demonstration: pitches"), ROOM("Salle d’exemple 1"),
     .format = (char *)"pitch", .start_us = AT(1, 15, 0), .end_us = AT(1, 16, 0)},
    {.id = (char *)"actions-collectives-9", TEXT("Sessions dédiées aux actions collectives"), ROOM(""),
     .format = (char *)"", .start_us = AT(2, 0, 0), .end_us = AT(3, 0, 0), .whole_day = true},
    {.id = (char *)"signature", TEXT("Signature de la Déclaration des gouvernements locaux"), TOWN_HALL,
     .format = (char *)"", .start_us = AT(2, 10, 45)},
    {.id = (char *)"territoires", TEXT("Gouvernement Ouvert et territoires"), ROOM(""),
     .format = (char *)"", .start_us = AT(2, 14, 0)},
    {.id = (char *)"demo-bilan", TEXT("Démonstration : bilan, où l’on émarge"), ROOM("Salle d’exemple 2"),
     .format = (char *)"workshop", .start_us = AT(2, 16, 0), .end_us = AT(2, 17, 0), .emargement = true},
};
/* clang-format on */
const size_t signatories_session_count = sizeof signatories_sessions / sizeof *signatories_sessions;

#define NOBODY SIZE_MAX

/* --- the plan --- */

static void plan(struct visits *visits, struct visit visit)
{
    visits->items = em_grow(visits->items, visits->count, &visits->capacity, sizeof *visits->items);
    visits->items[visits->count++] = visit;
}

/* People come from a quarter of an hour before to ten minutes after, most when it begins. */
static int64_t arrival(struct booth *booth, const struct session *session)
{
    if (session->whole_day)
        return session->start_us + 9 * 60 * MINUTE_US +
               (int64_t)signatories_chance(booth, 8 * 60 * 60) * 1000000;
    int64_t spread = (int64_t)(signatories_chance(booth, 750) + signatories_chance(booth, 750));
    return session->start_us + (spread - 900) * 1000000;
}

static int64_t departure(struct booth *booth, const struct session *session, int64_t came)
{
    int64_t end = session->end_us && !session->whole_day ? session->end_us : came + 90 * MINUTE_US;
    int64_t at = end + ((int64_t)signatories_chance(booth, 1080) - 600) * 1000000;
    return at > came + MINUTE_US ? at : came + MINUTE_US;
}

static void plan_guest(struct booth *booth, size_t session, size_t guest)
{
    const struct session *at = &signatories_sessions[session];
    struct visits *visits = &booth->visits;
    uint64_t chance = signatories_chance(booth, 1000);
    int64_t came = arrival(booth, at);
    if (chance > 300 + 60 * (session % 5))
        return;
    if (chance < 8)
        plan(visits, (struct visit){came - 40 * MINUTE_US, guest, session, VISIT_REFUSED});
    plan(visits, (struct visit){came, guest, session, VISIT_IN});
    if (chance % 10 < 7)
        plan(visits, (struct visit){departure(booth, at, came), guest, session, VISIT_OUT});
}

static void plan_session(struct booth *booth, size_t session)
{
    struct making *making = booth->making;
    const struct session *at = &signatories_sessions[session];
    for (size_t i = 0; i < making->guest_count; i++)
        plan_guest(booth, session, i);
    for (size_t i = 0; i < 1 + making->guest_count / 60; i++) {
        plan(&booth->visits, (struct visit){arrival(booth, at), NOBODY, session, VISIT_REFUSED});
        plan(&booth->visits,
             (struct visit){arrival(booth, at), session * 100 + i, session, VISIT_WALK_IN});
    }
}

static int by_time(const void *a, const void *b)
{
    const struct visit *first = a, *second = b;
    if (first->at_us != second->at_us)
        return first->at_us < second->at_us ? -1 : 1;
    if (first->guest != second->guest)
        return first->guest < second->guest ? -1 : 1;
    return (int)first->kind - (int)second->kind;
}

void signatories_plan_visits(struct booth *booth, size_t kiosk)
{
    for (size_t i = 0; i < signatories_session_count; i++)
        if (i % KIOSKS == kiosk)
            plan_session(booth, i);
    qsort(booth->visits.items, booth->visits.count, sizeof *booth->visits.items, by_time);
}

/* --- what comes of it --- */

static int64_t scan(struct booth *booth, enum entry_kind kind, const struct guest *guest,
                    const struct session *session, const char *verdict)
{
    bool known = guest && !guest->late;
    return signatories_add(
        booth, kind,
        json_pack("{s:s*, s:s, s:s, s:s*}", "badge", guest ? guest->lookup : NULL, "delegate",
                  known ? guest->details.id : "", "session", session->id, "verdict", verdict),
        NULL);
}

static void attest(struct booth *booth, const struct guest *guest, const struct session *session,
                   int64_t checkin)
{
    struct making *making = booth->making;
    struct em_error error = {0};
    struct em_buffer sealed = {0};
    char *text = NULL;
    signatories_reach(&booth->clock, booth->clock.wall + 15000000);
    if (signatories_chance(booth, 100) < 85) {
        handwriting_draw(&booth->ink, making->options->seed + (uint64_t)checkin,
                         (int)signatories_chance(booth, 250) + 20);
        text = ink_encode_text(&booth->ink);
    }
    signatories_must(
        body_seal(&sealed, json_pack("{s:s?, s:s}", "ink", text, "name", guest->details.name),
                  making->organiser.public.seal_public, &making->random.random, &error),
        &error);
    signatories_add(booth, ENTRY_ATTEST,
                    json_pack("{s:s, s:I, s:s}", "origin", ledger_origin_of(booth->ledger), "seq",
                              (json_int_t)checkin, "session", session->id),
                    &sealed);
    em_buffer_free(&sealed);
    free(text);
}

static void undo(struct booth *booth, int64_t seq)
{
    signatories_reach(&booth->clock, booth->clock.wall + 20000000);
    signatories_add(booth, ENTRY_UNDO,
                    json_pack("{s:s, s:s, s:I}", "origin", ledger_origin_of(booth->ledger),
                              "reason", "wrong-person", "seq", (json_int_t)seq),
                    NULL);
}

static void enter(struct booth *booth, const struct guest *guest, const struct session *session)
{
    uint64_t chance = signatories_chance(booth, 100);
    int64_t seq =
        scan(booth, ENTRY_CHECKIN, guest, session, guest->late ? "provisional" : "accepted");
    if (chance < 2)
        undo(booth, seq);
    else if (session->emargement && chance < 95)
        attest(booth, guest, session, seq);
    if (chance == 3) {
        signatories_reach(&booth->clock, booth->clock.wall + 30000000);
        scan(booth, ENTRY_REFUSE, guest, session, "already-in");
    }
}

/* Somebody who is not on the roster gets a badge at the door. */
static void walk_in(struct booth *booth, const struct visit *visit)
{
    struct making *making = booth->making;
    struct em_error error = {0};
    struct em_buffer body = {0}, sealed = {0};
    struct delegate_keys keys = {making->organiser.public.seal_public, making->organiser.staff,
                                 &making->random.random};
    struct guest guest = {.late = false};
    signatories_guest(making, &guest, making->options->count + making->guest_count + visit->guest);
    signatories_must(delegate_write(&body, &sealed, &guest.details, &keys, &error), &error);
    signatories_must(ledger_add(booth->ledger, ENTRY_REGISTER, &body, &sealed, NULL, &error),
                     &error);
    signatories_reach(&booth->clock, booth->clock.wall + 5000000);
    enter(booth, &guest, &signatories_sessions[visit->session]);
    em_buffer_free(&body);
    em_buffer_free(&sealed);
    delegate_free(&guest.details);
}

void signatories_visit(struct booth *booth, const struct visit *visit)
{
    const struct session *session = &signatories_sessions[visit->session];
    const struct guest *guest =
        visit->guest < booth->making->guest_count ? &booth->making->guests[visit->guest] : NULL;
    if (visit->kind == VISIT_WALK_IN)
        walk_in(booth, visit);
    else if (visit->kind == VISIT_IN)
        enter(booth, guest, session);
    else if (visit->kind == VISIT_OUT)
        scan(booth, ENTRY_CHECKOUT, guest, session, NULL);
    else
        scan(booth, ENTRY_REFUSE, guest, session, guest ? "wrong-time" : "unknown");
}
