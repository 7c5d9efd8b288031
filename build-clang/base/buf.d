build-clang/base/buf.o: src/base/buf.c src/base/buf.h src/base/str.h \
  src/base/assert.h

src/base/buf.h:

src/base/str.h:

src/base/assert.h:
