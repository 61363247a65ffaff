package ingest

import "fenceline/internal/domain"

// Codes of errors of the door. Params in brackets.
const (
	CodePathMissing domain.Code = "path_missing"    // [path]
	CodeUnreadable  domain.Code = "file_unreadable" // the system would not open or read it
	CodeEmpty       domain.Code = "file_empty"      // no byte but white space

	CodeLink      domain.Code = "link_refused"      // a symbolic or hard link
	CodeDevice    domain.Code = "device_refused"    // a device, pipe or socket
	CodeParent    domain.Code = "member_parent"     // [name] leads upwards by ".."
	CodeAbsolute  domain.Code = "member_absolute"   // [name] starts at a root or drive
	CodeBackslash domain.Code = "member_backslash"  // [name] has a backslash
	CodeName      domain.Code = "member_name"       // [name] is empty, too long or has control characters
	CodeTwice     domain.Code = "member_twice"      // [name] stands in the archive more than once
	CodeEncrypted domain.Code = "member_encrypted"  // the member needs a password
	CodeMethod    domain.Code = "member_method"     // [method] of compression is not read
	CodeFiles     domain.Code = "limit_files"       // [limit] files or members
	CodeBytes     domain.Code = "limit_bytes"       // [limit] bytes in one document
	CodeTotal     domain.Code = "limit_total"       // [limit] bytes in one import
	CodeRatio     domain.Code = "limit_ratio"       // [limit] times its packed size
	CodeDepth     domain.Code = "limit_depth"       // [limit] archives inside archives
	CodeNested    domain.Code = "limit_nested"      // [limit] bytes of an archive inside an archive
	CodeWindow    domain.Code = "limit_window"      // [limit] bytes of memory that unpacking would take
	CodeTruncated domain.Code = "archive_truncated" // [format] ends early; what follows is not read
	CodeChecksum  domain.Code = "archive_checksum"  // [format] does not match its own checksum
	CodeBroken    domain.Code = "archive_broken"    // [format] cannot be read; what follows is not read
	CodePacked    domain.Code = "archive_unread"    // [format] is an archive of a sort that is not read

	CodeSBOM      domain.Code = "sbom_needs_asset"      // [format]: an inventory, not an advisory
	CodeInventory domain.Code = "inventory_needs_asset" // [format] a list of what runs on a machine
	CodeUnread    domain.Code = "format_unread"         // [format] is known by name and not read
	CodeNoDay     domain.Code = "epss_no_day"           // scores say their day neither themselves nor by the file's name
	CodeUnknown   domain.Code = "format_unknown"        // nothing this program knows
)
