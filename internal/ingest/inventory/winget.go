package inventory

import (
	"strconv"
	"strings"

	"fenceline/internal/ingest/jsondoc"
)

// wingetExport is what winget export writes, in both of its schemas.
type wingetExport struct {
	Schema  string          `json:"$schema"`
	Created string          `json:"CreationDate"`
	Version string          `json:"WinGetVersion"`
	Sources *[]wingetSource `json:"Sources"`
}

type wingetSource struct {
	Packages []struct {
		ID1     string `json:"Id"` // schema 1.0
		ID2     string `json:"PackageIdentifier"`
		Version string `json:"Version"`
		Channel string `json:"Channel"`
		Scope   string `json:"Scope"`
	} `json:"Packages"`
	Details struct {
		Name string `json:"Name"`
	} `json:"SourceDetails"`
}

func readWinget(text string) ([]*machine, error) {
	var doc wingetExport
	if _, err := jsondoc.Decode(op, strings.NewReader(text), &doc); err != nil {
		return nil, err
	}
	if doc.Sources == nil {
		return nil, jsondoc.Missing(op, "/Sources")
	}
	m := &machine{taken: instant(doc.Created), tool: strings.TrimSpace("winget " + doc.Version)}
	if at := strings.LastIndex(doc.Schema, "schema."); at >= 0 {
		m.spec = strings.TrimSuffix(doc.Schema[at+len("schema."):], ".json")
	}
	for i, source := range *doc.Sources {
		for j, p := range source.Packages {
			at := jsondoc.Pointer("/Sources", i, "Packages", j)
			id := strings.TrimSpace(p.ID1)
			if id == "" {
				id = strings.TrimSpace(p.ID2)
			}
			if id == "" {
				return nil, jsondoc.Missing(op, at+"/PackageIdentifier")
			}
			publisher, name, ok := strings.Cut(id, ".")
			if !ok {
				publisher, name = "", id // the Microsoft Store's own numbers
			}
			e := entry{kind: kindProgram, name: strings.ReplaceAll(name, ".", " "), publisher: publisher, winget: id, version: p.Version, at: at, source: "winget", edition: p.Channel}
			if source.Details.Name != "" {
				e.source += " " + source.Details.Name
			}
			if e.version == "Unknown" || strings.HasPrefix(e.version, ">") || strings.HasPrefix(e.version, "<") {
				e.version = ""
			}
			m.entries = append(m.entries, e)
		}
	}
	m.subject = "winget export of " + strconv.Itoa(len(m.entries)) + " packages"
	return []*machine{m}, nil
}
