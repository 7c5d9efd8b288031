build-asan/os/chance_test.o: src/os/chance_test.c src/os/chance.h \
 src/base/str.h src/os/siphash.h
src/os/chance.h:
src/base/str.h:
src/os/siphash.h:
