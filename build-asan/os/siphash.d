build-asan/os/siphash.o: src/os/siphash.c src/os/siphash.h
src/os/siphash.h:
