// Package kev reads CISA's catalogue of known exploited vulnerabilities as JSON
// or CSV into one [domain.Signal] per entry.
//
// Read is the schema of 2021 with every later member that matters, and the
// shape reported for 2026: "forensicTriage" as a boolean or a text, "dueDate"
// possibly absent. Entries are streamed: the catalogue is never held whole as
// data, and what was emitted before an error must be dropped with it.
//
// The CSV has the members of the JSON as columns, in any order; both of one day
// give the same entries. It states neither its release nor its count.
//
// An entry without cveID or with a dateAdded that is no day refuses the whole
// catalogue, because the catalogue is a set: what it leaves out counts as
// removed. A "count" that differs from the number of entries is warned about on
// the last signal.
package kev
