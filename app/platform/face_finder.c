#include "platform/face_finder.h"

#include "platform/memory.h"

#include <fontconfig/fontconfig.h>
#include <stdio.h>
#include <stdlib.h>

#define FAMILY_BYTES 64

struct style {
    const char *family;
    int weight, slant;
    bool serif;
};

static const struct style styles[UI_FACES] = {
    [UI_FACE_SANS] = {"Noto Sans", FC_WEIGHT_REGULAR, FC_SLANT_ROMAN, false},
    [UI_FACE_SANS_BOLD] = {"Noto Sans", FC_WEIGHT_DEMIBOLD, FC_SLANT_ROMAN, false},
    [UI_FACE_SERIF] = {"Noto Serif", FC_WEIGHT_REGULAR, FC_SLANT_ROMAN, true},
    [UI_FACE_SERIF_BOLD] = {"Noto Serif", FC_WEIGHT_DEMIBOLD, FC_SLANT_ROMAN, true},
    [UI_FACE_SERIF_ITALIC] = {"Noto Serif", FC_WEIGHT_REGULAR, FC_SLANT_ITALIC, true},
    [UI_FACE_DISPLAY] = {"Noto Serif Display", FC_WEIGHT_REGULAR, FC_SLANT_ROMAN, true},
};

/* Scripts whose family is not "Noto Sans" or "Noto Serif" and the script's name. */
static const struct {
    UScriptCode script;
    const char *sans, *serif;
} exceptions[] = {
    {USCRIPT_LATIN, "Noto Sans", "Noto Serif"},
    {USCRIPT_GREEK, "Noto Sans", "Noto Serif"},
    {USCRIPT_CYRILLIC, "Noto Sans", "Noto Serif"},
    {USCRIPT_COMMON, "Noto Sans", "Noto Serif"},
    {USCRIPT_INHERITED, "Noto Sans", "Noto Serif"},
    {USCRIPT_UNKNOWN, "Noto Sans", "Noto Serif"},
    {USCRIPT_ARABIC, "Noto Sans Arabic", "Noto Naskh Arabic"},
    {USCRIPT_HANGUL, "Noto Sans CJK KR", "Noto Serif CJK KR"},
    {USCRIPT_HIRAGANA, "Noto Sans CJK JP", "Noto Serif CJK JP"},
    {USCRIPT_KATAKANA, "Noto Sans CJK JP", "Noto Serif CJK JP"},
    {USCRIPT_HAN, "Noto Sans CJK SC", "Noto Serif CJK SC"},
    {USCRIPT_BOPOMOFO, "Noto Sans CJK TC", "Noto Serif CJK TC"},
};

struct face_finder {
    FcConfig *config;
    FcObjectSet *wanted; /* what is asked of a font */
};

struct face_finder *face_finder_new(void)
{
    struct face_finder *finder = memory_new(sizeof *finder);
    finder->config = memory_checked(FcInitLoadConfigAndFonts());
    finder->wanted = memory_checked(
        FcObjectSetBuild(FC_FILE, FC_INDEX, FC_WEIGHT, FC_SLANT, FC_WIDTH, (char *)NULL));
    return finder;
}

void face_finder_free(struct face_finder *finder)
{
    if (!finder)
        return;
    FcObjectSetDestroy(finder->wanted);
    FcConfigDestroy(finder->config);
    free(finder);
}

const char *face_finder_family(enum ui_face style)
{
    return styles[style].family;
}

static int integer(FcPattern *font, const char *object, int otherwise)
{
    int value;
    return FcPatternGetInteger(font, object, 0, &value) == FcResultMatch ? value : otherwise;
}

/* How far a font of the right family is from the style: width before slant before weight. */
static int distance(FcPattern *font, const struct style *style)
{
    int width = abs(integer(font, FC_WIDTH, FC_WIDTH_NORMAL) - FC_WIDTH_NORMAL);
    int slant = abs(integer(font, FC_SLANT, FC_SLANT_ROMAN) - style->slant);
    int weight = abs(integer(font, FC_WEIGHT, FC_WEIGHT_REGULAR) - style->weight);
    return width * 100000 + slant * 1000 + weight;
}

static bool file_of(FcPattern *font, struct face_file *file)
{
    FcChar8 *path;
    if (!font || FcPatternGetString(font, FC_FILE, 0, &path) != FcResultMatch)
        return false;
    file->index = integer(font, FC_INDEX, 0);
    return (size_t)snprintf(file->path, sizeof file->path, "%s", (const char *)path) <
           sizeof file->path;
}

static bool nearest(struct face_finder *finder, const char *family, const struct style *style,
                    struct face_file *file)
{
    FcPattern *pattern = memory_checked(FcPatternBuild(
        NULL, FC_FAMILY, FcTypeString, family, FC_VARIABLE, FcTypeBool, FcFalse, (char *)NULL));
    FcFontSet *fonts = memory_checked(FcFontList(finder->config, pattern, finder->wanted));
    FcPattern *best = NULL;
    for (int i = 0; i < fonts->nfont; i++)
        if (!best || distance(fonts->fonts[i], style) < distance(best, style))
            best = fonts->fonts[i];
    bool found = file_of(best, file);
    FcFontSetDestroy(fonts);
    FcPatternDestroy(pattern);
    return found;
}

bool face_finder_main(struct face_finder *finder, enum ui_face style, struct face_file *file)
{
    return nearest(finder, styles[style].family, &styles[style], file);
}

static void family_of(UScriptCode script, bool serif, char family[FAMILY_BYTES])
{
    for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++) {
        if (exceptions[i].script != script)
            continue;
        snprintf(family, FAMILY_BYTES, "%s", serif ? exceptions[i].serif : exceptions[i].sans);
        return;
    }
    /* ICU writes "Old_Italic" where the family says "Old Italic". */
    snprintf(family, FAMILY_BYTES, "Noto %s %s", serif ? "Serif" : "Sans", uscript_getName(script));
    for (char *c = family; *c; c++)
        *c = *c == '_' ? ' ' : *c;
}

bool face_finder_script(struct face_finder *finder, enum ui_face style, UScriptCode script, int n,
                        struct face_file *file)
{
    bool serif = styles[style].serif;
    char families[][FAMILY_BYTES] = {"", "", "Noto Sans"};
    family_of(script, serif, families[0]);
    family_of(script, !serif, families[1]);
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (nearest(finder, families[i], &styles[style], file) && n-- == 0)
            return true;
    return false;
}

bool face_finder_character(struct face_finder *finder, enum ui_face style, int32_t character,
                           struct face_file *file)
{
    FcCharSet *set = memory_checked(FcCharSetCreate());
    FcCharSetAddChar(set, (FcChar32)character);
    FcPattern *pattern = memory_checked(
        FcPatternBuild(NULL, FC_FAMILY, FcTypeString, styles[style].family, FC_CHARSET,
                       FcTypeCharSet, set, FC_SCALABLE, FcTypeBool, FcTrue, (char *)NULL));
    FcDefaultSubstitute(pattern);
    FcResult result;
    FcPattern *match = FcFontMatch(finder->config, pattern, &result);
    FcCharSet *has;
    bool found = match && FcPatternGetCharSet(match, FC_CHARSET, 0, &has) == FcResultMatch &&
                 FcCharSetHasChar(has, (FcChar32)character) && file_of(match, file);
    if (match)
        FcPatternDestroy(match);
    FcPatternDestroy(pattern);
    FcCharSetDestroy(set);
    return found;
}
