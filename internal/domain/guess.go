package domain

// GuessKind is what files that were dropped or chosen seem to be.
type GuessKind string

// What files can be, told by their content.
const (
	GuessNothing    GuessKind = "nothing"    // nothing in them was recognised
	GuessAdvisories GuessKind = "advisories" // advisories or signals, and what proves them
	GuessSBOM       GuessKind = "sbom"       // one SBOM, of one asset
	GuessMachines   GuessKind = "machines"   // what runs on machines
	GuessAssets     GuessKind = "assets"     // a list of assets
	GuessTickets    GuessKind = "tickets"    // a list of tickets and exceptions
	GuessKeys       GuessKind = "keys"       // public keys alone
	GuessBackup     GuessKind = "backup"     // a copy of a desk
)

// Guess is what files seem to be, and what was seen of them.
type Guess struct {
	Kind    GuessKind      `json:"kind"`
	Files   int            `json:"files"` // looked at
	Formats map[Format]int `json:"formats,omitzero"`
	More    bool           `json:"more,omitzero"` // there are more than were looked at
}
