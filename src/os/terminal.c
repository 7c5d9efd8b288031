#include "os/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_UNKNOWN = 80 };

bool os_is_terminal(enum os_stream stream)
{
    return isatty((int)stream) == 1;
}

int os_terminal_width(enum os_stream stream)
{
    struct winsize size;
    if (ioctl((int)stream, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return WIDTH_UNKNOWN;
}
