// Package identity gives every piece of software one name: it turns package
// URLs, CPE names, OSV packages and vendor and product names into a
// [domain.PackageKey], the same on the side of the inventory and of the advisory.
//
// Forms of a key, none of which holds a version:
//
//	npm/@scope/name             a package of a language ecosystem (purl type first)
//	deb/debian/libssl3          a binary package of a distribution
//	deb/debian/source/openssl   the source package it was built from
//	vp/siemens/simatic s7 1500  vendor and product, normalised
//	name/simatic s7 1500        a name and nothing else
//
// Advisories of most distributions speak about source packages. A binary package
// has its own key and lists its source package beside it, so a binary called
// like some other source package is never mistaken for it.
package identity
