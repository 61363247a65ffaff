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

	Files loose[[]syftPlace] `json:"files"` // that a package of a distribution brought
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
	ownBySyftFiles(doc, in.Artifacts)
	return doc, nil
}

// ownBySyftFiles notes which packages were found in files that a distribution's package
// lists as its own.
func ownBySyftFiles(doc *document, all []*syftArtifact) {
	owners := map[string]string{}
	for _, a := range all {
		if a == nil || !syftDistribution[a.Type.String()] {
			continue
		}
		for _, f := range a.Metadata.value.Files.value {
			if path := f.Path.String(); path != "" && owners[path] == "" {
				owners[path] = a.ID.String()
			}
		}
	}
	if len(owners) == 0 {
		return
	}
	for _, a := range all {
		if a == nil || syftDistribution[a.Type.String()] {
			continue
		}
		for _, l := range a.Locations.value {
			for _, path := range []string{l.Path.String(), l.AccessPath.String()} {
				if owner := owners[path]; owner != "" && path != "" {
					doc.owns(owner, a.ID.String())
				}
			}
		}
	}
}

// syftDistribution are syft's types of packages whose file lists are the package
// manager's.
var syftDistribution = map[string]bool{"deb": true, "rpm": true, "apk": true, "alpm": true}

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
