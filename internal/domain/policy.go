package domain

import "time"

// Tier is an outcome of a policy table, spelled as published.
type Tier string

// Tiers of CISA BOD 26-04, strictest first.
const (
	TierForensic Tier = "3 days & forensic investigation"
	Tier3Days    Tier = "3 days"
	Tier14Days   Tier = "14 days"
	Tier60Days   Tier = "60 days"
	TierUpgrade  Tier = "fix on system upgrade"
	TierNone     Tier = "" // nothing open
)

// Tiers lists the tiers of BOD 26-04, strictest first.
func Tiers() []Tier {
	return []Tier{TierForensic, Tier3Days, Tier14Days, Tier60Days, TierUpgrade}
}

// MissingSettings lists the settings for missing facts, the default first.
func MissingSettings() []MissingSetting {
	return []MissingSetting{MissingFlat60, MissingTableReading, MissingWorstCase}
}

// FactName names a fact that a table may ask.
type FactName string

// The facts. The directive's table asks the first four.
const (
	FactKEV         FactName = "kev"
	FactExposure    FactName = "exposure"
	FactAutomatable FactName = "automatable"
	FactImpact      FactName = "impact"
	FactExploit     FactName = "exploitation" // of the vulnerability, by CISA's SSVC; what is in KEV is active
	FactSeverity    FactName = "severity"     // the CVSS rating of the highest base score
	FactCriticality FactName = "criticality"  // of the asset
	FactHuman       FactName = "human_impact" // of a failure of the asset: its criticality, very high where safety and mission hang on it
)

// Fact is a fact with its values, the loosest first.
type Fact struct {
	Name   FactName
	Values []string
}

// Facts lists all facts.
func Facts() []Fact {
	noYes := []string{"no", "yes"}
	return []Fact{{FactKEV, noYes}, {FactExposure, noYes}, {FactAutomatable, noYes}, {FactImpact, []string{"partial", "total"}},
		{FactExploit, []string{"none", "poc", "active"}}, {FactSeverity, []string{"none", "low", "medium", "high", "critical"}},
		{FactCriticality, []string{"low", "medium", "high"}}, {FactHuman, []string{"low", "medium", "high", "very high"}}}
}

// Known is one value of a fact and since when this desk has known it. Histories
// are oldest first and every value that entered is kept.
type Known struct {
	Value     string    `json:"value"`              // KEV: CISA's dateAdded or "removed"; exposure, automatable: yes, no; impact: partial, total; "" unanswered
	At        time.Time `json:"at"`                 // when the desk came to know it
	Source    string    `json:"source,omitzero"`    // who says so
	Published time.Time `json:"published,omitzero"` // the source's own date
	Badge     Badge     `json:"badge,omitzero"`
	Due       Day       `json:"due,omitzero"`  // KEV: CISA's own due date
	Name      string    `json:"name,omitzero"` // STIX: the title of what says so
	Of        string    `json:"of,omitzero"`   // the vulnerability's name it was said of, where histories of several names are joined
}

// MissingSetting says how a fact that nobody knows is filled in.
type MissingSetting string

// The named settings; see the policy document for what each fills in.
const (
	MissingFlat60       MissingSetting = "flat-60"
	MissingTableReading MissingSetting = "table-reading"
	MissingWorstCase    MissingSetting = "worst-case"
)

// Due is a due date that explains itself.
type Due struct {
	Policy            string         `json:"policy"` // name of the table
	Version           string         `json:"version"`
	Tier              Tier           `json:"tier"`
	Outcome           string         `json:"outcome,omitzero"` // of the row as published, where it is not the tier's own name
	Row               int            `json:"row"`              // row of the published table; -1 where a setting, not a row, gave the tier
	Facts             []DueFact      `json:"facts"`
	Start             time.Time      `json:"start,omitzero"`      // the instant the deciding clock started
	StartCode         Code           `json:"start_code"`          // why then: a sentence of package words
	Date              Day            `json:"date,omitzero"`       // due at the end of this local day; empty: no date
	ByUpgrade         bool           `json:"by_upgrade,omitzero"` // the planned upgrade gave the date
	PolicyDate        Day            `json:"policy_date,omitzero"`
	CISADue           Day            `json:"cisa_due,omitzero"`
	Assumed           bool           `json:"assumed,omitzero"` // some answer to a missing fact would change the tier
	Setting           MissingSetting `json:"setting,omitzero"`
	ForensicSuggested bool           `json:"forensic_suggested,omitzero"`
	LateOnArrival     bool           `json:"late_on_arrival,omitzero"`
	Clock             Tier           `json:"clock,omitzero"`        // whose days gave Date: the tier itself or a looser one that runs longer
	PolicyStart       Day            `json:"policy_start,omitzero"` // from which PolicyDate counts; earlier than first held by the intake delay
	Strictest         Tier           `json:"strictest,omitzero"`    // where Assumed: the strictest tier an answer would give
	Duty              time.Time      `json:"duty,omitzero"`         // since when the desk has held the forensic duty; zero: none
	Listed            Day            `json:"listed,omitzero"`       // with Duty: CISA's day of the KEV entry it rests on
	Order             Order          `json:"order,omitzero"`        // of a target: its place among what is due on the same day
}

// DueFact is one line of the explanation: the fact, its value, who says so, and
// what the other values would give.
type DueFact struct {
	Fact   FactName  `json:"fact"`
	Value  string    `json:"value"`           // yes, no, partial, total; "" missing
	Filled string    `json:"filled,omitzero"` // what the setting put in for a missing value
	Source string    `json:"source,omitzero"`
	At     time.Time `json:"at,omitzero"`
	Others []WhatIf  `json:"others,omitzero"`
	// Against is what other sources say instead, passed over by precedence or trust.
	Against []Known `json:"against,omitzero"`
}

// WhatIf is the tier another value of one fact would give.
type WhatIf struct {
	Value string `json:"value"`
	Tier  Tier   `json:"tier"`
	Row   int    `json:"row"`
	Date  Day    `json:"date,omitzero"`
}

// Fact gives the value of one fact of the explanation, the filled-in one where
// it is missing; "" where the explanation has none.
func (d *Due) Fact(name FactName) string {
	for _, f := range d.Facts {
		if f.Fact == name {
			if f.Value == "" {
				return f.Filled
			}
			return f.Value
		}
	}
	return ""
}
