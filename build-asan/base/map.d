build-asan/base/map.o: src/base/map.c src/base/map.h src/base/arena.h \
 src/base/str.h
src/base/map.h:
src/base/arena.h:
src/base/str.h:
