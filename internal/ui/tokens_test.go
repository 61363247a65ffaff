package ui

import (
	"image/color"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fenceline/internal/domain"
)

func TestContrast(t *testing.T) {
	for name, p := range map[string]*palette{"light": &light, "dark": &dark} {
		t.Run(name, func(t *testing.T) {
			check := func(what string, a, b color.Color, least float64) {
				if got := contrast(a, b); got < least {
					t.Errorf("%s: contrast %.2f, at least %.1f is needed", what, got, least)
				}
			}
			for on, ground := range map[string]color.Color{"ground": p.ground, "surface": p.surface, "hover": p.hover, "selected": p.selected} {
				check("text on "+on, p.text, ground, 7)
				check("muted on "+on, p.muted, ground, 4.5)
				check("primary on "+on, p.primary, ground, 4.5)
				check("edge on "+on, p.edge, ground, 3)
				check("focus ring on "+on, p.focus, ground, 3)
			}
			check("words on the main button", p.onPrimary, p.primary, 4.5)
			for what, c := range map[string]tint{
				"forensic": p.forensic, "3 days": p.days3, "14 days": p.days14, "60 days": p.days60, "upgrade": p.upgrade,
				"verified": p.good, "cannot tell": p.unknown, "exception": p.exception, "overdue": p.overdue,
			} {
				check(what+" on its tint", c.on, c.under, 4.5)
				check(what+" on the surface", c.on, p.surface, 4.5)
				check(what+" on a selected row", c.on, p.selected, 4.5)
			}
			for _, tier := range domain.Tiers() {
				check("column of "+string(tier), p.chart(tier), p.surface, 2.9)
			}
		})
	}
}

func TestNothingIsHardCodedOutsideTokens(t *testing.T) {
	colour := regexp.MustCompile(`color\.N?RGBA\{|hex\(0x`)
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 20 {
		t.Fatalf("found %d files to look at: %v", len(files), err)
	}
	calls := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if file != "tokens.go" && colour.Match(source) {
			t.Errorf("%s names a colour; colours live in tokens.go", file)
		}
		calls += strings.Count(string(source), "fyne.Do(")
		if strings.Contains(string(source), `"fyne.io/fyne/v2/app"`) {
			t.Errorf("%s imports fyne/app, which only the program may", file)
		}
	}
	if calls != 1 {
		t.Errorf("fyne.Do is called in %d places, it belongs in the runner alone", calls)
	}
}

func TestEveryShapeIsBundled(t *testing.T) {
	k := newKit(&light)
	for _, tier := range domain.Tiers() {
		k.painted.resource(tierMark(tier), markSize, k.ink(), k.surface)
	}
	for _, v := range []domain.Verdict{domain.Affected, domain.NotAffected, domain.CannotTell} {
		mark, _ := k.verdict(v)
		k.painted.resource(mark, markSize, k.ink(), k.surface)
	}
	for _, s := range []domain.State{
		domain.StateOpen, domain.StatePlanned, domain.StateProgress, domain.StateClaimed, domain.StateRestart, domain.StateTriage,
		domain.StateVerified, domain.StateBlocked, domain.StateException, domain.StateNotApplicable, domain.StateReopened,
	} {
		mark, _ := k.state(s)
		k.painted.resource(mark, markSize, k.ink(), k.surface)
	}
	if len(k.painted) < 15 {
		t.Errorf("only %d shapes were made", len(k.painted))
	}
}
