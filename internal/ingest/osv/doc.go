// Package osv reads one record of the OSV schema, version 1.7 and before, into
// one [domain.Advisory].
//
// # What is read
//
// One product and one statement per entry of "affected", in the document's
// order; ranges and versions as data, GIT ranges too. An entry with neither says
// nothing about versions. The record's own severities and those of its affected
// entries become scores of its one vulnerability.
//
//   - The vulnerability is named by the record's CVE alias; where it has none, by
//     the only CVE in "upstream", because a distribution's record of one upstream
//     flaw is about that flaw; else by the record's id. All other names of the
//     same flaw are aliases. "related" and further "upstream" ids are related.
//   - The namespace is the ecosystem of the affected entries, with its release
//     ("AlmaLinux:9") where all entries agree on it, else without, and that of the
//     first entry where even then they differ: some databases use one id for
//     several releases. A record without packages has the prefix of its id,
//     and "OSV" where that is empty.
//   - OSV databases are public: records are labelled TLP:CLEAR.
//
// # What is refused
//
// Records without id or modified, withdrawn or modified dates that are none,
// events that are empty, and files that hold a list of records.
package osv
