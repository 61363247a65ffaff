package domain

import "time"

// Outcome is what became of one file of an import.
type Outcome string

// Outcomes.
const (
	Imported    Outcome = "imported"
	Unchanged   Outcome = "unchanged"
	Rejected    Outcome = "rejected"
	Quarantined Outcome = "quarantined"
	Recognised  Outcome = "recognised" // a hash, signature or index: known, nothing to import
)

// Receipt says what one import did, file by file.
type Receipt struct {
	ID       string        `json:"id"`
	Source   string        `json:"source"` // the path a person named
	Started  time.Time     `json:"started"`
	Finished time.Time     `json:"finished,omitzero"` // zero: interrupted, resumes
	By       string        `json:"by"`
	Files    []FileReceipt `json:"files,omitzero"`
	Totals   Totals        `json:"totals"`
	Effect   Effect        `json:"effect"`

	// What an import hands over is not stored: how many files came with which badge, and
	// whether Files has only the first of very many, and of these those that did not come in.
	Badges map[Badge]int `json:"-"`
	Cut    bool          `json:"-"`
}

// FileReceipt is one line of a receipt.
type FileReceipt struct {
	File     string    `json:"file"` // path inside the source, slashes, archive members behind "!"
	Format   Format    `json:"format"`
	Outcome  Outcome   `json:"outcome"`
	Reason   string    `json:"reason,omitzero"` // the sentence, for Rejected and Quarantined
	Error    *Error    `json:"error,omitzero"`
	Digest   string    `json:"digest,omitzero"` // SHA-256 of the exact bytes
	Size     int64     `json:"size"`
	Badge    Badge     `json:"badge,omitzero"`
	Proofs   []Proof   `json:"proofs,omitzero"`
	Items    []string  `json:"items,omitzero"` // advisory keys; for a feed its count stands in Records
	Records  int       `json:"records"`
	Waits    bool      `json:"csaf_waits,omitzero"` // a CSAF document whose mandatory tests were not run yet
	Warnings []Warning `json:"warnings,omitzero"`
}

// Totals counts files by outcome and the records in them.
type Totals struct {
	Files       int   `json:"files"`
	Imported    int   `json:"imported"`
	Unchanged   int   `json:"unchanged"`
	Rejected    int   `json:"rejected"`
	Quarantined int   `json:"quarantined"`
	Recognised  int   `json:"recognised"`
	Waiting     int   `json:"csaf_waiting,omitzero"` // CSAF documents whose mandatory tests were not run yet
	Failing     int   `json:"csaf_failing,omitzero"` // CSAF documents that came in and fail mandatory tests
	Payloads    int   `json:"payloads,omitzero"`     // patch files among the imported ones
	Warnings    int   `json:"warnings"`
	Advisories  int   `json:"advisories"`
	Signals     int   `json:"signals"`
	Bytes       int64 `json:"bytes"`
}

// Effect is what an import changed for this operator.
type Effect struct {
	Touching      int      `json:"touching"` // advisories of the import with a finding here
	NewFindings   int      `json:"new_findings"`
	NewTasks      []string `json:"new_tasks,omitzero"`
	ChangedTasks  []string `json:"changed_tasks,omitzero"`
	ClosedTargets int      `json:"closed_targets"`
	// Changes says what became of those tasks, the most urgent first; the first
	// [MostChanges] of them.
	Changes []TaskChange `json:"changes,omitzero"`
	Pending bool         `json:"pending,omitzero"` // matching is not done yet
	// Ended names targets it brought to an end, or as far as the forensic steps
	// allow; the first [MostEnded] of them.
	Ended []EndedTarget `json:"ended,omitzero"`
}

// MostChanges is how many changed tasks an [Effect] describes.
const MostChanges = 50

// TaskChange is a task as an import found it and as it left it. The state before
// is empty where New is set.
type TaskChange struct {
	Task    string `json:"task"`
	Name    string `json:"name"` // of the task's component
	New     bool   `json:"new,omitzero"`
	Closed  bool   `json:"closed,omitzero"` // nothing is open on it any more
	WasDue  Day    `json:"was_due,omitzero"`
	Due     Day    `json:"due,omitzero"`
	Tier    Tier   `json:"tier,omitzero"`
	KEV     bool   `json:"now_in_kev,omitzero"` // and was not before
	WasOpen int    `json:"was_open,omitzero"`   // targets
	Open    int    `json:"open,omitzero"`
}

// MostEnded is how many ended targets an [Effect] names.
const MostEnded = 50

// EndedTarget is a target that evidence brought to an end, and what that was.
type EndedTarget struct {
	Task  string `json:"task"`
	Name  string `json:"name"` // of the task's component
	Asset string `json:"asset"`
	State State  `json:"state"`
	Code  Code   `json:"code"` // of the newest [Evidence]
	Seen  string `json:"seen,omitzero"`
}

// Progress is how far long work is. Total 0 means not known.
type Progress struct {
	Stage Code   `json:"stage"` // read, match, plan
	Done  int64  `json:"done"`
	Total int64  `json:"total,omitzero"`
	Name  string `json:"name,omitzero"` // what it is at
}
