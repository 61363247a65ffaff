package sbom

import (
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// spdxVersions are the versions of SPDX 2 that are read.
var spdxVersions = []string{"2.0", "2.1", "2.2", "2.3"}

// The parts of an SPDX 2 document in JSON that are read (SPDX 2.3 annex "JSON").

type spdxDocument struct {
	Version  text           `json:"spdxVersion"`
	Name     text           `json:"name"`
	Creation spdxCreation   `json:"creationInfo"`
	Packages []*spdxPackage `json:"packages"`
	Files    []*spdxFile    `json:"files"`

	Relationships loose[[]spdxRelationship] `json:"relationships"`
}

type spdxRelationship struct {
	Element text `json:"spdxElementId"`
	Type    text `json:"relationshipType"`
	Related text `json:"relatedSpdxElement"`
	Comment text `json:"comment"`
}

type spdxCreation struct {
	Created  text   `json:"created"`
	Creators []text `json:"creators"`
}

type spdxPackage struct {
	ID         text           `json:"SPDXID"`
	Name       text           `json:"name"`
	Version    text           `json:"versionInfo"`
	Supplier   text           `json:"supplier"`
	Originator text           `json:"originator"`
	Purpose    text           `json:"primaryPackagePurpose"`
	Checksums  []spdxChecksum `json:"checksums"`
	References []spdxExternal `json:"externalRefs"`
}

type spdxFile struct {
	ID   text `json:"SPDXID"`
	Name text `json:"fileName"`
}

type spdxChecksum struct {
	Algorithm text `json:"algorithm"`
	Value     text `json:"checksumValue"`
}

type spdxExternal struct {
	Type    text `json:"referenceType"`
	Locator text `json:"referenceLocator"`
}

func readSPDXJSON(data []byte) (*document, error) {
	var in spdxDocument
	if err := jsondoc.Unmarshal(op, data, &in); err != nil {
		return nil, err
	}
	doc, err := newSPDX(in.Version.String(), "/spdxVersion")
	if err != nil {
		return nil, err
	}
	doc.subject = in.Name.String()
	doc.taken = instant(in.Creation.Created.String())
	for _, c := range in.Creation.Creators {
		doc.addCreator(c.String())
	}
	for i, p := range in.Packages {
		if p == nil {
			doc.nulls++
			continue
		}
		e := entry{
			kind:    purpose(p.Purpose.String()),
			ref:     p.ID.String(),
			name:    stated(p.Name.String()),
			vendor:  firstOf(party(p.Supplier.String()), party(p.Originator.String())),
			version: stated(p.Version.String()),
			at:      "/packages/" + strconv.Itoa(i),
		}
		for _, c := range p.Checksums {
			e.addHash(c.Algorithm.String(), c.Value.String())
		}
		for _, r := range p.References {
			e.addExternal(r.Type.String(), r.Locator.String())
		}
		doc.entries = append(doc.entries, e)
	}
	for i, f := range in.Files {
		if f == nil {
			doc.nulls++
			continue
		}
		doc.entries = append(doc.entries, entry{kind: "file", ref: f.ID.String(), name: f.Name.String(), at: "/files/" + strconv.Itoa(i)})
	}
	owners := spdxOwners{doc: doc}
	for _, r := range in.Relationships.value {
		owners.relate(r.Element.String(), r.Type.String(), r.Related.String(), r.Comment.String())
	}
	owners.settle()
	return doc, nil
}

// newSPDX checks the version, "SPDX-2.3".
func newSPDX(version, place string) (*document, error) {
	spec := ""
	if len(version) > 5 && strings.EqualFold(version[:5], "SPDX-") {
		spec = version[5:]
	}
	if !slices.Contains(spdxVersions, spec) {
		return nil, refuse(domain.Unsupported, CodeVersion, place,
			domain.Params{"format": "SPDX", "version": version}, nil)
	}
	return &document{format: domain.FormatSPDX, spec: spec}, nil
}

// addCreator keeps the first tool among the creators (SPDX 2.3 clause 6.8).
func (d *document) addCreator(creator string) {
	if strings.HasPrefix(creator, "Tool:") && d.tool == "" {
		d.tool = party(creator)
	}
}

// purpose gives an SPDX primary package purpose (SPDX 2.3 clause 7.24) in
// CycloneDX words.
func purpose(s string) string {
	switch s = strings.ToLower(strings.ReplaceAll(strings.TrimSpace(s), "_", "-")); s {
	case "":
		return kindUnstated
	case "operatingsystem":
		return "operating-system"
	}
	return s
}

// addExternal keeps what identifies the package (SPDX 2.3 clause 7.21 and annex
// F); types may be written as full references.
func (e *entry) addExternal(kind, locator string) {
	kind = kind[strings.LastIndexByte(kind, '/')+1:]
	locator = strings.TrimSpace(locator)
	switch kind {
	case "purl":
		if e.purl == "" {
			e.purl = locator
		}
	case "cpe22Type", "cpe23Type":
		e.addCPE(locator)
	}
}
