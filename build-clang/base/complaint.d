build-clang/base/complaint.o: src/base/complaint.c src/base/complaint.h \
  src/base/buf.h src/base/str.h src/base/list.h src/base/arena.h

src/base/complaint.h:

src/base/buf.h:

src/base/str.h:

src/base/list.h:

src/base/arena.h:
