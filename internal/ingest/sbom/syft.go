package sbom

import (
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// The parts of a syft JSON document that are read, schema 1 to 16.

type syftDocument struct {
	Artifacts  []*syftArtifact   `json:"artifacts"`
	Source     loose[syftSource] `json:"source"`
	Distro     loose[syftDistro] `json:"distro"`
	Descriptor loose[syftTool]   `json:"descriptor"`
	Schema     loose[syftSchema] `json:"schema"`

	Relationships loose[[]syftRelationship] `json:"artifactRelationships"`
}

// syftRelationship says, where its type is the one of owned files, that the child
// was found in files that the parent, a distribution's package, brought.
type syftRelationship struct {
	Parent text `json:"parent"`
	Child  text `json:"child"`
	Type   text `json:"type"`
}

const syftOwnership = "ownership-by-file-overlap"

type syftArtifact struct {
	ID        text                `json:"id"`
	Name      text                `json:"name"`
	Version   text                `json:"version"`
	Type      text                `json:"type"`
	PURL      text                `json:"purl"`
	CPEs      []syftCPE           `json:"cpes"`
	Locations loose[[]syftPlace]  `json:"locations"`
	Metadata  loose[syftMetadata] `json:"metadata"`
}

// syftCPE is a string up to schema 15 and an object since.
type syftCPE struct {
	Value text `json:"cpe"`
}

// UnmarshalJSONFrom reads both forms.
func (c *syftCPE) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	if dec.PeekKind() != '{' {
		return c.Value.UnmarshalJSONFrom(dec)
	}
	type plain syftCPE
	return json.UnmarshalDecode(dec, (*plain)(c))
}

type syftPlace struct {
	Path       text `json:"path"`
	AccessPath text `json:"accessPath"`
}

type syftMetadata struct {
	Vendor      text `json:"vendor"`
	CompanyName text `json:"companyName"`
}

type syftSource struct {
	Name    text              `json:"name"`
	Version text              `json:"version"`
	Target  loose[syftTarget] `json:"target"`
}

type syftTarget struct {
	UserInput text `json:"userInput"`
}

type syftDistro struct {
	ID        text `json:"id"`
	Name      text `json:"name"`
	VersionID text `json:"versionID"`
	Version   text `json:"version"`
}

type syftTool struct {
	Name    text `json:"name"`
	Version text `json:"version"`
}

type syftSchema struct {
	Version text `json:"version"`
	URL     text `json:"url"`
}

func readSyftJSON(data []byte) (*document, error) {
	var in syftDocument
	if err := jsondoc.Unmarshal(op, data, &in); err != nil {
		return nil, err
	}
	source, distro, tool := in.Source.value, in.Distro.value, in.Descriptor.value
	doc := &document{
		format:  domain.FormatSyft,
		spec:    in.Schema.value.Version.String(),
		subject: firstOf(titled(source.Name.String(), source.Version.String()), source.Target.value.UserInput.String()),
		tool:    titled(tool.Name.String(), tool.Version.String()),
		os: release{
			id:      firstOf(distro.ID.String(), distro.Name.String()),
			version: firstOf(distro.VersionID.String(), distro.Version.String()),
		},
	}
	for i, a := range in.Artifacts {
		if a == nil {
			doc.nulls++
			continue
		}
		m := a.Metadata.value
		e := entry{
			kind:    syftKind(a.Type.String()),
			ref:     a.ID.String(),
			name:    a.Name.String(),
			vendor:  firstOf(m.Vendor.String(), m.CompanyName.String()),
			version: a.Version.String(),
			purl:    a.PURL.String(),
			at:      "/artifacts/" + strconv.Itoa(i),
		}
		for _, c := range a.CPEs {
			e.addCPE(c.Value.String())
		}
		for _, l := range a.Locations.value {
			e.addPath(firstOf(l.Path.String(), l.AccessPath.String()))
		}
		doc.entries = append(doc.entries, e)
	}
	for _, r := range in.Relationships.value {
		if r.Type.String() == syftOwnership {
			doc.owns(r.Parent.String(), r.Child.String())
		}
	}
	return doc, nil
}

// syftKind gives syft's package type in CycloneDX words, as syft itself writes
// it there.
func syftKind(s string) string {
	switch s {
	case "binary", "linux-kernel":
		return "application"
	case "model":
		return "machine-learning-model"
	}
	return "library"
}
