package fetch

import (
	_ "embed" // the table of publishers
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"fenceline/internal/domain"
)

//go:embed sources.tsv
var sourcesTable string

// Source is where a publisher keeps a table that is fetched by its name.
type Source struct {
	Name  string
	URL   string // {name} stands for what is asked for
	File  string // below the bundle
	Limit int64  // bytes
}

// Sources are the publishers' tables that this program knows by name.
func Sources() []Source {
	var out []Source
	for line := range strings.Lines(sourcesTable) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 4 {
			panic(fmt.Sprintf("sources.tsv: %q has %d fields", line, len(f)))
		}
		limit, err := strconv.ParseInt(f[3], 10, 64)
		if err != nil {
			panic(fmt.Sprintf("sources.tsv: %q: %v", line, err))
		}
		out = append(out, Source{Name: f[0], URL: f[1], File: f[2], Limit: limit << 20})
	}
	return out
}

// sourceOf finds a table by name, and fills in what is asked of it.
func sourceOf(kind, name string) (Source, error) {
	for _, s := range Sources() {
		if s.Name != kind {
			continue
		}
		if strings.Contains(s.URL, "{name}") {
			if name == "" || len(name) > 64 || strings.ContainsAny(name, "/\\?#%\x00") || strings.Trim(name, ".") == "" {
				return Source{}, &domain.Error{Kind: domain.Invalid, Op: op, Subject: name, Code: "fetch_ecosystem"}
			}
			s.URL = strings.ReplaceAll(s.URL, "{name}", url.PathEscape(name))
			s.File = strings.ReplaceAll(s.File, "{name}", safeName(name))
		}
		return s, nil
	}
	return Source{}, &domain.Error{Kind: domain.Invalid, Op: op, Subject: kind, Code: "fetch_kind"}
}
