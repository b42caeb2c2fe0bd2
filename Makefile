# Everything a person needs: make demo, make test.
CARGO ?= cargo
KROK = target/release/krok

# Page tests, then the flagship on the practice portal; the first are the modules `page_…` of tests/suite.
IN_FIREFOX = page_scripts:: page_fields:: page_forms:: page_sights:: page_structure:: page_waits:: page_runs:: page_persons:: portal_runs::

FUZZ_TARGETS ?= runbook profile trail bundle token archive
FUZZ_SECONDS ?= 600

.PHONY: demo test test-firefox torture threats planted fuzz lint bench setup setup-firefox build

# Carries out the whole instruction for one office on the practice portals and leaves the evidence in screenshots/.
demo: setup build
	$(KROK) demo --headless

# Every part runs, even after one that fails: a run takes half an hour.
test: setup
	@tests/accessibility/setup
	$(CARGO) test --locked --workspace --no-fail-fast

# The second browser; `make test` needs none of it.
test-firefox: setup-firefox
	KROK_BROWSER=firefox $(CARGO) test --locked --test suite -- $(IN_FIREFOX)

PART ?= 1/1

# Every situation that a killed run can leave, every call that its disk can refuse, every fault in every step: each continued for real.
# Takes some two hours: PART=2/8 tries every eighth point, beginning with the second.
torture: setup
	KROK_TORTURE=$(PART) $(CARGO) test --locked --test suite -- --nocapture crash:: disk:: recovering:: knobs::

# The threat table at full size: minutes, and no browser.
threats:
	KROK_TORTURE=1/1 $(CARGO) test --locked --test suite -- --nocapture threats:: outside_checks::

# Plants five bugs, one after the other, in a copy: the suite has to catch each.
planted:
	@CARGO="$(CARGO)" tests/planted/run

# Feeds spoiled inputs to the readers of files from anybody, one target after the other; FUZZ_SECONDS for each.
# Needs nightly Rust and cargo-fuzz: rustup toolchain install nightly; cargo install cargo-fuzz --locked
fuzz:
	@for target in $(FUZZ_TARGETS); do \
		mkdir -p fuzz/corpus/$$target && \
		$(CARGO) +nightly fuzz run $$target fuzz/corpus/$$target tests/corpora/$$target -- \
			-max_total_time=$(FUZZ_SECONDS) -timeout=20 -max_len=60000 || exit 1; \
	done

lint:
	$(CARGO) fmt --all --check
	$(CARGO) clippy --locked --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --workspace --no-deps

# How long a reviewer waits for a large bundle; then ratios against raw WebDriver calls, interleaved in one run.
bench: setup
	$(CARGO) bench --locked --bench verify
	$(CARGO) bench --locked --bench overhead

build:
	$(CARGO) build --locked --release

setup:
	@webdriver/setup

setup-firefox:
	@webdriver/setup-firefox
