build-asan/gen/embedded.o: build-asan/gen/embedded.c src/base/embed.h \
 src/base/str.h
src/base/embed.h:
src/base/str.h:
