package domain

// GapKind is the sort of a finding that no advisory makes: something about an
// asset that keeps its flaws from being known or mended.
type GapKind string

// The kinds of gaps.
const (
	GapEnded     GapKind = "end_of_life" // the support of the asset, or of a release on it, is over
	GapEnds      GapKind = "end_of_life_near"
	GapNoVersion GapKind = "no_version" // a component whose version is not known
	GapNoSource  GapKind = "no_source"  // a component of a stream that no loaded source speaks about

	// GapNoIdentity is a component without package URL, CPE or vendor: of no source can
	// it be said that it would speak of it.
	GapNoIdentity GapKind = "no_identity"
)

// GapKinds lists the kinds, what is worst to have first.
func GapKinds() []GapKind {
	return []GapKind{GapEnded, GapEnds, GapNoSource, GapNoIdentity, GapNoVersion}
}

// Gap is a finding of its own kind. Component, Name, Version and Place are empty
// for what holds of the asset as a whole.
type Gap struct {
	ID        string  `json:"id"` // 24 hexadecimal digits, the same for the same thing
	Kind      GapKind `json:"kind"`
	Asset     string  `json:"asset"`
	AssetName string  `json:"asset_name,omitzero"` // for people
	Component string  `json:"component,omitzero"`
	Name      string  `json:"name,omitzero"` // of the component or release
	Version   string  `json:"version,omitzero"`
	Place     string  `json:"place,omitzero"`
	Ends      Day     `json:"ends,omitzero"`        // last day of the support that everybody has
	Longer    string  `json:"longer,omitzero"`      // name of support that can be had beyond it
	LongerEnd Day     `json:"longer_ends,omitzero"` // last day of that
	Source    string  `json:"source,omitzero"`      // who says so: a page of the maker, or the asset's own fact
	Checked   Day     `json:"checked,omitzero"`     // when the table was last compared with that page
	Ecosystem string  `json:"ecosystem,omitzero"`   // what no source speaks about
}

// GapList is a page of gaps with how many there are of each kind.
type GapList struct {
	Total int             `json:"total"`
	Kinds map[GapKind]int `json:"by_kind"`
	Gaps  []Gap           `json:"gaps"`
}
