package workflow

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/ingest"
	lists "fenceline/internal/ingest/inventory"
	"fenceline/internal/ingest/sbom"
)

// inventoryFormats are those package inventory reads.
var inventoryFormats = map[domain.Format]bool{domain.FormatWinget: true, domain.FormatPrograms: true, domain.FormatRegistry: true, domain.FormatHotfixes: true,
	domain.FormatPackages: true, domain.FormatOsquery: true, domain.FormatGLPI: true, domain.FormatNmap: true, domain.FormatCollected: true}

// decodeMachines reads every machine of a document: inventories of any sort.
func decodeMachines(doc ingest.Document, os string) ([]domain.Snapshot, error) {
	var all []domain.Snapshot
	emit := func(item domain.Item) error {
		if s, ok := item.(domain.Snapshot); ok {
			all = append(all, s)
		}
		return nil
	}
	var err error
	switch doc.Format {
	case domain.FormatCycloneDX, domain.FormatSPDX, domain.FormatSyft:
		err = sbom.Decode(bytes.NewReader(doc.Data), emit)
	default:
		err = lists.Decode(bytes.NewReader(doc.Data), lists.Options{OS: os}, emit)
	}
	if err != nil {
		if e := asError(err, doc.File); e.Subject == "" {
			e.Subject = doc.File
		}
	}
	return all, err
}

// slotOf is the inventory that a snapshot replaces when nobody names one. A whole
// list of software replaces the last whole list, whichever tool made it; what
// lists a part alone replaces that part.
func slotOf(s *domain.Snapshot) string {
	switch s.Format {
	case domain.FormatWinget:
		return "winget"
	case domain.FormatHotfixes:
		return "hotfixes"
	case domain.FormatNmap:
		return "network"
	case domain.FormatRegistry:
		var scopes []string
		for i := range s.Components {
			scope, _, _ := strings.Cut(s.Components[i].Place, " ")
			if scope != "" && !slices.Contains(scopes, scope) {
				scopes = append(scopes, scope)
			}
		}
		if len(scopes) == 1 {
			return "registry-" + scopes[0]
		}
	}
	return slotSoftware
}

// namesOf are the names by which a snapshot's machine is looked for: those it
// states, else the name of its file.
func namesOf(s *domain.Snapshot, file string) known {
	a := &s.About
	k := known{serial: a.Serial, tag: a.AssetTag, hosts: a.Hostnames, macs: a.MACs, ips: a.IPs}
	if a.Name != "" {
		k.hosts = append([]string{a.Name}, k.hosts...)
	}
	if len(k.hosts) == 0 && k.serial == "" {
		k.hosts = append(k.hosts, stem(file))
		if name := bareName(file); name != "" && name != k.hosts[0] {
			k.hosts = append(k.hosts, name)
		}
		if s.Subject != "" && !inventoryFormats[s.Format] {
			k.hosts = append(k.hosts, s.Subject)
		}
	}
	return k
}

// stem is the name of a file without folders and endings.
func stem(file string) string {
	name := path.Base(file[strings.LastIndexByte(file, '!')+1:])
	for range 3 {
		ext := path.Ext(name)
		if ext == "" || !endings[strings.ToLower(ext)] {
			break
		}
		name = strings.TrimSuffix(name, ext)
	}
	return name
}

// endings are those of inventory files.
var endings = map[string]bool{".json": true, ".csv": true, ".reg": true, ".txt": true, ".xml": true, ".cdx": true, ".spdx": true, ".syft": true,
	".gz": true, ".zst": true, ".glpi": true, ".winget": true, ".osquery": true, ".fenceline": true, ".list": true, ".log": true}

// learn puts into an asset what an inventory says of the machine itself. Host
// names and hardware addresses are added; what people keep (location, custodian,
// kind) is filled in only where it is not known.
func learn(a *domain.Asset, about *domain.Asset) {
	for _, f := range []struct{ to, from *string }{{&a.OS, &about.OS}, {&a.OSBuild, &about.OSBuild}, {&a.Manufacturer, &about.Manufacturer}, {&a.Model, &about.Model},
		{&a.Serial, &about.Serial}, {&a.AssetTag, &about.AssetTag}, {&a.Firmware, &about.Firmware}} {
		if *f.from != "" {
			*f.to = *f.from
		}
	}
	for _, f := range []struct{ to, from *string }{{&a.Kind, &about.Kind}, {&a.Location, &about.Location}, {&a.Custodian, &about.Custodian}} {
		if *f.to == "" {
			*f.to = *f.from
		}
	}
	if len(about.IPs) > 0 {
		a.IPs = slices.Clone(about.IPs)
	}
	a.MACs = add(a.MACs, about.MACs, domain.FoldMAC)
	for _, host := range about.Hostnames {
		if !strings.EqualFold(host, a.Name) {
			a.Hostnames = add(a.Hostnames, []string{host}, strings.ToLower)
		}
	}
	if about.Name != "" && !domain.SameHost(a.Name, about.Name) {
		a.Hostnames = add(a.Hostnames, []string{about.Name}, strings.ToLower)
	}
}

// add unites two lists, told by the folded text.
func add(have, more []string, fold func(string) string) []string {
	out := slices.Clone(have)
	for _, one := range more {
		if !slices.ContainsFunc(out, func(h string) bool { return fold(h) == fold(one) }) {
			out = append(out, one)
		}
	}
	return out
}
