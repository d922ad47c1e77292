package sheet

import (
	"strings"

	"creditportal/internal/fault"
)

// The keys of refused files.
const (
	KeyEmpty         = "sheet.fault.file_empty"
	KeyDamaged       = "sheet.fault.file_damaged"
	KeyFormat        = "sheet.fault.file_format"
	KeyEncrypted     = "sheet.fault.file_encrypted"
	KeyActiveContent = "sheet.fault.file_active_content"
	KeyBomb          = "sheet.fault.file_bomb"
	KeyEncoding      = "sheet.fault.file_encoding"    // Row, Column
	KeyLayout        = "sheet.fault.file_layout"      // Row
	KeySheetUnknown  = "sheet.fault.sheet_unknown"    // Name, Known
	KeyRows          = "sheet.fault.too_many_rows"    // Limit
	KeyColumns       = "sheet.fault.too_many_columns" // Row, Limit
	KeyCellLong      = "sheet.fault.cell_too_long"    // Row, Column, Limit
)

func refuse(key string, args fault.Args) error { return fault.New(fault.Invalid, key, args) }

// damaged refuses a file that stops being readable; cause is kept for the log.
func damaged(cause error) error {
	return &fault.Error{Kind: fault.Invalid, Key: KeyDamaged, Err: cause}
}

func refuseEncoding(row, column int) error {
	return refuse(KeyEncoding, fault.Args{"Row": row, "Column": column})
}

func refuseLayout(row int) error { return refuse(KeyLayout, fault.Args{"Row": row}) }

func refuseSheet(name string, known []string) error {
	return refuse(KeySheetUnknown, fault.Args{"Name": name, "Known": strings.Join(known, ", ")})
}

func refuseRows(limit int) error { return refuse(KeyRows, fault.Args{"Limit": limit}) }

func refuseColumns(row, limit int) error {
	return refuse(KeyColumns, fault.Args{"Row": row, "Limit": limit})
}

func refuseCell(row, column, limit int) error {
	return refuse(KeyCellLong, fault.Args{"Row": row, "Column": column, "Limit": limit})
}
