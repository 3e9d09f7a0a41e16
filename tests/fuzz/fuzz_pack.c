/* Any bytes as an event pack, in memory. The input is the pack's files in the order in which they
 * are asked for, each ended by the byte 0x1e; files beyond the last are missing. */
#include "core/pack.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FILE_END 0x1e

struct tape {
    const uint8_t *at, *end;
};

static void expect(int truth)
{
    if (!truth)
        abort();
}

static enum em_status read_tape(void *context, const char *path, struct em_buffer *out,
                                struct em_error *error)
{
    struct tape *tape = context;
    expect(!strstr(path, "..") && path[0] != '/'); /* a pack never leads out of its folder */
    if (tape->at == tape->end)
        return em_fail(error, EM_NOT_FOUND, "there is no such file.");
    const uint8_t *stop = memchr(tape->at, FILE_END, (size_t)(tape->end - tape->at));
    stop = stop ? stop : tape->end;
    em_buffer_add(out, tape->at, (size_t)(stop - tape->at));
    tape->at = stop < tape->end ? stop + 1 : stop;
    return EM_OK;
}

static void expect_whole(const struct event_pack *pack)
{
    expect(pack->language_count > 0 && pack->document_count > 0);
    for (size_t i = 0; i < pack->language_count; i++) {
        expect(pack->texts[i].notice && pack->texts[i].name[0] && pack->language_names[i][0]);
        for (size_t d = 0; d < pack->document_count; d++)
            expect(pack->documents[d].texts[i] && pack->documents[d].titles[i][0]);
        for (size_t g = 0; g < pack->government_count; g++)
            expect(pack->governments[g].names[i][0] && strlen(pack->governments[g].country) == 2);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tape tape = {data, data + size};
    struct pack_source source = {read_tape, &tape};
    struct pack_faults faults = {0};
    struct event_pack *pack = NULL;
    enum em_status status = pack_load_from(&pack, &source, &faults);
    expect((status == EM_OK) == (faults.count == 0) && (status == EM_OK) == (pack != NULL));
    if (pack)
        expect_whole(pack);
    pack_free(pack);
    pack_faults_free(&faults);
    return 0;
}
