package portal

import (
	"errors"

	"creditportal/internal/fault"
)

// The exit codes; scripts rely on them.
const (
	exitOK        = 0
	exitFailure   = 1
	exitUsage     = 2
	exitConfig    = 3
	exitDatabase  = 4
	exitMigration = 5
	exitRefused   = 6
	exitLater     = 75
)

// exitError carries the exit code that an error asks for.
type exitError struct {
	code int
	err  error
}

func (e exitError) Error() string { return e.err.Error() }
func (e exitError) Unwrap() error { return e.err }

// toldError is an error whose reasons have been printed already.
type toldError struct{ code int }

func (toldError) Error() string { return "told" }

// withCode makes err end the program with the code.
func withCode(code int, err error) error { return exitError{code, err} }

// refuse is a refusal that ends the program with the code.
func refuse(code int, key string, args fault.Args) error {
	return withCode(code, fault.New(fault.Invalid, key, args))
}

// ExitCode returns the exit code for what a command returned: 0 ok, 1 failure,
// 2 usage, 3 configuration or book, 4 database, 5 migration, 6 data refused,
// 75 later.
func ExitCode(err error) int {
	if err == nil {
		return exitOK
	}
	var told toldError
	if errors.As(err, &told) {
		return told.code
	}
	var exit exitError
	if errors.As(err, &exit) {
		return exit.code
	}
	if fault.Is(err, fault.Busy) || fault.Is(err, fault.Unavailable) {
		return exitLater
	}
	var f *fault.Error
	if errors.As(err, &f) {
		return exitRefused
	}
	return exitFailure
}
