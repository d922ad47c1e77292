package content

import (
	"embed"
	"fmt"
	"slices"
	"sync"
)

//go:embed help/*.md
var helpFiles embed.FS

// The pages of help, in their order.
const (
	FAQ           = "faq"           // 常见问题
	Terms         = "terms"         // 名词解释
	Contact       = "contact"       // 联系与找错
	OpenData      = "open-data"     // 开放数据与接口
	Accessibility = "accessibility" // 无障碍声明
	Privacy       = "privacy"       // 隐私
	Statement     = "statement"     // 网站声明
)

// HelpPages returns the pages of help, which are part of the program.
func HelpPages() []Piece { return slices.Clone(mustHelp()) }

// mustHelp reads the pages; a page that cannot be read is a fault of the
// program, which its tests find.
var mustHelp = sync.OnceValue(func() []Piece {
	var pages []Piece
	for _, slug := range []string{FAQ, Terms, Contact, OpenData, Accessibility, Privacy, Statement} {
		text, err := helpFiles.ReadFile("help/" + slug + ".md")
		if err != nil {
			panic(fmt.Sprintf("reading the page of help %s: %v", slug, err))
		}
		f, err := ReadFile(string(text))
		if err != nil || f.Slug != slug || f.Wording.Column != Help {
			panic(fmt.Sprintf("reading the page of help %s: %v", slug, err))
		}
		pages = append(pages, Piece{Slug: slug, Shown: f.Wording})
	}
	return pages
})
