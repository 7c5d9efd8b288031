build-asan/base/embed.o: src/base/embed.c src/base/embed.h src/base/str.h
src/base/embed.h:
src/base/str.h:
