// Package static holds the sources of style sheet, modules and drawings. They
// are joined, minified and addressed by their content when the portal starts.
package static

import "embed"

// Files are the sources, in the folders css, js and img.
//
//go:embed css js img
var Files embed.FS
