/* Stores that a kiosk found damaged and set aside: what was signed in them is in no list. */
#include "command.h"

#include "core/ledger.h"

void command_note_aside(const char *data_dir)
{
    char last[LEDGER_ASIDE_SIZE];
    int count = ledger_count_aside(data_dir, last);
    if (count == 0)
        return;
    fprintf(stderr,
            "emarge: a damaged log was set aside in %s: %s%s. What was signed in it is not in this "
            "list. What holds of it goes into the organiser's folder with `emarge merge %s/%s "
            "--data THERE`. To read the rest, copy it (and its -wal) into a folder of its own "
            "as " STORE_FILE
            ", then `emarge verify --data THAT` and `emarge export signatures --data THAT`.\n",
            data_dir, last, count > 1 ? ", and others named like it" : "", data_dir, last);
}
