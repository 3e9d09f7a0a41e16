/* Whether an archive of XML (an office document) was written whole. The libraries that make such
 * archives write through temporary files and do not ask whether there was room for these, so what
 * they made is read back before it is given to anybody.
 */
#ifndef EM_TOOLS_ZIP_WHOLE_H
#define EM_TOOLS_ZIP_WHOLE_H

#include <stdbool.h>

/* Reads every part (PKWARE APPNOTE 4.3, deflated or stored, less than 4 GiB): its bytes have the
 * checksum that is said of them, and end with the end tag of its root element. `file` may be read
 * at any place; its offset is moved. At least one part. */
bool zip_whole(int file);

#endif
