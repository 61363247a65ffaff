// Package ingest is the only door for untrusted bytes.
//
// [Walk] opens what a person points at (a document, a folder, a zip, a tar plain
// or packed as gz, zst, xz or bz2, one document packed so) in place, never unpacking to disk,
// and hands over one [Document] after the other with its format told by content.
// [Decode] turns a document into items through the reader of its format. Every
// reader has the same shape:
//
//	func Decode(r io.Reader, emit func(domain.Item) error) error
//
// # Promises
//
//   - A file that cannot be read is handed over with a [domain.Error] in its
//     place and never ends a walk. Only the context, an error of the visitor and
//     a path that cannot be opened at all do.
//   - Memory is bounded by [Limits]: one document is held at a time, and an
//     archive inside an archive that was deflated.
//   - Nothing is written, and no name of an archive's member is ever used as a
//     path. Names that lead out of the archive are refused all the same, because
//     whoever made such an archive means no good; names that only some systems
//     reserve (CON, NUL) or that differ in case are read like any other.
//   - Links and devices are refused, never followed.
//   - The order is the same every time: folders by name, archives as stored.
package ingest
