package inventory

import (
	"strings"
	"time"

	"fenceline/internal/domain"
)

// machine is what a document says of one machine.
type machine struct {
	format  domain.Format
	spec    string
	tool    string
	subject string
	taken   time.Time
	about   domain.Asset
	os      release // of a distribution
	entries []entry
	unread  int // lines that are no entry
	starts  *domain.Restart
	notes   []domain.Warning
}

// release is a distribution as os-release names it: ID and VERSION_ID.
type release struct{ id, version string }

func (r release) String() string { return strings.TrimSpace(r.id + " " + r.version) }

// entry is one thing a document lists.
type entry struct {
	kind      string // type of component; see the kinds
	name      string
	version   string
	publisher string
	winget    string // package identifier
	edition   string
	arch      string
	source    string // how it was installed
	place     string
	cpes      []string
	purl      string
	found     string // type of component, of software found in a folder
	epoch     string
	upstream  string // source package
	upVersion string // and its version, where it differs
	at        string // line or JSON Pointer
}

// The kinds of entries. Those of notSoftware are counted and left out.
const (
	kindProgram   = "application"
	kindUpdate    = "update"
	kindDeb       = "deb"
	kindRPM       = "rpm"
	kindAPK       = "apk"
	kindSnap      = "snap"    // only in collected files: a program
	kindFlatpak   = "flatpak" // the same
	kindSystem    = "operating-system"
	kindDevice    = "device"
	kindFound     = "found"     // software in a folder, by its files
	kindExtension = "extension" // of a browser
	kindNameless  = "service without a program's name"
	kindService   = "service" // named by what answers on a port
	kindRemnant   = "remnant" // an uninstall key without a name, a removed package
	kindPort      = "port"    // a port on which nothing was recognised
	kindRow       = "other row"
	kindFacts     = "device facts" // told as facts of the asset, which has an inventory of them
)

var notSoftware = map[string]bool{kindRemnant: true, kindPort: true, kindRow: true, kindFacts: true, kindNameless: true}

// host sets the names of a machine from one that may carry a domain.
func (m *machine) host(names ...string) {
	for _, name := range names {
		name = strings.TrimSuffix(strings.TrimSpace(name), ".")
		whole, _ := domain.FoldHost(name)
		if whole == "" || contains(m.about.Hostnames, name) {
			continue
		}
		if m.about.Name == "" {
			m.about.Name = name
		}
		m.about.Hostnames = append(m.about.Hostnames, name)
	}
}

func contains(list []string, one string) bool {
	for _, have := range list {
		if strings.EqualFold(have, one) {
			return true
		}
	}
	return false
}

func (m *machine) ip(text string) {
	if text = address(text); text != "" && !contains(m.about.IPs, text) {
		m.about.IPs = append(m.about.IPs, text)
	}
}

func (m *machine) mac(text string) {
	if text = domain.FoldMAC(text); text != "" && !contains(m.about.MACs, text) {
		m.about.MACs = append(m.about.MACs, text)
	}
}

// instant reads the ways these tools write a time; zero where it is none, or
// names no zone.
func instant(text string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05.000-07:00", "2006-01-02T15:04:05.999999999Z07:00"} {
		if t, err := time.Parse(layout, strings.TrimSpace(text)); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
