build-clang/os/thread.o: src/os/thread.c src/os/thread.h src/base/err.h \
  src/base/str.h src/base/assert.h

src/os/thread.h:

src/base/err.h:

src/base/str.h:

src/base/assert.h:
