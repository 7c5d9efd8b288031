build-clang/os/clock.o: src/os/clock.c src/os/clock.h src/base/date.h \
  src/base/str.h src/base/assert.h

src/os/clock.h:

src/base/date.h:

src/base/str.h:

src/base/assert.h:
