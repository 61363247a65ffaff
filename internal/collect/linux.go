package collect

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/inventory"
)

// maxFile is how much of one file is read.
const maxFile = 64 << 20

// Linux collects the system whose file system is root. NotFound where there is no
// operating system in it.
func Linux(root fs.FS) (*inventory.Collected, error) {
	l := linux{root: root, c: &inventory.Collected{Fenceline: inventory.CollectedMark, Version: inventory.CollectedVersion}}
	names := l.system()
	if len(names) == 0 {
		return nil, &domain.Error{Kind: domain.NotFound, Op: "collect", Code: "collect_unread"}
	}
	l.hardware()
	l.kernel()
	l.packages()
	extensions(l.c, l.root, "home")
	l.restart()
	return l.c, nil
}

type linux struct {
	root fs.FS
	c    *inventory.Collected
}

// text is a file's text without surrounding blanks; "" where it cannot be had. A
// file that is there and closed to us is noted.
func (l *linux) text(name string) string {
	info, err := fs.Stat(l.root, name)
	if err == nil && info.Size() > maxFile {
		l.note(name + " is too large")
		return ""
	}
	data, err := fs.ReadFile(l.root, name)
	if errors.Is(err, fs.ErrPermission) {
		l.note(name + " may not be read by this account")
	}
	return strings.TrimSpace(string(data))
}

func (l *linux) note(text string) { l.c.Notes = append(l.c.Notes, text) }

// system reads os-release (freedesktop.org, os-release(5)).
func (l *linux) system() map[string]string {
	text := l.text("etc/os-release")
	if text == "" {
		text = l.text("usr/lib/os-release")
	}
	values := map[string]string{}
	for line := range strings.SplitSeq(text, "\n") {
		name, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		if ok && !strings.HasPrefix(name, "#") {
			values[name] = strings.Trim(value, `"'`)
		}
	}
	s := &l.c.System
	s.Name, s.ID, s.Release = values["PRETTY_NAME"], values["ID"], values["VERSION_ID"]
	if s.ID == "" {
		return nil
	}
	return values
}

func (l *linux) hardware() {
	m := &l.c.Machine
	m.Name = first(l.text("proc/sys/kernel/hostname"), l.text("etc/hostname"))
	const dmi = "sys/class/dmi/id/"
	m.Manufacturer, m.Model, m.Firmware = l.text(dmi+"sys_vendor"), l.text(dmi+"product_name"), l.text(dmi+"bios_version")
	m.Serial, m.AssetTag = l.text(dmi+"product_serial"), l.text(dmi+"chassis_asset_tag")
	cards, _ := fs.ReadDir(l.root, "sys/class/net")
	for _, card := range cards {
		if _, err := fs.Stat(l.root, path.Join("sys/class/net", card.Name(), "device")); err != nil {
			continue // not a card: a bridge, a tunnel, the loopback
		}
		if mac := domain.FoldMAC(l.text(path.Join("sys/class/net", card.Name(), "address"))); mac != "" && !slices.Contains(m.MACs, mac) {
			m.MACs = append(m.MACs, mac)
		}
	}
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// unix reads seconds since 1970; zero where it is no number.
func unix(seconds string) time.Time {
	n, err := strconv.ParseInt(strings.TrimSpace(seconds), 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(n, 0).UTC()
}

func (l *linux) packages() {
	for _, name := range []string{"var/lib/dpkg/status", "lib/apk/db/installed", "usr/lib/apk/db/installed"} {
		if text := l.text(name); text != "" {
			l.c.Packages = append(l.c.Packages, inventory.ListPackages(text)...)
		}
	}
	parts, _ := fs.ReadDir(l.root, "var/lib/dpkg/status.d") // images without a package manager
	for _, part := range parts {
		if !strings.HasSuffix(part.Name(), ".md5sums") {
			l.c.Packages = append(l.c.Packages, inventory.ListPackages(l.text("var/lib/dpkg/status.d/"+part.Name()))...)
		}
	}
	l.snaps()
	l.flatpaks()
	l.rpms()
	slices.SortStableFunc(l.c.Packages, func(a, b inventory.CollectedPackage) int {
		if n := strings.Compare(a.Name, b.Name); n != 0 {
			return n
		}
		return strings.Compare(a.Arch, b.Arch)
	})
}
