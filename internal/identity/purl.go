package identity

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	packageurl "github.com/package-url/packageurl-go"

	"fenceline/internal/domain"
)

// PURL is what a package URL says about one package.
type PURL struct {
	Type          string            // purl type, lower case
	Name          string            // last part of the key, as the type spells it
	Key           domain.PackageKey // without version and qualifiers
	Source        domain.PackageKey // source package of a distribution package; empty elsewhere
	Version       string            // with the epoch in front for deb and rpm; empty where not stated
	SourceVersion string            // version of the source package where it differs from Version
	Scheme        string            // OSV ecosystem whose order the version follows; empty where not known
	Stream        string            // distribution release, "Debian:12"
	Arch          string
	Module        string // module stream of an rpm: "nodejs:18"
}

// ParsePURL reads a package URL strictly: grammar, qualifiers and the rules of
// its type (ECMA-427). It never guesses; what breaks a rule is an error.
func ParsePURL(s string) (PURL, error) {
	raw, err := parseStrict(s)
	if err != nil {
		return PURL{}, fmt.Errorf("package URL %q: %w", s, err)
	}
	qualifiers := raw.Qualifiers.Map()
	p := PURL{Type: raw.Type, Name: raw.Name, Version: raw.Version, Arch: qualifiers["arch"]}
	if family, ok := distroTypes[raw.Type]; ok {
		distroPURL(&p, raw, qualifiers, family)
		return p, nil
	}
	namespace, name := languageName(raw.Type, raw.Namespace, raw.Name)
	p.Name = name
	p.Key = join(raw.Type, namespace, name)
	p.Scheme = schemeOfType[raw.Type]
	if raw.Type == packageurl.TypeGolang && raw.Namespace == "" && (name == "stdlib" || name == "toolchain") {
		p.Version = strings.TrimPrefix(p.Version, "go")
	}
	return p, nil
}

// schemeOfType names the version order of the purl types that have one of their
// own: an OSV ecosystem.
var schemeOfType = map[string]string{
	"bioconductor": "Bioconductor",
	"bitnami":      "Bitnami",
	"cargo":        "crates.io",
	"composer":     "Packagist",
	"conan":        "ConanCenter",
	"cran":         "CRAN",
	"gem":          "RubyGems",
	"golang":       "Go",
	"hackage":      "Hackage",
	"hex":          "Hex",
	"julia":        "Julia",
	"maven":        "Maven",
	"npm":          "npm",
	"nuget":        "NuGet",
	"pub":          "Pub",
	"pypi":         "PyPI",
	"swift":        "SwiftURL",
}

// languageName folds what a registry itself folds when it looks a name up, so
// that two spellings of one package get one key.
func languageName(kind, namespace, name string) (string, string) {
	switch kind {
	case "pypi":
		return "", pypiName(name)
	case "nuget", "golang", "composer", "hex", "pub", "github", "bitbucket", "bitnami":
		return strings.ToLower(namespace), strings.ToLower(name)
	}
	return namespace, name
}

// pypiName normalises as PEP 503 does: lower case, and every run of "-", "_"
// and "." is one "-".
func pypiName(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(name) {
		if r == '-' || r == '_' || r == '.' {
			gap = true
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	if gap {
		b.WriteByte('-')
	}
	return b.String()
}

// distroPURL fills in p for a package of a distribution.
func distroPURL(p *PURL, raw packageurl.PackageURL, qualifiers map[string]string, family string) {
	namespace := distroNamespace(raw.Namespace)
	p.Scheme = distroScheme(namespace, family)
	p.Stream = purlStream(namespace, qualifiers)
	if raw.Type == "rpm" {
		p.Module = moduleOf(qualifiers["rpmmod"])
	}
	p.Version = withEpoch(raw.Version, qualifiers["epoch"])
	binary := join(raw.Type, namespace, raw.Name)
	if p.Arch == "source" || p.Arch == "src" {
		p.Key, p.Arch = sourceKey(raw.Type, namespace, raw.Name), ""
		return
	}
	p.Key = binary
	name, version := upstream(raw.Type, qualifiers["upstream"])
	if name == "" {
		name = raw.Name
	}
	p.Source = sourceKey(raw.Type, namespace, name)
	switch {
	case version != "" && raw.Type == packageurl.TypeRPM:
		version = withEpoch(version, epochOf(p.Version))
	case version == "" && raw.Type == packageurl.TypeDebian:
		version = withoutRebuild(p.Version)
	}
	if version != p.Version {
		p.SourceVersion = version
	}
}

// upstream reads the upstream qualifier: "openssl", "util-linux@2.38.1-5", and
// for rpm "openssl-3.0.7-16.el9.src.rpm".
func upstream(kind, value string) (name, version string) {
	if kind != packageurl.TypeRPM {
		name, version, _ = strings.Cut(value, "@")
		return name, version
	}
	stem, ok := strings.CutSuffix(value, ".src.rpm")
	if !ok {
		return value, ""
	}
	release := strings.LastIndexByte(stem, '-')
	if release <= 0 {
		return stem, ""
	}
	at := strings.LastIndexByte(stem[:release], '-')
	if at <= 0 {
		return stem, ""
	}
	return stem[:at], stem[at+1:]
}

// withEpoch puts a non-zero epoch in front of a version that has none.
func withEpoch(version, epoch string) string {
	if version == "" || epoch == "" || epoch == "0" || strings.Contains(version, ":") {
		return version
	}
	return epoch + ":" + version
}

func epochOf(version string) string {
	epoch, _, ok := strings.Cut(version, ":")
	if !ok {
		return ""
	}
	return epoch
}

// withoutRebuild takes off the "+b1" by which Debian marks a binary built again
// from the same source.
func withoutRebuild(version string) string {
	at := strings.LastIndex(version, "+b")
	if at <= 0 || at+2 == len(version) {
		return version
	}
	for _, r := range version[at+2:] {
		if r < '0' || r > '9' {
			return version
		}
	}
	return version[:at]
}

// join builds a key from its parts and leaves out an empty namespace.
func join(kind, namespace, name string) domain.PackageKey {
	if namespace == "" {
		return bounded(kind + "/" + name)
	}
	return bounded(kind + "/" + namespace + "/" + name)
}

func sourceKey(kind, namespace, name string) domain.PackageKey {
	return bounded(kind + "/" + namespace + "/source/" + name)
}

// maxKey is the length in bytes that a key never exceeds.
const maxKey = 512

// bounded keeps keys short enough for every store: the rest of a longer one is
// replaced by its hash.
func bounded(key string) domain.PackageKey {
	if len(key) <= maxKey {
		return domain.PackageKey(key)
	}
	sum := sha256.Sum256([]byte(key))
	return domain.PackageKey(key[:maxKey-33] + "#" + hex.EncodeToString(sum[:16]))
}

// IsSource reports whether the key names a distribution's source package.
func IsSource(key domain.PackageKey) bool {
	kind, rest, ok := strings.Cut(string(key), "/")
	if !ok {
		return false
	}
	if _, ok := distroTypes[kind]; !ok {
		return false
	}
	_, rest, _ = strings.Cut(rest, "/")
	return strings.HasPrefix(rest, "source/")
}

// ArchOf gives the architecture a package URL names, empty where it names none.
// It reads the qualifier alone and is cheap.
func ArchOf(purl string) string {
	_, query, ok := strings.Cut(purl, "?")
	if !ok {
		return ""
	}
	query, _, _ = strings.Cut(query, "#")
	for pair := range strings.SplitSeq(query, "&") {
		if value, ok := strings.CutPrefix(pair, "arch="); ok {
			return value
		}
	}
	return ""
}

// parseStrict reads a package URL and refuses what the library lets pass:
// control characters, and qualifier keys that are not in lower case.
func parseStrict(s string) (packageurl.PackageURL, error) {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == 0x7f {
			return packageurl.PackageURL{}, errors.New("holds a control character")
		}
	}
	head, _, _ := strings.Cut(s, "#")
	_, query, _ := strings.Cut(head, "?")
	for pair := range strings.SplitSeq(query, "&") {
		if key, _, _ := strings.Cut(pair, "="); key != strings.ToLower(key) {
			return packageurl.PackageURL{}, fmt.Errorf("qualifier %q is not in lower case", key)
		}
	}
	return packageurl.FromString(s)
}
