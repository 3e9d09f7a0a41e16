/* The owner's part of ICCCM section 2: text is given as UTF8_STRING, unchecked. */
#include "clipboard.h"

#include "display_parts.h"

#include <X11/Xatom.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

struct clipboard {
    pid_t owner;
};

struct offer {
    Display *x;
    Atom utf8, targets;
    const unsigned char *bytes;
    int size;
};

static void answer(const struct offer *offer, const XSelectionRequestEvent *asked)
{
    Atom kinds[] = {offer->targets, offer->utf8};
    XSelectionEvent given = {.type = SelectionNotify,
                             .requestor = asked->requestor,
                             .selection = asked->selection,
                             .target = asked->target,
                             .property = asked->property,
                             .time = asked->time};
    if (asked->target == offer->utf8)
        XChangeProperty(offer->x, asked->requestor, asked->property, offer->utf8, 8,
                        PropModeReplace, offer->bytes, offer->size);
    else if (asked->target == offer->targets)
        XChangeProperty(offer->x, asked->requestor, asked->property, XA_ATOM, 32, PropModeReplace,
                        (const unsigned char *)kinds, 2);
    else
        given.property = None;
    XSendEvent(offer->x, asked->requestor, False, 0, (XEvent *)&given);
    XFlush(offer->x);
}

static _Noreturn void become_owner(const char *name, struct offer *offer, int ready)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    offer->x = XOpenDisplay(name);
    if (!offer->x)
        display_die("The clipboard finds no display.");
    offer->utf8 = XInternAtom(offer->x, "UTF8_STRING", False);
    offer->targets = XInternAtom(offer->x, "TARGETS", False);
    Atom clipboard = XInternAtom(offer->x, "CLIPBOARD", False);
    Window window = XCreateSimpleWindow(offer->x, DefaultRootWindow(offer->x), 0, 0, 1, 1, 0, 0, 0);
    XSetSelectionOwner(offer->x, clipboard, window, CurrentTime);
    XSync(offer->x, False);
    if (write(ready, "", 1) != 1)
        display_die("The clipboard cannot say that it is there.");
    for (;;) {
        XEvent event;
        XNextEvent(offer->x, &event);
        if (event.type == SelectionRequest)
            answer(offer, &event.xselectionrequest);
    }
}

struct clipboard *clipboard_offer(const char *display, const char *bytes, size_t size)
{
    struct offer offer = {.bytes = (const unsigned char *)bytes, .size = (int)size};
    struct clipboard *clipboard = calloc(1, sizeof *clipboard);
    int ready[2];
    char signal_byte;
    if (!clipboard || pipe(ready) < 0)
        display_die("No pipe can be made.");
    clipboard->owner = fork();
    if (clipboard->owner == 0) {
        close(ready[0]);
        become_owner(display, &offer, ready[1]);
    }
    close(ready[1]);
    if (read(ready[0], &signal_byte, 1) != 1)
        display_die("The clipboard could not be had.");
    close(ready[0]);
    return clipboard;
}

void clipboard_withdraw(struct clipboard *clipboard)
{
    if (!clipboard)
        return;
    kill(clipboard->owner, SIGKILL);
    waitpid(clipboard->owner, NULL, 0);
    free(clipboard);
}
