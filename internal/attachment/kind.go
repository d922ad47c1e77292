package attachment

import (
	"bytes"
	"mime"
	"path"
	"slices"
	"strings"

	"creditportal/internal/fault"
)

// Kind is what an attachment is.
type Kind string

// The kinds that are taken.
const (
	PDF  Kind = "pdf"
	JPEG Kind = "jpeg"
	PNG  Kind = "png"
)

// Kinds lists every kind, in the order in which they are named to people.
func Kinds() []Kind { return []Kind{PDF, JPEG, PNG} }

// trait is how a kind is recognised.
type trait struct {
	media      string
	extensions []string // the first is given to what is kept
	declared   []string // other names that programs have for the media type
	signature  []byte   // the first bytes of the content
}

var traits = map[Kind]trait{
	PDF: {"application/pdf", []string{".pdf"}, []string{"application/x-pdf"}, []byte("%PDF-")},
	JPEG: {
		"image/jpeg",
		[]string{".jpg", ".jpeg", ".jpe", ".jfif"},
		[]string{"image/jpg", "image/pjpeg"},
		[]byte("\xff\xd8\xff"),
	},
	PNG: {"image/png", []string{".png"}, []string{"image/x-png"}, []byte("\x89PNG\r\n\x1a\n")},
}

// undeclared are what programs write that do not know a media type.
var undeclared = []string{"", "application/octet-stream"}

// Media returns the media type under which the kind is served.
func (k Kind) Media() string { return traits[k].media }

// Extensions returns the endings of names that the kind may have.
func (k Kind) Extensions() []string { return slices.Clone(traits[k].extensions) }

// Limits say how much is taken; sizes of this house, not of a law.
type Limits struct {
	Bytes    int64 // of one file
	Files    int   // of one request
	Together int64 // bytes of one request
	Pixels   int   // of one picture
	Waiting  int   // files of one account that no request has been filed with
}

const mebibyte = 1 << 20

// Usual are the limits of every form.
func Usual() Limits {
	return Limits{Bytes: 10 * mebibyte, Files: 20, Together: 50 * mebibyte, Pixels: 40_000_000, Waiting: 60}
}

// MiB returns the size of one file in the unit that people read.
func (l Limits) MiB() int64 { return l.Bytes / mebibyte }

// MegaPixels returns the size of a picture in the unit that cameras are sold by.
func (l Limits) MegaPixels() int { return l.Pixels / 1_000_000 }

// Claimed returns the kind that a file says it is, by the ending of its name
// and the media type declared with it; fault.Invalid where it claims none, or
// two.
func Claimed(name, declared string) (Kind, error) {
	ending := strings.ToLower(path.Ext(name))
	media, _, err := mime.ParseMediaType(declared)
	if err != nil {
		media = strings.ToLower(strings.TrimSpace(declared))
	}
	for _, k := range Kinds() {
		t := traits[k]
		if !slices.Contains(t.extensions, ending) {
			continue
		}
		if media == t.media || slices.Contains(t.declared, media) || slices.Contains(undeclared, media) {
			return k, nil
		}
		return "", Disguised()
	}
	return "", fault.New(fault.Invalid, "attachment.fault.wrong_type", nil)
}

// Agree says whether the content begins as the claimed kind does;
// fault.Invalid where it is empty or something else.
func Agree(claimed Kind, content []byte) error {
	if len(content) == 0 {
		return fault.New(fault.Invalid, "attachment.fault.empty", nil)
	}
	if t, known := traits[claimed]; !known || !bytes.HasPrefix(content, t.signature) {
		return Disguised()
	}
	return nil
}
