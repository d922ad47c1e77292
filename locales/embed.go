// Package locales holds every sentence the portal says, one file a noun and
// language: <noun>.zh-CN.toml and <noun>.en.toml, side by side.
package locales

import "embed"

// Files are the message files of all languages.
//
//go:embed *.toml
var Files embed.FS
