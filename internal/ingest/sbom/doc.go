// Package sbom reads software bills of materials into one [domain.Snapshot].
//
// It reads CycloneDX 1.0 to 1.7 as JSON and XML, SPDX 2.x as tag-value and JSON,
// SPDX 3.0 as JSON-LD, and the JSON of syft. SPDX as YAML, RDF or plain XML is
// refused by name, as is any other document.
//
// Every document is read twice. One light pass of this package lists each entry
// the document holds, whatever its type; then the decoders of anchore/syft turn
// the same bytes into packages. The entries are the census: a decoder that passes
// over a device, an operating system or a container loses nothing, because the
// entry is kept from the first pass and counted in [domain.Census].Dropped. Where
// the decoders refuse a document that the first pass could read, the members they
// stumble over are cut out and named as warnings; if that does not help, the
// snapshot rests on the first pass alone and says so.
//
// Read: CycloneDX metadata (timestamp, tools, component), components at any depth,
// services (counted only), type, name, group, version, supplier, manufacturer,
// publisher, purl, cpe, hashes, evidence.occurrences, syft and trivy location
// properties. SPDX 2.3 clauses 6 (document), 7 (packages with purpose, checksums
// and external references) and 8 (files, counted only). SPDX 3.0 software_Package,
// software_File, ai_AIPackage and dataset_DatasetPackage. Licences, dependencies,
// vulnerabilities, pedigree and formulation are not read.
//
// Nothing here opens a file, logs or touches the network.
package sbom
