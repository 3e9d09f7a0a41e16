/* The serial scanner, played by a pseudo-terminal. */
#include "platform/serial.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

/* A device whose name stays the same while what it stands for comes and goes. */
struct port {
    char folder[64], device[96];
    int scanner; /* the scanner's end; -1: unplugged */
    struct serial *serial;
    pthread_mutex_t lock;
    pthread_cond_t woken;
    int wakes, seen;
};

static void wake(void *context)
{
    struct port *port = context;
    pthread_mutex_lock(&port->lock);
    port->wakes++;
    pthread_cond_signal(&port->woken);
    pthread_mutex_unlock(&port->lock);
}

/* Until the reader has something to say that was not looked at. */
static void wait_for_news(struct port *port)
{
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += 60;
    pthread_mutex_lock(&port->lock);
    while (port->wakes == port->seen)
        assert_int_equal(pthread_cond_timedwait(&port->woken, &port->lock, &end), 0);
    port->seen++;
    pthread_mutex_unlock(&port->lock);
}

static void plug_in(struct port *port)
{
    port->scanner = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (port->scanner < 0) /* a system without pseudo-terminals */
        skip();
    assert_int_equal(grantpt(port->scanner), 0);
    assert_int_equal(unlockpt(port->scanner), 0);
    assert_int_equal(symlink(ptsname(port->scanner), port->device), 0);
}

static void unplug(struct port *port)
{
    unlink(port->device);
    close(port->scanner);
    port->scanner = -1;
}

static void listen_at(struct port *port, const char *suffix)
{
    char device[128], problem[300] = "";
    snprintf(device, sizeof device, "%s%s", port->device, suffix);
    port->serial = serial_new(device, wake, port, problem, sizeof problem);
    assert_string_equal(problem, "");
}

static int set_up(void **state)
{
    struct port *port = calloc(1, sizeof *port);
    assert_non_null(port);
    strcpy(port->folder, "/tmp/emarge-serial-XXXXXX");
    assert_non_null(mkdtemp(port->folder));
    snprintf(port->device, sizeof port->device, "%s/ttyACM0", port->folder);
    pthread_mutex_init(&port->lock, NULL);
    pthread_cond_init(&port->woken, NULL);
    port->scanner = -1;
    *state = port;
    return 0;
}

static int tear_down(void **state)
{
    struct port *port = *state;
    serial_free(port->serial);
    unplug(port);
    rmdir(port->folder);
    free(port);
    return 0;
}

static void start(struct port *port)
{
    plug_in(port);
    listen_at(port, "");
    wait_for_news(port);
    assert_true(serial_changed(port->serial));
    assert_false(serial_changed(port->serial));
    assert_true(serial_alive(port->serial));
}

static void send(struct port *port, const char *bytes, size_t size)
{
    assert_int_equal(write(port->scanner, bytes, size), size);
}

static void expect_line(struct port *port, const char *text)
{
    char line[SERIAL_MAX + 1];
    int64_t at = 0;
    wait_for_news(port);
    assert_true(serial_line(port->serial, line, &at));
    assert_string_equal(line, text);
    assert_true(at > 0);
}

static void expect_no_line(struct port *port)
{
    char line[SERIAL_MAX + 1];
    int64_t at;
    assert_false(serial_line(port->serial, line, &at));
}

static void a_line_ends_with_whatever_the_scanner_sends(void **state)
{
    struct port *port = *state;
    start(port);
    static const char sent[] = "one\rtwo\nthree\r\nfour\t\r\n\nfive";
    send(port, sent, sizeof sent - 1);
    expect_line(port, "one");
    expect_line(port, "two");
    expect_line(port, "three");
    expect_line(port, "four");
    expect_line(port, "five"); /* by silence */
    expect_no_line(port);
}

static void bytes_come_as_they_are(void **state)
{
    struct port *port = *state;
    start(port);
    /* What a terminal would act on: end of file, interrupt, stop, and both cases. */
    static const char sent[] = "\x04\x03\x13\x11 {\"Ä\":\xE9}\0~\n";
    send(port, sent, sizeof sent - 1);
    expect_line(port, "\x04\x03\x13\x11 {\"Ä\":\xE9}~");
}

static void a_line_may_come_in_pieces(void **state)
{
    struct port *port = *state;
    start(port);
    for (const char *c = "BCDEFGHJ\r"; *c; c++) {
        send(port, c, 1);
        nanosleep(&(struct timespec){0, 2000000}, NULL);
    }
    expect_line(port, "BCDEFGHJ");
}

static void a_line_longer_than_any_code_is_a_scan_of_nothing(void **state)
{
    struct port *port = *state;
    char longest[SERIAL_MAX + 2];
    start(port);
    memset(longest, 'x', sizeof longest);
    send(port, longest, SERIAL_MAX);
    send(port, "\r", 1);
    longest[SERIAL_MAX] = '\0';
    expect_line(port, longest);
    longest[SERIAL_MAX] = 'x';
    send(port, longest, SERIAL_MAX + 1);
    send(port, "\r", 1);
    expect_line(port, "");
    send(port, "short\r", 6);
    expect_line(port, "short");
}

static void what_nobody_asks_for_is_bounded(void **state)
{
    struct port *port = *state;
    start(port);
    for (int i = 0; i < SERIAL_WAITING + 5; i++)
        send(port, "abc\r", 4);
    for (int i = 0; i < SERIAL_WAITING + 5; i++)
        wait_for_news(port);
    char line[SERIAL_MAX + 1];
    int64_t at;
    for (int i = 0; i < SERIAL_WAITING; i++)
        assert_true(serial_line(port->serial, line, &at));
    expect_no_line(port);
}

static void a_scanner_may_be_plugged_in_later_and_again(void **state)
{
    struct port *port = *state;
    listen_at(port, "");
    assert_false(serial_alive(port->serial));
    for (int i = 0; i < 3; i++) {
        plug_in(port);
        wait_for_news(port);
        assert_true(serial_alive(port->serial) && serial_changed(port->serial));
        send(port, "code\r", 5);
        expect_line(port, "code");
        send(port, "half", 4);
        unplug(port);
        wait_for_news(port);
        assert_false(serial_alive(port->serial));
        assert_true(serial_changed(port->serial));
        expect_no_line(port);
    }
}

static speed_t speed_of(const struct port *port)
{
    struct termios terms;
    assert_int_equal(tcgetattr(port->scanner, &terms), 0);
    return cfgetispeed(&terms);
}

static void the_speed_is_set_when_it_is_told(void **state)
{
    struct port *port = *state;
    plug_in(port);
    speed_t before = speed_of(port);
    listen_at(port, "");
    wait_for_news(port);
    assert_int_equal(speed_of(port), before);
    serial_free(port->serial);
    listen_at(port, "@115200");
    wait_for_news(port);
    assert_int_equal(speed_of(port), B115200);
    assert_string_equal(serial_device(port->serial), port->device);
}

static void a_name_that_cannot_be_is_said(void **state)
{
    struct port *port = *state;
    static const char *const wrong[] = {"", "ttyACM0", "/dev/ttyS0@", "/dev/ttyS0@fast", "@9600"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char problem[300] = "";
        assert_null(serial_new(wrong[i], wake, port, problem, sizeof problem));
        assert_non_null(strstr(problem, "/dev/ttyACM0"));
    }
}

static void what_is_no_terminal_is_never_alive(void **state)
{
    struct port *port = *state;
    assert_int_equal(symlink("/dev/null", port->device), 0);
    listen_at(port, "");
    nanosleep(&(struct timespec){0, 20000000}, NULL);
    assert_false(serial_alive(port->serial));
}

#define PORT(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PORT(a_line_ends_with_whatever_the_scanner_sends),
        PORT(bytes_come_as_they_are),
        PORT(a_line_may_come_in_pieces),
        PORT(a_line_longer_than_any_code_is_a_scan_of_nothing),
        PORT(what_nobody_asks_for_is_bounded),
        PORT(a_scanner_may_be_plugged_in_later_and_again),
        PORT(the_speed_is_set_when_it_is_told),
        PORT(a_name_that_cannot_be_is_said),
        PORT(what_is_no_terminal_is_never_alive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
