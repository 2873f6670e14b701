# Ibid. The two commands to begin with:
#   make demo    build the command and run the main job on an example listing
#   make test    build and run every test
# Both install what is missing through apt, and say so. Further: install, uninstall, lint, bench, fuzz, clean.

SHELL = /bin/bash
.SHELLFLAGS = -euo pipefail -c
.DEFAULT_GOAL = help

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift

# Debian's packages: what the command is built with, what the tests run besides, what the benchmarks compare with.
BUILD_NEEDS = libxml2-dev libicu-dev pkg-config
TEST_NEEDS = jing python3
BENCH_NEEDS = python3

RELEASE = -c release --static-swift-stdlib --product ibid
IBID = .build/debug/ibid
BUILT = .build/release/ibid

.PHONY: help
help:
	@sed -n 's/^# \{0,1\}//; /^Ibid/,/^$$/p' Makefile

# $(call need,PACKAGES): installs those that are not there.
define need
@missing=(); \
command -v dpkg-query >/dev/null || { echo "no Debian or Ubuntu: see to it that there are $(1)"; exit 0; }; \
for package in $(1); do \
    dpkg-query -W -f='$${Status}' "$$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$$package"); \
done; \
if [ $${#missing[@]} -gt 0 ]; then \
    echo "installing through apt: $${missing[*]}"; \
    sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
    $$sudo env DEBIAN_FRONTEND=noninteractive apt-get update -qq; \
    $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$${missing[@]}" >/dev/null; \
fi
endef

.PHONY: swift
swift:
	@command -v $(SWIFT) >/dev/null || { \
	    echo "Swift 6.1 or later is needed: see https://www.swift.org/install/linux/"; exit 1; }

.PHONY: build-needs test-needs bench-needs
build-needs: swift
	$(call need,$(BUILD_NEEDS))
test-needs: swift
	$(call need,$(BUILD_NEEDS) $(TEST_NEEDS))
bench-needs: swift
	$(call need,$(BUILD_NEEDS) $(BENCH_NEEDS))

# The main job on an example: a copied listing to notes, a bibliography, and files for other programs.
.PHONY: demo
demo: build-needs
	@echo "building the command (the first time takes a few minutes)"
	@$(SWIFT) build --product ibid 2>&1 | tail -n 1
	@PATH="$$PWD/.build/debug:$$PATH" docs/examples/demo

.PHONY: test
test: test-needs
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

# The command as it is installed: optimized, Swift's libraries linked in.
.PHONY: build
build: build-needs
	$(SWIFT) build $(RELEASE)

.PHONY: install
install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/ibid/styles $(DESTDIR)$(PREFIX)/share/man/man1 \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions \
	    $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d \
	    $(DESTDIR)$(PREFIX)/include/ibid $(DESTDIR)$(PREFIX)/lib/ibid/plugins
	install -s -m 755 $(BUILT) $(DESTDIR)$(PREFIX)/bin/ibid
	install -m 644 Sources/CPlugin/include/ibid_plugin.h $(DESTDIR)$(PREFIX)/include/ibid
	install -m 644 Styles/*.csl Styles/*.xml $(DESTDIR)$(PREFIX)/share/ibid/styles
	$(BUILT) help --man --no-plugins > $(DESTDIR)$(PREFIX)/share/man/man1/ibid.1
	$(BUILT) completions bash --no-plugins > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/ibid
	$(BUILT) completions zsh --no-plugins > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_ibid
	$(BUILT) completions fish --no-plugins > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/ibid.fish
	@echo "installed: $(DESTDIR)$(PREFIX)/bin/ibid"

.PHONY: uninstall
uninstall:
	rm -rf $(DESTDIR)$(PREFIX)/share/ibid $(DESTDIR)$(PREFIX)/include/ibid
	-rmdir $(DESTDIR)$(PREFIX)/lib/ibid/plugins $(DESTDIR)$(PREFIX)/lib/ibid
	rm -f $(DESTDIR)$(PREFIX)/bin/ibid $(DESTDIR)$(PREFIX)/share/man/man1/ibid.1 \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions/ibid $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_ibid \
	    $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/ibid.fish

.PHONY: lint
lint: swift
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Plugins Tests

# Start-up, memory, and that cost grows with the input. IBID_SHARED may name the folder of shared test data.
.PHONY: bench
bench: bench-needs build
	Benchmarks/startup --ibid $(BUILT)
	Benchmarks/memory --ibid $(BUILT)
	Benchmarks/linear --ibid $(BUILT)

# The citation processor beside others, which pip brings into a folder of .build. IBID_SHARED names the shared test data.
.PHONY: bench-csl
bench-csl: bench-needs build
	IBID_BENCH=1 $(SWIFT) build -c release --static-swift-stdlib --product csl-insertions
	Benchmarks/csl --ibid $(BUILT) --insertions .build/release/csl-insertions --large

# What formats from outside cost beside the same format built in.
.PHONY: bench-plugins
bench-plugins: bench-needs
	IBID_BENCH=1 $(SWIFT) build $(RELEASE)
	IBID_BENCH=1 $(SWIFT) build -c release --static-swift-stdlib --product jsonlines-plugin
	Benchmarks/plugins --ibid $(BUILT) --library .build/release/libjsonlines-plugin.so

# Other projects' cases, field by field. IBID_SHARED names the shared test data.
.PHONY: conformance
conformance: build-needs
	$(SWIFT) run conformance --shared $(or $(IBID_SHARED),../shared)

# Conversion beside other programs, some of which pip brings into a folder of .build.
.PHONY: bench-convert
bench-convert: bench-needs build
	Benchmarks/convert --ibid $(BUILT)

.PHONY: fuzz
fuzz: build-needs
	Tests/Fuzz/run

.PHONY: clean
clean:
	$(SWIFT) package clean
