package sbom

import (
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// The parts of an SPDX 3.0 document in JSON-LD that are read.

type graphDocument struct {
	Graph []*graphElement `json:"@graph"`
}

type graphElement struct {
	Type        text                `json:"type"`
	ID          text                `json:"spdxId"`
	BlankID     text                `json:"@id"`
	Name        text                `json:"name"`
	Version     text                `json:"software_packageVersion"`
	PURL        text                `json:"software_packageUrl"`
	Purpose     text                `json:"software_primaryPurpose"`
	SuppliedBy  text                `json:"suppliedBy"`
	VerifiedBy  loose[[]graphHash]  `json:"verifiedUsing"`
	Identifiers loose[[]graphIdent] `json:"externalIdentifier"`
	Created     text                `json:"created"`
	CreatedWith loose[[]text]       `json:"createdUsing"`

	From         text          `json:"from"` // of a relationship
	To           loose[[]text] `json:"to"`
	Relationship text          `json:"relationshipType"`
	Comment      text          `json:"comment"`
}

type graphHash struct {
	Algorithm text `json:"algorithm"`
	Value     text `json:"hashValue"`
}

type graphIdent struct {
	Type  text `json:"externalIdentifierType"`
	Value text `json:"identifier"`
}

// graphKinds are the element types that are entries, with the component type
// they have where no purpose is stated.
var graphKinds = map[string]string{
	"software_Package":       kindUnstated,
	"software_File":          "file",
	"ai_AIPackage":           "machine-learning-model",
	"dataset_DatasetPackage": "data",
}

func readSPDXGraph(data []byte) (*document, error) {
	var in graphDocument
	if err := jsondoc.Unmarshal(op, data, &in); err != nil {
		return nil, err
	}
	doc := &document{format: domain.FormatSPDX, spec: "3.0"}
	names := make(map[string]string)
	for _, e := range in.Graph {
		if e != nil {
			names[e.ID.String()] = e.Name.String()
		}
	}
	owners := spdxOwners{doc: doc}
	for i, e := range in.Graph {
		if e == nil {
			doc.nulls++
			continue
		}
		for _, to := range e.To.value {
			owners.relate(e.From.String(), e.Relationship.String(), to.String(), e.Comment.String())
		}
		switch e.Type.String() {
		case "SpdxDocument":
			doc.subject = firstOf(doc.subject, e.Name.String())
		case "CreationInfo":
			if doc.taken.IsZero() {
				doc.taken = instant(e.Created.String())
			}
			for _, tool := range e.CreatedWith.value {
				doc.tool = firstOf(doc.tool, names[tool.String()])
			}
		}
		kind, ok := graphKinds[e.Type.String()]
		if !ok {
			continue
		}
		doc.entries = append(doc.entries, e.entry(kind, names, "/@graph/"+strconv.Itoa(i)))
	}
	owners.settle()
	return doc, nil
}

func (g *graphElement) entry(kind string, names map[string]string, at string) entry {
	e := entry{
		kind:    kind,
		ref:     g.ID.String(),
		name:    stated(g.Name.String()),
		vendor:  names[g.SuppliedBy.String()],
		version: stated(g.Version.String()),
		purl:    g.PURL.String(),
		at:      at,
	}
	if kind == kindUnstated {
		e.kind = purpose(g.Purpose.String())
	}
	for _, h := range g.VerifiedBy.value {
		e.addHash(h.Algorithm.String(), h.Value.String())
	}
	for _, id := range g.Identifiers.value {
		switch strings.ToLower(id.Type.String()) {
		case "cpe22", "cpe23":
			e.addCPE(id.Value.String())
		case "packageurl":
			e.purl = firstOf(e.purl, id.Value.String())
		}
	}
	return e
}
