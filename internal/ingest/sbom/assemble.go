package sbom

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"github.com/anchore/syft/syft/file"
	"github.com/anchore/syft/syft/pkg"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
)

// assemble makes the snapshot of what the two readings found.
func assemble(doc *document, lib found) domain.Snapshot {
	matched, extra := lib.match(doc.entries)
	b := builder{
		refused: lib.refused,
		snapshot: domain.Snapshot{
			Format: doc.format, Spec: doc.spec, Subject: doc.subject, Serial: doc.serial, Taken: doc.taken, Tool: doc.tool,
			OS: doc.system(), Warnings: doc.warnings,
			Census: domain.Census{ByType: make(map[string]int)},
		},
		recovered: make(map[string]int),
		left:      make(map[string]int),
	}
	for i := range doc.entries {
		b.add(&doc.entries[i], matched[i])
	}
	b.addExtra(extra)
	b.own(doc.owners)
	b.snapshot.Components = b.settle()
	b.warn(doc)
	return b.snapshot
}

// builder collects the components and counts of one snapshot.
type builder struct {
	refused   bool // the library gave nothing
	snapshot  domain.Snapshot
	placed    []placed
	recovered map[string]int // by type: passed over by the library, kept
	left      map[string]int // by type: no software
	unnamed   int
	leftOut   int // CPE names
	badPURLs  []domain.Warning
	merged    int
	uncounted int
}

// placed is a component with what tells two copies of it apart.
type placed struct {
	domain.Component
	ref  string // as the document writes it
	file bool   // Place is the path of a file
}

// add counts one entry and keeps it where it is software.
func (b *builder) add(e *entry, p *pkg.Package) {
	census := &b.snapshot.Census
	census.Read++
	census.ByType[e.kind]++
	if p == nil {
		census.Dropped++
	}
	if !e.software() {
		census.NotSoftware++
		b.left[e.kind]++
		return
	}
	if p == nil && !b.refused {
		b.recovered[e.kind]++
	}
	b.keep(e, p)
}

// keep makes the component of an entry, gives it its identity and counts by it.
func (b *builder) keep(e *entry, p *pkg.Package) {
	c, isFile := component(e, p)
	if c.Name == "" {
		b.unnamed++
	}
	identity.Describe(&c, b.snapshot.OS)
	if c.Key == "" && c.Place == "" {
		c.Place = e.at // the only way to find it again
	}
	if c.PURL != "" {
		if _, err := identity.ParsePURL(c.PURL); err != nil {
			b.badPURLs = append(b.badPURLs, domain.Warning{Code: WarnPURL, Place: e.at,
				Params: domain.Params{"purl": c.PURL, "reason": reason(err)}})
		}
	}
	b.leftOut += e.leftOut
	census := &b.snapshot.Census
	switch {
	case c.Key == "":
		census.WithoutIdentity++
	case c.Version == "":
		census.WithoutVersion++
		fallthrough
	default:
		census.Identifiable++
	}
	b.placed = append(b.placed, placed{c, e.ref, isFile})
}

// addExtra keeps the library's packages that the first pass has no entry for, so
// that neither reading can lose what the other saw.
func (b *builder) addExtra(extra []*pkg.Package) {
	for _, p := range extra {
		e := entry{kind: "library", ref: string(p.ID()), name: p.Name, version: p.Version, purl: p.PURL}
		b.snapshot.Census.Read++
		b.snapshot.Census.ByType[e.kind]++
		b.uncounted++
		b.keep(&e, p)
	}
}

// component joins an entry with the library's reading of it, nil where there is
// none, and tells whether its place is a file. What the document says outright
// goes first.
func component(e *entry, p *pkg.Package) (c domain.Component, isFile bool) {
	c = domain.Component{
		Name: e.name, Vendor: e.vendor, Version: e.version, PURL: e.purl, CPEs: e.cpes, Hashes: e.hashes,
	}
	if e.kind != kindUnstated {
		c.Type = e.kind
	}
	path := e.path
	if p != nil {
		c.Version = firstOf(p.Version, c.Version)
		c.PURL = firstOf(c.PURL, p.PURL)
		if c.Name == "" || c.PURL != "" {
			c.Name = firstOf(p.Name, c.Name)
		}
		if len(e.cpes) == 0 {
			for _, known := range p.CPEs[:min(len(p.CPEs), maxCPEs)] {
				c.CPEs = append(c.CPEs, known.Attributes.BindToFmtString())
			}
			slices.Sort(c.CPEs)
		}
		if locations := p.Locations.ToSlice(); path == "" && len(locations) > 0 {
			path = slices.MinFunc(locations, func(x, y file.Location) int { return cmp.Compare(x.RealPath, y.RealPath) }).RealPath
		}
	} else if e.purl != "" {
		c.Name = e.label()
	}
	c.Place = place(path, e.ref, c.Version)
	return c, path != ""
}

// settle merges what is listed twice, numbers the copies that share a place and
// sorts. One file with one version is one copy however often it is listed, and so
// is an entry without file and reference beside an equal one; two references of a
// document are two copies.
func (b *builder) settle() []domain.Component {
	slices.SortStableFunc(b.placed, func(x, y placed) int {
		return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.Key, y.Key), cmp.Compare(x.Place, y.Place),
			cmp.Compare(x.Version, y.Version), cmp.Compare(x.ref, y.ref), cmp.Compare(x.PURL, y.PURL))
	})
	anchored := make(map[string]bool)
	for i := range b.placed {
		if p := &b.placed[i]; p.ref != "" || p.file {
			anchored[p.content()] = true
		}
	}
	copies, known := make(map[string]int), make(map[string]bool)
	out := make([]domain.Component, 0, len(b.placed))
	for i := range b.placed {
		p := &b.placed[i]
		spot := string(p.Key) + "\x00" + p.Place
		if p.Key == "" {
			spot = "\x00" + p.Name + "\x00" + p.Place
		}
		same := spot + "\x00" + p.Version + "\x00"
		if !p.file {
			same += p.ref
		}
		if known[same] || p.ref == "" && !p.file && anchored[p.content()] {
			b.merged++
			continue
		}
		known[same] = true
		copies[spot]++
		c := p.Component
		if n := copies[spot]; n > 1 {
			c.Place += "#" + strconv.Itoa(n)
		}
		out = append(out, c)
	}
	return out
}

func (p *placed) content() string {
	return string(p.Key) + "\x00" + p.Name + "\x00" + p.Version + "\x00" + p.PURL
}

// warn adds the warnings that stand for counts.
func (b *builder) warn(doc *document) {
	add := func(code domain.Code, count int, kind string) {
		if count == 0 {
			return
		}
		params := domain.Params{"count": strconv.Itoa(count)}
		if kind != "" {
			params["type"] = kind
		}
		b.snapshot.Warnings = append(b.snapshot.Warnings, domain.Warning{Code: code, Params: params})
	}
	for _, kind := range slices.Sorted(maps.Keys(b.recovered)) {
		add(WarnRecovered, b.recovered[kind], kind)
	}
	for _, kind := range slices.Sorted(maps.Keys(b.left)) {
		add(WarnNotSoftware, b.left[kind], kind)
	}
	b.snapshot.Warnings = append(b.snapshot.Warnings, b.badPURLs[:min(len(b.badPURLs), maxNamed)]...)
	if len(b.badPURLs) > maxNamed {
		add(WarnPURLs, len(b.badPURLs), "")
	}
	add(WarnUnnamed, b.unnamed, "")
	add(WarnWithoutIdentity, b.snapshot.Census.WithoutIdentity, "")
	add(WarnCPEs, b.leftOut, "")
	add(WarnNull, doc.nulls, "")
	add(WarnDuplicates, b.merged, "")
	add(WarnUncounted, b.uncounted, "")
	if b.snapshot.Census.Identifiable == 0 {
		b.snapshot.Warnings = append(b.snapshot.Warnings, domain.Warning{Code: WarnNothing})
	}
}
