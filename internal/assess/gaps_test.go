package assess

import (
	"slices"
	"testing"

	"fenceline/internal/domain"
)

func TestGaps(t *testing.T) {
	const today = domain.Day("2026-11-22")
	asset := domain.Asset{ID: "a", Name: "PUMP", SupportEnd: "2026-12-31"}
	windows := domain.Asset{ID: "w", Name: "PC", OS: "Microsoft Windows 10 Pro", OSBuild: "10.0.19045.5011"}
	deb := domain.Component{ID: "1", Name: "bash", Version: "5.0", PURL: "pkg:deb/debian/bash@5.0?distro=debian-10"}
	npm := domain.Component{ID: "2", Name: "gate", PURL: "pkg:npm/gate"}
	bare := domain.Component{ID: "3", Name: "--"}
	for _, tt := range []struct {
		name  string
		asset domain.Asset
		held  []domain.Component
		spoke []string
		want  []string // kind, name, day
	}{
		{"the asset's own day, within half a year", asset, nil, nil, []string{"end_of_life_near  2026-12-31"}},
		{"further away", domain.Asset{SupportEnd: "2027-12-31"}, nil, nil, nil},
		{"the last day is not over", domain.Asset{SupportEnd: today}, nil, nil, []string{"end_of_life_near  2026-11-22"}},
		{"a release that is over, once for all its packages", domain.Asset{ID: "b"}, []domain.Component{deb, {ID: "4", Name: "tar", Version: "1", PURL: "pkg:deb/debian/tar@1?distro=debian-10"}}, []string{"Debian:10"},
			[]string{"end_of_life Debian 10 2022-09-10"}},
		{"Windows by its build", windows, nil, nil, []string{"end_of_life Windows 10 Version 22H2 2025-10-14"}},
		{"no source speaks of a stream", domain.Asset{}, []domain.Component{deb}, []string{"Debian:12", "Debian"}, []string{"end_of_life Debian 10 2022-09-10", "no_source bash "}},
		{"no version", domain.Asset{}, []domain.Component{npm}, []string{"npm"}, []string{"no_version gate "}},
		{"no version and no identity", domain.Asset{}, []domain.Component{bare}, nil, []string{"no_identity -- ", "no_version -- "}},
		{"both", domain.Asset{}, []domain.Component{npm}, nil, []string{"no_source gate ", "no_version gate "}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var held []domain.Held
			for _, c := range tt.held {
				held = append(held, heldOf(c, ""))
			}
			var got []string
			ids := map[string]bool{}
			for _, g := range Gaps(&tt.asset, held, today, func(e string) bool { return slices.Contains(tt.spoke, e) }) {
				got = append(got, string(g.Kind)+" "+g.Name+" "+string(g.Ends))
				if len(g.ID) != 24 || ids[g.ID] {
					t.Errorf("id %q", g.ID)
				}
				ids[g.ID] = true
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
