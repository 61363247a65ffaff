// Package jsondoc reads one JSON document of foreign origin, strictly.
//
// It is what the readers of package ingest share: the size and the depth are
// capped, duplicate member names and bytes behind the document are refused, a
// byte-order mark and UTF-16 are lived with and warned about, and every refusal
// is a [domain.Error] with a JSON Pointer (RFC 6901), a line and a column.
// Unknown members pass (RFC 7493 is kept otherwise).
package jsondoc
