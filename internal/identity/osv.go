package identity

import (
	"regexp"
	"strings"

	"fenceline/internal/domain"
)

// named says what a package name of an OSV ecosystem stands for.
type named int

const (
	namesPackage named = iota // a package of a language registry
	namesSource               // a distribution's source package
	namesBinary               // a distribution's binary package
)

// osvEcosystem is one OSV ecosystem: the head of its keys and what its names
// stand for (OSV schema 1.7, "affected[].package").
type osvEcosystem struct {
	kind      string // purl type
	namespace string // for distributions
	names     named
}

var osvEcosystems = map[string]osvEcosystem{
	"AlmaLinux":      {"rpm", "almalinux", namesBinary},
	"Alpaquita":      {"apk", "alpaquita", namesSource},
	"Alpine":         {"apk", "alpine", namesSource},
	"Azure Linux":    {"rpm", "azurelinux", namesSource},
	"Bioconductor":   {"bioconductor", "", namesPackage},
	"Bitnami":        {"bitnami", "", namesPackage},
	"CRAN":           {"cran", "", namesPackage},
	"Chainguard":     {"apk", "chainguard", namesSource},
	"ConanCenter":    {"conan", "", namesPackage},
	"Debian":         {"deb", "debian", namesSource},
	"GitHub Actions": {"github", "", namesPackage},
	"Go":             {"golang", "", namesPackage},
	"Hackage":        {"hackage", "", namesPackage},
	"Hex":            {"hex", "", namesPackage},
	"Julia":          {"julia", "", namesPackage},
	"Mageia":         {"rpm", "mageia", namesSource},
	"Maven":          {"maven", "", namesPackage},
	"MinimOS":        {"apk", "minimos", namesSource},
	"NuGet":          {"nuget", "", namesPackage},
	"Packagist":      {"composer", "", namesPackage},
	"Photon OS":      {"rpm", "photon", namesBinary},
	"Pub":            {"pub", "", namesPackage},
	"PyPI":           {"pypi", "", namesPackage},
	"Red Hat":        {"rpm", "redhat", namesBinary},
	"Rocky Linux":    {"rpm", "rocky-linux", namesSource},
	"RubyGems":       {"gem", "", namesPackage},
	"SUSE":           {"rpm", "suse", namesSource},
	"SwiftURL":       {"swift", "", namesPackage},
	"Ubuntu":         {"deb", "ubuntu", namesSource},
	"VSCode":         {"vscode-extension", "", namesPackage},
	"Wolfi":          {"apk", "wolfi", namesSource},
	"crates.io":      {"cargo", "", namesPackage},
	"npm":            {"npm", "", namesPackage},
	"openEuler":      {"rpm", "openeuler", namesSource},
	"openSUSE":       {"rpm", "opensuse", namesSource},
}

// OSVKey gives the key of a package as OSV names it, with the ecosystem whose
// order its versions follow and the release it speaks of ("Ubuntu:22.04:LTS" is
// scheme "Ubuntu", stream "Ubuntu:22.04"). ok is false for an ecosystem not in
// the table and for an empty name.
func OSVKey(ecosystem, name string) (key domain.PackageKey, scheme, stream string, ok bool) {
	base, _, _ := strings.Cut(ecosystem, ":")
	e, known := osvEcosystems[base]
	if !known || name == "" {
		return "", "", "", false
	}
	scheme = base
	switch e.names {
	case namesSource, namesBinary:
		if d, found := distros[e.namespace]; found {
			scheme = d.scheme
		}
		if e.kind != "rpm" {
			name = strings.ToLower(name)
		}
		key = join(e.kind, e.namespace, name)
		if e.names == namesSource {
			key = sourceKey(e.kind, e.namespace, name)
		}
		return key, scheme, osvStream(ecosystem), true
	}
	namespace := ""
	separator := "/"
	switch e.kind {
	case "maven":
		separator = ":"
	case "pypi", "cran", "gem", "nuget":
		separator = ""
	}
	if separator != "" {
		if at := strings.LastIndex(name, separator); at >= 0 {
			namespace, name = name[:at], name[at+1:]
		}
	}
	namespace, name = languageName(e.kind, namespace, name)
	return join(e.kind, namespace, name), scheme, "", true
}

// suseRelease finds the release at the end of the name of a SUSE product or
// module: all of one service pack share their packages.
var suseRelease = regexp.MustCompile(`([0-9]+(?: SP[0-9]+|\.[0-9]+)?)(?:-[A-Z]+)*$`)

// osvStream folds the spellings of one release: support words such as LTS, the
// repository part of Red Hat's names and the module of SUSE's say nothing about
// versions. Ubuntu Pro is a stream beside the release's own, see [BaseStream].
func osvStream(ecosystem string) string {
	base, release, ok := strings.Cut(ecosystem, ":")
	if !ok {
		return unreleasedEcosystem(base)
	}
	switch base {
	case "Ubuntu":
		release = strings.TrimSuffix(release, ":LTS")
	case "Red Hat":
		release, _, _ = strings.Cut(release, "::")
		release = strings.TrimPrefix(release, "enterprise_linux:")
	case "Debian":
		if number, ok := codenames[strings.ToLower(release)]; ok {
			release = number
		}
		if n := leadingNumbers(release, 1); n != "" {
			release = n
		}
	case "SUSE":
		if m := suseRelease.FindStringSubmatch(release); m != nil {
			release = m[1]
		}
	case "Alpine":
		release = "v" + strings.TrimPrefix(release, "v")
	case "AlmaLinux", "Rocky Linux":
		if n := leadingNumbers(release, 1); n != "" {
			release = n
		}
	}
	return base + ":" + release
}

func unreleasedEcosystem(base string) string {
	if e, ok := osvEcosystems[base]; ok && e.namespace != "" {
		return unreleased(e.namespace)
	}
	return ""
}

// ecosystemOfKind names the ecosystem of a language package's key.
var ecosystemOfKind = func() map[string]string {
	kinds := make(map[string]string)
	for name, e := range osvEcosystems {
		if e.names == namesPackage {
			kinds[e.kind] = name
		}
	}
	return kinds
}()

// IsDistribution reports whether a key is that of a distribution's package.
func IsDistribution(key domain.PackageKey) bool {
	kind, _, ok := strings.Cut(string(key), "/")
	_, known := distroTypes[kind]
	return ok && known
}

// Ecosystem names what a key belongs to, as sources are counted: the stream or,
// where it is not known, the distribution ("Debian"), a language ecosystem
// ("npm"), or "vendor:siemens". It is "" for a bare name and for kinds of package
// that no ecosystem keeps.
func Ecosystem(key domain.PackageKey, stream string) string {
	kind, rest, _ := strings.Cut(string(key), "/")
	if kind == "vp" {
		vendor, _, _ := strings.Cut(rest, "/")
		return "vendor:" + vendor
	}
	if _, ok := distroTypes[kind]; !ok {
		return ecosystemOfKind[kind]
	}
	if stream != "" {
		return stream
	}
	namespace, _, _ := strings.Cut(rest, "/")
	if d, ok := distros[namespace]; ok {
		return d.ecosystem
	}
	return namespace
}
