package sbom

import "fenceline/internal/domain"

// Codes of errors beside those of package jsondoc. Params in brackets.
const (
	CodeNotSBOM     domain.Code = "not_an_sbom"         // [format] of what it is instead, "unknown" where not told
	CodeNotation    domain.Code = "unsupported_sbom"    // [format] an SBOM in a notation that is not read: "SPDX YAML"
	CodeVersion     domain.Code = "unsupported_version" // [format version] of a specification that is not read
	CodeName        domain.Code = "sbom_format_name"    // [found] the member that must say which format it is does not
	CodeEncoding    domain.Code = "text_encoding"       // [encoding] declared and not read
	CodeMismatch    domain.Code = "text_mismatch"       // [encoding] declared, and the bytes are something else
	CodeXMLSyntax   domain.Code = "xml_syntax"          // [line column]
	CodeXMLCut      domain.Code = "xml_truncated"       // [line column]
	CodeXMLDepth    domain.Code = "xml_depth"           // [limit line column]
	CodeTagValueCut domain.Code = "tag_value_truncated" // [tag line] a <text> that never ends
	CodeTagValue    domain.Code = "tag_value_syntax"    // []
)

// Codes of warnings beside those of package jsondoc. Params in brackets.
const (
	WarnNothing         domain.Code = "no_components"    // nothing in it can be identified
	WarnNotSoftware     domain.Code = "not_software"     // [type count] entries left out
	WarnRecovered       domain.Code = "recovered"        // [type count] entries the library passed over, kept
	WarnRefused         domain.Code = "library_refused"  // [reason] the snapshot rests on the first pass alone
	WarnMember          domain.Code = "member_unread"    // the library cannot take the member at this place
	WarnPURL            domain.Code = "purl_unread"      // [purl reason]
	WarnPURLs           domain.Code = "purls_unread"     // [count] in all, more than are named
	WarnLine            domain.Code = "line_unread"      // a line that is no tag and value
	WarnLines           domain.Code = "lines_unread"     // [count] in all, more than are named
	WarnUTF8            domain.Code = "invalid_utf8"     // [count] bytes that are no UTF-8 were replaced
	WarnUnnamed         domain.Code = "without_name"     // [count]
	WarnWithoutIdentity domain.Code = "without_identity" // [count]
	WarnCPEs            domain.Code = "cpes_left_out"    // [count] beyond what one component may have
	WarnNull            domain.Code = "null_entries"     // [count] null where an entry should be
	WarnDuplicates      domain.Code = "duplicates"       // [count] entries listed again
	WarnClaims          domain.Code = "claims_beside"    // [count] vulnerabilities: they are read as an advisory, not here
	WarnUncounted       domain.Code = "uncounted"        // [count] packages only the library saw
)
