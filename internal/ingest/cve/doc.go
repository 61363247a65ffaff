// Package cve reads one CVE record, JSON 5.0 to 5.2, into a [domain.Advisory]
// and the SSVC decision points of its containers into [domain.Signal] items.
//
// # What is read
//
// The CNA container and every ADP container: affected products, scores,
// weaknesses, references, credits, solutions and workarounds of the CNA.
//
//   - Each affected product makes a statement per status and way of writing:
//     plain versions are exact; lessThan, lessThanOrEqual and changes are ranges
//     with versionType in lower case, and so is a single commit; a version that is
//     a range in words ("< 2.0") or no version at all ("Pump 3000") is kept as
//     text; "n/a" and its like say nothing about versions.
//   - An affected range that begins where it ends holds nothing by the schema;
//     browser makers write it for all versions before that one, and so it is read.
//   - "5.4.*" as an inclusive end means everything before 5.5.
//   - defaultStatus affected with unaffected versions is turned around where the
//     affected ranges follow without comparing names that have no order, and is
//     kept as text (the JSON of its versions) where not.
//   - cpeApplicability (since 5.1) of every container is read as package cpematch says,
//     beside "affected": a vulnerable match is a statement on its CPE name.
//   - Exploitation, Automatable and Technical Impact of an SSVC metric become
//     signals; those of CISA's container have the source "CISA SSVC".
//   - A REJECTED record is withdrawn. The CVE list is public: TLP:CLEAR.
//
// # What is refused
//
// Records without cveId, state or, where rejected, a date to withdraw them at;
// records that are only reserved; data types other than CVE_RECORD; data versions other than 5.
package cve
