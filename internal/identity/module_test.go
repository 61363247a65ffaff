package identity

import "testing"

func TestModules(t *testing.T) {
	for version, want := range map[string]string{
		"1:18.18.2-2.module+el9.2.0.z+20408+7cb5fda5": "el9.2.0.z+20408+7cb5fda5", "1:16.1-1.module_el8.5.0+35+6a1225c3.1.alma": "el8.5.0+35+6a1225c3.1.alma",
		"3.6.8-41.el8": "", "1.0": "", "": "", "2.module": "", "1-1.modules.el8": "",
	} {
		if got := ModuleBuild(version); got != want {
			t.Errorf("%q was built as %q, want %q", version, got, want)
		}
	}
	for title, want := range map[string]string{
		"Important: nodejs:18 security, bug fix, and enhancement update": "nodejs:18", "Moderate: container-tools:rhel8 security update": "container-tools:rhel8",
		"Moderate: openssl security update": "", "Low: python39:3.9 and python39-devel:3.9 security update": "", "": "", "Moderate: go-toolset:rhel8, security": "go-toolset:rhel8",
	} {
		if got := ModuleIn(title); got != want {
			t.Errorf("%q names %q, want %q", title, got, want)
		}
	}
	for _, c := range []struct {
		stream, version string
		same, known     bool
	}{{"18", "1:18.17.1-1", true, true}, {"1", "18.1", false, true}, {"2.5", "2.5.9", true, true}, {"2.5", "2.50.1", false, true}, {"rhel8", "4.1", false, false}, {"10", "10", true, true}, {"", "1", false, false}} {
		if same, known := ModuleVersion(c.stream, c.version); same != c.same || known != c.known {
			t.Errorf("%s in %s: %t %t", c.version, c.stream, same, known)
		}
	}
	p, err := ParsePURL("pkg:rpm/redhat/nodejs@18.1-1?arch=x86_64&rpmmod=nodejs:18:8060020220803:ad008a3a")
	if err != nil || p.Module != "nodejs:18" {
		t.Errorf("%+v, %v", p, err)
	}
}
