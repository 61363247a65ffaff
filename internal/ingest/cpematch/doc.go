// Package cpematch reads CPE applicability statements (NISTIR 7698) in the shape of
// NVD's API 2.0, which CVE records since 5.1 share as "cpeApplicability".
//
// A vulnerable match is a statement that the product of its CPE name is affected, in
// the versions of its bounds, of its name, or in all of them. A configuration that
// joins nodes with AND, or a node that joins names with AND, asks for one product
// beside all others: each becomes a relationship, with the names of one node as
// alternatives; hardware comes with its firmware and is not asked for. A negated
// node beside vulnerable ones asks for what must not be there: nobody can see that,
// so such a product cannot be told for sure. Any other negation claims nothing and
// is warned about. Repeated claims are made once.
package cpematch
