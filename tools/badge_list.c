#include "badge_parts.h"

#include <stdlib.h>

static const char *const states[] = {
    [BADGE_NONE] = "none", [BADGE_HOLDS] = "badge", [BADGE_REVOKED] = "revoked"};

static void say_counts(const struct badge_desk *desk, const size_t counts[])
{
    char *next = badge_next(desk, "mint");
    fprintf(stderr, "With a badge: %zu, without: %zu, revoked: %zu.", counts[BADGE_HOLDS],
            counts[BADGE_NONE], counts[BADGE_REVOKED]);
    if (counts[BADGE_NONE])
        fprintf(stderr, " Next: `%s`.", next);
    fputs("\n", stderr);
    free(next);
}

int badge_list_run(int argc, char **argv)
{
    struct badge_desk desk = BADGE_DESK;
    struct em_error error = {0};
    size_t counts[sizeof states / sizeof *states] = {0};
    const struct option_row rows[] = {BADGE_DESK_OPTIONS(&desk), {0}};
    if (!badge_words(argc, argv, rows, NULL, NULL))
        return EXIT_USAGE;
    enum em_status status = badge_desk_open(&desk, STORE_READ, &error);
    for (size_t i = 0; i < desk.people.count; i++) {
        const struct badge_person *person = &desk.people.items[i];
        char *says = badge_person_says(person);
        printf("%s  %-7s  %s\n", person->details.id, states[person->state], says);
        counts[person->state]++;
        free(says);
    }
    badge_desk_close(&desk);
    if (status != EM_OK)
        return command_fail(&error, EXIT_BAD);
    say_counts(&desk, counts);
    return 0;
}
