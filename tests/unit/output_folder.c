/* Folders that are whole or not there, whoever is killed and whatever stands in the place. */
#include "core/output_folder.h"
#include "core/file.h"
#include "fake/folder.h"
#include "fake/refusal.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define MARKER    "emarge-files.txt"
#define FILES     40
#define NOT_TRIED 77

static char folder[FAKE_PATH_SIZE], place[FAKE_PATH_SIZE + 16];
static struct em_error error;

static int set_up(void **state)
{
    (void)state;
    fake_folder_make(folder);
    snprintf(place, sizeof place, "%s/register", folder);
    error = (struct em_error){0};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fake_folder_remove(folder);
    return 0;
}

static void put(struct em_output_folder *output, const char *name, const char *text)
{
    FILE *file = em_output_folder_file(output, name, &error);
    if (!file)
        fail_msg("%s: %s", name, error.text);
    fputs(text, file);
    em_output_folder_end(output, file);
}

/* Many files, all with the same word. */
static enum em_status make(const char *path, const char *word)
{
    struct em_output_folder output;
    enum em_status status = em_output_folder_open(&output, path, MARKER, 0644, &error);
    if (status != EM_OK)
        return status;
    for (int i = 0; i < FILES; i++) {
        char name[32];
        snprintf(name, sizeof name, "%s%d", i % 2 ? "pages/deep/" : "", i);
        put(&output, name, word);
    }
    return em_output_folder_commit(&output, &error);
}

static char *text_of(const char *name)
{
    char *path = em_format("%s/%s", place, name);
    char *text = fake_file_text(path);
    free(path);
    return text;
}

static void assert_text(const char *name, const char *expected)
{
    char *text = text_of(name);
    if (!text || strcmp(text, expected) != 0)
        fail_msg("%s: “%s” and not “%s”", name, text ? text : "(nothing)", expected);
    free(text);
}

/* The folder is whole, and all of one run. */
static void assert_whole(const char *word)
{
    for (int i = 0; i < FILES; i++) {
        char name[32];
        snprintf(name, sizeof name, "%s%d", i % 2 ? "pages/deep/" : "", i);
        assert_text(name, word);
    }
    assert_int_equal(fake_folder_count(place, ""), FILES / 2 + 1 + 1 + 2);
}

static int beside(void)
{
    return fake_folder_count(folder, ".register.emarge-");
}

static void appears_whole_with_its_marker(void **state)
{
    (void)state;
    struct em_output_folder output;
    struct stat info;
    assert_int_equal(em_output_folder_open(&output, place, MARKER, 0644, &error), EM_OK);
    put(&output, "pages/b.html", "b");
    put(&output, "a.html", "a");
    FILE *open_till_the_end = em_output_folder_file(&output, "pages/é ü.txt", &error);
    fputs("c", open_till_the_end);
    assert_false(em_file_exists(place));
    assert_int_equal(em_output_folder_commit(&output, &error), EM_OK);
    assert_text("pages/b.html", "b");
    assert_text("a.html", "a");
    assert_text("pages/é ü.txt", "c");
    assert_text(MARKER, "emarge folder v1\na.html\npages/b.html\npages/é ü.txt\n");
    stat(place, &info);
    assert_int_equal(info.st_mode & 07777, 0755);
    char *page = em_format("%s/pages/b.html", place);
    stat(page, &info);
    assert_int_equal(info.st_mode & 07777, 0644);
    free(page);
    assert_int_equal(beside(), 0);
}

static void an_older_one_is_replaced_by_all_of_the_new_one(void **state)
{
    (void)state;
    struct em_output_folder output;
    assert_int_equal(make(place, "old"), EM_OK);
    assert_int_equal(make(place, "new"), EM_OK);
    assert_whole("new");
    assert_int_equal(em_output_folder_open(&output, place, MARKER, 0644, &error), EM_OK);
    put(&output, "only", "one");
    assert_whole("new");
    assert_int_equal(em_output_folder_commit(&output, &error), EM_OK);
    assert_int_equal(fake_folder_count(place, ""), 4); /* the file, the marker, . and .. */
    assert_int_equal(beside(), 0);
}

static void abandoned_leaves_nothing(void **state)
{
    (void)state;
    struct em_output_folder output, never = {0};
    assert_int_equal(em_output_folder_open(&output, place, MARKER, 0644, &error), EM_OK);
    put(&output, "a/b/c", "x");
    em_output_folder_abandon(&output);
    em_output_folder_abandon(&output);
    em_output_folder_abandon(&never);
    assert_int_equal(fcntl(STDIN_FILENO, F_GETFD) < 0 && errno == EBADF, 0);
    assert_false(em_file_exists(place));
    assert_int_equal(beside(), 0);
}

/* -- What stands in the place -- */

static void assert_refused(const char *path, const char *word)
{
    struct em_output_folder output;
    assert_int_equal(em_output_folder_open(&output, path, MARKER, 0644, &error), EM_BUSY);
    if (!strstr(error.text, word))
        fail_msg("%s", error.text);
    assert_int_equal(beside(), 0);
    em_output_folder_abandon(&output);
}

static void drop(const char *name, const char *text)
{
    char *path = em_format("%s/%s", place, name);
    assert_int_equal(em_file_write_atomic(path, text, strlen(text), 0600, &error), EM_OK);
    free(path);
}

static void an_empty_folder_is_taken(void **state)
{
    (void)state;
    assert_int_equal(mkdir(place, 0700), 0);
    assert_int_equal(make(place, "new"), EM_OK);
    assert_whole("new");
}

static void somebody_elses_folder_is_left_alone(void **state)
{
    (void)state;
    assert_int_equal(mkdir(place, 0700), 0);
    drop("thesis.txt", "years of work");
    assert_refused(place, "thesis.txt");
    drop(MARKER, "my own list of files\nthesis.txt\n");
    assert_refused(place, "not made here");
    assert_text("thesis.txt", "years of work");
}

static void a_file_is_left_alone(void **state)
{
    (void)state;
    assert_int_equal(em_file_write_atomic(place, "x", 1, 0600, &error), EM_OK);
    assert_refused(place, "no folder");
}

/* A page of somebody's own, a repository, a link: nothing of theirs goes with the old register. */
static void what_was_put_into_an_older_one_is_kept(void **state)
{
    (void)state;
    char *inside = em_format("%s/pages/link", place);
    assert_int_equal(make(place, "old"), EM_OK);
    drop("pages/deep/mine.txt", "mine");
    assert_refused(place, "pages/deep/mine.txt");
    assert_text("pages/deep/mine.txt", "mine");
    char *mine = em_format("%s/pages/deep/mine.txt", place);
    unlink(mine);
    assert_int_equal(symlink("deep", inside), 0);
    assert_refused(place, "pages/link");
    unlink(inside);
    assert_int_equal(make(place, "new"), EM_OK);
    assert_whole("new");
    free(mine);
    free(inside);
}

static void what_comes_while_it_is_made_is_kept(void **state)
{
    (void)state;
    struct em_output_folder output;
    assert_int_equal(em_output_folder_open(&output, place, MARKER, 0644, &error), EM_OK);
    put(&output, "a", "new");
    assert_int_equal(mkdir(place, 0700), 0);
    drop("mine.txt", "mine");
    assert_int_equal(em_output_folder_commit(&output, &error), EM_BUSY);
    assert_text("mine.txt", "mine");
    assert_int_equal(beside(), 0);
}

static void a_place_is_found_by_each_of_its_names(void **state)
{
    (void)state;
    char *slashed = em_format("%s//", place), *link = em_format("%s/link", folder);
    char *dotted = em_format("%s/pages/..", place);
    assert_int_equal(make(slashed, "one"), EM_OK);
    assert_whole("one");
    assert_int_equal(symlink("register", link), 0);
    assert_int_equal(make(link, "two"), EM_OK);
    assert_whole("two");
    assert_int_equal(make(dotted, "three"), EM_OK);
    assert_whole("three");
    assert_int_equal(chdir(place), 0);
    assert_int_equal(make(".", "four"), EM_OK);
    assert_int_equal(chdir("/"), 0);
    assert_whole("four");
    assert_int_equal(make("", "five"), EM_NOT_FOUND);
    assert_int_equal(make("/emarge-no-such/register", "five"), EM_NOT_FOUND);
    assert_int_equal(beside(), 0);
    free(slashed);
    free(link);
    free(dotted);
}

static void names_that_lead_out_are_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"",    "/etc/x", "../x", "a/../../x", "a//b", "a/",
                                        "./a", "a\nb",   "a/.",  "a\x7f",     MARKER};
    struct em_output_folder output;
    assert_int_equal(em_output_folder_open(&output, place, MARKER, 0644, &error), EM_OK);
    put(&output, "..a/.b/...", "x");
    for (size_t i = 0; i < sizeof names / sizeof *names - 1; i++)
        if (em_output_folder_file(&output, names[i], &error) || error.status != EM_INVALID)
            fail_msg("“%s” was taken", names[i]);
    assert_null(em_output_folder_file(&output, "..a/.b/...", &error)); /* twice */
    assert_null(em_output_folder_file(&output, "..a/.b", &error));
    assert_null(em_output_folder_file(&output, "..a/.b/.../c", &error));
    put(&output, MARKER, "a caller's mistake");
    assert_int_equal(em_output_folder_commit(&output, &error), EM_INVALID);
    assert_int_equal(beside(), 0);
}

/* -- Bad days -- */

static void a_full_disk_leaves_the_old_one(void **state)
{
    (void)state;
    struct em_output_folder output;
    struct rlimit limit, small;
    assert_int_equal(make(place, "old"), EM_OK);
    assert_int_equal(em_output_folder_open(&output, place, MARKER, 0644, &error), EM_OK);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &limit);
    small = (struct rlimit){5000, limit.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    FILE *file = em_output_folder_file(&output, "pages/large", &error);
    for (int i = 0; i < 100000; i++)
        fputc('x', file);
    em_output_folder_end(&output, file);
    put(&output, "small", "x");
    enum em_status status = em_output_folder_commit(&output, &error);
    setrlimit(RLIMIT_FSIZE, &limit);
    assert_int_equal(status, EM_IO);
    assert_non_null(strstr(error.text, "register/pages/large: "));
    assert_whole("old");
    assert_int_equal(beside(), 0);
}

/* A process that makes the folder and dies after so many of its files. */
static void die_after(int files)
{
    pid_t child = fork();
    if (child == 0) {
        struct em_output_folder output;
        if (em_output_folder_open(&output, place, MARKER, 0644, &error) != EM_OK)
            _exit(1);
        for (int i = 0; i < files; i++) {
            char name[32];
            snprintf(name, sizeof name, "pages/%d", i);
            put(&output, name, "half");
        }
        raise(SIGKILL);
    }
    int result = 0;
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_true(WIFSIGNALED(result) && WTERMSIG(result) == SIGKILL);
}

static void killed_leaves_the_old_one_and_the_next_one_clears_up(void **state)
{
    (void)state;
    assert_int_equal(make(place, "old"), EM_OK);
    for (int files = 0; files < 5; files++) {
        die_after(files);
        assert_whole("old");
        assert_int_equal(beside(), 1); /* each removed what the one before it left */
    }
    assert_int_equal(make(place, "new"), EM_OK);
    assert_whole("new");
    assert_int_equal(beside(), 0);
}

/* Two at a time: neither takes the other for dead, and the later commit stands. */
static void who_lives_is_not_cleared_up(void **state)
{
    (void)state;
    struct em_output_folder slow, other = {0};
    assert_int_equal(em_output_folder_open(&slow, place, MARKER, 0644, &error), EM_OK);
    put(&slow, "slow", "slow");
    assert_int_equal(make(place, "quick"), EM_OK);
    assert_int_equal(em_output_folder_open(&other, place, MARKER, 0644, &error), EM_OK);
    assert_int_equal(beside(), 2);
    em_output_folder_abandon(&other);
    assert_whole("quick");
    assert_int_equal(em_output_folder_commit(&slow, &error), EM_OK);
    assert_text("slow", "slow");
    assert_int_equal(beside(), 0);
}

/* Killed at random moments, also amid the exchange: at every one the name leads to a whole folder,
 * and all of it is of one run. */
static void always_one_of_the_two_is_there(void **state)
{
    (void)state;
    unsigned delay = 1;
    int old = 0, new = 0;
    assert_int_equal(make(place, "old"), EM_OK);
    for (int round = 0; round < 60; round++) {
        pid_t child = fork();
        if (child == 0) {
            for (;;)
                if (make(place, "new") != EM_OK || make(place, "old") != EM_OK)
                    _exit(1);
        }
        delay = delay * 1103515245 + 12345;
        usleep(delay / 65536 % 20000);
        kill(child, SIGKILL);
        int result = 0;
        assert_int_equal(waitpid(child, &result, 0), child);
        assert_true(WIFSIGNALED(result));
        char *first = text_of("0");
        assert_non_null(first);
        assert_whole(strcmp(first, "new") == 0 ? "new" : "old");
        *(strcmp(first, "new") == 0 ? &new : &old) += 1;
        free(first);
    }
    print_message("%d times the one, %d times the other\n", old, new);
    assert_int_equal(make(place, "last"), EM_OK);
    assert_int_equal(beside(), 0);
}

/* As on a file system that cannot exchange. */
static int replace_without_exchange(void)
{
    if (!fake_refuse(SYS_renameat2, 4, RENAME_EXCHANGE, EINVAL))
        return NOT_TRIED;
    assert_int_equal(renameat2(AT_FDCWD, place, AT_FDCWD, folder, RENAME_EXCHANGE), -1);
    assert_int_equal(errno, EINVAL);
    return make(place, "new") == EM_OK ? 0 : 1;
}

static void two_renames_do_where_no_exchange_can(void **state)
{
    (void)state;
    assert_int_equal(make(place, "old"), EM_OK);
    pid_t child = fork();
    if (child == 0)
        _exit(replace_without_exchange());
    int result = 0;
    assert_int_equal(waitpid(child, &result, 0), child);
    if (WIFEXITED(result) && WEXITSTATUS(result) == NOT_TRIED) {
        print_message("NOT TRIED: there is no seccomp here\n");
        skip();
    }
    assert_int_equal(result, 0);
    assert_whole("new");
    assert_int_equal(beside(), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(appears_whole_with_its_marker),
        TEST(an_older_one_is_replaced_by_all_of_the_new_one),
        TEST(abandoned_leaves_nothing),
        TEST(an_empty_folder_is_taken),
        TEST(somebody_elses_folder_is_left_alone),
        TEST(a_file_is_left_alone),
        TEST(what_was_put_into_an_older_one_is_kept),
        TEST(what_comes_while_it_is_made_is_kept),
        TEST(a_place_is_found_by_each_of_its_names),
        TEST(names_that_lead_out_are_refused),
        TEST(a_full_disk_leaves_the_old_one),
        TEST(killed_leaves_the_old_one_and_the_next_one_clears_up),
        TEST(who_lives_is_not_cleared_up),
        TEST(always_one_of_the_two_is_there),
        TEST(two_renames_do_where_no_exchange_can),
    };
    return cmocka_run_group_tests_name("output_folder", tests, NULL, NULL);
}
