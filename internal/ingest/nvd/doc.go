// Package nvd reads the CVE records of the National Vulnerability Database, as its
// API 2.0 answers and as its feeds in that shape hold them, into one
// [domain.Advisory] per record and the facts its SSVC container states.
//
// Read of the schema (NVD CVE API 2.0) are the envelope (format, vulnerabilities)
// and of each cve: id, sourceIdentifier, published, lastModified, vulnStatus,
// descriptions, metrics (cvssMetricV2, V30, V31, V40 and ssvcV203), weaknesses,
// configurations, references, cveTags and cisaVulnerabilityName. That a record
// repeats CISA's KEV entry is passed over: the catalogue itself says so, and when
// it stops to.
//
// A cpeMatch that is vulnerable is an affected statement on its CPE name with its
// version bounds. Where a configuration joins it by AND to something else than
// hardware (an application on one operating system), the statement needs that other
// product beside it and is related to it, as in CSAF. Hardware is not asked for: who
// has its firmware has it. Negated nodes claim nothing and are warned about.
//
// SSVC keeps NVD's own spelling of the decision points (exploitation, automatable,
// technicalImpact); the source of the facts is "NVD SSVC", whoever gave them to NVD.
//
// Records are streamed. One without id or lastModified refuses the document: it is
// no record. What was emitted before an error must be dropped with it.
package nvd
