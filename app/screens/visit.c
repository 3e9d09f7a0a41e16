#include "screens/visit.h"

#include "core/words.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void visit_begin(struct visit *visit, int language)
{
    *visit = (struct visit){
        .language = language, .text = language, .section = SIZE_MAX, .duty.undo = -1};
    pad_init(&visit->pad);
}

void visit_wipe(struct visit *visit)
{
    pad_free(&visit->pad);
    qr_free(&visit->receipt_qr);
    qr_free(&visit->duty.qr);
    session_free(&visit->duty.right);
    session_free(&visit->duty.from);
    free(visit->duty.words);
    sodium_memzero(visit, sizeof *visit);
}

void visit_set_language(struct visit *visit, const struct event_pack *pack, int language)
{
    visit->language = language;
    for (size_t i = 0; i < pack->government_count; i++) {
        const struct pack_government *government = &pack->governments[i];
        if (strcmp(government->id, visit->government_id) == 0)
            snprintf(visit->government, sizeof visit->government, "%s",
                     government->names[language]);
    }
}

/* The pack's government of that name in any language, NULL when it has none. */
static const struct pack_government *government_named(const struct event_pack *pack,
                                                      const char *name)
{
    char wanted[4 * UI_EDIT_BYTES], folded[4 * UI_EDIT_BYTES];
    words_fold(wanted, sizeof wanted, name);
    for (size_t i = 0; i < pack->government_count; i++) {
        for (size_t l = 0; l < pack->language_count; l++) {
            words_fold(folded, sizeof folded, pack->governments[i].names[l]);
            if (wanted[0] && strcmp(folded, wanted) == 0)
                return &pack->governments[i];
        }
    }
    return NULL;
}

static void fill_government(struct visit *visit, const struct event_pack *pack,
                            const struct delegate *details)
{
    const struct pack_government *known = government_named(pack, details->government);
    words_clean(visit->government, sizeof visit->government,
                known ? known->names[visit->language] : details->government,
                strlen(known ? known->names[visit->language] : details->government));
    snprintf(visit->government_id, sizeof visit->government_id, "%s", known ? known->id : "");
    const char *country = details->country[0] || !known ? details->country : known->country;
    snprintf(visit->country, sizeof visit->country, "%.2s", country);
}

void visit_fill(struct visit *visit, const struct event_pack *pack, struct door_owner *owner)
{
    const struct delegate *details = &owner->details;
    ui_edit_set(&visit->name, details->name);
    ui_edit_set(&visit->role, details->role);
    ui_edit_set(&visit->email, details->email);
    fill_government(visit, pack, details);
    visit->badge = VISIT_BADGE_FILLED;
    visit->complain = false;
    memcpy(visit->delegate, details->id, sizeof visit->delegate);
    delegate_free(&owner->details);
    visit->owner = *owner;
}

bool visit_begun(const struct visit *visit)
{
    return visit->name.text[0] || visit->role.text[0] || visit->email.text[0] ||
           visit->government[0] || visit->country[0] || visit->listed || visit->contact ||
           !pad_empty(&visit->pad);
}

static void trim(struct ui_edit *edit)
{
    const char *text = edit->text + strspn(edit->text, " ");
    size_t length = strlen(text);
    while (length > 0 && text[length - 1] == ' ')
        length--;
    if (length == strlen(edit->text))
        return;
    memmove(edit->text, text, length);
    memset(edit->text + length, 0, sizeof edit->text - length);
    ui_edit_end(edit);
}

void visit_tidy(struct visit *visit)
{
    trim(&visit->name);
    trim(&visit->role);
    trim(&visit->email);
    trim(&visit->search);
}

static bool blank(const char *text)
{
    return text[strspn(text, " ")] == '\0';
}

/* Only what is surely a slip: something before one @, and a dot in what follows. */
static bool looks_like_email(const char *text)
{
    const char *at = strchr(text, '@');
    if (!at || at == text || strchr(at + 1, '@') || strchr(text, ' '))
        return false;
    const char *dot = strrchr(at, '.');
    return dot && dot > at + 1 && dot[1] != '\0';
}

struct visit_faults visit_check(const struct visit *visit)
{
    bool official = visit->capacity == CAPACITY_GOVERNMENT;
    return (struct visit_faults){
        .name = blank(visit->name.text),
        .government = official && blank(visit->government),
        .country = official && visit->country[0] == '\0',
        .email = !blank(visit->email.text) && !looks_like_email(visit->email.text),
    };
}

bool visit_complete(const struct visit *visit)
{
    struct visit_faults faults = visit_check(visit);
    return !faults.name && !faults.government && !faults.country && !faults.email;
}

void visit_signature(const struct visit *visit, const struct event_pack *pack,
                     struct signature *out)
{
    const struct pack_document *document = &pack->documents[visit->document];
    *out = (struct signature){
        .document = document->id,
        .language = pack->languages[visit->text],
        .read_to_end = visit->read_texts >> visit->text & 1,
        .capacity = visit->capacity,
        .mode = visit->mode,
        .government = visit->government,
        .government_id = visit->government_id,
        .country = visit->country,
        .listed = visit->listed,
        .contact = visit->contact,
        .name = visit->name.text,
        .role = visit->role.text,
        .email = visit->email.text,
        .ink = visit->mode == MODE_DRAWN ? &visit->pad.ink : NULL,
        .delegate = visit->delegate,
    };
    memcpy(out->text_sha256, document->texts[visit->text]->sha256, sizeof out->text_sha256);
}
