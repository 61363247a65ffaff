// Package csaf reads CSAF 2.0 advisories and VEX documents, and those of CSAF
// 2.1 in the members both versions share, into one [domain.Advisory] each.
//
// # What is read
//
// The whole of "document" that a reader is shown (3.2.1), the product tree
// (3.2.2) flattened into one [domain.Product] per product_id, and of each
// vulnerability (3.2.3) its names, weaknesses, scores, notes, references and
// one [domain.Statement] per product and claim of product_status.
//
//   - A relationship's product takes vendor, product, version and
//     identification helpers of the product it refers to where it has none of
//     its own, so it can be matched alone; [domain.Relationship] says what else
//     must be there. Of a product_paths entry (2.1) the first step is kept.
//   - Versions: a product_version_range branch goes first, as vers where it
//     starts with "vers:" and as text otherwise; then the version of a purl, with
//     the epoch of an RPM; then a product_version branch. Publishers put ranges
//     and worse into product_version: what is not surely one version is text.
//   - Involvements (3.2.3.7) are credits with the party as role. What a document says of
//     itself in words (tracking aliases, distribution, contact, issuing authority), and of a
//     vulnerability beside its description (further notes, threats, dates) are notes.
//   - Metrics of 2.1 (3.2.4.10): scores of CVSS as those of 2.0; selections of SSVC become
//     [domain.Signal] items of the publisher; a quoted EPSS score and a qualitative
//     rating are notes.
//   - Extensions (2.1, section 2.4) are not read. One that its document calls essential or
//     significant is warned of, as clause 10 asks of a consumer.
//   - recommended and unknown claim nothing and make no statement.
//   - Remediations, flags and impact threats are attached per product, product
//     groups expanded; one that names no product speaks of all products of its
//     vulnerability.
//   - An entry of "ids" is an alias where it stands at one vulnerability only.
//     At several it names something larger than a flaw and is kept as related.
//   - A csaf_withdrawn document (2.1) is withdrawn at its current release date.
//
// # What is refused
//
// Documents without csaf_version, publisher namespace, tracking id, version or
// current release date; branches with a category and no name, or the other
// way round; products without
// product_id; branches deeper than 30 levels; references between product groups
// and remediations that multiply beyond reason. Claims about a product_id that
// the tree does not define, and product ids defined twice, are kept with a
// warning: the validator of package csafcheck is the one to judge.
package csaf
