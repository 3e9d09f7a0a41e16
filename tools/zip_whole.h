/* Whether a workbook was written whole. The library that makes it writes through temporary files
 * and does not ask whether there was room for these, so what it made is read back before it is
 * given to anybody.
 */
#ifndef EM_TOOLS_ZIP_WHOLE_H
#define EM_TOOLS_ZIP_WHOLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What stands between <sheetData> and </sheetData> in a sheet. */
struct zip_rows {
    uint64_t size;
    uint32_t crc; /* CRC-32, as of the archive */
};
/* The next bytes of them; {0} is none. */
void zip_rows_add(struct zip_rows *rows, const void *bytes, size_t size);

/* Reads every part (PKWARE APPNOTE 4.3, deflated, less than 4 GiB): its bytes have the checksum
 * that is said of them, and end with the end tag of its root element; the sheets are as many as
 * `sheets`, in that order, and have these rows. `file` may be read at any place; its offset is
 * moved. At least one part. */
bool zip_whole(int file, const struct zip_rows *sheets, size_t count);

#endif
