build-clang/base/assert.o: src/base/assert.c src/base/assert.h

src/base/assert.h:
