#include "overview.h"

#include "command.h"
#include "kiosks.h"

static const char description[] =
    "At a summit delegates read a declaration on a touchscreen and sign it, and staff scan badges "
    "at the doors of sessions. Each kiosk (`emarge-kiosk`) keeps a log of its own, which nothing "
    "is ever taken from. This is the organiser's tool: it prepares the kiosks, brings their logs "
    "together, proves them, and writes what an organiser carries out of the summit.\n\n"
    "The organiser has a folder with the event's keys, the list of kiosks and a log of their own; "
    "a kiosk has its data folder. A kiosk that is running may be read at any time.\n\n"
    "`emarge help VERB` and `man emarge-VERB` say the same of each verb.";

static const struct manual_item options[] = {
    {"--help", NULL, "print this; behind a verb, what `emarge help VERB` prints"},
    {"--version", NULL, "print the version"},
    {0},
};

static const struct manual_item files[] = {
    {"organiser.key", NULL, "the organiser's secret key, which opens what kiosks seal"},
    {"organiser.pub", NULL, "its public half, which goes on every kiosk"},
    {KIOSKS_FILE, NULL, "the kiosks, with the public key of each one's log"},
    {STORE_FILE, NULL, "a log, in the organiser's folder and in each kiosk's data folder"},
    {"~/.local/share/emarge", NULL, "a kiosk's data folder, unless it is told another"},
    {0},
};

static const struct manual_item examples[] = {
    {"emarge init", NULL, "make the event's keys, in an empty folder"},
    {"emarge import roster delegates.csv", NULL, "take in who comes"},
    {"emarge badge print", NULL, "print their badges"},
    {"emarge enroll hall-a-1 --data /mnt/usb/hall-a-1", NULL, "prepare a kiosk"},
    {"emarge merge /mnt/usb/hall-a-1 --data .", NULL, "bring back what it has recorded"},
    {"emarge verify --data .", NULL, "prove that all of it is whole and unchanged"},
    {"emarge export signatures --data . --output signatures.csv", NULL, "list who signed"},
    {0},
};

static void put_verbs(const struct manual_out *out)
{
    for (size_t i = 0; i < command_count; i++)
        manual_put(out, &(struct manual_item){commands[i]->name, NULL, commands[i]->summary});
}

static const struct manual_section sections[] = {{.title = "VERBS", .more = put_verbs}, {0}};

static const struct manual manual = {.synopsis = "VERB [OPTION]...\nhelp VERB",
                                     .description = description,
                                     .options = options,
                                     .sections = sections,
                                     .files = files,
                                     .examples = examples};

const struct manual_page overview_page = {
    .program = "emarge",
    .summary = "prepare a summit's kiosks, and carry out what was signed",
    .manual = &manual};
