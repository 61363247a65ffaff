// Package rpmdb reads which packages an rpm database holds, without rpm and without
// a database engine.
//
// Read: rpmdb.sqlite (a table b-tree of SQLite's file format 3, with the pages that
// still stand in its write-ahead log), Packages.db (rpm's own "ndb") and Packages (a
// hash of Berkeley DB 4 to 6, either byte order); of each package's header the name,
// epoch, version, release, architecture and source package (rpm's "Package format",
// tags 1000 to 1044).
//
// Nothing is written: an engine would make a shared-memory file beside a database
// that is in use, and end a transaction that another program left open. No index is
// believed, only the table of packages. A header that cannot be read is counted, and
// a database whose frame is damaged is an error, with what was read before it.
package rpmdb
