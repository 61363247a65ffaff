package collect

import (
	"encoding/json"
	"io/fs"
	"path"
	"slices"
	"strings"

	"fenceline/internal/ingest/inventory"
)

// browserFolders are where browsers keep their profiles, below a person's folder,
// on Windows and on Linux.
var browserFolders = []struct {
	browser, folder string
	firefox         bool
}{
	{"Chrome", "AppData/Local/Google/Chrome/User Data", false},
	{"Edge", "AppData/Local/Microsoft/Edge/User Data", false},
	{"Brave", "AppData/Local/BraveSoftware/Brave-Browser/User Data", false},
	{"Firefox", "AppData/Roaming/Mozilla/Firefox/Profiles", true},
	{"Chrome", ".config/google-chrome", false},
	{"Chromium", ".config/chromium", false},
	{"Edge", ".config/microsoft-edge", false},
	{"Brave", ".config/BraveSoftware/Brave-Browser", false},
	{"Firefox", ".mozilla/firefox", true},
	{"Firefox", "snap/firefox/common/.mozilla/firefox", true},
}

// extensions lists what is added to the browsers of every person whose folder lies
// in users and may be read.
func extensions(c *inventory.Collected, disk fs.FS, users string) {
	if disk == nil {
		return
	}
	for _, person := range folders(disk, users) {
		for _, b := range browserFolders {
			for _, profile := range folders(disk, path.Join(users, person, b.folder)) {
				at := path.Join(users, person, b.folder, profile)
				var found []inventory.CollectedExtension
				if b.firefox {
					found = addons(disk, path.Join(at, "extensions.json"))
				} else {
					found = chromium(disk, path.Join(at, "Extensions"))
				}
				for _, e := range found {
					e.Browser, e.Person = b.browser, person
					if !slices.Contains(c.Extensions, e) {
						c.Extensions = append(c.Extensions, e)
					}
				}
			}
		}
	}
}

// chromium reads Extensions/ID/VERSION/manifest.json; of several versions the one
// whose folder comes last is the newest that is unpacked.
func chromium(disk fs.FS, folder string) []inventory.CollectedExtension {
	var out []inventory.CollectedExtension
	for _, id := range folders(disk, folder) {
		versions := folders(disk, path.Join(folder, id))
		if len(versions) == 0 || id == "Temp" {
			continue
		}
		at := path.Join(folder, id, versions[len(versions)-1])
		var manifest struct {
			Name    string `json:"name"`
			Version string `json:"version"`
			Default string `json:"default_locale"`
		}
		if !readJSON(disk, path.Join(at, "manifest.json"), &manifest) {
			continue
		}
		if key, ok := strings.CutPrefix(manifest.Name, "__MSG_"); ok {
			manifest.Name = first(message(disk, path.Join(at, "_locales", manifest.Default, "messages.json"), strings.TrimSuffix(key, "__")), id)
		}
		out = append(out, inventory.CollectedExtension{ID: id, Name: manifest.Name, Version: manifest.Version})
	}
	return out
}

// message is a text of an extension's own language; names have no case.
func message(disk fs.FS, name, key string) string {
	var all map[string]struct {
		Message string `json:"message"`
	}
	if !readJSON(disk, name, &all) {
		return ""
	}
	for have, m := range all {
		if strings.EqualFold(have, key) {
			return m.Message
		}
	}
	return ""
}

// addons reads what Firefox keeps of the extensions a person has, without those
// that are part of it.
func addons(disk fs.FS, name string) []inventory.CollectedExtension {
	var in struct {
		Addons []struct {
			ID       string `json:"id"`
			Version  string `json:"version"`
			Type     string `json:"type"`
			Location string `json:"location"`
			Default  struct {
				Name string `json:"name"`
			} `json:"defaultLocale"`
		} `json:"addons"`
	}
	var out []inventory.CollectedExtension
	if readJSON(disk, name, &in) {
		for _, a := range in.Addons {
			if a.Type == "extension" && !strings.HasPrefix(a.Location, "app-builtin") && !strings.HasPrefix(a.Location, "app-system") {
				out = append(out, inventory.CollectedExtension{ID: a.ID, Name: first(a.Default.Name, a.ID), Version: a.Version})
			}
		}
	}
	return out
}

// readJSON reads a file; false where it is not there, too large or no JSON.
func readJSON(disk fs.FS, name string, into any) bool {
	info, err := fs.Stat(disk, name)
	if err != nil || info.Size() > maxFile {
		return false
	}
	data, err := fs.ReadFile(disk, name)
	if err != nil {
		return false
	}
	return json.Unmarshal([]byte(strings.TrimPrefix(string(data), "\ufeff")), into) == nil
}
