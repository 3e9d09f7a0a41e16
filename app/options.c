#include "options.h"

#include "core/paths.h"

#include <stdio.h>
#include <string.h>

#define LEAST_SIDE 320
#define MOST_SIDE  16384 /* as large as SDL makes a window */
#define SERIAL     "serial:"

static bool set_folder(char *folder, size_t size, const char *value)
{
    return *value && (size_t)snprintf(folder, size, "%s", value) < size;
}

static bool set_event(struct options *options, const char *value)
{
    return set_folder(options->event_dir, sizeof options->event_dir, value);
}

static bool set_data(struct options *options, const char *value)
{
    return set_folder(options->data_dir, sizeof options->data_dir, value);
}

static bool side_fits(int side)
{
    return side >= LEAST_SIDE && side <= MOST_SIDE;
}

static bool set_windowed(struct options *options, const char *value)
{
    char rest;
    return value[strspn(value, "0123456789x")] == '\0' &&
           sscanf(value, "%5dx%5d%c", &options->width, &options->height, &rest) == 2 &&
           side_fits(options->width) && side_fits(options->height);
}

static bool set_language(struct options *options, const char *value)
{
    options->language = value;
    return value[0];
}

static bool set_trace(struct options *options, const char *value)
{
    options->trace = value;
    return value[0];
}

static bool set_trace_values(struct options *options, const char *value)
{
    (void)value;
    return options->trace_values = true;
}

static bool set_scanner(struct options *options, const char *value)
{
    bool types = strcmp(value, "wedge") == 0;
    bool serial = strncmp(value, SERIAL, strlen(SERIAL)) == 0 && value[strlen(SERIAL)] == '/';
    options->serial = serial ? value + strlen(SERIAL) : NULL;
    return types || serial;
}

static bool set_locked(struct options *options, const char *value)
{
    (void)value;
    return options->locked = true;
}

static bool set_version(struct options *options, const char *value)
{
    (void)value;
    return options->version = true;
}

static bool set_help(struct options *options, const char *value)
{
    (void)value;
    return options->help = true;
}

#define FOLDER_REMEDY "Name a folder, in fewer than 1024 bytes."

static const struct {
    const char *name, *value; /* value NULL: takes none */
    bool (*set)(struct options *options, const char *value);
    const char *help;
    const char *remedy; /* when set refuses; NULL where it never does */
} table[] = {
    {"--event", "DIR", set_event,
     "the event pack (default: " EM_DEFAULT_EVENT ", which comes with emarge)", FOLDER_REMEDY},
    {"--data", "DIR", set_data, "this kiosk's keys and log (default: ~/.local/share/emarge)",
     FOLDER_REMEDY},
    {"--windowed", "WxH", set_windowed, "a window of this size instead of the whole screen",
     "Write width and height in pixels, 320 to 16384 each, for example --windowed 1920x1080."},
    {"--language", "xx", set_language, "the language between visits (default: the event's first)",
     "Name one of the event's languages, for example --language fr."},
    {"--scanner", "WHICH", set_scanner,
     "wedge, which types (default), or serial:/dev/ttyACM0, with its speed behind @",
     "Name one that types, --scanner wedge, or the device of a serial one, for example --scanner "
     "serial:/dev/ttyACM0 or serial:/dev/ttyUSB0@9600."},
    {"--locked", NULL, set_locked,
     "for an event: no way out by keyboard (else Ctrl+Q), and never demonstration keys", NULL},
    {"--trace", "FILE", set_trace, "append one JSON line for each change of what is on screen",
     "Name a file."},
    {"--trace-values", NULL, set_trace_values, "with personal values, which are left out otherwise",
     NULL},
    {"--version", NULL, set_version, "print the version", NULL},
    {"--help", NULL, set_help, "print this", NULL},
};
#define ROWS (sizeof table / sizeof *table)

void options_help(void)
{
    puts("emarge-kiosk: delegates read a declaration and sign it on a touchscreen\n\n"
         "Usage: emarge-kiosk [OPTION]...\n");
    for (size_t i = 0; i < ROWS; i++)
        printf("  %-14s %-5s %s\n", table[i].name, table[i].value ? table[i].value : "",
               table[i].help);
}

bool options_describe(size_t index, const char **name, const char **value, const char **help)
{
    if (index >= ROWS)
        return false;
    *name = table[index].name;
    *value = table[index].value;
    *help = table[index].help;
    return true;
}

static void set_defaults(struct options *options)
{
    *options = (struct options){0};
    em_share_dir(options->share, sizeof options->share);
    em_event_dir(options->event_dir, sizeof options->event_dir);
    em_data_dir(options->data_dir, sizeof options->data_dir);
}

/* The value of option `row`: behind the equals sign, or the next word. NULL when there is none. */
static const char *value_of(size_t row, char **argv, int *at)
{
    const char *equals = strchr(argv[*at], '=');
    if (!table[row].value)
        return "";
    if (equals)
        return equals + 1;
    const char *next = argv[++*at];
    return next && strncmp(next, "--", 2) != 0 ? next : NULL;
}

static enum em_status parse_one(struct options *options, char **argv, int *at,
                                struct em_error *error)
{
    const char *word = strcmp(argv[*at], "-h") == 0 ? "--help" : argv[*at];
    size_t length = strcspn(word, "=");
    for (size_t i = 0; i < ROWS; i++) {
        const char *name = table[i].name;
        if (strlen(name) != length || strncmp(word, name, length) != 0)
            continue;
        if (word[length] && !table[i].value)
            return em_fail(error, EM_INVALID, "%s takes no value. Leave “%.80s” away.", name,
                           word + length);
        const char *value = value_of(i, argv, at);
        if (!value)
            return em_fail(error, EM_INVALID, "%s needs a value: %s %s.", name, name,
                           table[i].value);
        if (!table[i].set(options, value))
            return em_fail(error, EM_INVALID, "%s cannot be “%.80s”. %s", name, value,
                           table[i].remedy);
        return EM_OK;
    }
    return em_fail(error, EM_INVALID, "There is no option “%.80s”. See emarge-kiosk --help.", word);
}

enum em_status options_parse(struct options *options, int argc, char **argv, struct em_error *error)
{
    set_defaults(options);
    for (int at = 1; at < argc; at++) {
        enum em_status status = parse_one(options, argv, &at, error);
        if (status != EM_OK)
            return status;
    }
    return EM_OK;
}
