// Package stix reads bundles of STIX 2.1 (and of 2.0, with a warning) into one
// [domain.Advisory] that claims nothing of any product, and one [domain.Signal] per
// CVE it names.
//
// Read of the standard (STIX Version 2.1, OASIS Standard) are bundles (section 8),
// common properties (3.2), external references (2.5) and of the objects:
//
//   - vulnerability (4.18), course-of-action (4.3), identity (4.5), infrastructure
//     (4.8), note (4.10), report (4.16), attack-pattern (4.1, its name and
//     references alone);
//   - software (6.14);
//   - relationship (5.1) and sighting (5.2);
//   - marking-definition (7.2.1): TLP 1, and TLP 2.0 by its extension definition and
//     by its well-known ids.
//
// Of campaigns, intrusion sets, threat actors, malware and tools the name alone is
// kept, with the flaws a relationship joins them to.
//
// All these and all other objects are passed over and counted by type, in warnings. A bundle with
// none of vulnerability, report, note, sighting, course-of-action, infrastructure
// and software holds nothing for this program: it is recognised and no more.
//
// # What it means
//
// No affectedness is inferred: that a piece of software "has" a vulnerability is
// kept as a note, and products have no statements. A vulnerability with a CVE id,
// by its external references or its name, enriches whatever is known of that id
// ("reported", or "sighted" where a sighting points at it). One without is an item
// to watch: the advisory has the status "watch".
//
// The bundle's label is the highest of its read objects; where one of them has none
// and no other is above AMBER, the whole has none, which counts as AMBER. Revoked
// objects are passed over and counted; a revoked report withdraws the whole.
//
// # Refused
//
// A bundle without objects, an object without type or id, and a read object of
// which a member the reader uses has the wrong type.
package stix
