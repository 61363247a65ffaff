package collect

import (
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"fenceline/internal/ingest/inventory"
)

// snaps reads the snaps that are in use: the meta file of each one's current
// revision.
func (l *linux) snaps() {
	for _, folder := range []string{"snap", "var/lib/snapd/snap"} {
		all, _ := fs.ReadDir(l.root, folder)
		for _, s := range all {
			values := map[string]string{}
			for line := range strings.SplitSeq(l.text(path.Join(folder, s.Name(), "current/meta/snap.yaml")), "\n") {
				if key, value, ok := strings.Cut(line, ":"); ok && values[key] == "" {
					values[key] = strings.Trim(strings.TrimSpace(value), `"'`) // members of the document itself begin a line
				}
			}
			l.bundled("snap", values["name"], values["version"])
		}
	}
}

// flatpaks reads the applications of flatpak that are installed for all: the
// newest release in the data each one carries about itself (AppStream, releases).
func (l *linux) flatpaks() {
	const folder = "var/lib/flatpak/app"
	all, _ := fs.ReadDir(l.root, folder)
	for _, app := range all {
		version := ""
		for _, name := range []string{"metainfo/" + app.Name() + ".metainfo.xml", "metainfo/" + app.Name() + ".appdata.xml", "appdata/" + app.Name() + ".appdata.xml"} {
			if version = newestRelease(l.text(path.Join(folder, app.Name(), "current/active/files/share", name))); version != "" {
				break
			}
		}
		l.bundled("flatpak", app.Name(), version)
	}
}

func (l *linux) bundled(format, name, version string) {
	p := inventory.CollectedPackage{Format: format, Name: name, Version: version}
	if name != "" && !slices.Contains(l.c.Packages, p) {
		l.c.Packages = append(l.c.Packages, p)
	}
}

// newestRelease is the version of the first release of a list, which AppStream
// has newest first; "" where there is none.
func newestRelease(text string) string {
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict = false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) || err != nil {
			return ""
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "release" {
			for _, a := range e.Attr {
				if a.Name.Local == "version" {
					return a.Value
				}
			}
		}
	}
}
