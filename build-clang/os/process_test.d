build-clang/os/process_test.o: src/os/process_test.c src/os/clock.h \
  src/base/date.h src/base/str.h src/os/process.h src/os/terminal.h \
  src/os/thread.h src/base/err.h

src/os/clock.h:

src/base/date.h:

src/base/str.h:

src/os/process.h:

src/os/terminal.h:

src/os/thread.h:

src/base/err.h:
