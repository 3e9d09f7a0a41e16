#include "core/badge.h"

#include <sodium.h>
#include <string.h>

#define TYPE_SIZE   1
#define RANDOM_SIZE 9
#define BODY_SIZE   (TYPE_SIZE + RANDOM_SIZE)
#define MAC_SIZE    (BADGE_SIZE - BODY_SIZE)

static const char alphabet[] = "BCDEFGHJKNPRSTVX"; /* a letter's place in it is its four bits */

/* A personalisation of BLAKE2b is 16 bytes; a shorter text is filled up with zeros. */
typedef const unsigned char personal[crypto_generichash_blake2b_PERSONALBYTES];

static void authenticate(uint8_t mac[MAC_SIZE], const uint8_t body[BODY_SIZE],
                         const uint8_t key[BADGE_KEY_SIZE], const char *event)
{
    static personal context = "emarge badge v1";
    crypto_generichash_blake2b_state state;
    uint8_t digest[crypto_generichash_blake2b_BYTES_MIN];
    crypto_generichash_blake2b_init_salt_personal(&state, key, BADGE_KEY_SIZE, sizeof digest, NULL,
                                                  context);
    crypto_generichash_blake2b_update(&state, body, BODY_SIZE);
    crypto_generichash_blake2b_update(&state, (const uint8_t *)event, strlen(event));
    crypto_generichash_blake2b_final(&state, digest, sizeof digest);
    memcpy(mac, digest, MAC_SIZE);
    sodium_memzero(&state, sizeof state);
}

void badge_mint(struct badge_code *out, enum badge_type type, const uint8_t key[BADGE_KEY_SIZE],
                const char *event, const struct em_random *random)
{
    out->bytes[0] = (uint8_t)type;
    random->fill(random->context, out->bytes + TYPE_SIZE, RANDOM_SIZE);
    authenticate(out->bytes + BODY_SIZE, out->bytes, key, event);
}

bool badge_genuine(const struct badge_code *code, const uint8_t key[BADGE_KEY_SIZE],
                   const char *event)
{
    uint8_t mac[MAC_SIZE];
    bool known = code->bytes[0] == BADGE_DELEGATE || code->bytes[0] == BADGE_STAFF;
    authenticate(mac, code->bytes, key, event);
    return known && sodium_memcmp(mac, code->bytes + BODY_SIZE, sizeof mac) == 0;
}

enum badge_type badge_type_of(const struct badge_code *code)
{
    return (enum badge_type)code->bytes[0];
}

void badge_write(char out[BADGE_TEXT_SIZE], const struct badge_code *code)
{
    for (size_t i = 0; i < BADGE_SIZE; i++) {
        *out++ = alphabet[code->bytes[i] >> 4];
        *out++ = alphabet[code->bytes[i] & 15];
    }
    *out = '\0';
}

void badge_write_grouped(char out[BADGE_GROUPED], const struct badge_code *code)
{
    char text[BADGE_TEXT_SIZE];
    badge_write(text, code);
    for (size_t i = 0; text[i]; i++) {
        if (i > 0 && i % 4 == 0)
            *out++ = ' ';
        *out++ = text[i];
    }
    *out = '\0';
    sodium_memzero(text, sizeof text);
}

/* The four bits of a letter, -1 for what is none of ours. The locale has no say in it. */
static int value_of(char letter)
{
    if (letter >= 'a' && letter <= 'z')
        letter = (char)(letter - 'a' + 'A');
    const char *at = letter ? strchr(alphabet, letter) : NULL;
    return at ? (int)(at - alphabet) : -1;
}

bool badge_read(struct badge_code *out, const char *text)
{
    struct badge_code code = {.bytes = {0}};
    size_t count = 0;
    bool letter = false; /* the last character was one: a gap stands between letters only */
    for (; *text; text++) {
        int value = value_of(*text);
        bool gap = (*text == ' ' || *text == '-') && count > 0;
        if (value < 0 ? !gap : count == 2 * BADGE_SIZE)
            return false;
        letter = value >= 0;
        if (letter) {
            code.bytes[count / 2] |= (uint8_t)(count % 2 ? value : value << 4);
            count++;
        }
    }
    if (!letter || count != 2 * BADGE_SIZE)
        return false;
    *out = code;
    return true;
}

static void digest(uint8_t out[32], const char *text, personal context)
{
    crypto_generichash_blake2b_salt_personal(out, 32, (const uint8_t *)text, strlen(text), NULL, 0,
                                             NULL, context);
}

void badge_lookup(uint8_t out[BADGE_LOOKUP_SIZE], const char *text)
{
    digest(out, text, (const unsigned char *)"emarge lookup v1");
}

void badge_key(uint8_t out[32], const char *text)
{
    digest(out, text, (const unsigned char *)"emarge detail v1");
}

/* The letters and digits of a run without a break, and what sorts are among them. A character that
 * repeats the one before says nothing: numbers are often filled up with zeros. */
struct run {
    size_t telling;
    char last;
    bool digits, letters, beyond_hex;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void run_add(struct run *run, char c)
{
    bool hex = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (is_digit(c))
        run->digits = true;
    else
        run->letters = true;
    if (is_letter(c) && !hex)
        run->beyond_hex = true;
    if (c != run->last)
        run->telling++;
    run->last = c;
}

static size_t run_bits(const struct run *run)
{
    if (!run->letters)
        return 0; /* however long: order and attendee numbers are counted up */
    if (!run->digits)
        return run->telling * 2; /* a word or a name */
    return run->telling * (run->beyond_hex ? 5 : 4);
}

bool badge_guessable(const char *text)
{
    struct badge_code code;
    struct run run = {0};
    size_t bits = 0;
    if (badge_read(&code, text))
        return false;
    for (;; text++) {
        if (is_digit(*text) || is_letter(*text)) {
            run_add(&run, *text);
        } else if (*text != '-') {
            if (run_bits(&run) > bits)
                bits = run_bits(&run);
            run = (struct run){0};
        }
        if (!*text)
            return bits < 64;
    }
}
