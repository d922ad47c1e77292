// Package migrations embeds the schema of both databases: forward-only files
// of the same names in mysql and sqlite; those for servers speak to MySQL and MariaDB alike.
package migrations

import "embed"

// Files holds the folders mysql and sqlite.
//
//go:embed mysql/*.sql sqlite/*.sql
var Files embed.FS
