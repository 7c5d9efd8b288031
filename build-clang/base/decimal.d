build-clang/base/decimal.o: src/base/decimal.c src/base/decimal.h \
  src/base/str.h src/base/assert.h

src/base/decimal.h:

src/base/str.h:

src/base/assert.h:
