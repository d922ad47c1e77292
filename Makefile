# The two commands of README.md are `go run ./cmd/portal demo` and `make check`.

export CGO_ENABLED ?= 0

.PHONY: check test bench nightly generate fmt screenshots

## check: everything that must hold; CI runs this and nothing else
check:
	scripts/check.sh

## test: the tests on SQLite alone, quick
test:
	go test ./...

## bench: the figures of docs/benchmarks.md, as ratios in one run
bench:
	scripts/bench.sh

## nightly: longer proofs: fuzzing, volume, injection
nightly:
	scripts/nightly.sh

## generate: write the generated files anew, always from the top of the repository
generate:
	go tool templ generate -log-level error
	go generate ./...

## fmt: format templates and Go
fmt:
	go tool templ fmt templates
	gofmt -w $$(git ls-files '*.go' ':!*_templ.go')

## screenshots: take the four pictures of docs/screenshots anew
screenshots:
	scripts/screenshots.sh
