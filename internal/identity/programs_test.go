package identity

import (
	"strings"
	"testing"
)

// TestProgramRules holds every rule to its example, its source and a CPE name
// that reads, and no rule to stand behind one that takes its example away.
func TestProgramRules(t *testing.T) {
	rules := programRules()
	if len(rules) < 300 {
		t.Fatalf("only %d rules", len(rules))
	}
	ids := map[string]string{}
	for _, r := range rules {
		t.Run(r.vendor+" "+r.product, func(t *testing.T) {
			if r.product == "" || r.vendor == "" || r.source == "" {
				t.Errorf("line %d: product, vendor or source is missing", r.line)
			}
			left, right, ok := strings.Cut(r.example, "=>")
			parts := strings.Split(left, " ; ")
			if !ok || len(parts) != 3 {
				t.Fatalf("line %d: the example cannot be read: %q", r.line, r.example)
			}
			c, known := Program(parts[0], parts[1], parts[2], "")
			want := strings.Fields(right)
			got := strings.Fields(c.Version + " " + c.Arch)
			if !known || c.Name != r.product || c.Vendor != r.vendor || strings.Join(got, " ") != strings.Join(want, " ") {
				t.Fatalf("line %d: %q is %s %s %v (known %v), want %s %s %v", r.line, parts[0], c.Vendor, c.Name, got, known, r.vendor, r.product, want)
			}
			if r.cpe != "" {
				cpe, err := ParseCPE(c.CPEs[0])
				if err != nil || cpe.Version != strings.ToLower(c.Version) {
					t.Errorf("line %d: %s: %v", r.line, c.CPEs[0], err)
				}
			}
			for _, id := range r.winget {
				if other, ok := ids[id]; ok {
					t.Errorf("line %d: %s is %s too", r.line, id, other)
				}
				ids[id] = r.product
				if c, known := Program("", "", "1.2.3", id); !known || c.Name != r.product {
					t.Errorf("line %d: %s is %q", r.line, id, c.Name)
				}
			}
		})
	}
}

func TestProgramWithoutRule(t *testing.T) {
	for _, c := range []struct{ name, publisher, version, wantName, wantVersion, wantArch string }{
		{"Charting Client 11.2.0 (64-bit)", "Meridian Health", "", "Charting Client", "11.2.0", "x64"},
		{"Meridian Viewer version 4.1", "Meridian", "4.1.0.7", "Meridian Viewer", "4.1.0.7", ""},
		{"Label Printer 640", "Acme", "1.0", "Label Printer 640", "1.0", ""},
		{"Tool (Beta)", "", "", "Tool (Beta)", "", ""},
		{"3.2.1", "", "", "3.2.1", "3.2.1", ""},
		{"Something - en-us", "X", "5", "Something", "5", ""},
		{"Core Banking 2019 x86", "Bank Soft", "2019.4", "Core Banking 2019", "2019.4", "x86"},
		{"MongoDB Compass", "MongoDB Inc.", "1.44.6", "MongoDB Compass", "1.44.6", ""},
		{"Signal", "Acme Railway", "2.1", "Signal", "2.1", ""},
		{"Git Extensions 4.2", "Git Extensions Team", "4.2.1", "Git Extensions", "4.2.1", ""},
	} {
		got, known := Program(c.name, c.publisher, c.version, "")
		if known || got.Name != c.wantName || got.Version != c.wantVersion || got.Arch != c.wantArch || got.Vendor != c.publisher {
			t.Errorf("%q: %+v (known %v), want %+v", c.name, got, known, c)
		}
	}
}

func TestWindowsReleases(t *testing.T) {
	for _, c := range []struct{ caption, build, name, version, cpe string }{
		{"Microsoft Windows 10 Pro", "10.0.19045.5131", "Windows 10 Version 22H2", "10.0.19045.5131", "windows_10_22h2"},
		{"Microsoft Windows 11 Enterprise", "26100.2605", "Windows 11 Version 24H2", "10.0.26100.2605", "windows_11_24h2"},
		{"Windows Server 2019 Standard", "10.0.17763", "Windows Server 2019", "", "windows_server_2019"},
		{"Windows 10 Enterprise LTSC", "10.0.17763.6532", "Windows 10 Version 1809", "10.0.17763.6532", "windows_10_1809"},
		{"Microsoft Windows Server 2016 Datacenter", "14393.7515", "Windows Server 2016", "10.0.14393.7515", "windows_server_2016"},
		{"Microsoft Windows Server 2022 Standard", "10.0.20348.2849", "Windows Server 2022", "10.0.20348.2849", "windows_server_2022"},
	} {
		got, ok := Windows(c.caption, c.build)
		if !ok || got.Name != c.name || got.Version != c.version || !strings.Contains(got.CPEs[0], ":microsoft:"+c.cpe+":") {
			t.Errorf("%s %s: %+v %v", c.caption, c.build, got, ok)
		}
		if _, err := ParseCPE(got.CPEs[0]); err != nil {
			t.Error(err)
		}
	}
	for _, text := range []string{"", "Debian", "Windows 10 ; 99999", "iOS ; 18.1.1"} {
		caption, build, _ := strings.Cut(text, " ; ")
		if got, ok := Windows(caption, build); ok {
			t.Errorf("%q is %+v", text, got)
		}
	}
}
