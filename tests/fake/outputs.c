#include "fake/outputs.h"

#include "command.h"
#include "core/memory.h"
#include "list.h"
#include "report.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Verbs that need more words than where the log is. */
static const struct {
    const char *verb;
    const char *words[4];
} needs[] = {
    {"badge", {"print"}},
};

static bool has_option(const struct command *command, const char *name)
{
    const struct manual_item *option = command->manual.options;
    while (option && option->name && strcmp(option->name, name) != 0)
        option++;
    return option && option->name;
}

/* A verb that writes something, or says something of a log in the words of an event. */
static bool makes_something(const struct command *command)
{
    return command != &command_export &&
           (has_option(command, "--output") || has_option(command, "--language"));
}

static void take_verb(struct output *out, const struct command *command)
{
    *out = (struct output){.words = {command->name}, .prints = !has_option(command, "--output")};
    snprintf(out->name, sizeof out->name, "%s", command->name);
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
        if (strcmp(needs[i].verb, command->name) == 0)
            memcpy(out->words + 1, needs[i].words, sizeof needs[i].words);
}

static void take_report(struct output *out, const struct list *list, const struct writer *writer)
{
    *out = (struct output){.words = {"export", list->report->name, "--format", writer->name, NULL}};
    snprintf(out->name, sizeof out->name, "%s.%s", list->report->name, writer->name);
}

size_t outputs_all(struct output out[OUTPUTS_MOST])
{
    size_t count = 0;
    assert(list_count * writer_count + command_count <= OUTPUTS_MOST);
    for (size_t i = 0; i < list_count; i++)
        for (size_t j = 0; j < writer_count; j++)
            take_report(&out[count++], lists[i], writers[j]);
    for (size_t i = 0; i < command_count; i++)
        if (makes_something(commands[i]))
            take_verb(&out[count++], commands[i]);
    return count;
}

/* What a sanitizer was told goes along, and that something may be loaded before it. */
static void add_sanitizers(struct em_buffer *line)
{
    static const char *const names[] = {"ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *told = getenv(names[i]);
        em_buffer_format(line, " '%s=%s%s'", names[i], told ? told : "",
                         i == 0 ? ":verify_asan_link_order=0" : "");
    }
}

char *outputs_command(const struct output *output, const struct outputs_place *place,
                      const char *path)
{
    struct em_buffer line = {0};
    em_buffer_format(&line, "cd '%s' && %s exec env -i", place->work,
                     place->before ? place->before : "");
    for (const char *const *word = place->environment; word && *word; word++)
        em_buffer_format(&line, " '%s'", *word);
    add_sanitizers(&line);
    em_buffer_format(&line, " '%s'", place->tool);
    for (const char *const *word = output->words; *word; word++)
        em_buffer_format(&line, " '%s'", *word);
    em_buffer_format(&line, " --data '%s' --key '%s/organiser.key'", place->data, place->data);
    if (path)
        em_buffer_format(&line, output->prints ? " > '%s'" : " --output '%s'", path);
    return line.data;
}

void outputs_run(struct tool_result *result, const struct output *output,
                 const struct outputs_place *place, const char *path)
{
    char *line = outputs_command(output, place, path);
    tool_run(result, (const char *const[]){"/bin/sh", "-c", line, NULL}, NULL);
    free(line);
}
