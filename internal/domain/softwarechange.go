package domain

import "time"

// SoftwareChange is a component whose versions on an asset are not the same at two
// instants. A component may stand there in several versions at once.
type SoftwareChange struct {
	Slot   string     `json:"slot"` // which of the asset's inventories names it
	Name   string     `json:"name"`
	Key    PackageKey `json:"key,omitzero"`
	Before []string   `json:"before,omitzero"` // versions, sorted, "" where not known; none: it was not there
	After  []string   `json:"after,omitzero"`
}

// SoftwareChanges is the difference between an asset's software at two instants.
type SoftwareChanges struct {
	Asset     string           `json:"asset"`
	From      time.Time        `json:"from"`
	To        time.Time        `json:"to"`
	Before    int              `json:"before"` // components then
	After     int              `json:"after"`
	Documents []SnapshotView   `json:"documents"` // inventories that were in force at either instant, oldest first; Slot, Digest, Format, File, At, By
	Changes   []SoftwareChange `json:"changes"`   // by slot, name and key
}
