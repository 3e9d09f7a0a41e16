/* What a program had in memory does not come to the disk when it stops in the midst of its work. */
#include "fake/folder.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[FAKE_PATH_SIZE];

/* In a folder where a core file may be as large as it likes. */
static void get_ready(int passphrase)
{
    struct rlimit limit;
    getrlimit(RLIMIT_CORE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_CORE, &limit);
    if (chdir(folder) != 0 || dup2(passphrase, 3) != 3)
        _exit(1);
}

/* Whether it leaves a core file when it is stopped while it waits for its passphrase; NULL: a
 * program that does nothing about it. */
static bool leaves_core(const char *tool)
{
    int passphrase[2], status;
    char first = '\n';
    assert_int_equal(pipe(passphrase), 0);
    pid_t child = fork();
    if (child == 0) {
        get_ready(passphrase[0]);
        close(passphrase[1]);
        if (tool)
            execl(tool, tool, "init", "--keys", folder, "--passphrase-fd", "3", (char *)NULL);
        while (read(3, &first, 1) != 0)
            ;
        _exit(1);
    }
    close(passphrase[0]);
    assert_int_equal(write(passphrase[1], "x", 1), 1); /* it is read, and more is waited for */
    int unread = 1;
    while (unread > 0) {
        assert_int_equal(ioctl(passphrase[1], FIONREAD, &unread), 0);
        assert_int_equal(waitpid(child, &status, WNOHANG), 0); /* or it would never be read */
    }
    assert_int_equal(kill(child, SIGABRT), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    close(passphrase[1]);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGABRT);
    return WCOREDUMP(status);
}

static void a_program_that_stops_leaves_no_core_file(void **state)
{
    (void)state;
    if (!leaves_core(NULL))
        skip(); /* nobody leaves one on this machine */
    assert_false(leaves_core(EM_TOOL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate_setup_teardown(a_program_that_stops_leaves_no_core_file,
                                                 fake_folder_set_up, fake_folder_tear_down, folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
