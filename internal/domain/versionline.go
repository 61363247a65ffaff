package domain

// VersionLine is what a statement says about versions as places on a line, with the
// installed version among them. The order is that of the versions' own scheme; where
// there is none, or the statement is no range, Why says so and nothing else is set but
// Scheme, Status and Installed.
type VersionLine struct {
	Scheme    string         `json:"scheme,omitzero"` // the order: an ecosystem, "generic", or "" for versions read as words
	Status    Status         `json:"status,omitzero"` // what the ranges are said to be
	Installed string         `json:"installed,omitzero"`
	Why       Code           `json:"why,omitzero"`    // why it cannot be drawn, one of the Line codes
	Points    []VersionPoint `json:"points,omitzero"` // the oldest first, each version once
	Spans     []VersionSpan  `json:"spans,omitzero"`  // at most three: what lies nearest to the installed version
	More      int            `json:"more,omitzero"`   // ranges left out
	In        bool           `json:"in,omitzero"`     // the installed version lies in one of the ranges
}

// VersionPoint is one version on the line.
type VersionPoint struct {
	Version   string `json:"version"`
	Installed bool   `json:"installed,omitzero"`
	Fixed     bool   `json:"fixed,omitzero"` // the first that mends it
}

// VersionSpan is one range: the indexes of its ends among the points, -1 where it has
// none, and whether the ends belong to it.
type VersionSpan struct {
	From   int  `json:"from"`
	To     int  `json:"to"`
	FromIn bool `json:"from_in,omitzero"`
	ToIn   bool `json:"to_in,omitzero"`
}

// Why a line of versions cannot be drawn.
const (
	LineNoVersion Code = "line_no_version" // the installed version is not known
	LineAll       Code = "line_all"        // every version is meant
	LineNone      Code = "line_none"       // no version is stated
	LineList      Code = "line_list"       // single versions, no range
	LineCommits   Code = "line_commits"    // commits of the source, no versions
	LineWords     Code = "line_words"      // words that leave open where the range ends
	LineOrder     Code = "line_order"      // versions without an order between them
)
