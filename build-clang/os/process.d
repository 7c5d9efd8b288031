build-clang/os/process.o: src/os/process.c src/os/process.h \
  src/base/assert.h src/os/clock.h src/base/date.h src/base/str.h

src/os/process.h:

src/base/assert.h:

src/os/clock.h:

src/base/date.h:

src/base/str.h:
