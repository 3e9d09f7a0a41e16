/* Any bytes as a scan: refused, or a text that is read again as itself, whose other names are whole
 * texts; and a code that is written as it was read. */
#include "core/badge.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(int truth)
{
    if (!truth)
        abort();
}

static void expect_code(const struct scan *scan)
{
    char text[BADGE_TEXT_SIZE], grouped[BADGE_GROUPED];
    struct badge_code again;
    badge_write(text, &scan->code);
    badge_write_grouped(grouped, &scan->code);
    expect(strcmp(text, scan->text) == 0);
    expect(badge_read(&again, grouped) && memcmp(&again, &scan->code, sizeof again) == 0);
    expect(!badge_guessable(text));
}

static void expect_scan(const struct scan *scan)
{
    struct scan again;
    size_t length = strlen(scan->text);
    expect(length > 0 && length <= SCAN_MAX);
    expect(scan->candidate_count > 0 && scan->candidate_count <= SCAN_CANDIDATES);
    expect(scan->candidates[0] == scan->text);
    for (size_t i = 0; i < scan->candidate_count; i++)
        expect(*scan->candidates[i] && strlen(scan->candidates[i]) <= SCAN_MAX);
    expect(scan_read(&again, scan->text, length) && strcmp(again.text, scan->text) == 0);
    expect(again.ours == scan->ours && again.candidate_count == scan->candidate_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct scan scan;
    if (!scan_read(&scan, (const char *)data, size)) {
        expect(!scan.ours);
        return 0;
    }
    expect_scan(&scan);
    if (scan.ours)
        expect_code(&scan);
    badge_guessable(scan.text);
    return 0;
}
