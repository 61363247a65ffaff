package identity

import "strings"

// distroTypes are the purl types of distribution packages, with the ecosystem
// whose version order the package format follows where the distribution is not
// known.
var distroTypes = map[string]string{
	"deb": "Debian",
	"rpm": "Red Hat",
	"apk": "Alpine",
}

// distro is one distribution: how OSV names it, whose order its versions follow,
// and how many numbers of its version make a release.
type distro struct {
	namespace string // in keys
	ecosystem string // OSV's name, or the distribution's own where OSV has none
	scheme    string // an ecosystem of package version
	parts     int    // numbers of a release; 0: it has no releases
	prefix    string // before the number in a stream: "v" in "Alpine:v3.20"
}

// distros by the ID of os-release and by the namespaces package URLs use.
var distros = map[string]distro{
	"debian":              {"debian", "Debian", "Debian", 1, ""},
	"ubuntu":              {"ubuntu", "Ubuntu", "Ubuntu", 2, ""},
	"alpine":              {"alpine", "Alpine", "Alpine", 2, "v"},
	"wolfi":               {"wolfi", "Wolfi", "Wolfi", 0, ""},
	"chainguard":          {"chainguard", "Chainguard", "Chainguard", 0, ""},
	"minimos":             {"minimos", "MinimOS", "MinimOS", 0, ""},
	"alpaquita":           {"alpaquita", "Alpaquita", "Alpaquita", 0, ""},
	"redhat":              {"redhat", "Red Hat", "Red Hat", 1, ""},
	"rhel":                {"redhat", "Red Hat", "Red Hat", 1, ""},
	"almalinux":           {"almalinux", "AlmaLinux", "AlmaLinux", 1, ""},
	"alma":                {"almalinux", "AlmaLinux", "AlmaLinux", 1, ""},
	"rocky":               {"rocky-linux", "Rocky Linux", "Rocky Linux", 1, ""},
	"rockylinux":          {"rocky-linux", "Rocky Linux", "Rocky Linux", 1, ""},
	"rocky-linux":         {"rocky-linux", "Rocky Linux", "Rocky Linux", 1, ""},
	"centos":              {"centos", "CentOS", "Red Hat", 1, ""},
	"fedora":              {"fedora", "Fedora", "Red Hat", 1, ""},
	"ol":                  {"oracle", "Oracle Linux", "Red Hat", 1, ""},
	"oracle":              {"oracle", "Oracle Linux", "Red Hat", 1, ""},
	"oraclelinux":         {"oracle", "Oracle Linux", "Red Hat", 1, ""},
	"amzn":                {"amazon", "Amazon Linux", "Red Hat", 1, ""},
	"amazon":              {"amazon", "Amazon Linux", "Red Hat", 1, ""},
	"amazonlinux":         {"amazon", "Amazon Linux", "Red Hat", 1, ""},
	"azurelinux":          {"azurelinux", "Azure Linux", "Red Hat", 1, ""},
	"mariner":             {"azurelinux", "Azure Linux", "Red Hat", 1, ""},
	"photon":              {"photon", "Photon OS", "Red Hat", 2, ""},
	"mageia":              {"mageia", "Mageia", "Mageia", 1, ""},
	"openeuler":           {"openeuler", "openEuler", "openEuler", 2, ""},
	"suse":                {"suse", "SUSE", "SUSE", 2, ""},
	"sles":                {"suse", "SUSE", "SUSE", 2, ""},
	"opensuse":            {"opensuse", "openSUSE", "openSUSE", 2, ""},
	"opensuse-leap":       {"opensuse", "openSUSE", "openSUSE", 2, ""},
	"opensuse-tumbleweed": {"opensuse", "openSUSE", "openSUSE", 0, ""},
}

// codenames of releases that inventories name instead of a number.
var codenames = map[string]string{
	"jessie": "8", "stretch": "9", "buster": "10", "bullseye": "11", "bookworm": "12", "trixie": "13", "forky": "14",
	"trusty": "14.04", "xenial": "16.04", "bionic": "18.04", "focal": "20.04", "jammy": "22.04", "noble": "24.04",
	"plucky": "25.04", "questing": "25.10",
}

// distroNamespace folds the spellings of one distribution's purl namespace.
func distroNamespace(namespace string) string {
	namespace = strings.ToLower(namespace)
	if d, ok := distros[namespace]; ok {
		return d.namespace
	}
	return namespace
}

func distroScheme(namespace, family string) string {
	for _, id := range []string{namespace, strings.ReplaceAll(namespace, "-", "")} {
		if d, ok := distros[id]; ok {
			return d.scheme
		}
	}
	return family
}

// Stream names a distribution release as OSV does, from the ID and VERSION_ID
// of os-release: ("debian", "12.11") is "Debian:12", ("alpine", "3.20.3") is
// "Alpine:v3.20". A distribution not in the table, or a version that names no
// release, gives "".
func Stream(id, version string) string {
	id = strings.ToLower(strings.TrimSpace(id))
	d, ok := distros[id]
	if !ok {
		return ""
	}
	version = strings.ToLower(strings.TrimSpace(version))
	if number, ok := codenames[version]; ok {
		version = number
	}
	if d.parts == 0 {
		if id == "opensuse-tumbleweed" {
			return d.ecosystem + ":Tumbleweed"
		}
		return d.ecosystem
	}
	release := leadingNumbers(strings.TrimPrefix(version, "v"), d.parts)
	if release == "" {
		return ""
	}
	switch d.ecosystem {
	case "SUSE":
		major, pack, ok := strings.Cut(release, ".")
		if ok && pack != "0" {
			return "SUSE:" + major + " SP" + pack
		}
		return "SUSE:" + major
	case "openSUSE":
		return "openSUSE:Leap " + release
	}
	return d.ecosystem + ":" + d.prefix + release
}

// leadingNumbers gives the first n dot-separated numbers of a version, fewer
// where it has fewer, and "" where it does not begin with a number.
func leadingNumbers(version string, n int) string {
	end := 0
	for i := 0; n > 0; n-- {
		start := i
		for i < len(version) && version[i] >= '0' && version[i] <= '9' {
			i++
		}
		if i == start {
			break
		}
		end = i
		if i == len(version) || version[i] != '.' {
			break
		}
		i++
	}
	return version[:end]
}

// purlStream reads the release from the distro qualifier ("debian-12.11",
// "3.20.3", "bookworm") or from os_name and os_version.
func purlStream(namespace string, qualifiers map[string]string) string {
	if name := qualifiers["os_name"]; name != "" && qualifiers["os_version"] != "" {
		if stream := Stream(name, qualifiers["os_version"]); stream != "" {
			return stream
		}
	}
	value := strings.ToLower(qualifiers["distro"])
	if value == "" {
		return unreleased(namespace)
	}
	for at := len(value); at > 0; at = strings.LastIndexByte(value[:at], '-') {
		id := value[:at]
		if _, ok := distros[id]; ok {
			return Stream(id, strings.TrimPrefix(value[at:], "-"))
		}
	}
	return Stream(namespace, value)
}

// unreleased gives the stream of a distribution that has no releases.
func unreleased(namespace string) string {
	if d, ok := distros[namespace]; ok && d.parts == 0 {
		return d.ecosystem
	}
	return ""
}

// streamFits reports whether a release named by the whole inventory can be the
// release of a package of this version order and namespace.
func streamFits(stream, namespace string) bool {
	ecosystem, _, _ := strings.Cut(stream, ":")
	d, ok := distros[namespace]
	return ok && d.ecosystem == ecosystem
}

// readOS understands how an inventory names its operating system: "Debian:12",
// "debian-12.11", "debian 12".
func readOS(os string) string {
	if strings.Contains(os, ":") {
		return osvStream(os)
	}
	at := strings.LastIndexAny(os, " -")
	if at <= 0 {
		return Stream(os, "")
	}
	return Stream(os[:at], os[at+1:])
}
