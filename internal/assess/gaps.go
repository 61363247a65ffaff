package assess

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"fenceline/internal/domain"
	"fenceline/internal/identity"
)

// endsSoon is how many days before its end support counts as ending: half a year.
const endsSoon = 183

// Gaps lists what no advisory tells of one asset: whose support is over or ends
// within half a year, by the asset's own fact and by the table of releases, which
// components no source speaks about or can be said to speak about, and which have no
// version. covered tells what
// the loaded sources speak about, as for [Covered]. Sorted by kind, worst first,
// then by name, version and place.
func Gaps(asset *domain.Asset, held []domain.Held, today domain.Day, covered func(ecosystem string) bool) []domain.Gap {
	out := ends(asset, held, today)
	for i := range held {
		c := &held[i].Component
		gap := domain.Gap{Asset: asset.ID, AssetName: asset.Name, Component: c.ID, Name: c.Name, Version: c.Version, Place: c.Place}
		switch e := Ecosystem(c); {
		case e == "":
			gap.Kind = domain.GapNoIdentity
			out = append(out, gap)
		case !covered(e):
			gap.Kind, gap.Ecosystem = domain.GapNoSource, e
			out = append(out, gap)
		}
		if c.Version == "" {
			gap.Kind, gap.Ecosystem = domain.GapNoVersion, ""
			out = append(out, gap)
		}
	}
	kinds := domain.GapKinds()
	slices.SortFunc(out, func(a, b domain.Gap) int {
		return cmp.Or(slices.Index(kinds, a.Kind)-slices.Index(kinds, b.Kind), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Version, b.Version),
			cmp.Compare(a.Place, b.Place), cmp.Compare(a.Component, b.Component))
	})
	for i := range out {
		out[i].ID = gapID(&out[i])
	}
	return out
}

// Ends lists the gaps of [Gaps] that are about the end of support alone. streams
// are the releases of distributions on the asset ("Debian:12").
func Ends(asset *domain.Asset, streams []string, today domain.Day) []domain.Gap {
	held := make([]domain.Held, 0, len(streams))
	for _, stream := range streams {
		held = append(held, domain.Held{Component: domain.Component{Stream: stream}})
	}
	out := ends(asset, held, today)
	slices.SortFunc(out, func(a, b domain.Gap) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// EndDays are the last days of support that [Ends] goes by, whenever they are.
func EndDays(asset *domain.Asset, streams []string) []domain.Day {
	held := make([]domain.Held, 0, len(streams))
	for _, stream := range streams {
		held = append(held, domain.Held{Component: domain.Component{Stream: stream}})
	}
	var out []domain.Day
	for _, g := range supports(asset, held) {
		out = append(out, g.Ends)
	}
	return out
}

// EndKind tells what a last day of support is today; "" where it is far away.
func EndKind(ends, today domain.Day) domain.GapKind {
	switch {
	case ends < today:
		return domain.GapEnded
	case ends <= today.Add(endsSoon):
		return domain.GapEnds
	}
	return ""
}

// ends are the supports that are over or end soon.
func ends(asset *domain.Asset, held []domain.Held, today domain.Day) []domain.Gap {
	var out []domain.Gap
	for _, g := range supports(asset, held) {
		if g.Kind = EndKind(g.Ends, today); g.Kind != "" {
			out = append(out, g)
		}
	}
	return out
}

// supports are the asset's and its releases' supports that end on a known day, without
// the kind that they are today.
func supports(asset *domain.Asset, held []domain.Held) []domain.Gap {
	var out []domain.Gap
	add := func(g domain.Gap) {
		g.Asset, g.AssetName = asset.ID, asset.Name
		out = append(out, g)
	}
	if asset.SupportEnd != "" {
		add(domain.Gap{Ends: asset.SupportEnd})
	}
	seen := map[string]bool{}
	release := func(c *domain.Component) {
		if s, ok := identity.SupportOf(c); ok && !seen[s.Release] {
			seen[s.Release] = true
			add(domain.Gap{Name: s.Release, Ends: s.Ends, Longer: s.Longer, LongerEnd: s.LongerEnd, Source: s.Source, Checked: s.Checked})
		}
	}
	if windows, ok := identity.Windows(asset.OS, asset.OSBuild); ok && asset.OS != "" {
		identity.Describe(&windows, "")
		release(&windows)
	}
	for i := range held {
		release(&held[i].Component)
	}
	return out
}

// gapID is a hash of what the gap is about, 24 hexadecimal digits. A day that
// changes makes no other gap of it.
func gapID(g *domain.Gap) string {
	kind := string(g.Kind)
	if g.Ends != "" {
		kind = "support"
	}
	sum := sha256.Sum256([]byte("gap\x00" + kind + "\x00" + g.Asset + "\x00" + g.Component + "\x00" + g.Name))
	return hex.EncodeToString(sum[:12])
}
