build-clang/base/arena.o: src/base/arena.c src/base/arena.h \
  src/base/str.h src/base/assert.h

src/base/arena.h:

src/base/str.h:

src/base/assert.h:
