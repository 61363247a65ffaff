// Package search finds advisories by words, by the fields of their documents and
// by what they name, and puts them in order. It holds no advisory and opens
// nothing: whoever uses it hands it texts to build a segment from, keeps the
// blocks that come out, and hands them back when something is asked.
//
// # Segments
//
// An index is a list of segments. A segment is built once, of at most
// [MostDocs] documents, and never changes; a document that changes is put into a
// newer segment and struck from the older one (see [Head]). A segment has two
// sorts of blocks:
//
//   - dictionary blocks: terms in their order, each with the numbers of the
//     documents that hold it and whether it stands where it says what the
//     document is about: its ids, title, products, publisher;
//   - columns: one value a document, to filter and sort by.
//
// # Terms
//
// A word is a run of letters and digits, in lower case; runs joined by one of
// ". - _ +" are one word and each part is one besides. A term is a word of the
// text a reader sees; or field:word; or =id for a whole id or name, so that an
// exact one comes first. Words of more than 48 bytes are cut, there and in
// questions. Some small words of English are left out.
package search
