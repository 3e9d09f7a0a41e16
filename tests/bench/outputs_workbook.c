/* A workbook, against libxlsxwriter that is handed the same cells as bare texts, in the same mode
 * (constant_memory).
 */
#include "outputs.h"

#include <stdio.h>

enum { ROUNDS = 3 };

static struct run export(const struct bench *bench, const struct outputs_log *log,
                         const char *format, const char *output)
{
    char tool[512];
    snprintf(tool, sizeof tool, "%s/emarge", bench->bin);
    return run_program((const char *const[]){tool, "export", "signatures", "--format", format,
                                             "--output", output, "--data", log->folder, NULL},
                       NULL);
}

void outputs_workbook(struct bench *bench, const struct outputs_log *many,
                      const struct outputs_log *tenth)
{
    char program[512], csv[640], ours[640], peers[640], what[64];
    struct outputs_race race = {.memory = 0};
    snprintf(program, sizeof program, "%s/bench-cells", bench->bin);
    snprintf(csv, sizeof csv, "%s/cells.csv", bench->folder);
    snprintf(ours, sizeof ours, "%s/ours.xlsx", bench->folder);
    snprintf(peers, sizeof peers, "%s/peer.xlsx", bench->folder);
    snprintf(what, sizeof what, "%d signatures to xlsx, no key", many->count);
    export(bench, many, "csv", csv);
    race.memory_tenth = export(bench, tenth, "xlsx", ours).megabytes;
    for (int i = 0; i < ROUNDS; i++) {
        struct run own = export(bench, many, "xlsx", ours);
        struct run peer = run_program((const char *const[]){program, csv, peers, NULL}, NULL);
        samples_add(&race.ours, own.seconds);
        samples_add(&race.peers, peer.seconds);
        race.memory = own.megabytes;
        race.memory_peer = peer.megabytes;
    }
    outputs_race_tell(bench, &race,
                      &(struct outputs_words){what, "libxlsxwriter, the same cells as bare texts",
                                              0, "the peer"});
    remove(csv);
    remove(ours);
    remove(peers);
}
