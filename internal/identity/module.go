package identity

import (
	"regexp"
	"strings"
)

// ModuleUnnamed is the module of a package that was built in one, where nothing
// says in which stream of which module.
const ModuleUnnamed = "?"

// ModuleBuild is the mark that an rpm's release bears when it was built as part of
// a module of Enterprise Linux 8 or 9, whoever rebuilt it: "el8.6.0+2752+f1f3449e".
// All packages of one build of a module bear the same. It is empty for every other
// version.
func ModuleBuild(version string) string {
	at := strings.LastIndex(version, ".module")
	if at < 0 {
		return ""
	}
	mark := version[at+len(".module"):]
	if len(mark) < 4 || mark[0] != '+' && mark[0] != '_' || !strings.HasPrefix(mark[1:], "el") {
		return ""
	}
	return mark[1:]
}

// moduleStream is how titles of errata name a module's stream: "nodejs:18".
var moduleStream = regexp.MustCompile(`(?:^|[\s(])([a-z0-9][a-zA-Z0-9_.+-]*:[a-zA-Z0-9][a-zA-Z0-9_.+-]*)(?:$|[\s,;)])`)

// ModuleIn is the module stream a title of an erratum names ("Moderate: nodejs:18
// security update"); empty where it names none, or several.
func ModuleIn(title string) string {
	found := moduleStream.FindAllStringSubmatch(title, 2)
	if len(found) != 1 {
		return ""
	}
	return found[0][1]
}

// moduleOf is the stream of the qualifier rpmmod of a package URL, in which version
// and context may follow: "nodejs:18:8060020220803:ad008a3a".
func moduleOf(qualifier string) string {
	name, rest, ok := strings.Cut(qualifier, ":")
	stream, _, _ := strings.Cut(rest, ":")
	if !ok || name == "" || stream == "" {
		return ""
	}
	return name + ":" + stream
}

// ModuleVersion says whether the version of the package that a module is named
// after can be of its stream: 18.17.1 of nodejs is of nodejs:18 and of no other one
// that begins with a number. known is false for streams that are no version
// ("rhel8").
func ModuleVersion(stream, version string) (same, known bool) {
	if stream == "" || stream[0] < '0' || stream[0] > '9' {
		return false, false
	}
	if _, rest, ok := strings.Cut(version, ":"); ok {
		version = rest
	}
	rest, ok := strings.CutPrefix(version, stream)
	if !ok {
		return false, true
	}
	return rest == "" || rest[0] < '0' || rest[0] > '9', true
}
