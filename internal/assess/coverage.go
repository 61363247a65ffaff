package assess

import (
	"slices"
	"strings"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
)

// Ecosystem names what a source must speak about to know anything of the
// component: the release of its distribution ("Debian:12"), its language
// ecosystem ("npm"), or its vendor ("vendor:siemens"). It is "" for a component
// of which only a name is known: no source can be said to cover it.
func Ecosystem(c *domain.Component) string {
	if e := identity.Ecosystem(c.Key, c.Stream); e != "" {
		return e
	}
	for _, key := range c.Also {
		if e := identity.Ecosystem(key, c.Stream); e != "" {
			return e
		}
	}
	return ""
}

// Spoken lists the ecosystems a row speaks about, for the set of what the loaded
// sources cover: the release, and the whole distribution for components that do
// not name theirs. A VEX statement covers none: it speaks of one flaw of its own
// products, and says nothing of what else there is.
func Spoken(row *domain.KeyedRow) []string {
	if row.Row.Claim != nil {
		return nil
	}
	e := identity.Ecosystem(row.Key, row.Row.Stream)
	if e == "" {
		return nil
	}
	if base := identity.BaseStream(e); base != e {
		return []string{e, base, "Ubuntu"}
	}
	if whole, _, ok := strings.Cut(e, ":"); ok && row.Row.Stream != "" {
		return []string{e, whole}
	}
	return []string{e}
}

// SpeaksOf lists the ecosystems an advisory speaks about, sorted and each once. A
// withdrawn advisory speaks about none.
func SpeaksOf(a *domain.Advisory) []string {
	var all []string
	rows := Rows(a)
	for i := range rows {
		all = append(all, Spoken(&rows[i])...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Covered reports whether some loaded source speaks about the component's
// ecosystem; has tells what the sources speak about, as [Spoken] lists it. Where
// it is false, nothing was found because nothing was looked at: the component is
// cannot tell, for [domain.ReasonNoSource].
func Covered(c *domain.Component, has func(ecosystem string) bool) bool {
	e := Ecosystem(c)
	return e != "" && has(e)
}
