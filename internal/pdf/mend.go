package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf16"
)

// errShape says that the library writes documents in another shape than before.
var errShape = errors.New("the document has a shape that is not known")

// mend corrects what the library writes wrong, so that whoever copies a name
// out of a letter gets that name: characters outside the basic plane are given
// to readers as pairs (ISO 32000, 9.10.3), a hundred at a time; and the document
// says its language. The index of the objects is written anew.
func mend(doc []byte) ([]byte, error) {
	offsets, end, err := index(doc)
	if err != nil {
		return nil, err
	}
	out := bytes.NewBuffer(make([]byte, 0, len(doc)+1024)) //nolint:mnd // a little more than before
	out.Write(doc[:offsets[0]])
	moved := make([]int, len(offsets))
	for i, from := range offsets {
		until := end
		if i+1 < len(offsets) {
			until = offsets[i+1]
		}
		moved[i] = out.Len()
		out.Write(mended(doc[from:until]))
	}
	at := out.Len()
	fmt.Fprintf(out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, offset := range moved {
		fmt.Fprintf(out, "%010d 00000 n \n", offset)
	}
	trailer := bytes.Index(doc[end:], []byte("trailer"))
	last := bytes.LastIndex(doc, []byte("startxref"))
	if trailer < 0 || last < end {
		return nil, errShape
	}
	out.Write(doc[end+trailer : last])
	fmt.Fprintf(out, "startxref\n%d\n%%%%EOF\n", at)
	return out.Bytes(), nil
}

// index reads where each object begins, and where their index does.
func index(doc []byte) ([]int, int, error) {
	last := bytes.LastIndex(doc, []byte("startxref"))
	if last < 0 {
		return nil, 0, errShape
	}
	fields := bytes.Fields(doc[last:])
	if len(fields) < 2 { //nolint:mnd // the word and the number
		return nil, 0, errShape
	}
	at, err := strconv.Atoi(string(fields[1]))
	if err != nil || at < 0 || at > last {
		return nil, 0, errShape
	}
	var offsets []int
	for line := range bytes.Lines(doc[at:last]) {
		entry := bytes.Fields(line)
		if len(entry) == 3 && string(entry[2]) == "n" { //nolint:mnd // offset, generation, kind
			offset, err := strconv.Atoi(string(entry[0]))
			if err != nil || offset > at {
				return nil, 0, errShape
			}
			offsets = append(offsets, offset)
		}
	}
	if len(offsets) == 0 {
		return nil, 0, errShape
	}
	return offsets, at, nil
}

// mended is the object with what is wrong in it corrected.
func mended(object []byte) []byte {
	switch {
	case bytes.Contains(object, []byte("/Type /Catalog")):
		return bytes.Replace(object, []byte("/Type /Catalog"),
			[]byte("/Type /Catalog\n  /Lang (zh-CN)\n  /ViewerPreferences << /DisplayDocTitle true >>"), 1)
	case bytes.Contains(object, []byte("/CIDInit /ProcSet")):
		return characters(object)
	default:
		return object
	}
}

// mostRanges is how many entries one list of a character map may have.
const mostRanges = 100

// characters is the object that says which character each sign is, as the
// standard wants it.
func characters(object []byte) []byte {
	name, _, _ := bytes.Cut(object, []byte("\n"))
	var body bytes.Buffer
	body.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	signs := signsOf(object)
	for len(signs) > 0 {
		n := min(len(signs), mostRanges)
		fmt.Fprintf(&body, "%d beginbfchar\n", n)
		for _, s := range signs[:n] {
			body.WriteString(s)
		}
		body.WriteString("endbfchar\n")
		signs = signs[n:]
	}
	body.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return fmt.Appendf(nil, "%s\n<< /Length %d >>\nstream\n%sendstream\nendobj\n", name, body.Len(), body.String())
}

// signsOf reads the lines <glyph><glyph><character> of the library.
func signsOf(object []byte) []string {
	var signs []string
	for line := range bytes.Lines(object) {
		var glyph, until int
		var char rune
		if n, err := fmt.Sscanf(string(line), "<%X><%X><%X>", &glyph, &until, &char); err != nil || n != 3 {
			continue
		}
		text := ""
		for _, unit := range utf16.Encode([]rune{char}) {
			text += fmt.Sprintf("%04X", unit)
		}
		signs = append(signs, fmt.Sprintf("<%04X> <%s>\n", glyph, text))
	}
	return signs
}
