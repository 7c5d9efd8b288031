build-asan/os/terminal.o: src/os/terminal.c src/os/terminal.h
src/os/terminal.h:
