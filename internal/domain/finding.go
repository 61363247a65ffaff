package domain

// Verdict is what is known of a component and a statement.
type Verdict string

// Verdicts. Unknown is never clean: what cannot be told is said so.
const (
	Affected    Verdict = "affected"
	NotAffected Verdict = "not_affected"
	CannotTell  Verdict = "cannot_tell"
)

// Confidence is how sure the identity of the component is.
type Confidence string

// Confidences, strongest first.
const (
	Certain  Confidence = "certain"   // same purl, hash or serial
	Likely   Confidence = "likely"    // vendor and product equal after normalisation
	Check    Confidence = "check"     // close, worth a look
	NameOnly Confidence = "name_only" // never makes a task by itself
)

// Reason is why a verdict was given: a code with parameters, put into a
// sentence by package words.
type Reason struct {
	Code   Code   `json:"code"`
	Params Params `json:"params,omitzero"`
}

// Codes of reasons. Parameters: component, version, fixed, range, scheme,
// advisory, ecosystem, as the sentence needs them.
const (
	ReasonInRange            Code = "in_range"            // version lies in the affected set
	ReasonListed             Code = "version_listed"      // version is one of the listed ones
	ReasonAllVersions        Code = "all_versions"        // every version is affected
	ReasonFixedReached       Code = "fixed_reached"       // version is at or past the first fixed one
	ReasonBelowRange         Code = "below_range"         // version is older than the first affected one
	ReasonOutsideRange       Code = "outside_range"       // version lies between or past the affected ranges
	ReasonNotListed          Code = "version_not_listed"  // the exact list does not hold it
	ReasonStatedNotAffected  Code = "stated_not_affected" // the publisher says so
	ReasonStatedFixed        Code = "stated_fixed"        // the publisher lists this version as fixed
	ReasonUnderInvestigation Code = "under_investigation" // the publisher does not know yet
	ReasonNoVersion          Code = "no_version"          // the component has no version
	ReasonVersionUnreadable  Code = "version_unreadable"  // the installed value cannot be ordered
	ReasonRangeUnread        Code = "range_unread"        // the statement's versions cannot be read
	ReasonNoRange            Code = "no_range"            // the statement names no versions
	ReasonSchemeUnknown      Code = "scheme_unknown"      // no order of versions is known for the product
	ReasonOtherStream        Code = "other_stream"        // the advisory speaks of another release
	ReasonOtherModule        Code = "other_module"        // the advisory speaks of one stream of a module, and it is not known which one is installed
	ReasonRelationship       Code = "relationship_unread" // the statement needs a second product beside it
	ReasonBesideAbsent       Code = "beside_other"        // the second product is there in a version that is not meant
	ReasonGitRange           Code = "git_range"           // commits, not versions
	ReasonDisputed           Code = "disputed"            // a weaker-trusted statement contradicts
	ReasonOwnNotAffected     Code = "own_not_affected"    // a decision of this desk: [decision], [justification]
	ReasonOwnFixed           Code = "own_fixed"           // the same, by a fix that publishers do not know of
	ReasonOwnAffected        Code = "own_affected"        // a decision of this desk
	ReasonOwned              Code = "owned_package"       // its files belong to a distribution's package, of which something is stated
	ReasonOwnedSilent        Code = "owned_silent"        // they do, and nothing is stated of that package and this flaw
	ReasonNoSource           Code = "no_source"           // no loaded source speaks of this ecosystem
	ReasonCondition          Code = "condition_unchecked" // the version is meant, if something else holds that cannot be seen
	ReasonUndecided          Code = "version_undecided"   // the versions stated and installed are not surely in order
	ReasonOtherBranch        Code = "other_branch"        // no fix is stated for the branch the version belongs to
	ReasonFixInstalled       Code = "fix_installed"       // one of the updates that cure it is installed
	ReasonNameOnly           Code = "name_only"           // names agree, nothing else
)

// Finding is a component met by a statement. It is derived, can be rebuilt, and
// holds no times.
type Finding struct {
	ID            string      `json:"id"` // hash of component and statement
	Asset         string      `json:"asset"`
	Component     string      `json:"component"` // Component.ID
	Key           PackageKey  `json:"key"`       // the identity that matched
	Name          string      `json:"name"`
	Version       string      `json:"version,omitzero"`
	Place         string      `json:"place,omitzero"`
	Advisory      AdvisoryKey `json:"advisory"`
	Revision      string      `json:"revision"`
	Statement     int         `json:"statement"` // index in Advisory.Statements
	Vulnerability string      `json:"vulnerability"`
	Aliases       []string    `json:"aliases,omitzero"` // all names of the alias group, sorted, Vulnerability included
	Verdict       Verdict     `json:"verdict"`
	Disputed      bool        `json:"disputed,omitzero"`
	Reason        Reason      `json:"reason"`
	Confidence    Confidence  `json:"confidence"`
	Badge         Badge       `json:"badge"`
	Fixed         string      `json:"fixed,omitzero"`    // smallest version that clears it on the installed branch
	FixKind       FixKind     `json:"fix_kind,omitzero"` // what would clear it: update, mitigation or watch
	Updates       []string    `json:"updates,omitzero"`  // labels of updates that bring Fixed, any of them: "KB5044273"; sorted
	Cure          string      `json:"cure,omitzero"`     // fingerprint of the publisher's advice; equal in revisions that advise the same
	Severity      float64     `json:"severity,omitzero"` // highest CVSS base of the vulnerability
	Decision      string      `json:"decision,omitzero"` // the desk's own decision that gave the verdict
	Stated        Verdict     `json:"stated,omitzero"`   // what the publishers' statements come to without it
}

// FixKind is what clears findings.
type FixKind string

// Kinds of fix. A finding knows the first three of an update alone: which sort of
// update a task is follows from what is updated.
const (
	FixUpdate     FixKind = "update"        // a version to install
	FixBuild      FixKind = "windows_build" // a build of Windows, by any of the updates that bring it
	FixFirmware   FixKind = "firmware"      // a version of a device's own software
	FixMitigation FixKind = "mitigation"    // a measure, no version
	FixWatch      FixKind = "watch"         // nothing exists yet
)

// FixKinds lists the kinds of fix, what cures first.
func FixKinds() []FixKind {
	return []FixKind{FixUpdate, FixBuild, FixFirmware, FixMitigation, FixWatch}
}

// Broad is the kind without the sort of update: tasks of one broad kind for the
// same software follow each other.
func (k FixKind) Broad() FixKind {
	if k == FixBuild || k == FixFirmware {
		return FixUpdate
	}
	return k
}
