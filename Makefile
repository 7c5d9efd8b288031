# gulou - the only build file. `make help` lists the targets.
CC ?= gcc
B ?= build
MODE ?= release

DIRS := base os text crypto store http html calendar registry ledger access matter figure document \
        office report audit demo scenario web cli
PKGS := sqlite3 libcrypto yaml-0.1 jansson libmicrohttpd libutf8proc libzip expat pangocairo fontconfig
WARN := -std=c17 -Wall -Wextra -Wconversion -Wsign-conversion -Wshadow -Wvla -Wstrict-prototypes \
        -Wmissing-prototypes -Wformat=2 -Werror
HARD := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -fPIE \
        -fno-strict-aliasing -fno-delete-null-pointer-checks
DEFS := -D_GNU_SOURCE -Isrc -I$(B)/gen
PKGFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
LIBS = $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lxlsxwriter -lpthread -lm
ifeq ($(MODE),asan)
CFLAGS := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
LDFLAGS := -fsanitize=address,undefined
else ifeq ($(MODE),fuzz)
CFLAGS := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
LDFLAGS := -fsanitize=fuzzer,address,undefined
else
CFLAGS := -O2 -g $(HARD)
LDFLAGS := -pie -Wl,-z,relro,-z,now,-z,noexecstack
endif
CFLAGS += $(WARN) $(DEFS) $(PKGFLAGS) -MMD -MP

SRC := $(foreach d,$(DIRS),$(filter-out %_test.c,$(wildcard src/$(d)/*.c)))
TESTS := $(foreach d,$(DIRS),$(wildcard src/$(d)/*_test.c))
OBJ := $(SRC:src/%.c=$(B)/%.o)
TESTBIN := $(TESTS:src/%.c=$(B)/%)
GEN := $(B)/gen/embedded.c $(B)/gen/statements.c
EMBEDDED := $(sort $(shell find registers calendars reports tables pages sql documents organisation imports -type f 2>/dev/null))
ARCHIVES := $(foreach d,$(DIRS),$(B)/lib$(d).a)

.PHONY: all help unit unit-build fuzz fuzz-build test check-all demo bench accept asan clean format format-check law
all: $(B)/gulou

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 16

$(B)/gulou: $(B)/main.o $(ARCHIVES)
	$(CC) $(LDFLAGS) -o $@ $(B)/main.o -Wl,--start-group $(ARCHIVES) -Wl,--end-group $(LIBS)

# One archive a folder, so that a unit test links only what its folder may touch.
define archive
$(B)/lib$(1).a: $(patsubst src/%.c,$(B)/%.o,$(filter-out %_test.c,$(wildcard src/$(1)/*.c))) $(2)
	@rm -f $$@
	$$(AR) rcs $$@ $$^
endef
$(foreach d,$(filter-out base store text,$(DIRS)),$(eval $(call archive,$(d),)))
$(eval $(call archive,text,$(B)/gen/simplified.o))
$(eval $(call archive,base,$(B)/gen/embedded.o))
$(eval $(call archive,store,$(B)/gen/statements.o))

$(B)/%.o: src/%.c | $(GEN)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -c -o $@ $<

$(B)/gen/%.o: $(B)/gen/%.c
	$(CC) $(CFLAGS) -c -o $@ $<

$(B)/tools/%: tools/%.c
	@mkdir -p $(@D)
	$(CC) -std=c17 -O1 -Wall -Wextra -Werror -D_GNU_SOURCE -o $@ $<

# OpenCC is read at build time only: its table of characters becomes a file of ours.
$(B)/tools/simplified: tools/simplified.c
	@mkdir -p $(@D)
	$(CC) -std=c17 -O1 -Wall -Wextra -Werror -D_GNU_SOURCE $(shell pkg-config --cflags opencc) -o $@ $< $(shell pkg-config --libs opencc)

$(B)/gen/simplified.c: $(B)/tools/simplified
	@mkdir -p $(@D)
	$(B)/tools/simplified > $@.new && mv $@.new $@

$(B)/gen/embedded.c: $(B)/tools/embed $(EMBEDDED)
	@mkdir -p $(@D)
	$(B)/tools/embed $(EMBEDDED) > $@.new && mv $@.new $@

$(B)/gen/statements.c $(B)/gen/statements.h &: $(B)/tools/statements $(wildcard sql/*.sql)
	@mkdir -p $(@D)
	$(B)/tools/statements $(B)/gen/statements $(sort $(wildcard sql/*.sql))

# A unit test links its own folder's archive and all lower ones.
lower = $(shell awk -v d=$(1) '!/^\#/ && $$1 == d {l = $$2} !/^\#/ {n[$$1] = $$2} END {for (i in n) if (n[i] < l || i == d) print "$(B)/lib" i ".a"}' LAYERS)
define unittest
$(B)/$(1): $(B)/$(1).o $(call lower,$(firstword $(subst /, ,$(1))))
	$$(CC) $$(LDFLAGS) -o $$@ $(B)/$(1).o -Wl,--start-group $(call lower,$(firstword $(subst /, ,$(1)))) -Wl,--end-group -lcmocka $$(LIBS)
endef
$(foreach t,$(TESTS:src/%.c=%),$(eval $(call unittest,$(t))))

D ?= $(DIRS)
unit: $(filter $(D:%=$(B)/%/%),$(TESTBIN)) ## run the unit tests; D=base (or D="base os") runs one folder's
	@[ -n "$^" ] || { echo "no unit tests in $(D): expected a folder of src"; exit 1; }
	@fail=0; for t in $(sort $^); do $$t 2>$$t.log >$$t.out || { cat $$t.out $$t.log; fail=1; }; done; exit $$fail

unit-build: $(TESTBIN)

test: ## run the whole suite
	@sh tools/test.sh

check-all: ## the long tests too: crash loops, faults, fuzzing
	@sh tools/test.sh && for t in test/slow/*.sh; do [ -e "$$t" ] || continue; \
	    echo "$$t"; GULOU=$(CURDIR)/$(B)/gulou sh "$$t" || exit 1; done

law: $(B)/gulou ## write docs/law.md anew, and take proved rules out of the list of uncovered ones
	@sh tools/law.sh $(B)/gulou

demo: $(B)/gulou ## play the demo year, check its figures, serve it on 127.0.0.1:8080
	@sh tools/demo.sh $(B)/gulou

# raw and watch know nothing of gulou; micro links all of it.
$(B)/bench/raw: test/bench/raw.c
	@mkdir -p $(@D)
	$(CC) -std=c17 -O2 -Wall -Wextra -Werror -D_GNU_SOURCE -o $@ $< -lsqlite3 -lpthread
$(B)/bench/watch: test/bench/watch.c
	@mkdir -p $(@D)
	$(CC) -std=c17 -O2 -Wall -Wextra -Werror -D_GNU_SOURCE -o $@ $<
$(B)/bench/micro: test/bench/micro.c $(ARCHIVES)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -c -o $@.o $<
	$(CC) $(LDFLAGS) -o $@ $@.o -Wl,--start-group $(ARCHIVES) -Wl,--end-group $(LIBS)

bench: $(B)/gulou $(B)/bench/raw $(B)/bench/watch $(B)/bench/micro ## measure, with ratios to the raw limits of the same run
	@B=$(CURDIR)/$(B) sh test/bench/bench.sh $(CURDIR)/$(B)/gulou

accept: ## rewrite the golden files; review the diff
	@GULOU_ACCEPT=1 sh tools/test.sh

asan: ## the unit tests under AddressSanitizer and UBSan
	@$(MAKE) -s MODE=asan B=build-asan unit

# Fuzz targets link layers 0 to 3 and the audit, which read what comes from outside; clang only.
FUZZLIBS := $(shell awk '!/^\#/ && ($$2 <= 3 || $$1 == "audit") {print "$(B)/lib" $$1 ".a"}' LAYERS)
FUZZBIN := $(patsubst test/fuzz/%.c,$(B)/fuzz/%,$(wildcard test/fuzz/*.c))
$(B)/fuzz/%.o: test/fuzz/%.c | $(GEN)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -c -o $@ $<
$(B)/fuzz/%: $(B)/fuzz/%.o $(FUZZLIBS)
	$(CC) $(LDFLAGS) -o $@ $< -Wl,--start-group $(FUZZLIBS) -Wl,--end-group $(LIBS)
.PRECIOUS: $(B)/fuzz/%.o
fuzz-build: $(FUZZBIN)

fuzz: ## fuzz every target for SECONDS_EACH=20 from its corpus
	@sh test/slow/fuzz.sh

FORMATTED := $(wildcard src/*/*.[ch] src/*.c tools/*.c test/*/*.c)
format: ## format the sources
	clang-format -i $(FORMATTED)

format-check:
	@clang-format --dry-run -Werror $(FORMATTED)

clean: ## remove everything built
	rm -rf build

-include $(FUZZBIN:=.d) $(OBJ:.o=.d) $(TESTBIN:=.d)
