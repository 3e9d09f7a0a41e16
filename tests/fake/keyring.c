#include "fake/keyring.h"

#include "core/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

const char *const keyring_files[KEYRING_FILES] = {"organiser.key", "organiser.pub", "kiosk.ini",
                                                  "kiosk.key"};

int keyring_set_up(void **state)
{
    struct keyring *keyring = *state;
    fake_folder_make(keyring->folder);
    fake_random_init(&keyring->random, 5);
    organiser_generate(&keyring->organiser, KEYRING_EVENT, &keyring->random.random);
    return 0;
}

int keyring_tear_down(void **state)
{
    const struct keyring *keyring = *state;
    for (size_t i = 0; i < KEYRING_FILES; i++) {
        char *path = keyring_path(keyring, keyring_files[i]);
        unlink(path);
        free(path);
    }
    return rmdir(keyring->folder);
}

char *keyring_path(const struct keyring *keyring, const char *name)
{
    return em_format("%s/%s", keyring->folder, name);
}

char *keyring_read(const struct keyring *keyring, const char *name)
{
    struct em_buffer buffer = {0};
    char *path = keyring_path(keyring, name);
    assert_int_equal(em_file_read(path, 100000, &buffer, NULL), EM_OK);
    free(path);
    return buffer.data;
}

void keyring_write(const struct keyring *keyring, const char *name, const char *text)
{
    char *path = keyring_path(keyring, name);
    assert_int_equal(em_file_write_atomic(path, text, strlen(text), 0600, NULL), EM_OK);
    free(path);
}

void keyring_unlink(const struct keyring *keyring, const char *name)
{
    char *path = keyring_path(keyring, name);
    assert_int_equal(unlink(path), 0);
    free(path);
}

unsigned keyring_mode(const struct keyring *keyring, const char *name)
{
    struct stat info;
    char *path = keyring_path(keyring, name);
    assert_int_equal(stat(path, &info), 0);
    free(path);
    return info.st_mode & 07777;
}

char *keyring_spoil(const struct keyring *keyring, const char *name, const char *from,
                    const char *to)
{
    char *text = keyring_read(keyring, name);
    char *at = strstr(text, from);
    assert_non_null(at);
    char *changed = em_format("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    keyring_write(keyring, name, changed);
    free(changed);
    return text;
}

void keyring_restore(const struct keyring *keyring, const char *name, char *text)
{
    keyring_write(keyring, name, text);
    free(text);
}
