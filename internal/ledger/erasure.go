package ledger

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
)

// ErrErasures says that the erasure list is not as it was written: somebody changed
// it, or part of it is gone.
var ErrErasures = errors.New("the erasure list is not as it was written")

// Erasures is the erasure list: a file outside the database and its backups, to which
// lines are added and from which none is taken, so that a restored backup brings back
// nothing that had ended. Each line has a mark that depends on the line before. Several
// processes may write; who is killed leaves at most a torn last line, which the next
// takes off.
type Erasures struct {
	name  string
	marks Marks

	mu    sync.Mutex
	file  *os.File
	end   int64  // up to where the file was read
	last  []byte // mark of the last line
	fates []Fate // by line, from 1
}

// The words that begin a line.
const (
	listWord   = "portal-erasures/1"
	intentWord = "intent"
	doneWord   = "done"
	voidWord   = "void"
)

// ownAlone are the rights on files that only the portal may read.
const ownAlone = 0o600

// OpenErasures opens the list in the file of the name; make says whether to begin one
// where there is none. It returns os.ErrNotExist for none, ErrErasures for a list that
// was changed.
func OpenErasures(name string, marks Marks, create bool) (*Erasures, error) {
	flags := os.O_RDWR
	if create {
		flags |= os.O_CREATE
	}
	file, err := os.OpenFile(filepath.Clean(name), flags, ownAlone)
	if err != nil {
		return nil, fmt.Errorf("opening the erasure list: %w", err)
	}
	l := &Erasures{name: name, marks: marks, file: file, fates: make([]Fate, 1)}
	if err := l.locked(func() error { return nil }); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return l, SyncDir(filepath.Dir(name))
}

// Name is the name of the file.
func (l *Erasures) Name() string { return l.name }

// Close gives the file back.
func (l *Erasures) Close() error { return l.file.Close() }

// Intend adds a line for each text, which holds no line break, and returns the first
// of their numbers; the others follow. When it returns no error the lines are on the
// disk, and the transaction that they speak of may be committed.
func (l *Erasures) Intend(texts ...string) (int64, error) {
	var first int64
	err := l.locked(func() error {
		first = int64(len(l.fates))
		words := make([]string, len(texts))
		for i, text := range texts {
			if strings.Contains(text, "\n") {
				return errors.New("a line of the erasure list holds a line break")
			}
			words[i] = intentWord + " " + strconv.FormatInt(first+int64(i), 10) + " " + text
		}
		return l.add(true, words...)
	})
	return first, err
}

// Settle says what became of the lines; what is settled already stays as it is. The
// word may be lost with the machine: whoever finds none asks the database.
func (l *Erasures) Settle(fate Fate, lines ...int64) error {
	word := doneWord
	if fate == Void {
		word = voidWord
	}
	return l.locked(func() error {
		var words []string
		for _, line := range lines {
			if line < 1 || line >= int64(len(l.fates)) {
				return fmt.Errorf("settling line %d: %w", line, ErrErasures)
			}
			if l.fates[line] == Intended {
				words = append(words, word+" "+strconv.FormatInt(line, 10))
			}
		}
		return l.add(false, words...)
	})
}

// Unsettled are the lines of which nobody has said yet what became of them.
func (l *Erasures) Unsettled() ([]int64, error) {
	var open []int64
	err := l.locked(func() error {
		for line, fate := range l.fates {
			if fate == Intended {
				open = append(open, int64(line))
			}
		}
		return nil
	})
	return open, err
}

// Each gives the lines, the oldest first.
func (l *Erasures) Each(see func(Erasure) error) error {
	var end int64
	var fates []Fate
	err := l.locked(func() error {
		end, fates = l.end, append(fates, l.fates...)
		return nil
	})
	if err != nil {
		return err
	}
	lines := bufio.NewReader(io.NewSectionReader(l.file, 0, end))
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return beyondEnd(err)
		}
		word, n, text := cutLine(line[:bytes.LastIndexByte(line, ' ')])
		if word != intentWord {
			continue
		}
		if err := see(Erasure{Line: n, Text: text, Fate: fates[n]}); err != nil {
			return err
		}
	}
}

// locked does something while no other process writes, with what others wrote read.
func (l *Erasures) locked(do func() error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for {
		err := syscall.Flock(int(l.file.Fd()), syscall.LOCK_EX)
		if err == nil {
			break
		}
		if !errors.Is(err, syscall.EINTR) {
			return fmt.Errorf("locking the erasure list: %w", err)
		}
	}
	defer func() { _ = syscall.Flock(int(l.file.Fd()), syscall.LOCK_UN) }()
	if err := l.read(); err != nil {
		return err
	}
	return do()
}

// read reads what is new in the file. What stands behind the last whole line was being
// written when its writer died: it is taken off.
func (l *Erasures) read() error {
	info, err := l.file.Stat()
	if err != nil {
		return fmt.Errorf("reading the erasure list: %w", err)
	}
	size := info.Size()
	if size < l.end {
		return fmt.Errorf("%w: it is shorter than it was", ErrErasures)
	}
	lines := bufio.NewReader(io.NewSectionReader(l.file, l.end, size-l.end))
	for l.end < size {
		line, err := lines.ReadBytes('\n')
		if err := beyondEnd(err); err != nil {
			return err
		}
		if !l.take(line) {
			if bytes.HasSuffix(line, []byte("\n")) {
				return fmt.Errorf("%w: after byte %d", ErrErasures, l.end)
			}
			return l.cut()
		}
	}
	if l.end == 0 {
		return l.add(true, listWord)
	}
	return nil
}

// beyondEnd is nil at the end of the list.
func beyondEnd(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return nil
	}
	return fmt.Errorf("reading the erasure list: %w", err)
}

// cut takes off what stands behind the last whole line.
func (l *Erasures) cut() error {
	if err := l.file.Truncate(l.end); err != nil {
		return fmt.Errorf("taking a torn line off the erasure list: %w", err)
	}
	if l.end == 0 {
		return l.add(true, listWord)
	}
	return nil
}

// take takes a line that was read, and says whether it is one that follows.
func (l *Erasures) take(line []byte) bool {
	at := bytes.LastIndexByte(line, ' ')
	if at < 0 || !bytes.HasSuffix(line, []byte("\n")) {
		return false
	}
	mark, err := base64.RawURLEncoding.DecodeString(string(line[at+1 : len(line)-1]))
	if err != nil || !l.marks.Marked(append(bytes.Clone(l.last), line[:at]...), mark) {
		return false
	}
	word, n, _ := cutLine(line[:at])
	switch {
	case word == listWord:
		if l.end > 0 {
			return false
		}
	case word == intentWord && n == int64(len(l.fates)):
		l.fates = append(l.fates, Intended)
	case (word == doneWord || word == voidWord) && n > 0 && n < int64(len(l.fates)):
		l.fates[n] = map[string]Fate{doneWord: Happened, voidWord: Void}[word]
	default:
		return false
	}
	l.last, l.end = mark, l.end+int64(len(line))
	return true
}

// cutLine cuts a line without its mark into its parts.
func cutLine(line []byte) (word string, n int64, text string) {
	word, rest, _ := strings.Cut(string(line), " ")
	number, text, _ := strings.Cut(rest, " ")
	n, _ = strconv.ParseInt(number, 10, 64) // no number is no line
	return word, n, text
}

// add writes lines, onto the disk if sure, and takes them.
func (l *Erasures) add(sure bool, words ...string) error {
	if len(words) == 0 {
		return nil
	}
	var out bytes.Buffer
	last := l.last
	var lines [][]byte
	for _, text := range words {
		mark := l.marks.Mark(append(bytes.Clone(last), text...))
		from := out.Len()
		out.WriteString(text + " " + base64.RawURLEncoding.EncodeToString(mark) + "\n")
		lines, last = append(lines, bytes.Clone(out.Bytes()[from:])), mark
	}
	_, err := l.file.WriteAt(out.Bytes(), l.end)
	if err == nil && sure {
		err = l.file.Sync()
	}
	if err != nil {
		return fmt.Errorf("writing the erasure list: %w", errors.Join(err, l.file.Truncate(l.end)))
	}
	for _, line := range lines {
		if !l.take(line) {
			return fmt.Errorf("%w: a line does not read as it was written", ErrErasures)
		}
	}
	return nil
}
