build-clang/os/path.o: src/os/path.c src/os/path.h src/base/err.h \
  src/base/str.h

src/os/path.h:

src/base/err.h:

src/base/str.h:
