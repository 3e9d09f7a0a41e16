/* Who signs, how, and who takes it back. */
#include "core/ledger_private.h"
#include "fake/handwriting.h"
#include "fake/signatories_private.h"

#include <string.h>

enum { ASK_AGAIN = 101, ASK_WHOM, ASK_MODE, ASK_CAPACITY, ASK_LISTED, ASK_CONTACT, ASK_READ };
enum { ASK_DOCUMENT = 110, ASK_SOME, ASK_MORE, ASK_BACK };
#define RECENT (sizeof((struct booth *)0)->recent / sizeof(int64_t))

/* What there is to know of one signature before it is signed. */
struct wish {
    uint64_t seed, number;
    size_t who;                /* whose signature this is, the same number again and again */
    const struct guest *guest; /* NULL: without a badge */
};

static uint64_t ask(const struct wish *wish, int what, uint64_t limit)
{
    return handwriting_chance(wish->seed + wish->number * 104729, (uint64_t)what, limit);
}

/* Two in a hundred have signed before. */
static struct wish wish_of(const struct making *making, size_t number)
{
    const struct signatories_options *options = making->options;
    struct wish wish = {.seed = options->seed, .number = number, .who = number};
    while (wish.who && handwriting_chance(wish.seed + wish.who, ASK_AGAIN, 100) < 2)
        wish.who = handwriting_chance(wish.seed + wish.who, ASK_WHOM, wish.who);
    size_t badge = wish.who * making->by_badge / options->count;
    if (badge != (wish.who + 1) * making->by_badge / options->count)
        wish.guest = &making->guests[badge];
    return wish;
}

static enum signature_mode mode_of(const struct wish *wish)
{
    uint64_t chance = ask(wish, ASK_MODE, 100);
    if (chance < 76)
        return MODE_DRAWN;
    return chance < 91 ? MODE_TYPED : MODE_ASSISTED;
}

static void draw(struct booth *booth, const struct wish *wish)
{
    int some = (int)ask(wish, ASK_SOME, HANDWRITING_MOST - HANDWRITING_LEAST + 1);
    int more = (int)ask(wish, ASK_MORE, HANDWRITING_MOST - HANDWRITING_LEAST + 1);
    handwriting_draw(&booth->ink, wish->seed * 31 + wish->number,
                     HANDWRITING_LEAST + (some + more) / 2);
}

static void choose_document(const struct making *making, const struct wish *wish,
                            struct signature *out)
{
    const struct event_pack *pack = making->pack;
    size_t which = ask(wish, ASK_DOCUMENT, pack->document_count * 2);
    const struct pack_document *document =
        &pack->documents[which < pack->document_count ? which : 0];
    const struct document *text = document->texts[pack_language(pack, out->language)];
    out->document = document->id;
    memcpy(out->text_sha256, text->sha256, sizeof out->text_sha256);
}

static struct signature signature_of(struct booth *booth, const struct wish *wish,
                                     const struct signatory *person)
{
    bool own = ask(wish, ASK_CAPACITY, 100) < 12, alone = own && wish->number % 2;
    struct signature signature = {.language = person->language,
                                  .read_to_end = ask(wish, ASK_READ, 100) < 62,
                                  .capacity = own ? CAPACITY_PERSONAL : CAPACITY_GOVERNMENT,
                                  .mode = mode_of(wish),
                                  .government = alone ? "" : person->government,
                                  .government_id = alone ? "" : person->government_id,
                                  .country = person->country,
                                  .listed = ask(wish, ASK_LISTED, 100) < 80,
                                  .contact = ask(wish, ASK_CONTACT, 100) < 35,
                                  .name = person->name,
                                  .role = person->role,
                                  .email = person->email,
                                  .delegate = wish->guest ? wish->guest->details.id : ""};
    choose_document(booth->making, wish, &signature);
    if (signature.mode == MODE_DRAWN)
        draw(booth, wish);
    signature.ink = signature.mode == MODE_DRAWN ? &booth->ink : NULL;
    return signature;
}

static void seal(struct booth *booth, const struct signature *signature, struct em_buffer *out)
{
    struct em_error error = {0};
    signatories_must(body_seal(out, ledger_private_fields(signature),
                               booth->making->organiser.public.seal_public,
                               &booth->making->random.random, &error),
                     &error);
}

/* The sealed part; one that was made for somebody else when boxes are to be saved. */
static const struct em_buffer *seal_or_reuse(struct booth *booth, const struct signature *signature,
                                             size_t number, struct em_buffer *own)
{
    size_t boxes = booth->making->options->boxes;
    if (!boxes) {
        seal(booth, signature, own);
        return own;
    }
    struct em_buffer *box = &booth->making->boxes[number % boxes];
    if (!box->data)
        seal(booth, signature, box);
    return box;
}

static int64_t record(struct booth *booth, const struct signature *signature, size_t number)
{
    struct em_error error = {0};
    struct em_buffer body = {0}, own = {0};
    struct ledger_place place;
    const struct em_buffer *sealed = seal_or_reuse(booth, signature, number, &own);
    signatories_must(ledger_body_sign(&body, signature, &booth->making->random.random, &error),
                     &error);
    signatories_must(ledger_add(booth->ledger, ENTRY_SIGN, &body, sealed, &place, &error), &error);
    em_buffer_free(&body);
    em_buffer_free(&own);
    return place.seq;
}

/* Somebody comes back for what they signed a while ago. */
static void take_back(struct booth *booth, enum entry_kind kind)
{
    int64_t *seq = &booth->recent[signatories_chance(booth, RECENT)];
    if (*seq < 0)
        return;
    signatories_reach(&booth->clock, 0);
    signatories_add(
        booth, kind,
        json_pack("{s:s, s:I}", "origin", ledger_origin_of(booth->ledger), "seq", (json_int_t)*seq),
        NULL);
    *seq = -1;
}

void signatories_sign(struct booth *booth)
{
    size_t number = booth->first + booth->done++;
    struct wish wish = wish_of(booth->making, number);
    struct signatory person;
    signatories_person(booth->making, &person,
                       wish.guest ? booth->making->options->count +
                                        (size_t)(wish.guest - booth->making->guests)
                                  : wish.who);
    struct signature signature = signature_of(booth, &wish, &person);
    booth->recent[booth->done % RECENT] = record(booth, &signature, number);
    uint64_t back = ask(&wish, ASK_BACK, 1000);
    if (back < 15)
        take_back(booth, back < 3 ? ENTRY_ERASE : ENTRY_WITHDRAW);
}
