// Package version orders versions by the rules of their ecosystem and tells
// whether a version lies in a set of versions.
//
// A scheme is an OSV ecosystem name, with or without its release ("Debian:12"),
// or one of [Generic], [SemVer], [Lexicographic] and [DateTime]. What breaks a
// scheme's grammar is never ordered: two strings of junk have no order, and a
// program that invents one calls an affected component clean.
//
// Statements in words ("All versions < V5.1 SP1 HF8") are read by the grammar of
// docs/version-grammar.md: textlex.go cuts them into tokens, text.go into
// entries, textsets.go puts ends together, textholds.go answers with three
// values. Versions as people write them are releases: release.go and
// releaseread.go read them, releaseorder.go compares them and says what may be
// true where it cannot decide. Where a statement can be read in two ways, only
// what both agree on is decided. [Check] is the door for one statement of any
// kind.
package version
