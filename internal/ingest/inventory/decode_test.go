package inventory

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/jsondoc"
)

func TestRecognise(t *testing.T) {
	for name, want := range map[string]domain.Format{"ws-014.winget.json": domain.FormatWinget, "uninstall.csv": domain.FormatPrograms, "get-package.json": domain.FormatPrograms,
		"get-hotfix.csv": domain.FormatHotfixes, "uninstall.reg": domain.FormatRegistry, "status.dpkg": domain.FormatPackages, "dpkg-l.txt": domain.FormatPackages,
		"rpm-qa.txt": domain.FormatPackages, "apk-list.txt": domain.FormatPackages, "installed.apk": domain.FormatPackages, "osquery-tables.json": domain.FormatOsquery,
		"osquery-results.log": domain.FormatOsquery, "ws-040.glpi.json": domain.FormatGLPI, "scan.nmap.xml": domain.FormatNmap} {
		if got := Recognise(samples(t)[name]); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	for _, text := range []string{"", "hello", "Name,Serial\nWS-1,2\n", `{"bomFormat":"CycloneDX"}`, `{"document":{"csaf_version":"2.0"}}`, "<html/>", "[1,2]", `{"id":"GHSA-1","modified":"2026-01-01T00:00:00Z"}`} {
		if got := Recognise([]byte(text)); got != domain.FormatUnknown {
			t.Errorf("%q is %s", text, got)
		}
	}
}

func TestRefused(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want domain.Code
	}{
		"empty":               {" ", "json_empty"},
		"no-break space":      {"\xa0", "json_empty"},
		"no inventory":        {"hello there", CodeUnknown},
		"GLPI XML":            {`<?xml version="1.0"?><REQUEST><CONTENT/></REQUEST>`, CodeForeign},
		"CliXml":              {`<Objs Version="1.1.0.1"/>`, CodeForeign},
		"cut off winget":      {`{"WinGetVersion":"1","Sources":[{"Packages":[{"Id":"a`, "json_truncated"},
		"nameless package":    {`{"WinGetVersion":"1","Sources":[{"Packages":[{"Version":"1"}]}]}`, "member_missing"},
		"sources no list":     {`{"WinGetVersion":"1","Sources":7}`, "json_type"},
		"GLPI without body":   {`{"deviceid":"x","content":null}`, "member_missing"},
		"twice":               {`{"deviceid":"x","deviceid":"y","content":{}}`, "json_duplicate"},
		"cut off key":         {"Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL", CodeLine},
		"dump of nothing":     {"REGEDIT4\n\n", CodeShape},
		"cut off scan":        {`<nmaprun><host><status state="up"/>`, "xml_truncated"},
		"broken scan":         {`<nmaprun><host></nmaprun>`, "xml_syntax"},
		"log with a bad line": {`{"name":"x","hostIdentifier":"a","snapshot":[]}` + "\n{", "json_truncated"},
		"deep":                {`{"deviceid":"x","content":{"a":` + strings.Repeat("[", jsondoc.MaxDepth) + strings.Repeat("]", jsondoc.MaxDepth) + `}}`, "json_depth"},
	} {
		t.Run(name, func(t *testing.T) {
			all, err := decode([]byte(c.text), "")
			var own *domain.Error
			if !errors.As(err, &own) || own.Code != c.want || len(all) != 0 {
				t.Errorf("%v (%d machines), want %s", err, len(all), c.want)
			}
		})
	}
}

// TestDistribution holds that a list of packages is of the distribution it shows
// or a person states, and of none otherwise.
func TestDistribution(t *testing.T) {
	for _, c := range []struct{ text, os, want, key string }{
		{"bash\t5.2.15-2+b7\nlibssl3\t3.0.15-1~deb12u1\n", "", "Debian:12", "deb/debian/bash"},
		{"bash\t5.2.15-2+b7\nopenssl\t3.0.15-1\n", "", "", "name/bash"},
		{"bash\t5.2.15-2+b7\nopenssl\t3.0.15-1\n", "Debian 12", "Debian:12", "deb/debian/bash"},
		{"bash\t5.1-6ubuntu1.1\nnano\t6.2-1\n", "ubuntu:22.04", "Ubuntu:22.04", "deb/ubuntu/bash"},
		{"abc\t1.0-1+deb11u1\nbash\t1.0-1+deb12u1\n", "", "", "name/bash"},
		{"bash-5.1.8-9.el9.x86_64\nglibc-2.34-100.el9.x86_64\n", "rocky-9.4", "Rocky Linux:9", "rpm/rocky-linux/bash"},
		{"bash-5.1.8-9.el9.x86_64\nglibc-2.34-100.el9.x86_64\n", "", "", "name/bash"},
		{"musl-1.2.5-r0\nbash-5.2.26-r0\n", "alpine:3.20", "Alpine:v3.20", "apk/alpine/bash"},
	} {
		all, err := decode([]byte(c.text), c.os)
		if err != nil {
			t.Fatalf("%q: %v", c.text, err)
		}
		s := all[0]
		i := slices.IndexFunc(s.Components, func(one domain.Component) bool { return one.Name == "bash" })
		if s.OS != c.want || i < 0 || string(s.Components[i].Key) != c.key || len(s.Components) != 2 {
			t.Errorf("%q with %q: %q, %+v", c.text, c.os, s.OS, s.Components)
		}
	}
}

// FuzzDecode holds that any bytes give snapshots whose census adds up, or an
// error with kind and code and nothing emitted; the same both times.
func FuzzDecode(f *testing.F) {
	for _, data := range samples(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) { holds(t, data) })
}

// TestDamaged runs what FuzzDecode holds over samples cut off and damaged.
func TestDamaged(t *testing.T) {
	random := rand.New(rand.NewPCG(14409, 2604))
	read := 0
	for name, whole := range samples(t) {
		for range 40 {
			at, until := random.IntN(len(whole)), random.IntN(len(whole))
			holds(t, whole[:at])
			holds(t, slices.Concat(whole[:at], whole[until:]))
			for _, b := range []byte("\x00\"{}[]<>:,0n\xff\n\\") {
				damaged := slices.Clone(whole)
				damaged[at] = b
				if holds(t, damaged) {
					read++
				}
			}
			if t.Failed() {
				t.Fatalf("%s: damaged at %d, %d", name, at, until)
			}
		}
	}
	if read == 0 {
		t.Error("no damaged document was read: the damage is too great to test anything")
	}
}

func holds(t *testing.T, data []byte) bool {
	t.Helper()
	all, err := decode(data, "")
	if err != nil {
		var own *domain.Error
		if !errors.As(err, &own) || own.Kind == "" || own.Code == "" || len(all) > 0 {
			t.Errorf("%d machines, error %v", len(all), err)
		}
		return false
	}
	for _, s := range all {
		addsUp(t, s)
	}
	if again, _ := decode(bytes.Clone(data), ""); !reflect.DeepEqual(all, again) {
		t.Error("not the same twice")
	}
	return true
}
