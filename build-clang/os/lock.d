build-clang/os/lock.o: src/os/lock.c src/os/lock.h src/base/err.h \
  src/base/str.h src/os/path.h

src/os/lock.h:

src/base/err.h:

src/base/str.h:

src/os/path.h:
