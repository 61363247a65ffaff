package domain

import "time"

// CSAFAtOnce is how many CSAF documents of one import are checked while they come in
// where the desk warns of those that fail mandatory tests; the others wait, because
// checking takes about as long as importing. Where such documents are set aside,
// all are checked at once.
const CSAFAtOnce = 25

// CSAFAtOnceFiles is with how many files, members of archives included, an import is so
// large that all its CSAF documents wait: getting the tests ready alone would be felt.
const CSAFAtOnceFiles = 200

// CSAFStanding counts what is known of CSAF documents that fail mandatory tests.
type CSAFStanding struct {
	Waiting int `json:"waiting"` // not checked yet
	Failing int `json:"failing"` // came in and fail
}

// CSAFFailure is a CSAF document that came in and fails mandatory tests.
type CSAFFailure struct {
	Digest string    `json:"digest"` // SHA-256 of its bytes
	File   string    `json:"file"`
	Tests  int       `json:"tests"` // findings of mandatory tests
	Test   string    `json:"test"`  // the first: "6.1.1", or "schema"
	Place  string    `json:"place,omitzero"`
	At     time.Time `json:"at"` // of the check
}

// CSAFChecked is what a check of waiting documents came to.
type CSAFChecked struct {
	Checked  int           `json:"checked"`
	Failed   []CSAFFailure `json:"failed"`
	Standing CSAFStanding  `json:"standing"`
}
