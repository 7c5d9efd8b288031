build-clang/base/date.o: src/base/date.c src/base/date.h src/base/str.h \
  src/base/assert.h

src/base/date.h:

src/base/str.h:

src/base/assert.h:
