package portal

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"creditportal/internal/fault"
	"creditportal/internal/i18n"
)

// Console is where a command speaks: in one language, results on Out, progress
// and refusals on Err.
type Console struct {
	*i18n.Printer

	Out io.Writer
	Err io.Writer
	// Live says that Err is a terminal, so that progress may be redrawn.
	Live bool
}

// Stdio returns a console on the standard streams. It speaks English when the
// first setting that is not empty begins with "en", otherwise Chinese.
func Stdio(settings ...string) *Console {
	lang := i18n.Chinese
	for _, s := range settings {
		if s != "" {
			if strings.HasPrefix(strings.ToLower(s), "en") && s != settings[len(settings)-1] {
				lang = i18n.English
			}
			break
		}
	}
	info, err := os.Stderr.Stat()
	live := err == nil && info.Mode()&os.ModeCharDevice != 0
	return &Console{Printer: i18n.Default().Printer(lang), Out: os.Stdout, Err: os.Stderr, Live: live}
}

// Words returns every message whose key begins with the prefix.
func (c *Console) Words(prefix string) map[string]string {
	words := map[string]string{}
	for _, key := range i18n.Default().Keys() {
		if strings.HasPrefix(key, prefix) {
			words[key] = c.T(key)
		}
	}
	return words
}

// Say writes the message of the key as one line of the result.
func (c *Console) Say(key string, args ...any) { fmt.Fprintln(c.Out, c.T(key, args...)) }

// Note writes the message of the key as one line beside the result.
func (c *Console) Note(key string, args ...any) { fmt.Fprintln(c.Err, c.T(key, args...)) }

// JSON writes v as indented JSON.
func (c *Console) JSON(v any) error {
	enc := json.NewEncoder(c.Out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}

// Fail writes why a command failed: a refusal in one plain sentence, anything
// else as it is. An error that has been told already stays silent.
func (c *Console) Fail(err error) {
	var told toldError
	if errors.As(err, &told) {
		return
	}
	var f *fault.Error
	if errors.As(err, &f) {
		fmt.Fprintln(c.Err, c.Fault(f))
		return
	}
	fmt.Fprintln(c.Err, c.T("command.failed", "Reason", err.Error()))
}
