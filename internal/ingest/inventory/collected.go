package inventory

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

// CollectedMark and CollectedVersion say what a collected file is.
const (
	CollectedMark    = "collected machine"
	CollectedVersion = 1
)

// Collected is what this program writes about the machine it is run on. SHA256 is
// of the file's text with that member empty, see [Collected.Seal].
type Collected struct {
	Fenceline  string               `json:"fenceline"` // CollectedMark
	Version    int                  `json:"version"`
	SHA256     string               `json:"sha256"`
	Program    string               `json:"program"`
	Taken      time.Time            `json:"taken"`
	Machine    CollectedHardware    `json:"machine"`
	System     CollectedSystem      `json:"system"`
	Packages   []CollectedPackage   `json:"packages,omitempty"`
	Programs   []CollectedProgram   `json:"programs,omitempty"`
	Updates    []string             `json:"updates,omitempty"`  // KB numbers
	Software   []CollectedSoftware  `json:"software,omitempty"` // found in folders
	Services   []CollectedService   `json:"services,omitempty"`
	Extensions []CollectedExtension `json:"extensions,omitempty"`
	Notes      []string             `json:"notes,omitempty"` // what was there and could not be read
}

// CollectedHardware is what the machine says of itself.
type CollectedHardware struct {
	Name         string   `json:"name"`
	Manufacturer string   `json:"manufacturer,omitempty"`
	Model        string   `json:"model,omitempty"`
	Serial       string   `json:"serial,omitempty"`
	AssetTag     string   `json:"asset_tag,omitempty"`
	Firmware     string   `json:"firmware,omitempty"`
	MACs         []string `json:"macs,omitempty"`
}

// CollectedSystem is the operating system as installed, and what of it runs.
type CollectedSystem struct {
	Name    string    `json:"name,omitempty"`    // as it calls itself
	ID      string    `json:"id,omitempty"`      // of os-release
	Release string    `json:"release,omitempty"` // VERSION_ID of os-release
	Build   string    `json:"build,omitempty"`   // of Windows, with the update revision
	Edition string    `json:"edition,omitempty"`
	Booted  time.Time `json:"booted,omitzero"`
	Running string    `json:"running_kernel,omitempty"`
	Kernels []string  `json:"installed_kernels,omitempty"`
	Restart []string  `json:"restart_pending,omitempty"` // why it has to be started again
	// RestartOf are the packages that wait for it; none, with a reason: any may.
	RestartOf []string `json:"restart_of,omitempty"`
}

// CollectedPackage is a package of a distribution.
type CollectedPackage struct {
	Format        string `json:"format"` // deb, rpm, apk, snap, flatpak
	Name          string `json:"name"`
	Version       string `json:"version"`
	Arch          string `json:"arch,omitempty"`
	Source        string `json:"source,omitempty"`
	SourceVersion string `json:"source_version,omitempty"`
	Removed       bool   `json:"removed,omitempty"` // only its settings are left
}

// CollectedProgram is a program of Windows.
type CollectedProgram struct {
	Name      string `json:"name"`
	Version   string `json:"version,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Scope     string `json:"scope,omitempty"` // 64-bit, 32-bit, user SID
	Source    string `json:"source,omitempty"`
	Channel   string `json:"channel,omitempty"` // of updates, for Office
}

// CollectedSoftware is what was found in a folder, by its files.
type CollectedSoftware struct {
	Type    string   `json:"type"`
	Name    string   `json:"name"`
	Version string   `json:"version,omitempty"`
	PURL    string   `json:"purl,omitempty"`
	CPEs    []string `json:"cpes,omitempty"`
	Place   string   `json:"place,omitempty"` // path on the machine
}

// CollectedService is a program of Windows that runs as a service, with what its
// version resource says.
type CollectedService struct {
	Name      string `json:"name"`
	File      string `json:"file"`
	Version   string `json:"version,omitempty"`
	Product   string `json:"product,omitempty"`
	Publisher string `json:"publisher,omitempty"`
}

// CollectedExtension is an extension of a person's browser.
type CollectedExtension struct {
	Browser string `json:"browser"`
	ID      string `json:"id"`
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
	Person  string `json:"person,omitempty"`
}

// Seal puts in the hash and gives the text of the file.
func (c *Collected) Seal() ([]byte, error) {
	c.SHA256 = ""
	text, err := json.MarshalIndent(c, "", " ")
	if err != nil {
		return nil, err
	}
	text = append(text, '\n')
	c.SHA256 = sumOf(string(text), "")
	return bytes.Replace(text, []byte(sealed("")), []byte(sealed(c.SHA256)), 1), nil
}

// sealed is the member that holds the hash, as every collector writes it.
func sealed(sum string) string { return `"sha256": "` + sum + `"` }

// sumOf is the hash of a file's text as if its first member of that name were
// empty, whichever program wrote it.
func sumOf(text, sum string) string {
	is := sha256.Sum256([]byte(strings.Replace(text, sealed(sum), sealed(""), 1)))
	return hex.EncodeToString(is[:])
}

// ListPackages reads a package list of any form that [Decode] knows; nil for a
// text that is none.
func ListPackages(text string) []CollectedPackage {
	read := packageList(text)
	if read == nil {
		return nil
	}
	var m machine
	read(&m, strings.Split(text, "\n"))
	out := make([]CollectedPackage, 0, len(m.entries))
	for _, e := range m.entries {
		p := CollectedPackage{Format: e.kind, Name: e.name, Version: e.version, Arch: e.arch, Source: e.upstream, SourceVersion: e.upVersion}
		if e.kind == kindRemnant {
			p.Format, p.Removed = kindDeb, true
		}
		out = append(out, p)
	}
	return out
}

func readCollected(text string) ([]*machine, error) {
	var c Collected
	if _, err := jsondoc.Decode(op, strings.NewReader(text), &c); err != nil {
		return nil, err
	}
	if c.Version != CollectedVersion {
		return nil, refuse(domain.Unsupported, CodeCollected, "/version", domain.Params{"version": number(c.Version)}, nil)
	}
	if sumOf(text, c.SHA256) != c.SHA256 {
		return nil, refuse(domain.Untrusted, CodeDamaged, "/sha256", nil, nil)
	}
	m := &machine{tool: c.Program, spec: number(c.Version), taken: c.Taken, subject: c.Machine.Name}
	m.host(c.Machine.Name)
	a := &m.about
	a.Manufacturer, a.Model, a.Firmware = c.Machine.Manufacturer, c.Machine.Model, c.Machine.Firmware
	if domain.FoldSerial(c.Machine.Serial) != "" {
		a.Serial = c.Machine.Serial
	}
	if domain.FoldTag(c.Machine.AssetTag) != "" {
		a.AssetTag = c.Machine.AssetTag
	}
	for _, mac := range c.Machine.MACs {
		m.mac(mac)
	}
	a.OS, a.OSBuild = c.System.Name, c.System.Build
	m.os = release{id: c.System.ID, version: c.System.Release}
	m.restart(&c.System)
	for i, p := range c.Packages {
		e := entry{kind: p.Format, name: p.Name, version: p.Version, arch: p.Arch, upstream: p.Source, upVersion: p.SourceVersion, at: jsondoc.Pointer("/packages", i)}
		if p.Format == kindRPM { // dpkg's versions hold their epoch
			if epoch, rest, ok := strings.Cut(p.Version, ":"); ok {
				e.epoch, e.version = epoch, rest
			}
		}
		switch {
		case p.Removed:
			e.kind = kindRemnant
		case p.Format == kindSnap, p.Format == kindFlatpak:
			e.kind, e.source = kindProgram, p.Format
		case p.Format != kindDeb && p.Format != kindRPM && p.Format != kindAPK:
			return nil, jsondoc.BadValue(op, e.at+"/format", p.Format)
		}
		m.entries = append(m.entries, e)
	}
	for i, p := range c.Programs {
		r := row{at: jsondoc.Pointer("/programs", i), cells: map[string]string{"displayname": p.Name, "displayversion": p.Version, "publisher": p.Publisher}}
		e := program(&r)
		e.place, e.source, e.edition = p.Scope, p.Source, p.Channel
		m.entries = append(m.entries, e)
	}
	for i, kb := range c.Updates {
		m.entries = append(m.entries, updateEntry(kb, jsondoc.Pointer("/updates", i)))
	}
	for i, p := range c.Software {
		m.entries = append(m.entries, entry{kind: kindFound, found: p.Type, name: p.Name, version: p.Version, purl: p.PURL, cpes: p.CPEs, place: p.Place, source: "folder", at: jsondoc.Pointer("/software", i)})
	}
	for i, p := range c.Services {
		e := entry{kind: kindProgram, name: first(p.Product, p.Name), version: p.Version, publisher: p.Publisher, source: "service", place: p.File, at: jsondoc.Pointer("/services", i)}
		if p.Product == "" {
			e.kind = kindNameless // the name of a service is not that of a program
		}
		m.entries = append(m.entries, e)
	}
	for i, p := range c.Extensions {
		m.entries = append(m.entries, entry{kind: kindExtension, name: p.Name, version: p.Version, source: "extension", edition: p.Browser, place: strings.TrimSpace(p.Browser + " " + p.ID + " " + p.Person), at: jsondoc.Pointer("/extensions", i)})
	}
	for _, note := range c.Notes {
		m.notes = append(m.notes, domain.Warning{Code: WarnCollector, Params: domain.Params{"note": note}})
	}
	return []*machine{m}, nil
}

// restart keeps what runs against what is installed, and notes what does not run yet.
func (m *machine) restart(s *CollectedSystem) {
	m.starts = &domain.Restart{Booted: s.Booted, Why: s.Restart, Of: s.RestartOf}
	if len(s.Restart) > 0 {
		m.notes = append(m.notes, domain.Warning{Code: WarnRestart, Params: domain.Params{"why": strings.Join(s.Restart, ", "), "running": s.Running}})
	}
}
