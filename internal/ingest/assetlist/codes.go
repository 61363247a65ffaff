package assetlist

import "fenceline/internal/domain"

// Codes of errors beside those of package table, which asks about columns and dates. Params in brackets. Those of
// rows refuse one row; the others the list.
const (
	CodeEmpty  domain.Code = "list_empty"  // a header and no row
	CodeHeader domain.Code = "list_header" // [columns] no column that names an asset

	RowNameless domain.Code = "row_nameless" // nothing in it names an asset
	RowCells    domain.Code = "row_cells"    // [cells columns] more cells than columns
	RowValue    domain.Code = "row_value"    // [column value] a cell that cannot be read
	RowHost     domain.Code = "row_host"     // [value] no host name and no address
)

// Codes of warnings. Params in brackets.
const (
	WarnUnread  domain.Code = "columns_unread"  // [columns] not mapped to any fact
	WarnMAC     domain.Code = "mac_unread"      // [count] cells with no hardware address in them
	WarnIP      domain.Code = "ip_unread"       // [count] cells with no address in them
	WarnComment domain.Code = "lines_commented" // [count]
)

const op = "read asset list"

func refuse(code domain.Code, place string, params domain.Params) error {
	return &domain.Error{Kind: domain.Invalid, Op: op, Place: place, Code: code, Params: params}
}
