package domain

import "time"

// InventoryReceipt says what the import of inventories did or, in a dry run,
// would do, machine by machine.
type InventoryReceipt struct {
	ID        string        `json:"id,omitzero"` // of the receipt; "" where nothing was written
	Source    string        `json:"source"`
	At        time.Time     `json:"at"`
	By        string        `json:"by"`
	DryRun    bool          `json:"dry_run,omitzero"`
	Files     int           `json:"files"`
	Created   int           `json:"created"`
	Updated   int           `json:"updated"`
	Unchanged int           `json:"unchanged"`
	Refused   int           `json:"refused"`
	Machines  []MachineLine `json:"machines,omitzero"`
}

// MachineLine is one machine of an inventory, or a file that was refused.
type MachineLine struct {
	File     string       `json:"file"`
	Format   Format       `json:"format"`
	Machine  string       `json:"machine,omitzero"` // as the file calls it
	Asset    string       `json:"asset,omitzero"`
	Name     string       `json:"name,omitzero"`         // of the asset
	By       string       `json:"matched_by,omitzero"`   // one of the signs, or given
	Sign     string       `json:"matched_sign,omitzero"` // the serial number, name, address or file that told
	Rule     *AssetRule   `json:"rule,omitzero"`         // the remembered answer it rests on, or that is remembered from now on where a person gave it
	Slot     string       `json:"slot,omitzero"`
	Outcome  string       `json:"outcome"` // created, updated, unchanged, refused
	Census   Census       `json:"census"`
	Added    int          `json:"added"`   // components that were not there
	Removed  int          `json:"removed"` // that are there no more
	Changed  int          `json:"changed"` // with another version
	Changes  []FactChange `json:"changes,omitzero"`
	Warnings []Warning    `json:"warnings,omitzero"`
	Error    *Error       `json:"error,omitzero"`
	Reason   string       `json:"reason,omitzero"`
}
