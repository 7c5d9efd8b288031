build-clang/gen/embedded.o: build-clang/gen/embedded.c src/base/embed.h \
  src/base/str.h

src/base/embed.h:

src/base/str.h:
