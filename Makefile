# Everything a person needs: make demo, make test.
CARGO ?= cargo
KROK = target/release/krok

.PHONY: demo test lint bench setup build

# Carries out the flagship procedure on the practice portal and leaves the evidence in screenshots/.
demo: setup build
	$(KROK) demo skrytki --headless

test: setup
	$(CARGO) test --locked --workspace

lint:
	$(CARGO) fmt --all --check
	$(CARGO) clippy --locked --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --workspace --no-deps

# Ratios against raw WebDriver calls, interleaved in one run.
bench: setup
	$(CARGO) bench --locked --bench overhead

build:
	$(CARGO) build --locked --release

setup:
	@webdriver/setup
