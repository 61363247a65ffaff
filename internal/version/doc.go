// Package version orders versions by the rules of their ecosystem and tells
// whether a version lies in a set of versions.
//
// A scheme is an OSV ecosystem name, with or without its release ("Debian:12"),
// or one of [Generic], [SemVer], [Lexicographic] and [DateTime]. What breaks a
// scheme's grammar is never ordered: two strings of junk have no order, and a
// program that invents one calls an affected component clean.
package version
