// Package vex reads documents that say how vulnerabilities bear on products:
// OpenVEX, and CycloneDX where it carries vulnerabilities. One document becomes
// one [domain.Advisory] whose statements carry status and justification. (The VEX
// profile of CSAF is read by package csaf: it is CSAF.)
//
// # OpenVEX 0.2.0, and 0.0.x as it is still in use
//
// Read are section "The VEX document" (@context, @id, author, role, timestamp,
// last_updated, version, statements), "Statement" (vulnerability with name,
// aliases and description, products with identifiers, hashes and subcomponents,
// status, justification, impact_statement, action_statement, status_notes,
// supplier, timestamp, last_updated) and its inheritance of times. A vulnerability
// and a product may be plain text, as in 0.0.x.
//
// # CycloneDX 1.4 to 1.7, JSON and XML
//
// Read are serialNumber, version, metadata (timestamp, authors, supplier,
// component), components with those nested in them, services, and
// vulnerabilities: id, references, ratings, cwes, description, recommendation,
// workaround, advisories, analysis (state, justification, response, detail) and
// affects with versions. A vulnerability without analysis claims that what it
// affects is affected. XML is read
// into the same data, so a place in it is told as that of the same member in JSON; text in
// another encoding than UTF-8 or UTF-16, and entities of the document's own, are refused.
//
// # What a statement is bound to
//
// Never to the vulnerability alone. It is bound to its product: by package URL,
// CPE name or vendor and name. One about a subcomponent, or about a component of a
// CycloneDX document that has a subject of its own, is bound to that component
// inside that product: it is a [domain.RelationPart] and counts only on assets
// where both are. A product without version speaks of all its versions. A BOM-Link
// whose element is a package URL is that package, on assets whose SBOM has that
// serial number; any other element of a document that is not this one names nothing
// here and is warned about. A product of OpenVEX that is a UUID ("urn:uuid:") is the
// SBOM with that serial number, or the asset that this program's own exports name so:
// its subcomponents count there alone.
//
// Within a document the latest statement on the same vulnerability and product
// counts (OpenVEX, "Statement inheritance"); the older ones are counted in a
// warning.
//
// # Refused
//
// A document without author (OpenVEX), statements, or in them a vulnerability,
// products or a known status. A document without id is known by its digest, with a
// warning; so is a not_affected that gives no reason.
package vex
