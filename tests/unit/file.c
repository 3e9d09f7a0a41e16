/* Files that are whole or not there. */
#include "core/file.h"

#include "fake/refusal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define NOBODY    65534
#define NOT_TRIED 77

static char folder[64], path[96];

static int set_up(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/emarge-file-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/file", folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder); /* fails when anything else was left behind */
}

static int count_files(void)
{
    DIR *stream = opendir(folder);
    int count = -2; /* . and .. */
    while (readdir(stream))
        count++;
    closedir(stream);
    return count;
}

static void assert_content(const char *expected)
{
    struct em_buffer buffer = {0};
    assert_int_equal(em_file_read(path, 1000, &buffer, NULL), EM_OK);
    assert_string_equal(buffer.data, expected);
    assert_int_equal(buffer.size, strlen(expected));
    em_buffer_free(&buffer);
}

static void writes_and_replaces(void **state)
{
    (void)state;
    struct stat info;
    assert_false(em_file_exists(path));
    assert_int_equal(em_file_write_atomic(path, "one", 3, 0640, NULL), EM_OK);
    assert_true(em_file_exists(path));
    assert_content("one");
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0640);
    assert_int_equal(em_file_write_atomic(path, "", 0, 0600, NULL), EM_OK);
    assert_content("");
    assert_int_equal(count_files(), 1);
}

static void abandoned_leaves_nothing(void **state)
{
    (void)state;
    struct em_output output;
    assert_int_equal(em_file_write_atomic(path, "old", 3, 0600, NULL), EM_OK);
    assert_int_equal(em_output_open(&output, path, 0600, NULL), EM_OK);
    fputs("half of the ne", output.stream);
    fflush(output.stream);
    assert_content("old");
    em_output_abandon(&output);
    em_output_abandon(&output); /* twice is harmless */
    assert_content("old");
    assert_int_equal(count_files(), 1);
}

static void streams_commit(void **state)
{
    (void)state;
    struct em_output output;
    assert_int_equal(em_output_open(&output, path, 0600, NULL), EM_OK);
    fprintf(output.stream, "%d lines", 3);
    assert_false(em_file_exists(path));
    assert_int_equal(em_output_commit(&output, NULL), EM_OK);
    assert_content("3 lines");
    assert_int_equal(count_files(), 1);
}

static char *many_bytes(size_t size)
{
    char *bytes = em_alloc(size);
    memset(bytes, 'x', size);
    return bytes;
}

/* A file that may not grow beyond a limit stands for a disk that is full. */
static void a_failed_write_keeps_the_old_file(void **state)
{
    (void)state;
    const size_t size = 100000;
    struct rlimit limit, small;
    struct em_error error;
    struct em_output output;
    char *bytes = many_bytes(size);
    assert_int_equal(em_file_write_atomic(path, "old", 3, 0600, NULL), EM_OK);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &limit);
    small = (struct rlimit){5000, limit.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    enum em_status at_once = em_file_write_atomic(path, bytes, size, 0600, &error);
    enum em_status opened = em_output_open(&output, path, 0600, NULL);
    fwrite(bytes, 1, size, output.stream);
    enum em_status streamed = em_output_commit(&output, NULL);
    setrlimit(RLIMIT_FSIZE, &limit);
    free(bytes);
    assert_int_equal(at_once, EM_IO);
    assert_int_equal(opened, EM_OK);
    assert_int_equal(streamed, EM_IO);
    assert_non_null(strstr(error.text, path));
    assert_non_null(strstr(error.text, strerror(EFBIG)));
    assert_content("old");
    assert_int_equal(count_files(), 1);
}

static void missing_folder_and_file(void **state)
{
    (void)state;
    struct em_error error;
    struct em_buffer buffer = {0};
    assert_int_equal(em_file_write_atomic("/tmp/emarge-no-such/file", "x", 1, 0600, &error),
                     EM_NOT_FOUND);
    assert_int_equal(em_file_read(path, 10, &buffer, &error), EM_NOT_FOUND);
    assert_null(buffer.data);
    assert_int_equal(em_file_read(folder, 10, &buffer, &error), EM_INVALID);
}

/* As another user, since to root nothing is denied. */
static void denied(void **state)
{
    (void)state;
    struct em_error error;
    bool root = geteuid() == 0;
    if (root)
        assert_int_equal(seteuid(NOBODY), 0);
    else
        chmod(folder, 0500);
    enum em_status written = em_file_write_atomic(path, "x", 1, 0600, &error);
    char *below = em_format("%s/below/deeper", folder);
    enum em_status made = em_folder_make(below, 0700, NULL);
    free(below);
    if (root)
        assert_int_equal(seteuid(0), 0);
    else
        chmod(folder, 0700);
    assert_int_equal(written, EM_DENIED);
    assert_int_equal(made, EM_DENIED);
    assert_non_null(strstr(error.text, path));
}

static void too_large_is_refused(void **state)
{
    (void)state;
    struct em_buffer buffer = {0};
    char *bytes = many_bytes(40000);
    em_buffer_text(&buffer, "kept");
    assert_int_equal(em_file_write_atomic(path, bytes, 40000, 0600, NULL), EM_OK);
    assert_int_equal(em_file_read(path, 39999, &buffer, NULL), EM_INVALID);
    assert_int_equal(buffer.size, 4);
    assert_int_equal(em_file_read(path, 40000, &buffer, NULL), EM_OK);
    assert_int_equal(buffer.size, 40004);
    assert_memory_equal(buffer.data, "keptxxxx", 8);
    em_buffer_free(&buffer);
    free(bytes);
}

static void folders(void **state)
{
    (void)state;
    char *deep = em_format("%s/a/b", folder);
    char *above = em_format("%s/a", folder);
    assert_int_equal(em_folder_make(deep, 0700, NULL), EM_OK);
    assert_int_equal(em_folder_make(deep, 0700, NULL), EM_OK); /* it may be there */
    assert_int_equal(rmdir(deep), 0);
    assert_int_equal(rmdir(above), 0);
    assert_int_equal(em_file_write_atomic(above, "x", 1, 0600, NULL), EM_OK);
    assert_int_equal(em_folder_make(deep, 0700, NULL), EM_NOT_FOUND); /* a file is in the way */
    assert_int_equal(unlink(above), 0);
    free(above);
    free(deep);
}

static void statuses_of_errnos(void **state)
{
    (void)state;
    struct em_error error;
    assert_int_equal(em_file_fail(&error, ENOSPC, "Could not write", "/x"), EM_FULL);
    assert_int_equal(em_file_fail(&error, EDQUOT, "Could not write", "/x"), EM_FULL);
    assert_int_equal(em_file_fail(&error, EROFS, "Could not write", "/x"), EM_DENIED);
    assert_int_equal(em_file_fail(&error, EIO, "Could not write", "/x"), EM_IO);
    assert_memory_equal(error.text, "Could not write /x: ", 20);
}

/* -- Killed -- */

/* As on a file system where every file has a name, if not `unnamed`. */
static void begin_and_die(bool unnamed)
{
    struct em_output output;
    if (!unnamed && !fake_refuse(SYS_openat, 2, O_TMPFILE & ~O_DIRECTORY, EOPNOTSUPP))
        _exit(NOT_TRIED);
    if (em_output_open(&output, path, 0600, NULL) != EM_OK)
        _exit(1);
    fputs("half of the ne", output.stream);
    fflush(output.stream);
    raise(SIGKILL);
}

/* False: not tried. */
static bool killed_amid(bool unnamed)
{
    int result;
    pid_t child = fork();
    if (child == 0)
        begin_and_die(unnamed);
    assert_int_equal(waitpid(child, &result, 0), child);
    if (WIFEXITED(result) && WEXITSTATUS(result) == NOT_TRIED)
        return false;
    assert_true(WIFSIGNALED(result) && WTERMSIG(result) == SIGKILL);
    return true;
}

static void killed_leaves_nothing(void **state)
{
    (void)state;
    assert_true(killed_amid(true));
    assert_int_equal(count_files(), 0);
    assert_int_equal(em_file_write_atomic(path, "old", 3, 0600, NULL), EM_OK);
    assert_true(killed_amid(true));
    assert_content("old");
    assert_int_equal(count_files(), 1);
}

static void what_has_a_name_and_was_killed_goes_with_the_next(void **state)
{
    (void)state;
    struct em_output living;
    assert_int_equal(em_file_write_atomic(path, "old", 3, 0600, NULL), EM_OK);
    if (!killed_amid(false)) {
        print_message("NOT TRIED: there is no seccomp here\n");
        skip();
    }
    assert_int_equal(count_files(), 2);
    assert_true(killed_amid(false));
    assert_int_equal(count_files(), 2); /* its own; that of the first is gone */
    assert_content("old");
    assert_int_equal(em_output_open(&living, path, 0600, NULL), EM_OK);
    assert_int_equal(count_files(), 1);
    em_output_abandon(&living);
}

/* A name of somebody else's that only looks like ours is no dead run's: it is too long, or a link.
 */
static void only_our_own_leavings_go(void **state)
{
    (void)state;
    char other[128], link[128];
    snprintf(other, sizeof other, "%s/.file.emarge-notes.txt", folder);
    snprintf(link, sizeof link, "%s/.file.emarge-abcdef", folder);
    assert_int_equal(em_file_write_atomic(other, "mine", 4, 0600, NULL), EM_OK);
    assert_int_equal(symlink(other, link), 0);
    assert_int_equal(em_file_write_atomic(path, "new", 3, 0600, NULL), EM_OK);
    assert_int_equal(count_files(), 3);
    unlink(other);
    unlink(link);
}

/* At whatever moment it dies, one of the two stands there, whole. */
static void one_of_the_two_always_stands(void **state)
{
    (void)state;
    unsigned delay = 7;
    char *old = many_bytes(20000), *new = many_bytes(30000);
    assert_int_equal(em_file_write_atomic(path, old, 20000, 0600, NULL), EM_OK);
    for (int round = 0; round < 100; round++) {
        struct stat info;
        pid_t child = fork();
        while (child == 0)
            if (em_file_write_atomic(path, new, 30000, 0600, NULL) != EM_OK ||
                em_file_write_atomic(path, old, 20000, 0600, NULL) != EM_OK)
                _exit(1);
        delay = delay * 1103515245 + 12345;
        usleep(delay / 65536 % 5000);
        kill(child, SIGKILL);
        int result;
        assert_int_equal(waitpid(child, &result, 0), child);
        assert_true(WIFSIGNALED(result));
        assert_int_equal(stat(path, &info), 0);
        assert_true(info.st_size == 20000 || info.st_size == 30000);
        assert_true(count_files() <= 2);
    }
    assert_int_equal(em_file_write_atomic(path, old, 20000, 0600, NULL), EM_OK);
    assert_int_equal(count_files(), 1);
    free(old);
    free(new);
}

/* -- What is no file stays what it is -- */

static mode_t type_of(const char *name)
{
    struct stat info;
    assert_int_equal(lstat(name, &info), 0);
    return info.st_mode & S_IFMT;
}

static void a_link_stays_and_its_file_is_replaced(void **state)
{
    (void)state;
    char link[96];
    snprintf(link, sizeof link, "%s/link", folder);
    assert_int_equal(symlink("file", link), 0);
    assert_int_equal(em_file_write_atomic(link, "one", 3, 0600, NULL), EM_NOT_FOUND);
    assert_int_equal(em_file_write_atomic(path, "one", 3, 0600, NULL), EM_OK);
    int before = open(path, O_RDONLY | O_CLOEXEC);
    assert_int_equal(em_file_write_atomic(link, "two", 3, 0600, NULL), EM_OK);
    assert_int_equal(type_of(link), S_IFLNK);
    assert_content("two");
    char kept[4] = "";
    assert_int_equal(read(before, kept, 3), 3); /* another file took its place: whole or not */
    assert_string_equal(kept, "one");
    close(before);
    assert_int_equal(count_files(), 2);
    unlink(link);
}

/* Both ends of the pipe are here, so nothing waits. */
static void a_pipe_is_written_to(void **state)
{
    (void)state;
    struct em_output output;
    char link[96], got[16] = "";
    snprintf(link, sizeof link, "%s/link", folder);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(symlink(path, link), 0);
    int reader = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    assert_int_equal(em_file_write_atomic(path, "one", 3, 0600, NULL), EM_OK);
    assert_int_equal(em_file_write_atomic(link, "two", 3, 0600, NULL), EM_OK);
    assert_int_equal(read(reader, got, sizeof got - 1), 6);
    assert_string_equal(got, "onetwo");
    assert_int_equal(em_output_open(&output, path, 0600, NULL), EM_OK);
    em_output_abandon(&output);
    assert_int_equal(type_of(path), S_IFIFO);
    assert_int_equal(type_of(link), S_IFLNK);
    assert_int_equal(count_files(), 2);
    close(reader);
    unlink(link);
}

/* A terminal of our own: a device whose loss would harm nobody. */
static void a_device_is_written_to(void **state)
{
    (void)state;
    int ours = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    char name[64], got[16] = "";
    if (ours < 0) {
        print_message("NOT TRIED: there are no pseudo-terminals here (mount /dev/pts)\n");
        skip();
    }
    assert_int_equal(grantpt(ours) || unlockpt(ours), 0);
    assert_int_equal(ptsname_r(ours, name, sizeof name), 0);
    int theirs = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC); /* else what was written goes away */
    assert_int_equal(symlink(name, path), 0);
    assert_int_equal(em_file_write_atomic(path, "one", 3, 0600, NULL), EM_OK);
    assert_int_equal(read(ours, got, sizeof got - 1), 3);
    assert_string_equal(got, "one");
    assert_int_equal(type_of(path), S_IFLNK);
    assert_int_equal(type_of(name), S_IFCHR);
    close(theirs);
    close(ours);
}

static void a_folder_is_no_place(void **state)
{
    (void)state;
    struct em_output output;
    assert_int_equal(em_output_open(&output, folder, 0600, NULL), EM_INVALID);
    assert_int_equal(count_files(), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(writes_and_replaces),
        TEST(abandoned_leaves_nothing),
        TEST(streams_commit),
        TEST(a_failed_write_keeps_the_old_file),
        TEST(missing_folder_and_file),
        TEST(denied),
        TEST(too_large_is_refused),
        TEST(folders),
        TEST(statuses_of_errnos),
        TEST(a_link_stays_and_its_file_is_replaced),
        TEST(a_pipe_is_written_to),
        TEST(a_device_is_written_to),
        TEST(a_folder_is_no_place),
        TEST(killed_leaves_nothing),
        TEST(what_has_a_name_and_was_killed_goes_with_the_next),
        TEST(only_our_own_leavings_go),
        TEST(one_of_the_two_always_stands),
    };
    return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
