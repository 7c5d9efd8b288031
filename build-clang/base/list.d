build-clang/base/list.o: src/base/list.c src/base/list.h src/base/arena.h \
  src/base/str.h

src/base/list.h:

src/base/arena.h:

src/base/str.h:
