/* JSON Lines (jsonlines.org): an object a line, and nothing around them. */
#include "json_row.h"

static enum em_status begin(void **state, const struct writing *writing, struct em_error *error)
{
    (void)error;
    *state = (void *)writing;
    return EM_OK;
}

static void row(void *state, const char *const *cells)
{
    const struct writing *writing = state;
    json_row(writing->out, writing->report, cells);
    fputc('\n', writing->out);
}

static enum em_status end(void *state, bool whole, struct em_error *error)
{
    (void)state, (void)whole, (void)error;
    return EM_OK;
}

const struct writer writer_jsonl = {
    .name = "jsonl",
    .about = "JSON Lines: an object a line, and nothing around them",
    .begin = begin,
    .row = row,
    .end = end,
};
