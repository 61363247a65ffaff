package ingest

import (
	"bytes"
	"path"
	"regexp"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// Recognise tells the format of a document by its content. The name, as in
// [Document].File, is a hint for files whose content says too little: hashes,
// signatures and the lists of a CSAF provider.
func Recognise(name string, data []byte) domain.Format {
	if format := byContent(data); format != domain.FormatUnknown {
		return format
	}
	return byName(name)
}

func byContent(data []byte) domain.Format {
	text, _ := jsondoc.Text(data)
	text = bytes.TrimLeft(text, " \t\r\n")
	start := text[:min(len(text), 4096)]
	switch {
	case len(text) == 0:
		return domain.FormatUnknown
	case text[0] == '{':
		return jsonFormat(text)
	case text[0] == '<':
		return xmlFormat(start)
	case bytes.HasPrefix(text, []byte("-----BEGIN PGP PUBLIC KEY BLOCK-----")),
		bytes.HasPrefix(text, []byte("untrusted comment: minisign public key")):
		return domain.FormatKey
	case bytes.HasPrefix(text, []byte("-----BEGIN PGP SIGNATURE-----")),
		bytes.HasPrefix(text, []byte("untrusted comment:")):
		return domain.FormatSignature
	case hasLine(start, "SPDXVersion:"):
		return domain.FormatSPDX
	}
	return tableFormat(start)
}

func xmlFormat(start []byte) domain.Format {
	switch {
	case bytes.Contains(start, []byte("cyclonedx.org/schema/bom")):
		return domain.FormatCycloneDX
	case bytes.Contains(start, []byte("spdx.org/rdf/terms")):
		return domain.FormatSPDX
	}
	return domain.FormatUnknown
}

// hasLine reports a line that starts with prefix; lines end with LF, CR LF or CR.
func hasLine(text []byte, prefix string) bool {
	for line := range bytes.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte(prefix)) {
			return true
		}
	}
	return false
}

func byName(name string) domain.Format {
	name = strings.ToLower(name[strings.LastIndexByte(name, '!')+1:])
	name = path.Base(name)
	for _, packed := range []string{".gz", ".zst", ".xz", ".bz2"} {
		name = strings.TrimSuffix(name, packed)
	}
	switch path.Ext(name) {
	case ".sha256", ".sha512":
		return domain.FormatHash
	case ".asc", ".sig", ".minisig":
		return domain.FormatSignature
	}
	switch name {
	case "provider-metadata.json", "index.txt", "changes.csv", "security.txt": // CSAF 2.0 section 7.1
		return domain.FormatProvider
	case "interim.csv": // of a csaf_aggregator mirror
		return domain.FormatProvider
	case "delta.json", "deltalog.json": // of the CVE list
		return domain.FormatProvider
	}
	return domain.FormatUnknown
}

// outline is what the outermost members of a JSON document tell so far.
type outline struct {
	has    map[string]bool
	format domain.Format
	stix   bool // its id is one of a STIX object
}

// stixID matches the id of a STIX object (2.1 section 2.9): its type and a UUID.
var stixID = regexp.MustCompile(`^"[a-z][a-z0-9-]*--[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-`)

// telling are the members that say something together with others.
var telling = map[string]bool{"id": true, "modified": true, "schema_version": true, "affected": true,
	"artifacts": true, "artifactRelationships": true, "descriptor": true, "source": true, "distro": true,
	"canonical_url": true, "metadata_version": true, "distributions": true, "aggregator": true,
	"aggregator_version": true, "csaf_providers": true, "resultsPerPage": true, "objects": true,
	"containers": true, "dataVersion": true}

// jsonFormat reads the outermost members until they tell enough.
func jsonFormat(text []byte) domain.Format {
	o := outline{has: map[string]bool{}}
	jsondoc.Members(text, func(m jsondoc.Member) bool {
		o.format = o.alone(m)
		if o.format == "" && telling[m.Name] {
			o.has[m.Name] = true
			o.format = o.together()
		}
		return o.format == ""
	})
	if o.format == "" {
		return o.atEnd()
	}
	return o.format
}

// alone tells by one member.
func (o *outline) alone(m jsondoc.Member) domain.Format {
	switch m.Name {
	case "fenceline":
		if bytes.Equal(m.Value, []byte(`"bundle manifest"`)) {
			return domain.FormatManifest
		}
	case "document":
		if hasMember(m.Value, "csaf_version", "tracking", "publisher") {
			return domain.FormatCSAF
		}
	case "bomFormat":
		if bytes.Equal(m.Value, []byte(`"CycloneDX"`)) {
			return domain.FormatCycloneDX
		}
	case "spdxVersion":
		return domain.FormatSPDX
	case "@context":
		if bytes.Contains(m.Value, []byte("spdx.org/rdf/3")) {
			return domain.FormatSPDX
		}
		if bytes.Contains(m.Value, []byte("openvex")) {
			return domain.FormatOpenVEX
		}
	case "dataType":
		if bytes.Equal(m.Value, []byte(`"CVE_RECORD"`)) {
			return domain.FormatCVE
		}
	case "cveMetadata":
		return domain.FormatCVE
	case "catalogVersion":
		return domain.FormatKEV
	case "vulnerabilities":
		if bytes.Contains(m.Value[:min(len(m.Value), 1024)], []byte(`"cveID"`)) {
			return domain.FormatKEV
		}
		if o.has["resultsPerPage"] {
			return domain.FormatNVD
		}
	case "format":
		if bytes.Equal(m.Value, []byte(`"NVD_CVE"`)) {
			return domain.FormatNVD
		}
	case "type":
		if bytes.Equal(m.Value, []byte(`"bundle"`)) {
			o.has["bundle"] = true
		}
	case "id":
		o.stix = stixID.Match(m.Value[:min(len(m.Value), 200)])
	case "objects":
		if o.has["bundle"] {
			return domain.FormatSTIX
		}
	case "feed": // ROLIE, CSAF 2.0 section 7.1.15
		if hasMember(m.Value, "entry", "link", "category") {
			return domain.FormatProvider
		}
	case "service":
		if hasMember(m.Value, "workspace") {
			return domain.FormatProvider
		}
	case "categories":
		if hasMember(m.Value, "category") {
			return domain.FormatProvider
		}
	}
	return ""
}

// together tells by several members, as soon as no other format could have them.
func (o *outline) together() domain.Format {
	switch {
	case o.has["id"] && !o.stix && (o.has["modified"] || o.has["schema_version"] || o.has["affected"]):
		return domain.FormatOSV
	case o.has["artifacts"] && (o.has["artifactRelationships"] || o.has["descriptor"] || o.has["source"]):
		return domain.FormatSyft
	case o.has["canonical_url"] && (o.has["metadata_version"] || o.has["distributions"] || o.has["aggregator"]),
		o.has["aggregator"] && (o.has["aggregator_version"] || o.has["csaf_providers"]):
		return domain.FormatProvider
	}
	return ""
}

// atEnd tells by what little a broken or stripped document has.
func (o *outline) atEnd() domain.Format {
	if o.has["bundle"] && (o.has["id"] || o.has["objects"]) {
		return domain.FormatSTIX
	}
	if o.has["containers"] && o.has["dataVersion"] {
		return domain.FormatCVE
	}
	if o.has["schema_version"] && o.has["affected"] || o.has["affected"] && o.has["modified"] {
		return domain.FormatOSV
	}
	return domain.FormatUnknown
}

// hasMember reports that value is an object with one of the members.
func hasMember(value []byte, names ...string) bool {
	found := false
	jsondoc.Members(value, func(m jsondoc.Member) bool {
		for _, name := range names {
			found = found || m.Name == name
		}
		return !found
	})
	return found
}
