package inventory

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
)

// builder makes the snapshot of one machine and counts.
type builder struct {
	m        *machine
	s        domain.Snapshot
	homeless int // packages whose distribution is not known
	programs int
	unruled  int
	left     map[string]int
}

// assemble makes the snapshot of a machine. os names the distribution where the
// document does not.
func assemble(m *machine, os string) domain.Snapshot {
	b := builder{m: m, left: map[string]int{}, s: domain.Snapshot{Format: m.format, Spec: m.spec, Tool: m.tool, Subject: m.subject,
		Taken: m.taken, About: m.about, Restart: m.starts, Census: domain.Census{ByType: map[string]int{}}}}
	if m.os.id == "" {
		m.os = releaseOf(os)
	}
	if m.os.id == "" {
		m.os = guessRelease(m.entries)
	}
	if b.s.OS = identity.Stream(m.os.id, m.os.version); b.s.OS == "" {
		b.s.OS = m.os.String()
	}
	if b.s.About.OS == "" && m.os.id != "" {
		b.s.About.OS = b.s.OS
	}
	if b.s.Subject == "" {
		b.s.Subject = m.about.Name
	}
	b.system()
	for i := range m.entries {
		b.add(&m.entries[i])
	}
	b.settle()
	b.warn()
	return b.s
}

// releaseOf reads how a person or a document names a distribution: "debian:12",
// "Debian 12", "rocky-9.4".
func releaseOf(text string) release {
	text = strings.TrimSpace(text)
	at := strings.LastIndexAny(text, ": -")
	if at <= 0 {
		return release{id: strings.ToLower(text)}
	}
	id := strings.ToLower(strings.TrimSpace(text[:at]))
	id = strings.NewReplacer(" gnu/linux", "", " linux", "", " ", "").Replace(id)
	return release{id: id, version: strings.TrimPrefix(text[at+1:], "v")}
}

// system adds the operating system of a Windows machine as a component, since
// its own build is what Microsoft's advisories speak of.
func (b *builder) system() {
	a := &b.s.About
	if a.OSBuild == "" || a.OS != "" && !strings.Contains(strings.ToLower(a.OS), "windows") {
		return
	}
	c, ok := identity.Windows(a.OS, a.OSBuild)
	if !ok {
		if strings.Contains(strings.ToLower(a.OS), "windows") {
			b.warning(WarnBuild, "build", a.OSBuild)
		}
		return
	}
	if c.Version == "" {
		b.warning(WarnRevision)
	}
	b.count(kindSystem)
	b.keep(c)
}

func (b *builder) count(kind string) {
	b.s.Census.Read++
	b.s.Census.ByType[kind]++
}

// add counts one entry and keeps it where it is software.
func (b *builder) add(e *entry) {
	b.count(e.kind)
	if notSoftware[e.kind] {
		b.s.Census.NotSoftware++
		b.left[e.kind]++
		return
	}
	switch e.kind {
	case kindProgram:
		b.keep(b.program(e))
	case kindDeb, kindRPM, kindAPK:
		b.keep(b.pkg(e))
	case kindFound:
		b.keep(domain.Component{Name: e.name, Version: e.version, Type: cmp.Or(e.found, "library"), PURL: e.purl, CPEs: e.cpes, Source: e.source, Place: e.place})
	default:
		b.keep(domain.Component{Name: e.name, Vendor: e.publisher, Version: e.version, Type: e.kind, CPEs: e.cpes, Source: e.source, Place: e.place, Edition: e.edition, Arch: e.arch})
	}
}

func (b *builder) program(e *entry) domain.Component {
	c, known := identity.Program(e.name, e.publisher, e.version, e.winget)
	b.programs++
	if !known {
		b.unruled++
	}
	if c.Arch == "" {
		c.Arch = e.arch
	}
	c.CPEs = append(c.CPEs, e.cpes...)
	c.Source, c.Place, c.Edition = e.source, e.place, e.edition
	return c
}

// pkg makes the component of a distribution's package. Where the distribution is
// not known a package URL would be a guess, and only the name is kept.
func (b *builder) pkg(e *entry) domain.Component {
	c := domain.Component{Name: e.name, Version: e.version, Vendor: e.publisher, Type: "library", Arch: e.arch, Source: e.kind}
	if e.epoch != "" && e.epoch != "0" {
		c.Version = e.epoch + ":" + e.version
	}
	space, ok := namespaces[b.m.os.id]
	if !ok || b.m.os.version == "" {
		b.homeless++
		return c
	}
	q := url.Values{}
	if e.arch != "" {
		q.Set("arch", e.arch)
	}
	q.Set("distro", b.m.os.id+"-"+b.m.os.version)
	if e.epoch != "" && e.epoch != "0" {
		q.Set("epoch", e.epoch)
	}
	if e.upstream != "" {
		q.Set("upstream", e.upstream)
		if e.upVersion != "" {
			q.Set("upstream", e.upstream+"@"+e.upVersion)
		}
	}
	c.Vendor = ""
	c.PURL = "pkg:" + e.kind + "/" + space + "/" + url.PathEscape(e.name) + "@" + strings.ReplaceAll(url.QueryEscape(e.version), "%3A", ":") + "?" + q.Encode()
	return c
}

// namespaces are the namespaces of package URLs by the ID of os-release.
var namespaces = map[string]string{"debian": "debian", "ubuntu": "ubuntu", "alpine": "alpine", "rhel": "redhat", "redhat": "redhat", "fedora": "fedora",
	"centos": "centos", "rocky": "rocky", "almalinux": "almalinux", "ol": "oracle", "amzn": "amazon", "sles": "suse", "opensuse-leap": "opensuse"}

// keep gives a component its identity and counts by it.
func (b *builder) keep(c domain.Component) {
	identity.Describe(&c, b.s.OS)
	census := &b.s.Census
	switch {
	case c.Key == "":
		census.WithoutIdentity++
	case c.Version == "":
		census.WithoutVersion++
		fallthrough
	default:
		census.Identifiable++
	}
	b.s.Components = append(b.s.Components, c)
}

// settle sorts the components and drops what is listed twice in every respect.
func (b *builder) settle() {
	slices.SortStableFunc(b.s.Components, func(x, y domain.Component) int {
		return cmp.Or(cmp.Compare(strings.ToLower(x.Name), strings.ToLower(y.Name)), cmp.Compare(x.Name, y.Name), cmp.Compare(x.Version, y.Version),
			cmp.Compare(x.Key, y.Key), cmp.Compare(x.Place, y.Place), cmp.Compare(x.Arch, y.Arch), cmp.Compare(x.Source, y.Source), cmp.Compare(x.Vendor, y.Vendor), cmp.Compare(x.PURL, y.PURL))
	})
	before := len(b.s.Components)
	b.s.Components = slices.CompactFunc(b.s.Components, func(x, y domain.Component) bool {
		return x.Key == y.Key && x.Name == y.Name && x.Version == y.Version && x.Place == y.Place && x.Arch == y.Arch && x.PURL == y.PURL
	})
	if merged := before - len(b.s.Components); merged > 0 {
		b.warning(WarnDuplicates, "count", strconv.Itoa(merged))
	}
}

func (b *builder) warning(code domain.Code, pairs ...string) {
	w := domain.Warning{Code: code}
	for i := 0; i+1 < len(pairs); i += 2 {
		if w.Params == nil {
			w.Params = domain.Params{}
		}
		w.Params[pairs[i]] = pairs[i+1]
	}
	b.s.Warnings = append(b.s.Warnings, w)
}

func (b *builder) warn() {
	b.s.Warnings = append(b.s.Warnings, b.m.notes...)
	for _, kind := range slices.Sorted(maps.Keys(b.left)) {
		b.warning(WarnNotSoft, "type", kind, "count", strconv.Itoa(b.left[kind]))
	}
	for _, n := range []struct {
		code  domain.Code
		count int
	}{{WarnSystem, b.homeless}, {WarnLines, b.m.unread}, {WarnNoIdentity, b.s.Census.WithoutIdentity}} {
		if n.count > 0 {
			b.warning(n.code, "count", strconv.Itoa(n.count))
		}
	}
	if b.unruled > 0 {
		b.warning(WarnRules, "count", strconv.Itoa(b.unruled), "all", strconv.Itoa(b.programs))
	}
	if b.s.Census.Identifiable == 0 && b.left[kindFacts] == 0 && (b.s.Census.Read > 0 || b.s.About.Model == "") {
		b.warning(WarnNothing)
	}
}
