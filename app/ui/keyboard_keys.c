#include "ui/keyboard_keys.h"

#include <assert.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

/* Latin-1, Latin Extended-A and -B, and the Azerbaijani schwa. */
#define LAST_OF_ACCENTS_LAYER 0x0259

static const struct keyboard_layout layouts[] = {
#define KEYBOARD_LAYOUT(language, first, second, third, accents)                                   \
    {language, {first, second, third}, accents},
#include "ui/keyboard_layouts.def"
};

const struct keyboard_layout keyboard_signs = {
#define KEYBOARD_SIGNS(first, second, third) .row = {first, second, third}
#include "ui/keyboard_layouts.def"
};

static const struct {
    const char *key, *forms;
} all_forms[] = {
#define KEYBOARD_FORMS(key, forms) {key, forms},
#include "ui/keyboard_layouts.def"
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

const struct keyboard_layout *keyboard_layout_for(const char *language)
{
    size_t length = strcspn(language, "-_");
    for (size_t i = 0; i + 1 < COUNT(layouts); i++)
        if (strlen(layouts[i].language) == length &&
            strncmp(layouts[i].language, language, length) == 0)
            return &layouts[i];
    return &layouts[COUNT(layouts) - 1];
}

bool keyboard_keys_have(const struct keyboard_keys *keys, const char *key)
{
    for (size_t i = 0; i < keys->count; i++)
        if (strcmp(keys->key[i], key) == 0)
            return true;
    return false;
}

/* Takes the next character off a text of the table. False at its end. */
static bool next_key(const char **text, char key[KEYBOARD_KEY_SIZE])
{
    if (!**text)
        return false;
    size_t length = 0;
    U8_FWD_1_UNSAFE(*text, length);
    memcpy(key, *text, length);
    key[length] = '\0';
    *text += length;
    return true;
}

static void add_key(struct keyboard_keys *keys, const char *key)
{
    if (keyboard_keys_have(keys, key))
        return;
    assert(keys->count < KEYBOARD_KEYS_MAX);
    strcpy(keys->key[keys->count++], key);
}

void keyboard_keys_add(struct keyboard_keys *keys, const char *text)
{
    char key[KEYBOARD_KEY_SIZE];
    while (next_key(&text, key))
        add_key(keys, key);
}

static const char *forms_of(const char *key)
{
    for (size_t i = 0; i < COUNT(all_forms); i++)
        if (strcmp(all_forms[i].key, key) == 0)
            return all_forms[i].forms;
    return "";
}

bool keyboard_has_forms(const char *key)
{
    return *forms_of(key) != '\0';
}

bool keyboard_is_form(const char *key, const char *form)
{
    return strstr(forms_of(key), form) != NULL;
}

void keyboard_add_forms(struct keyboard_keys *keys, const struct keyboard_layout *layout,
                        const char *key)
{
    const char *forms = forms_of(key), *accents = layout->accents ? layout->accents : "";
    char accent[KEYBOARD_KEY_SIZE];
    while (next_key(&accents, accent))
        if (strstr(forms, accent))
            add_key(keys, accent);
    keyboard_keys_add(keys, forms);
}

static bool is_letter(const char *key, UChar32 last)
{
    UChar32 c;
    U8_GET_UNSAFE(key, 0, c);
    return u_isalpha(c) && c <= last;
}

void keyboard_add_accents(struct keyboard_keys *keys, const struct keyboard_layout *layout)
{
    keyboard_keys_add(keys, layout->accents);
    for (size_t i = 0; i < COUNT(all_forms); i++) {
        const char *forms = is_letter(all_forms[i].key, 'z') ? all_forms[i].forms : "";
        char form[KEYBOARD_KEY_SIZE];
        while (next_key(&forms, form))
            if (is_letter(form, LAST_OF_ACCENTS_LAYER))
                add_key(keys, form);
    }
}
