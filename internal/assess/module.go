package assess

import (
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
)

// Enterprise Linux builds some packages in modules, of which several streams are
// in support side by side: what is said of nodejs:18 does not hold for nodejs:20,
// and neither for a nodejs from outside of any module, although all three have one
// name. Each stream has fixed versions of its own.

// module is the stream a statement about an rpm speaks of: as its package URL names
// it, else as the title does where its versions are those of a module.
func (t *tree) module(k identity.KeyedProduct, set *domain.VersionSet) string {
	if !strings.HasPrefix(string(k.Key), "rpm/") {
		return ""
	}
	if k.Module != "" {
		return k.Module
	}
	if !modular(set) {
		return ""
	}
	if named := identity.ModuleIn(t.title); named != "" {
		return named
	}
	return identity.ModuleUnnamed
}

// modular reports whether a bound of the set is a version out of a module.
func modular(set *domain.VersionSet) bool {
	for _, v := range set.Exact {
		if identity.ModuleBuild(v) != "" {
			return true
		}
	}
	for i := range set.Ranges {
		for _, e := range set.Ranges[i].Events {
			if identity.ModuleBuild(e.Fixed) != "" || identity.ModuleBuild(e.LastAffected) != "" {
				return true
			}
		}
	}
	return false
}

// otherModule reports whether a statement surely speaks of another module stream
// than the one the component is from.
func (m *matcher) otherModule(c *domain.Component, key domain.PackageKey, row *domain.MatchRow) bool {
	if !strings.HasPrefix(string(key), "rpm/") {
		return false
	}
	inModule := c.Module != "" || identity.ModuleBuild(c.Version) != ""
	if row.Module == "" {
		return inModule && bounded(&row.Versions)
	}
	if !inModule {
		return c.Version != ""
	}
	have := m.moduleOf(c, row.Module)
	return have != "" && have != row.Module
}

// bounded reports whether a set names a version at which it ends: only then does
// it say whether a module is meant.
func bounded(set *domain.VersionSet) bool {
	for i := range set.Ranges {
		for _, e := range set.Ranges[i].Events {
			if e.Fixed != "" || e.LastAffected != "" {
				return true
			}
		}
	}
	return len(set.Exact) > 0
}

// anotherModule is what [matcher.moduleOf] gives for a stream that is another one,
// but has no known name.
const anotherModule = "!"

// moduleOf is the module stream of a component as far as it can be told apart from
// the one asked about: its own word, else the versions of the package on the asset
// that the module is named after, since a machine has one stream of a module. It
// is empty where neither is known or they disagree.
func (m *matcher) moduleOf(c *domain.Component, asked string) string {
	if c.Module != "" || asked == identity.ModuleUnnamed {
		return c.Module
	}
	name, stream, _ := strings.Cut(asked, ":")
	if m.modules == nil {
		m.modules = map[string][]string{}
		all := m.in.all()
		for i := range all {
			h := &all[i]
			if identity.ModuleBuild(h.Version) != "" {
				m.modules[h.Name] = append(m.modules[h.Name], h.Version)
			}
		}
	}
	versions := m.modules[name]
	if c.Name == name {
		versions = []string{c.Version}
	}
	found := ""
	for _, v := range versions {
		same, known := identity.ModuleVersion(stream, v)
		one := anotherModule
		switch {
		case !known:
			return ""
		case same:
			one = asked
		}
		if found != "" && found != one {
			return ""
		}
		found = one
	}
	return found
}

// moduleName is a module stream for people; empty for one that is not named.
func moduleName(module string) string {
	if module == identity.ModuleUnnamed {
		return ""
	}
	return module
}
