build-asan/os/file_test.o: src/os/file_test.c src/os/file.h \
 src/base/arena.h src/base/str.h src/base/err.h src/os/lock.h
src/os/file.h:
src/base/arena.h:
src/base/str.h:
src/base/err.h:
src/os/lock.h:
