# SPDX-License-Identifier: GPL-3.0-or-later
# `make help` lists the targets and the options.

BUILD   ?= build
PREFIX  ?= /usr/local
DESTDIR ?=
JOBS    ?= $(shell nproc 2>/dev/null || echo 2)

# --- flags -------------------------------------------------------------------
# -ffp-contract=off: the same bits from every optimisation level and machine (docs/decisions/0007).
ifeq ($(origin CC),default)
CC := gcc
endif
OPTIMISE  ?= -O3
OPENMP    ?= -fopenmp
WARNINGS  := -Wall -Wextra -Wconversion -Wshadow \
             -Wstrict-prototypes -Wmissing-prototypes $(if $(WERROR),-Werror)
COMPILE   := -std=c17 -D_POSIX_C_SOURCE=200809L $(OPTIMISE) $(if $(NATIVE),-march=native) \
             -ffp-contract=off $(OPENMP) $(WARNINGS) $(CFLAGS)
ifneq ($(filter -ffast% -Ofast -funsafe%,$(COMPILE)),)
$(error flags that change the arithmetic are not allowed: results and the guards against NaN need IEEE rules)
endif

# --- libraries: <NAME>_DIR=prefix wins, then pkg-config (serial HDF5 first), then h5cc ------------
found   = $(shell pkg-config --exists $(1) 2>/dev/null && echo $(1))
package = $(shell pkg-config $(2) $(1) 2>/dev/null)
library = $(if $($(1)_DIR),-L$($(1)_DIR)/lib -Wl$(comma)-rpath$(comma)$($(1)_DIR)/lib $(3),$(call package,$(2),--libs))
headers = $(if $($(1)_DIR),-I$($(1)_DIR)/include,$(call package,$(2),--cflags))
comma   := ,

HDF5_PC   := $(if $(HDF5_DIR),,$(firstword $(call found,hdf5-serial) $(call found,hdf5)))
H5CC      ?= $(if $(HDF5_DIR),$(wildcard $(HDF5_DIR)/bin/h5cc),h5cc)
H5CC_SHOW := $(if $(HDF5_PC)$(H5CC:h5cc=),,$(shell $(H5CC) -show 2>/dev/null))
ifneq ($(H5CC_SHOW),)
HDF5_CFLAGS := $(filter -I% -D%,$(H5CC_SHOW))
HDF5_LIBS   := $(filter-out -I% -D%,$(wordlist 2,$(words $(H5CC_SHOW)),$(H5CC_SHOW)))
else
HDF5_CFLAGS := $(call headers,HDF5,$(HDF5_PC))
HDF5_HL     := $(if $(filter hdf5-serial,$(HDF5_PC)),-lhdf5_serial_hl,-lhdf5_hl)
HDF5_LIBS   := $(and $(HDF5_DIR)$(HDF5_PC),$(HDF5_HL) $(call library,HDF5,$(HDF5_PC),-lhdf5))
endif
GSL_LIBS  := $(call library,GSL,gsl,-lgsl -lgslcblas)
YAML_LIBS := $(call library,YAML,yaml-0.1,-lyaml)

FOREIGN := $(HDF5_CFLAGS) $(call headers,GSL,gsl) $(call headers,YAML,yaml-0.1)
CPPFLAGS += -Iinclude $(FOREIGN:-I%=-isystem %)
LIBS    := $(HDF5_LIBS) $(GSL_LIBS) $(YAML_LIBS) -lm

# --- sources: every .c file in these folders; those of other targets apart ----
SOURCES      := $(sort $(shell find src -name '*.c'))
TEST_SOURCES := $(sort $(shell find tests -name '*.c' -not -path 'tests/fuzz/*' -not -path 'tests/planted/*' \
                  -not -path 'tests/bench/*'))
BENCH_SOURCES := $(sort $(shell find tests/bench -name '*.c' -not -path 'tests/bench/peers/*'))
FORMATTED    := $(sort $(shell find include src tests -name '*.[ch]'))
OBJECTS      := $(SOURCES:%.c=$(BUILD)/obj/%.o)
TEST_OBJECTS := $(TEST_SOURCES:%.c=$(BUILD)/obj/%.o)
BENCH_OBJECTS := $(BENCH_SOURCES:%.c=$(BUILD)/obj/%.o)
LIBRARY      := $(filter-out %/src/app/main.o,$(OBJECTS))

.PHONY: all demo demo-run test test-run check check-long check-slurm check-slurm-run docs guide validation bench bench-run bench-page format install clean help libraries FORCE
.DEFAULT_GOAL := all

all: $(BUILD)/acicula ## build the program: build/acicula (the default)

$(BUILD)/acicula: $(OBJECTS)
	$(CC) $(COMPILE) $(LDFLAGS) $^ -o $@ $(LIBS)

# Calls of the allocator in the test program go through tests/support/allocations.c, which counts them.
ALLOCATORS := malloc calloc realloc aligned_alloc posix_memalign free
$(BUILD)/tests: $(TEST_OBJECTS) $(LIBRARY)
	$(CC) $(COMPILE) $(LDFLAGS) $(ALLOCATORS:%=-Wl,--wrap=%) $^ -o $@ $(call package,criterion,--libs) $(LIBS)

$(BUILD)/bench: $(BENCH_OBJECTS) $(LIBRARY)
	$(CC) $(COMPILE) $(LDFLAGS) $^ -o $@ $(LIBS)

$(BUILD)/obj/%.o: %.c $(BUILD)/flags | libraries
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(EXTRA) $(COMPILE) -MMD -MP -c $< -o $@

$(TEST_OBJECTS): EXTRA = -Isrc -Itests $(call package,criterion,--cflags)

# The version, the commit and the flags are compiled into this one object.
VERSION := $(shell cat VERSION)
COMMIT  := $(or $(shell GIT_OPTIONAL_LOCKS=0 git describe --always --dirty --abbrev=12 2>/dev/null),unknown)
$(BUILD)/obj/src/app/version.o: EXTRA = -DACI_VERSION='"$(VERSION)"' -DACI_COMMIT='"$(COMMIT)"' \
                                        -DACI_COMPILER_FLAGS='"$(strip $(COMPILE))"'
$(BUILD)/obj/src/app/version.o: $(BUILD)/commit

# Stamps: written only when their text changes, so that what depends on them is built again.
$(BUILD)/flags:  STAMP = $(CC) $(CPPFLAGS) $(COMPILE) $(LDFLAGS) $(LIBS)
$(BUILD)/commit: STAMP = $(VERSION) $(COMMIT)
$(BUILD)/flags $(BUILD)/commit: FORCE
	@mkdir -p $(@D)
	@echo '$(STAMP)' | cmp -s - $@ || echo '$(STAMP)' > $@
FORCE:

libraries:
	@$(if $(and $(HDF5_LIBS),$(GSL_LIBS),$(YAML_LIBS)),:,\
	echo "HDF5, GSL or libyaml was not found: 'sh scripts/deps.sh run' installs them, or give HDF5_DIR=, GSL_DIR=, YAML_DIR=." >&2; exit 1)

# The second make reads pkg-config afresh, after the packages are there.
PARALLEL = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(JOBS))
demo: ## install what is missing, build, run the first example, draw it
	@sh scripts/deps.sh run
	@$(MAKE) --no-print-directory $(PARALLEL) demo-run

demo-run: $(BUILD)/acicula
	$(BUILD)/acicula run configs/first_run.yaml --out results/first_run.h5 --force
	$(BUILD)/acicula plot results/first_run.h5
	@echo "Result:   results/first_run.h5  (h5py, xarray, ncdump -h; README.md says how)"
	@echo "Pictures: $$(ls results/first_run_*.svg results/first_run_*.png 2>/dev/null | tr '\n' ' ')"
	@echo "What each number means: $(BUILD)/acicula explain; what happened: docs/tour.md"

test: ## install what is missing, build and run all tests
	@sh scripts/deps.sh test
	@$(MAKE) --no-print-directory $(PARALLEL) test-run

test-run: $(BUILD)/tests $(BUILD)/acicula
	@BUILD=$(BUILD) sh scripts/run_tests.sh

check: ## architecture and format, no compiler needed
	python3 scripts/check_architecture.py
	$(CLANG_FORMAT) --dry-run --Werror $(FORMATTED)

check-long: ## sanitizers, long tests, clang-tidy, fuzzing, Slurm; VALGRIND=1 COVERAGE=1 for more
	sh scripts/check_long.sh

check-slurm: ## a sweep on a real Slurm of this machine; installs it, needs root
	@if [ "$$(id -u)" != 0 ]; then echo 'check-slurm: skipped: needs root'; else \
	    sh scripts/deps.sh slurm && $(MAKE) --no-print-directory $(PARALLEL) check-slurm-run; fi

check-slurm-run: $(BUILD)/acicula
	@BUILD=$(BUILD) sh tests/slurm/run.sh

CLANG_FORMAT ?= $(or $(shell command -v clang-format-14),clang-format)
format: ## rewrite the sources in the house format
	$(CLANG_FORMAT) -i $(FORMATTED)

docs: $(BUILD)/acicula ## write docs/reference again, from the program
	sh scripts/write_reference.sh $(BUILD)/acicula docs/reference

guide: $(BUILD)/acicula ## write the tables and figures of docs/guide again, from the program
	python3 scripts/write_guide.py $(BUILD)/acicula
	python3 scripts/write_product_guide.py $(BUILD)/acicula

validation: $(BUILD)/tests ## write docs/validation again, from published measurements and the model
	@mkdir -p docs/validation
	ACICULA_SOURCE=$(CURDIR) ACICULA_WRITE_PAGES=1 $(BUILD)/tests --filter 'validation/*'

# PEERS=install brings FreeFEM and hypre, PEERS=all PETSc too. The second make as in `demo`.
bench: ## speed beside FreeFEM, hypre, PETSc: PEERS=install|all QUICK=1 FULL=1 ROUNDS=n ONLY=B1,B4
	@sh scripts/deps.sh $(if $(PEERS),$(if $(filter all,$(PEERS)),peers-all,peers),bench)
	@$(MAKE) --no-print-directory $(PARALLEL) bench-run

bench-run: $(BUILD)/bench $(BUILD)/acicula
	@BUILD=$(BUILD) sh scripts/bench/build_peers.sh
	python3 scripts/bench/bench.py --build $(BUILD) $(if $(ROUNDS),--rounds $(ROUNDS)) \
	    $(if $(ONLY),--only $(ONLY)) $(if $(QUICK),--quick) $(if $(FULL),--full)

bench-page: ## put the last benchmark into docs/performance.md
	python3 scripts/bench/write_page.py

install: $(BUILD)/acicula ## PREFIX=/usr/local DESTDIR=
	install -D -m 755 $(BUILD)/acicula $(DESTDIR)$(PREFIX)/bin/acicula

clean: ## remove build/
	rm -rf $(BUILD)

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | while IFS='	' read -r name text; do printf '  make %-11s %s\n' "$$name" "$$text"; done
	@echo "Options: NATIVE=1 (this machine only), WERROR=1, CC=, CFLAGS=, BUILD=folder, JOBS=n,"
	@echo "         HDF5_DIR= GSL_DIR= YAML_DIR= (prefixes, for libraries in a home folder)"

-include $(OBJECTS:.o=.d) $(TEST_OBJECTS:.o=.d) $(BENCH_OBJECTS:.o=.d)
