package inventory

import "fenceline/internal/domain"

// Codes of errors beside those of packages jsondoc and table. Params in brackets.
const (
	CodeUnknown   domain.Code = "inventory_unknown" // not recognised
	CodeForeign   domain.Code = "inventory_foreign" // [format] known by name and not read
	CodeShape     domain.Code = "inventory_shape"   // [format] recognised, and not as it has to be
	CodeCollected domain.Code = "collected_version" // [version] of the form of collected files
	CodeDamaged   domain.Code = "collected_damaged" // its hash does not fit
	CodeLine      domain.Code = "inventory_line"    // [format line]
)

// Codes of warnings. Params in brackets.
const (
	WarnNothing    domain.Code = "no_components"          // nothing in it can be identified
	WarnNotSoft    domain.Code = "not_software"           // [type count]
	WarnNoIdentity domain.Code = "without_identity"       // [count]
	WarnDuplicates domain.Code = "duplicates"             // [count]
	WarnSystem     domain.Code = "distribution_unknown"   // [count] packages of a distribution that is not stated
	WarnBuild      domain.Code = "windows_build"          // [build] not in the table of releases
	WarnRevision   domain.Code = "windows_revision"       // the update revision is not stated
	WarnLines      domain.Code = "inventory_lines_unread" // [count] lines that are no entry
	WarnRestart    domain.Code = "restart_pending"        // [why running]
	WarnCollector  domain.Code = "collector_note"         // [note] what the collector could not read
	WarnRules      domain.Code = "programs_unruled"       // [count all] programs without a rule
)

const op = "read inventory"

func refuse(kind domain.Kind, code domain.Code, place string, params domain.Params, cause error) error {
	return &domain.Error{Kind: kind, Op: op, Place: place, Code: code, Params: params, Err: cause}
}
