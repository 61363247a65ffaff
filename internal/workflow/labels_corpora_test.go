//go:build corpora && unix

package workflow

import (
	"archive/zip"
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/identity"
	"fenceline/internal/ingest/osv"
)

// label is a person's word on one package and one flaw.
type label struct {
	Flaw    string `json:"vulnerability_id"`
	CVE     string `json:"effective_cve"`
	Label   string `json:"label"`
	Note    string `json:"note"`
	Package struct{ Name, Version string }
	Image   struct{ Exact string }
}

func (l *label) names(all map[string]bool) bool { return all[l.Flaw] || l.CVE != "" && all[l.CVE] }

// loaded are advisories by what they name.
type loaded struct {
	rows  map[domain.PackageKey][]domain.MatchRow
	names map[domain.AdvisoryKey]map[string]bool
	ids   map[string]bool
}

func loadOSV(t testing.TB, ecosystems ...string) *loaded {
	t.Helper()
	l := &loaded{rows: map[domain.PackageKey][]domain.MatchRow{}, names: map[domain.AdvisoryKey]map[string]bool{}, ids: map[string]bool{}}
	for _, ecosystem := range ecosystems {
		z, err := zip.OpenReader(corpora(t, "bench", "osv", ecosystem+".zip"))
		must(t, err)
		for _, f := range z.File {
			r, err := f.Open()
			must(t, err)
			err = osv.Decode(r, func(item domain.Item) error {
				if a, ok := item.(domain.Advisory); ok {
					l.add(&a)
				}
				return nil
			})
			if err != nil && !domain.Is(err, domain.Invalid) && !domain.Is(err, domain.Unsupported) {
				t.Fatal(f.Name, err)
			}
			must(t, r.Close())
		}
		must(t, z.Close())
	}
	return l
}

func (l *loaded) add(a *domain.Advisory) {
	for _, kr := range assess.Rows(a) {
		l.rows[kr.Key] = append(l.rows[kr.Key], kr.Row)
	}
	names := l.names[a.Key()]
	if names == nil {
		names = map[string]bool{}
		l.names[a.Key()] = names
	}
	names[a.ID], l.ids[a.ID] = true, true
	for _, v := range a.Vulnerabilities {
		for _, name := range slices.Concat([]string{v.ID}, v.Aliases, v.Related) {
			names[name] = true
		}
	}
}

var enterprise = regexp.MustCompile(`[.+]el(\d+)`)

// means tells whether a label can be about an advisory: they share an id, and where
// the label is about an erratum of Oracle Linux or Red Hat and its rebuild by
// AlmaLinux is at hand, it is that one.
func (l *loaded) means(one *label, key domain.AdvisoryKey) bool {
	if m := erratum.FindStringSubmatch(one.Flaw); m != nil {
		own := "ALSA-" + m[1] + ":" + m[2]
		if l.ids[own] {
			return strings.HasSuffix(string(key), "|"+own)
		}
	}
	return one.names(l.names[key])
}

var erratum = regexp.MustCompile(`^(?:EL|RH)SA-(\d+)[-:](\d+)$`)

// labelled reads a label's package as a component: versions of el8 and el9 as
// AlmaLinux, names with a path as Go, others as PyPI; ok is false for what the
// ecosystems at hand cannot mean.
func labelled(l *label) (c domain.Component, ok bool) {
	name, version := l.Package.Name, l.Package.Version
	c = domain.Component{ID: "c", Name: name, Version: version}
	switch m := enterprise.FindStringSubmatch(version); {
	case m != nil && (m[1] == "8" || m[1] == "9"):
		epoch, rest, stated := strings.Cut(version, ":")
		if !stated {
			epoch, rest = "0", version
		}
		c.PURL = "pkg:rpm/almalinux/" + name + "@" + strings.ReplaceAll(rest, "+", "%2B") + "?distro=almalinux-" + m[1] + "&epoch=" + epoch
		c.Version = ""
	case m != nil:
		return c, false
	case strings.Contains(name, ".") && strings.Contains(name, "/"):
		c.PURL = "pkg:golang/" + name + "@" + strings.ReplaceAll(version, "+", "%2B")
	case name == "stdlib":
		c.PURL = "pkg:golang/stdlib@" + strings.TrimPrefix(version, "go")
		c.Version = strings.TrimPrefix(version, "go")
	case !strings.ContainsAny(version, "-~:+") && !strings.Contains(name, "/"):
		c.PURL = "pkg:pypi/" + name + "@" + version
	default:
		return c, false
	}
	identity.Describe(&c, "")
	return c, true
}

// present is a package of Enterprise Linux 8 or 9 that a note says is there in truth.
var present = regexp.MustCompile(`(python[0-9]*-[a-z0-9-]+) ?@ ?([0-9][^ "]*\.el[89])`)

// owner is the distribution's package that a Python library of an image belongs to,
// as far as the labels tell: one of its name and version that a label of the image
// names, in its package or in its note. Labels have no paths, by which the
// program itself tells.
func owner(c *domain.Component, image []domain.Held) *domain.Component {
	if !strings.HasPrefix(string(c.Key), "pypi/") {
		return nil
	}
	for _, h := range image {
		upstream, build, packaged := strings.Cut(h.Version, "-")
		name := strings.ToLower(h.Name)
		if !packaged || upstream != c.Version || !enterprise.MatchString(build) || name != "python3-"+strings.ToLower(c.Name) && name != strings.ToLower(c.Name) {
			continue
		}
		if own, ok := labelled(&label{Package: struct{ Name, Version string }{h.Name, h.Version}}); ok {
			own.ID = "owner"
			return &own
		}
	}
	return nil
}

// takenBack tells of labels that give as their reason a mark of Go's database that
// it no longer makes: that nobody can import the package.
func takenBack(one *label) bool {
	note := strings.ToLower(strings.ReplaceAll(one.Note, "_", " "))
	return strings.Contains(note, "not importable") || strings.Contains(note, "effectively private")
}

// listed tells whether the records at hand list the label's version among those of
// the Python project. Labels do not say of which kind a package is: mercurial 2.14 is
// a plug-in of another program, and no version of the project.
func (l *loaded) listed(c *domain.Component) bool {
	if !strings.HasPrefix(string(c.Key), "pypi/") {
		return true
	}
	rows := l.rows[c.Key]
	return len(rows) == 0 || slices.ContainsFunc(rows, func(r domain.MatchRow) bool {
		return slices.Contains(r.Versions.Exact, c.Version) || slices.ContainsFunc(r.Versions.Ranges, func(of domain.Range) bool {
			return slices.ContainsFunc(of.Events, func(e domain.Event) bool { return e.Introduced == c.Version || e.Fixed == c.Version })
		})
	})
}

// TestLabels measures how many labels about packages that an advisory at hand
// names, by an id of the label, are met. FENCELINE_MISSES names a file for the rest.
func TestLabels(t *testing.T) {
	l := loadOSV(t, "AlmaLinux", "Go", "PyPI")
	f, err := os.Open(corpora(t, "match-labels", "labels.jsonl.gz"))
	must(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	must(t, err)
	type tally struct{ all, met int }
	counts := map[string]*tally{}
	var all []label
	images := map[string][]domain.Held{} // what else is named of an image: it tells module streams
	lines := 0
	for scanner := bufio.NewScanner(z); scanner.Scan(); {
		lines++
		var one label
		must(t, json.Unmarshal(scanner.Bytes(), &one))
		if one.Package.Name != "" {
			all = append(all, one)
			images[one.Image.Exact] = append(images[one.Image.Exact], domain.Held{Component: domain.Component{Name: one.Package.Name, Version: one.Package.Version}})
			if m := present.FindStringSubmatch(one.Note); m != nil {
				images[one.Image.Exact] = append(images[one.Image.Exact], domain.Held{Component: domain.Component{Name: m[1], Version: m[2]}})
			}
		}
	}
	var misses []string
	marks := 0
	for _, one := range all {
		c, ok := labelled(&one)
		if !ok || one.Label == "??" {
			continue
		}
		verdict, reason, covered := l.judge(c, images[one.Image.Exact], &one)
		if !covered {
			continue
		}
		if l.rebuilt(&c, &one) {
			marks++
			continue
		}
		kind, _, _ := strings.Cut(string(c.Key), "/")
		if kind == "golang" && takenBack(&one) {
			kind += " by marks taken back:"
		}
		if !l.listed(&c) {
			kind += " in no listed version:"
		}
		if verdict == "" {
			kind += " in another stream:"
		}
		count := counts[kind+" "+one.Label]
		if count == nil {
			count = &tally{}
			counts[kind+" "+one.Label] = count
		}
		count.all++
		want := domain.Affected
		if verdict == "" { // nothing at hand speaks of it, which is right where nothing is wrong
			verdict = domain.NotAffected
		}
		if one.Label == "FP" {
			want = domain.NotAffected
		}
		if verdict == want {
			count.met++
			continue
		}
		misses = append(misses, fmt.Sprintf("%s %s %s %s %s %s -> %s (%s) %s", kind, one.Label, one.Package.Name, one.Package.Version, one.Flaw, one.CVE, verdict, reason, one.Note))
	}
	fmt.Printf("%d labels, %d with a package\n", lines, len(all))
	fmt.Printf("%d of them differ from the fixed version in the mark of the build alone, which each distribution counts for itself\n", marks)
	for _, key := range []string{"rpm TP", "rpm FP", "rpm in another stream: TP", "rpm in another stream: FP", "golang TP", "golang FP", "golang by marks taken back: FP",
		"pypi TP", "pypi FP", "pypi in no listed version: TP", "pypi in no listed version: FP"} {
		if c := counts[key]; c != nil {
			row(key, c.all, c.met, fmt.Sprintf("%.1f %%", 100*float64(c.met)/float64(c.all)))
		}
	}
	slices.Sort(misses)
	if file := os.Getenv("FENCELINE_MISSES"); file != "" {
		must(t, os.WriteFile(filepath.Clean(file), []byte(strings.Join(misses, "\n")+"\n"), 0o644))
	}
}

// rebuilt tells whether the label's version and a fixed one that would be compared
// with it are the same but for the mark of the module's build.
func (l *loaded) rebuilt(c *domain.Component, one *label) bool {
	mark := identity.ModuleBuild(c.Version)
	if mark == "" {
		return false
	}
	for _, r := range l.rows[c.Key] {
		if !l.means(one, r.Advisory) || r.Stream != c.Stream {
			continue
		}
		for _, set := range r.Versions.Ranges {
			for _, e := range set.Events {
				own := strings.TrimPrefix(strings.TrimSuffix(c.Version, mark), "0:")
				if other := identity.ModuleBuild(e.Fixed); other != "" && strings.TrimRight(strings.TrimSuffix(e.Fixed, other), "+_") == strings.TrimRight(own, "+_") {
					return true
				}
			}
		}
	}
	return false
}

// judge gives the worst verdict of the advisories that bear a name of the label,
// and the reason of the one that gave it; none where they all speak of other streams
// of its module. covered is false where none names the package.
func (l *loaded) judge(c domain.Component, image []domain.Held, one *label) (domain.Verdict, domain.Code, bool) {
	var verdict domain.Verdict
	var reason domain.Code
	covered := false
	held := []domain.Held{{Component: c}}
	own := owner(&c, image)
	stream := c.Stream
	if own != nil {
		held[0].Owner, stream = own.Key, own.Stream
		held = append(held, domain.Held{Component: *own})
	}
	finds := assess.Match(assess.MatchInput{Asset: "a", Components: append(held, image...),
		Rows: func(key domain.PackageKey) []domain.MatchRow {
			var rows []domain.MatchRow
			for _, r := range l.rows[key] {
				if l.means(one, r.Advisory) && (r.Stream == "" || r.Stream == stream) {
					rows = append(rows, r)
					covered = covered || own == nil || key == own.Key // of a library that belongs to a package, the package counts
				}
			}
			return rows
		},
		Group: func(name string) domain.AliasGroup { return domain.AliasGroup{ID: name, Names: []string{name}} }})
	for i := range finds {
		if finds[i].Component != c.ID {
			continue
		}
		if verdict == "" || assess.WorseVerdict(finds[i].Verdict, verdict) {
			verdict, reason = finds[i].Verdict, finds[i].Reason.Code
		}
	}
	return verdict, reason, covered
}
