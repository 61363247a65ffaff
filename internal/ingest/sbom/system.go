package sbom

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"fenceline/internal/identity"
)

// release is an operating system as a document names it.
type release struct{ id, version string }

// system names the operating system that the document is about as advisory
// sources do, "Debian:12"; another system keeps the document's own words. Where
// no system is stated it is the release that most package URLs name.
func (d *document) system() string {
	if d.os.id != "" {
		for _, id := range spellings(d.os.id) {
			if stream := identity.Stream(id, d.os.version); stream != "" {
				return stream
			}
		}
	}
	votes := make(map[string]int)
	for i := range d.entries {
		purl := d.entries[i].purl
		if !strings.Contains(purl, "distro=") && !strings.Contains(purl, "os_name=") {
			continue
		}
		if p, err := identity.ParsePURL(purl); err == nil && p.Stream != "" {
			votes[p.Stream]++
		}
	}
	if len(votes) > 0 {
		return slices.MaxFunc(slices.Sorted(maps.Keys(votes)), func(a, b string) int { return cmp.Compare(votes[a], votes[b]) })
	}
	return titled(d.os.id, d.os.version)
}

// spellings of a system's name, the most exact first: "Red Hat Enterprise
// Linux" is "redhat" to the table, "Debian GNU/Linux" is "debian".
func spellings(name string) []string {
	words := strings.Fields(strings.ToLower(name))
	out := []string{strings.Join(words, " "), strings.Join(words, "")}
	for n := min(2, len(words)); n > 0; n-- {
		out = append(out, strings.Join(words[:n], ""))
	}
	return out
}
