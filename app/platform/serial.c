#include "platform/serial.h"

#include "platform/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

struct line {
    char text[SERIAL_MAX + 1];
    int64_t at;
};

struct serial {
    char device[256];
    speed_t speed; /* B0: as it is */
    void (*wake)(void *context);
    void *context;
    pthread_t thread;
    int ending; /* an eventfd: to be written to when the thread has to end */

    /* The thread's own. */
    int fd; /* -1: not open */
    char part[SERIAL_MAX + 1];
    size_t part_size; /* SERIAL_MAX + 1: too long */
    int64_t last;     /* when the latest byte came */

    /* Shared, under the lock. */
    pthread_mutex_t lock;
    bool alive, changed;
    struct line lines[SERIAL_WAITING];
    size_t first, waiting;
};

static const struct {
    const char *name;
    speed_t speed;
} speeds[] = {
    {"1200", B1200},   {"2400", B2400},     {"4800", B4800},
    {"9600", B9600},   {"19200", B19200},   {"38400", B38400},
    {"57600", B57600}, {"115200", B115200}, {"230400", B230400},
};
#define SPEEDS (sizeof speeds / sizeof *speeds)

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* --- what the thread tells --- */

static void tell_alive(struct serial *serial, bool alive)
{
    pthread_mutex_lock(&serial->lock);
    serial->alive = alive;
    serial->changed = true;
    pthread_mutex_unlock(&serial->lock);
    serial->wake(serial->context);
}

static void tell_line(struct serial *serial)
{
    bool fits = serial->part_size <= SERIAL_MAX;
    serial->part[fits ? serial->part_size : 0] = '\0';
    pthread_mutex_lock(&serial->lock);
    if (serial->waiting < SERIAL_WAITING) {
        struct line *line = &serial->lines[(serial->first + serial->waiting++) % SERIAL_WAITING];
        strcpy(line->text, serial->part);
        line->at = serial->last;
    }
    pthread_mutex_unlock(&serial->lock);
    serial->wake(serial->context);
}

static void forget_part(struct serial *serial)
{
    explicit_bzero(serial->part, sizeof serial->part);
    serial->part_size = 0;
}

static void end_line(struct serial *serial)
{
    if (serial->part_size > 0)
        tell_line(serial);
    forget_part(serial);
}

static void take_byte(struct serial *serial, char byte)
{
    if (byte == '\r' || byte == '\n' || byte == '\t') {
        end_line(serial);
    } else if (byte != '\0' && serial->part_size <= SERIAL_MAX) {
        if (serial->part_size < SERIAL_MAX)
            serial->part[serial->part_size] = byte;
        serial->part_size++;
    }
}

/* --- the device --- */

static void shut(struct serial *serial)
{
    if (serial->fd < 0)
        return;
    close(serial->fd);
    serial->fd = -1;
    forget_part(serial);
    tell_alive(serial, false);
}

/* Raw, and what it read before anybody listened is not taken for a scan of now. */
static bool set_up(int fd, speed_t speed)
{
    struct termios terms;
    if (tcgetattr(fd, &terms) != 0)
        return false;
    cfmakeraw(&terms);
    terms.c_cflag &= (tcflag_t) ~(CSTOPB | CRTSCTS);
    terms.c_cflag |= CLOCAL | CREAD;
    if (speed != B0)
        cfsetspeed(&terms, speed);
    return tcsetattr(fd, TCSANOW, &terms) == 0 && tcflush(fd, TCIFLUSH) == 0;
}

static void open_device(struct serial *serial)
{
    int fd = open(serial->device, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return;
    if (!set_up(fd, serial->speed)) {
        close(fd);
        return;
    }
    serial->fd = fd;
    tell_alive(serial, true);
}

static void read_device(struct serial *serial)
{
    char bytes[256];
    ssize_t size = read(serial->fd, bytes, sizeof bytes);
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (size <= 0) {
        shut(serial);
        return;
    }
    serial->last = now_us();
    for (ssize_t i = 0; i < size; i++)
        take_byte(serial, bytes[i]);
    explicit_bzero(bytes, sizeof bytes);
}

/* Milliseconds until something is to be done although nothing comes; -1: never. */
static int patience(const struct serial *serial)
{
    if (serial->fd < 0)
        return SERIAL_RETRY_MS;
    if (serial->part_size == 0)
        return -1;
    int64_t left = serial->last + SERIAL_SILENCE_US - now_us();
    return left <= 0 ? 0 : (int)((left + 999) / 1000);
}

static void *run(void *context)
{
    struct serial *serial = context;
    for (;;) {
        struct pollfd polled[] = {{serial->ending, POLLIN, 0}, {serial->fd, POLLIN, 0}};
        poll(polled, 2, patience(serial));
        if (polled[0].revents)
            break;
        if (serial->fd < 0)
            open_device(serial);
        else if (polled[1].revents)
            read_device(serial);
        else if (serial->part_size > 0 && now_us() - serial->last >= SERIAL_SILENCE_US)
            end_line(serial);
    }
    if (serial->fd >= 0)
        close(serial->fd);
    return NULL;
}

/* --- what the others ask --- */

static bool read_speed(struct serial *serial, const char *name)
{
    for (size_t i = 0; i < SPEEDS; i++)
        if (strcmp(speeds[i].name, name) == 0) {
            serial->speed = speeds[i].speed;
            return true;
        }
    return false;
}

static bool read_device_name(struct serial *serial, const char *device)
{
    size_t length = strcspn(device, "@");
    if (device[0] != '/' || length >= sizeof serial->device)
        return false;
    memcpy(serial->device, device, length);
    return device[length] == '\0' || read_speed(serial, device + length + 1);
}

struct serial *serial_new(const char *device, void (*wake)(void *context), void *context,
                          char *problem, size_t size)
{
    struct serial *serial = memory_new(sizeof *serial);
    if (!read_device_name(serial, device)) {
        snprintf(problem, size,
                 "No serial scanner can be at “%.80s”. Write its device, and its speed if that has "
                 "to be set: /dev/ttyACM0 or /dev/ttyUSB0@9600.",
                 device);
        free(serial);
        return NULL;
    }
    serial->fd = -1;
    serial->wake = wake;
    serial->context = context;
    serial->ending = eventfd(0, EFD_CLOEXEC);
    pthread_mutex_init(&serial->lock, NULL);
    open_device(serial); /* from the first moment it is known whether it is there */
    if (serial->ending < 0 || pthread_create(&serial->thread, NULL, run, serial) != 0)
        abort(); /* no room for a thread: the supervisor starts the kiosk again */
    return serial;
}

void serial_free(struct serial *serial)
{
    if (!serial)
        return;
    eventfd_write(serial->ending, 1);
    pthread_join(serial->thread, NULL);
    close(serial->ending);
    pthread_mutex_destroy(&serial->lock);
    explicit_bzero(serial, sizeof *serial);
    free(serial);
}

const char *serial_device(const struct serial *serial)
{
    return serial->device;
}

bool serial_alive(struct serial *serial)
{
    pthread_mutex_lock(&serial->lock);
    bool alive = serial->alive;
    pthread_mutex_unlock(&serial->lock);
    return alive;
}

bool serial_changed(struct serial *serial)
{
    pthread_mutex_lock(&serial->lock);
    bool changed = serial->changed;
    serial->changed = false;
    pthread_mutex_unlock(&serial->lock);
    return changed;
}

bool serial_line(struct serial *serial, char out[SERIAL_MAX + 1], int64_t *at)
{
    pthread_mutex_lock(&serial->lock);
    bool waits = serial->waiting > 0;
    if (waits) {
        struct line *line = &serial->lines[serial->first];
        strcpy(out, line->text);
        *at = line->at;
        explicit_bzero(line, sizeof *line);
        serial->first = (serial->first + 1) % SERIAL_WAITING;
        serial->waiting--;
    }
    pthread_mutex_unlock(&serial->lock);
    return waits;
}
