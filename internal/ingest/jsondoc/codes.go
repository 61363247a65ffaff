package jsondoc

import "fenceline/internal/domain"

// Codes of errors every reader can give. Params in brackets.
const (
	CodeEmpty     domain.Code = "json_empty"     // no byte but white space
	CodeSize      domain.Code = "json_size"      // [limit] in bytes
	CodeDepth     domain.Code = "json_depth"     // [limit line column]
	CodeTruncated domain.Code = "json_truncated" // [line column]
	CodeDuplicate domain.Code = "json_duplicate" // [name line column]
	CodeTrailing  domain.Code = "json_trailing"  // [line column]
	CodeEncoding  domain.Code = "json_encoding"  // [line column], not UTF-8
	CodeSyntax    domain.Code = "json_syntax"    // [line column]
	CodeType      domain.Code = "json_type"      // [want got line column], JSON type names
	CodeMissing   domain.Code = "member_missing" // [member]
	CodeDate      domain.Code = "member_date"    // [member value]
	CodeValue     domain.Code = "member_value"   // [member value]
	CodeWork      domain.Code = "too_much_work"  // [limit], references multiply beyond reason
	CodeRead      domain.Code = "read_failed"    // the source stopped giving bytes
)

// Codes of warnings every reader can give. Params in brackets.
const (
	WarnBOM   domain.Code = "text_bom"      // a byte-order mark was passed over
	WarnUTF16 domain.Code = "text_utf16"    // the document was UTF-16
	WarnNull  domain.Code = "entry_empty"   // a null or empty entry of a list was passed over
	WarnDate  domain.Code = "date_unread"   // [value], kept as not stated
	WarnZone  domain.Code = "date_no_zone"  // [value], read as UTC
	WarnMore  domain.Code = "warnings_more" // [count] warnings beyond those listed
)
