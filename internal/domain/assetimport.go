package domain

import "time"

// ListMapping is what a person said once about lists with this header.
type ListMapping struct {
	Header  []string          `json:"header"`
	Map     map[string]string `json:"map,omitzero"`     // column to the name of an [AssetField] or to one of [TicketFields], "-" for not read
	Dates   string            `json:"dates,omitzero"`   // mdy or dmy
	Tickets bool              `json:"tickets,omitzero"` // the list is one of tickets, else one of assets
	States  map[string]string `json:"states,omitzero"`  // of tickets: a word to one of [Stands]
}

// What became of one row of an asset list, or of one machine of an inventory.
const (
	RowCreated   = "created"
	RowUpdated   = "updated"
	RowUnchanged = "unchanged"
	RowRefused   = "refused"
)

// AssetReceipt says what the import of an asset list did or, in a dry run, would
// do, row by row. Rows = Created + Updated + Unchanged + Refused.
type AssetReceipt struct {
	ID        string       `json:"id,omitzero"` // of the receipt; "" where nothing was written
	Source    string       `json:"source"`
	Format    Format       `json:"format"`
	Digest    string       `json:"digest"`
	At        time.Time    `json:"at"`
	By        string       `json:"by"`
	DryRun    bool         `json:"dry_run,omitzero"`
	Tool      string       `json:"tool,omitzero"`
	Sheet     string       `json:"sheet,omitzero"`
	Columns   []ListColumn `json:"columns,omitzero"`
	DateOrder string       `json:"date_order,omitzero"`
	Rows      int          `json:"rows"`
	Created   int          `json:"created"`
	Updated   int          `json:"updated"`
	Unchanged int          `json:"unchanged"`
	Refused   int          `json:"refused"`
	Lines     []AssetLine  `json:"lines,omitzero"`
	Warnings  []Warning    `json:"warnings,omitzero"`
}

// ListColumn is one column of a list and the fact it fills; "" for none.
type ListColumn struct {
	Header string `json:"header"`
	Field  string `json:"field,omitzero"`
	Given  bool   `json:"given,omitzero"` // by a person, not guessed
}

// AssetLine is one row of the list.
type AssetLine struct {
	Line    int          `json:"line"`
	Name    string       `json:"name,omitzero"`
	Asset   string       `json:"asset,omitzero"`
	Outcome string       `json:"outcome"`
	By      string       `json:"matched_by,omitzero"` // serial, asset-tag, name, hostname, mac, ip
	Changes []FactChange `json:"changes,omitzero"`
	Error   *Error       `json:"error,omitzero"`  // for a refused row
	Reason  string       `json:"reason,omitzero"` // its sentence
}

// FactChange is one fact before and after, as text; "" is not known.
type FactChange struct {
	Field  string `json:"field"`
	Before string `json:"before,omitzero"`
	After  string `json:"after,omitzero"`
}

// Changes lists the facts of [AssetFields] in which two states of an asset
// differ.
func Changes(before, after *Asset) []FactChange {
	var out []FactChange
	for _, f := range AssetFields {
		if was, is := f.Get(before), f.Get(after); was != is {
			out = append(out, FactChange{f.Name, was, is})
		}
	}
	return out
}
