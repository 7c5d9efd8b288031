build-asan/os/chance.o: src/os/chance.c src/os/chance.h src/base/str.h \
 src/base/assert.h src/os/siphash.h
src/os/chance.h:
src/base/str.h:
src/base/assert.h:
src/os/siphash.h:
