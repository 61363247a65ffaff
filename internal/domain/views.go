package domain

import (
	"strconv"
	"time"
)

// The types of this file are answers of the desk to a question: plain values,
// built in one read, shown by the window, the command line and reports alike.

// Desk is what a desk knows of itself.
type Desk struct {
	Operator string         `json:"operator"`
	Beds     int            `json:"beds,omitzero"`
	Zone     string         `json:"zone"`             // IANA name, "America/Chicago"
	Website  string         `json:"website,omitzero"` // https address that the operator's own documents are named under
	Policy   string         `json:"policy"`
	Missing  MissingSetting `json:"missing"`
	Person   string         `json:"person,omitzero"` // who acts, as said
	CSAF     CSAFSetting    `json:"csaf,omitzero"`   // what becomes of a CSAF document that fails mandatory tests
	Sample   bool           `json:"sample,omitzero"` // the invented operator
	Lists    []ListMapping  `json:"lists,omitzero"`  // how asset lists were read before
	Contacts []Contact      `json:"contacts,omitzero"`

	Confirmed       Confirmation `json:"confirmed,omitzero"`        // of the list of assets, the last one of any kind
	ConfirmedYearly Confirmation `json:"confirmed_yearly,omitzero"` // the last one for the year
	Retention       int          `json:"retention,omitzero"`        // years for which log entries are kept after they were last in effect; 0: [DefaultRetention]
	PayloadMiB      int          `json:"payload_mib,omitzero"`      // largest patch file that is kept; 0: [DefaultPayloadLimit]; negative: none is
	TwoPersons      bool         `json:"two_persons,omitzero"`      // who approves may not be who asks
}

// DefaultRetention is how many years entries of the log are kept: 45 CFR
// 164.316(b)(2)(i) asks for six from the day they were last in effect.
const DefaultRetention = 6

// KeepYears is how many years the entries of the log are kept.
func (d *Desk) KeepYears() int {
	if d.Retention == 0 {
		return DefaultRetention
	}
	return d.Retention
}

// Purge says what a purge takes out of the log, or would.
type Purge struct {
	Years   int    `json:"years"`
	Before  Day    `json:"before"` // entries last in effect before this day
	Entries int    `json:"entries"`
	First   uint64 `json:"first,omitzero"`
	Last    uint64 `json:"last,omitzero"`
	Kept    int    `json:"kept"` // older ones that stay: still in effect, or in effect until later
}

// SourceAge is one source of advisories or signals and how old its data is.
type SourceAge struct {
	Name    string    `json:"name"`
	Format  Format    `json:"format"`
	Count   int       `json:"count"`
	Newest  time.Time `json:"newest"`         // newest date the source itself states
	Arrived time.Time `json:"arrived"`        // last import here
	Badge   Badge     `json:"badge,omitzero"` // of a catalogue: how well the one that counts is proven
}

// Coverage is what the answers rest on.
type Coverage struct {
	Assets           int      `json:"assets"`
	SoftwareKnown    int      `json:"software_known"` // assets with an inventory that [SnapshotView.TellsSoftware]
	ExposureAnswered int      `json:"exposure_answered"`
	Components       int      `json:"components"`
	WithSource       int      `json:"with_source"` // components some loaded source speaks about
	WithoutVersion   int      `json:"without_version"`
	WithoutIdentity  int      `json:"without_identity"`
	NoSource         []string `json:"no_source,omitzero"` // ecosystems on assets that no source covers
}

// DeskStatus is the state of the whole desk.
type DeskStatus struct {
	Statistics *Statistics     `json:"statistics,omitzero"` // only where it was asked for
	Desk       Desk            `json:"desk"`
	At         time.Time       `json:"at"`
	Pending    bool            `json:"matching_pending"`
	Older      bool            `json:"older,omitzero"` // an older program derived what is shown: something may be missing
	Sources    []SourceAge     `json:"sources"`
	Coverage   Coverage        `json:"coverage"`
	Advisories int             `json:"advisories"`
	Findings   map[Verdict]int `json:"findings"`
	Gaps       map[GapKind]int `json:"gaps,omitzero"` // findings that no advisory makes
	Tasks      int             `json:"open_tasks"`
	Targets    int             `json:"open_targets"`
	ByTier     map[Tier]int    `json:"open_by_tier"` // open targets
	Overdue    int             `json:"overdue_targets"`
	CSAF       CSAFStanding    `json:"csaf"`
	Log        LogHead         `json:"log"`
	Store      string          `json:"store"` // where the data lies
	Bytes      int64           `json:"bytes"` // of the desk's file; 0 where it lies in memory
}

// LogHead is the newest event's number and hash.
type LogHead struct {
	Seq  uint64 `json:"seq"`
	Hash string `json:"hash"`
	Host string `json:"host,omitzero"` // the computer on which it was written

	At time.Time `json:"at,omitzero"`
}

// String is the head as reports print it and the log is compared with, NUMBER:HASH; ""
// for an empty log.
func (h LogHead) String() string {
	if h.Seq == 0 {
		return ""
	}
	return strconv.FormatUint(h.Seq, 10) + ":" + h.Hash
}

// TaskView is a task as lists show it: its most urgent open target's tier and
// date, and how many are done.
type TaskView struct {
	PatchTask
	Tier        Tier    `json:"tier"`
	Due         Day     `json:"due,omitzero"`
	Assumed     bool    `json:"assumed,omitzero"`
	Order       Order   `json:"order,omitzero"` // the most pressing among its open targets that are due on Due
	Overdue     bool    `json:"overdue,omitzero"`
	KEV         bool    `json:"kev,omitzero"`
	Score       float64 `json:"cvss,omitzero"` // highest base score it clears
	State       State   `json:"state"`
	Done        int     `json:"done"`
	Total       int     `json:"total"`
	Planned     Day     `json:"planned,omitzero"`      // of the next target, where State is planned
	PlannedWeek bool    `json:"planned_week,omitzero"` // Planned stands for its whole week
	Waits       string  `json:"waits_for,omitzero"`    // why it is blocked, as written, where State is blocked
	Moved       int     `json:"moved,omitzero"`        // targets that another task took over; neither done here nor counted in Total
}

// TaskDetail is a task with all its targets and what the publishers advise.
type TaskDetail struct {
	TaskView
	Targets      []TargetView      `json:"targets"`
	Why          Due               `json:"why"`                  // of the most urgent open target
	Beside       []DateNote        `json:"beside_date,omitzero"` // of the same target
	EPSS         *EPSS             `json:"epss,omitzero"`        // the highest of what it clears
	Mentions     []Mention         `json:"mentions,omitzero"`
	Remediations []RemediationView `json:"remediations,omitzero"`
	Exceptions   []ExceptionView   `json:"exceptions,omitzero"`  // in force first, then those that are over
	Attachments  []Attachment      `json:"attachments,omitzero"` // oldest first
	Payloads     []Payload         `json:"payloads,omitzero"`    // patch files whose bundle says they are for it
	History      []LogEvent        `json:"history,omitzero"`
}

// TargetView is a target with the asset's name and facts.
type TargetView struct {
	Target
	AssetName   string     `json:"asset_name"`
	Criticality string     `json:"criticality,omitzero"`
	Owner       string     `json:"owner,omitzero"`
	Exposure    Answer     `json:"exposure,omitzero"`
	Seen        string     `json:"seen,omitzero"` // version in the newest inventory
	Overdue     bool       `json:"overdue,omitzero"`
	Beside      []DateNote `json:"beside_date,omitzero"` // freezes and windows beside the due date, which they never move
}

// AssetTask is a task as it stands on one asset.
type AssetTask struct {
	TaskView
	Target    Target `json:"target"`
	LateThere bool   `json:"late_there,omitzero"` // the target is past its day
}

// RemediationView is advice with the advisory it stands in.
type RemediationView struct {
	Advisory AdvisoryKey `json:"advisory"`
	Title    string      `json:"title"`
	Remediation
}

// AssetView is an asset with what is known of its software.
type AssetView struct {
	Asset
	Components     int            `json:"components"`
	WithoutVersion int            `json:"without_version"`
	Inventory      time.Time      `json:"inventory,omitzero"` // arrival of the newest snapshot that tells its software
	Affected       int            `json:"affected"`
	CannotTell     int            `json:"cannot_tell"`
	OpenTargets    int            `json:"open_targets"`
	Tier           Tier           `json:"tier,omitzero"`
	Snapshots      []SnapshotView `json:"snapshots,omitzero"`
}

// SnapshotView is one stored inventory of an asset without its components.
type SnapshotView struct {
	Slot     string    `json:"slot"` // which of the asset's inventories it is
	Digest   string    `json:"digest"`
	Format   Format    `json:"format"`
	Spec     string    `json:"spec,omitzero"`
	File     string    `json:"file"`
	Serial   string    `json:"serial,omitzero"` // see Snapshot
	At       time.Time `json:"at"`
	By       string    `json:"by"`
	Taken    time.Time `json:"taken,omitzero"` // when the document says it was made
	Stale    bool      `json:"stale,omitzero"` // made before the one it took the place of
	OS       string    `json:"os,omitzero"`    // the distribution a person stated for it
	Restart  *Restart  `json:"restart,omitzero"`
	Census   Census    `json:"census"`
	Current  bool      `json:"current"`
	Warnings []Warning `json:"warnings,omitzero"`
	Effect   Effect    `json:"effect,omitzero"` // of bringing it in; not kept
}

// AdvisoryView is an advisory as lists show it.
type AdvisoryView struct {
	Key       AdvisoryKey `json:"key"`
	Format    Format      `json:"format"`
	ID        string      `json:"id"`
	Title     string      `json:"title"`
	Publisher string      `json:"publisher"`
	Revision  string      `json:"revision"`
	Revisions int         `json:"revisions"` // how many are kept here
	Published time.Time   `json:"published,omitzero"`
	Modified  time.Time   `json:"modified,omitzero"`
	Received  time.Time   `json:"received"`
	Withdrawn bool        `json:"withdrawn,omitzero"`
	TLP       TLP         `json:"tlp,omitzero"`
	Badge     Badge       `json:"badge"`
	CVEs      []string    `json:"cves,omitzero"`
	Score     float64     `json:"cvss,omitzero"`
	KEV       bool        `json:"kev,omitzero"`
	Watch     bool        `json:"watch,omitzero"` // names a flaw without a CVE id, and no product: nothing to do but watch it
	EPSS      *EPSS       `json:"epss,omitzero"`  // the highest of its vulnerabilities
	Assets    int         `json:"assets"`         // with an affected or cannot-tell finding

	Category string `json:"category,omitzero"`
	Status   string `json:"status,omitzero"`
	Severity string `json:"severity,omitzero"` // the publisher's aggregate word
	Unread   bool   `json:"unread,omitzero"`
	Updated  bool   `json:"updated,omitzero"` // read, and a newer revision came since
	Comments int    `json:"comments,omitzero"`
	NotForUs string `json:"not_for_us,omitzero"` // the reason
}

// Touches is what an advisory means for the assets of the desk.
type Touches struct {
	Affected   int            `json:"affected"`
	CannotTell int            `json:"cannot_tell"`
	Assets     []TouchedAsset `json:"assets,omitzero"` // the affected first; not always all of them
}

// TouchedAsset is an asset with the worst verdict of an advisory on it.
type TouchedAsset struct {
	ID      string  `json:"id"`
	Name    string  `json:"name"`
	Verdict Verdict `json:"verdict"`
}

// Mention is what threat intelligence (STIX) says of a vulnerability. It enriches
// and never decides: no verdict and no date rests on it.
type Mention struct {
	Vulnerability string    `json:"vulnerability"`
	Value         string    `json:"value"` // reported or sighted
	Source        string    `json:"source"`
	Title         string    `json:"title,omitzero"` // of the report
	Published     time.Time `json:"published,omitzero"`
	Badge         Badge     `json:"badge,omitzero"`
}

// FindingView is a finding with the asset's name and the facts beside it.
type FindingView struct {
	Finding
	AssetName string    `json:"asset_name"`
	Title     string    `json:"title,omitzero"` // of the advisory
	KEV       bool      `json:"kev,omitzero"`
	EPSS      *EPSS     `json:"epss,omitzero"` // of the newest loaded day; nil where it has none
	Mentions  []Mention `json:"mentions,omitzero"`
	Task      string    `json:"task,omitzero"`
	TLP       TLP       `json:"tlp,omitzero"` // label of the advisory
}

// Question is something only the operator can answer, with how many due dates
// the answer moves.
type Question struct {
	Asset string   `json:"asset"`
	Name  string   `json:"name"`
	Fact  FactName `json:"fact"`
	Moves int      `json:"moves"`
	Now   Day      `json:"now,omitzero"`  // the earliest date it moves
	Then  Day      `json:"then,omitzero"` // what that date becomes with the other answer
	Other string   `json:"other"`         // the answer that moves it
}

// Today is what must happen now, in order.
type Today struct {
	At         time.Time       `json:"at"`
	Day        Day             `json:"day"`
	Desk       Desk            `json:"desk"`
	Pending    bool            `json:"matching_pending"`
	Forensic   []TaskView      `json:"forensic,omitzero"` // forensic duty open
	Overdue    []TaskView      `json:"overdue,omitzero"`
	ThisWeek   []TaskView      `json:"this_week,omitzero"` // due within 7 days, not overdue
	Questions  []Question      `json:"questions,omitzero"`
	Decisions  []VEXView       `json:"decisions_to_review,omitzero"` // own VEX decisions whose day of review is here
	Reviews    []ExceptionView `json:"reviews,omitzero"`             // exceptions to look at again, or whose last day is within 7 days
	CannotTell int             `json:"cannot_tell"`
	NameOnly   int             `json:"name_only"`
	Last       *Receipt        `json:"last_import,omitzero"`
	Sources    []SourceAge     `json:"sources"`
	Coverage   Coverage        `json:"coverage"`
	OpenByTier map[Tier]int    `json:"open_by_tier"`
	Ages       []AgeBin        `json:"ages"` // open targets by days since first held
	Log        LogHead         `json:"log"`
}

// AgeBin counts open targets whose age in days lies in [From, To]; To 0 is open.
type AgeBin struct {
	From    int `json:"from"`
	To      int `json:"to,omitzero"`
	Open    int `json:"open"`
	Overdue int `json:"overdue"`
}

// ReportData is all a report shows, plain, built in one read.
type ReportData struct {
	Made          time.Time     `json:"made"`
	By            string        `json:"by"`
	Program       string        `json:"program"` // name and version
	Scope         string        `json:"scope"`
	From, To      Day           `json:"-"`
	Status        DeskStatus    `json:"status"`
	PolicyVersion string        `json:"policy_version"`
	PolicyTable   Table         `json:"-"`        // the desk's policy
	TLP           TLP           `json:"tlp"`      // highest of what it holds
	Audience      string        `json:"audience"` // inside, examiner, provider, public
	Withheld      int           `json:"withheld"` // lines left out for their TLP
	Lines         []ReportLine  `json:"lines"`
	Receipts      []Receipt     `json:"receipts,omitzero"`
	CannotTell    []FindingView `json:"cannot_tell,omitzero"`

	Statistics  Statistics      `json:"statistics"`
	Exceptions  []ExceptionView `json:"exceptions,omitzero"` // in force first
	Unpatchable []Unpatchable   `json:"unpatchable,omitzero"`
	VEX         []VEXView       `json:"vex,omitzero"`      // own decisions, in force first; without what they decide now
	Policies    []PolicyView    `json:"policies,omitzero"` // the desk's, then those of groups and those that judged a line
}

// ReportLine is one target for an examiner.
type ReportLine struct {
	Task        string    `json:"task"`
	Fix         string    `json:"fix"`
	Advisory    string    `json:"advisory"`
	Publisher   string    `json:"publisher"`
	Revision    string    `json:"revision"`
	CVEs        []string  `json:"cves"`
	Asset       string    `json:"asset"`
	Owner       string    `json:"owner"`
	Criticality string    `json:"criticality"`
	Exposure    Answer    `json:"exposure"`
	KEV         bool      `json:"kev"`
	Score       Score     `json:"score"`
	EPSS        string    `json:"epss"` // "0.91234 (2026-06-12)", "not scored (2026-06-12)"; "" where no EPSS is loaded
	Due         Due       `json:"due"`
	Detected    time.Time `json:"detected"`
	State       State     `json:"state"`
	Before      string    `json:"before"`
	After       string    `json:"after"`
	Verified    *Evidence `json:"verified,omitzero"`
	DaysToFix   int       `json:"days_to_fix"`    // -1 while open
	Minutes     int       `json:"-"`              // of work, for counting alone
	OnTime      string    `json:"on_time"`        // yes, no, open
	Moved       bool      `json:"moved,omitzero"` // another task took it over and has a line of its own; in no figure
	Mitigation  string    `json:"mitigation"`
	TLP         TLP       `json:"tlp"`
	Closed      time.Time `json:"closed,omitzero"`
	Approved    Stated    `json:"approved,omitzero"` // the change: by whom, when
	Change      string    `json:"change,omitzero"`   // its reference
	Tested      string    `json:"tested,omitzero"`
	Person      string    `json:"person,omitzero"`    // who does it
	Installed   time.Time `json:"installed,omitzero"` // as said, apart from the evidence
	Exception   string    `json:"exception,omitzero"` // reason, control, approver and end of the one in force
	Dismissed   string    `json:"dismissed,omitzero"` // why a person said that it does not apply
}
