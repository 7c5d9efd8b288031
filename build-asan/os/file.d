build-asan/os/file.o: src/os/file.c src/os/file.h src/base/arena.h \
 src/base/str.h src/base/err.h src/base/buf.h src/base/list.h \
 src/os/path.h
src/os/file.h:
src/base/arena.h:
src/base/str.h:
src/base/err.h:
src/base/buf.h:
src/base/list.h:
src/os/path.h:
