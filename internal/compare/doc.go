// Package compare says what differs between two revisions of one JSON document,
// for people: entries of a list are told apart by what names them (a product id, a
// CVE, a revision's number), not by their place, so that an inserted entry is one
// change and a moved one is none. Where an entry has no such name its content is
// its name.
package compare
