package version

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

func TestCompare(t *testing.T) {
	tests := []struct {
		scheme, a, b string
		want         int
	}{
		{"npm", "1.0.0-rc.1", "1.0.0", -1},
		{"npm", "v1.2.3", "V1.2.3", 0},
		{"Debian:12", "1.0~rc1-1", "1.0-1", -1},
		{"Debian", "1:1.0", "9.0", 1},
		{"Ubuntu:22.04", "1.0-0ubuntu0.1", "1.0-0ubuntu0.2", -1},
		{"Red Hat", "0:3.0.7-16.el9", "3.0.7-18.el9", -1},
		{"Alpine:v3.20", "3.3.2-r0", "3.3.2-r1", -1},
		{"PyPI", "1.0.dev1", "1.0", -1},
		{"Maven", "1.0-SNAPSHOT", "1.0", -1},
		{"RubyGems", "1.0.0.pre", "1.0.0", -1},
		{"NuGet", "1.0.0.1", "1.0.0", 1},
		{"Fedora:40", "1-2.fc40", "1-10.fc40", -1},
		{Generic, "V4.9", "v4.10", -1},
		{Generic, "4.1", "4.1.0", 0},
		{Generic, "4.00.02", "4.0.2", 0},
		{Generic, "99999999999999999999999", "100000000000000000000000", -1},
		{Lexicographic, "B", "a", -1},
		{DateTime, "2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", 0},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%s %s %s", tt.scheme, tt.a, tt.b), func(t *testing.T) {
			got, err := Compare(tt.scheme, tt.a, tt.b)
			back, errBack := Compare(tt.scheme, tt.b, tt.a)
			if err != nil || errBack != nil || got != tt.want || back != -tt.want {
				t.Errorf("got %d and back %d, want %d; %v %v", got, back, tt.want, err, errBack)
			}
		})
	}
}

func TestJunkHasNoOrder(t *testing.T) {
	for _, tt := range []struct {
		scheme, junk string
		want         error
	}{
		{"npm", "latest", ErrUnreadable}, {"npm", "", ErrUnreadable}, {"npm", "1.x", ErrUnreadable}, {"npm", "1.2.3.4", ErrUnreadable},
		{"npm", "^1.2.3", ErrUnreadable}, {"npm", "file:../a", ErrUnreadable}, {"Go", "(devel)", ErrUnreadable}, {"PyPI", "unknown", ErrUnreadable},
		{"Maven", "${project.version}", ErrUnreadable}, {"Maven", "unknown", ErrUnreadable}, {"Debian", "n/a", ErrUnreadable},
		{"Debian", "<none>", ErrUnreadable}, {"Red Hat", "unknown", ErrUnreadable}, {"Alpine", "unknown", ErrUnreadable}, {"Alpine", "1.2.3 blah", ErrUnreadable}, {"PyPI", "latest", ErrUnreadable}, {"PyPI", "n/a", ErrUnreadable}, {"Maven", "LATEST", ErrUnreadable},
		{"Packagist", "dev-master", ErrUnreadable}, {"RubyGems", "HEAD", ErrUnreadable}, {"CRAN", "1.a", ErrUnreadable},
		{Generic, "4.1 SP2", ErrUnreadable}, {Generic, "4.1a", ErrUnreadable}, {Generic, "4..1", ErrUnreadable}, {Generic, "v", ErrUnreadable},
		{DateTime, "yesterday", ErrUnreadable}, {"", "1.0", ErrScheme}, {"Siemens", "1.0", ErrScheme},
	} {
		t.Run(tt.scheme+" "+tt.junk, func(t *testing.T) {
			if _, err := Compare(tt.scheme, tt.junk, tt.junk); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func exact(list ...string) domain.VersionSet {
	return domain.VersionSet{Kind: domain.SetExact, Exact: list}
}

func ranges(kind domain.SetKind, typ string, events ...domain.Event) domain.VersionSet {
	return domain.VersionSet{Kind: kind, Ranges: []domain.Range{{Type: typ, Events: events}}}
}

func vers(text string) domain.VersionSet {
	return domain.VersionSet{Kind: domain.SetVers, Text: text}
}

var (
	introduced = func(v string) domain.Event { return domain.Event{Introduced: v} }
	fixed      = func(v string) domain.Event { return domain.Event{Fixed: v} }
	last       = func(v string) domain.Event { return domain.Event{LastAffected: v} }
	limit      = func(v string) domain.Event { return domain.Event{Limit: v} }
)

func TestContains(t *testing.T) {
	two := domain.VersionSet{Kind: domain.SetOSV, Ranges: []domain.Range{
		{Type: "SEMVER", Events: []domain.Event{introduced("1.0.0"), fixed("1.5.0")}},
		{Type: "SEMVER", Events: []domain.Event{introduced("2.0.0"), last("2.3.0")}},
	}}
	git := domain.VersionSet{Kind: domain.SetOSV, Exact: []string{"1.0"}, Ranges: []domain.Range{{Type: "GIT", Events: []domain.Event{introduced("0")}}}}
	tests := []struct {
		name              string
		set               domain.VersionSet
		scheme, installed string
		in                domain.Answer
		code              domain.Code
		bound, fix        string
	}{
		{"all holds an unknown version", domain.VersionSet{Kind: domain.SetAll}, "", "", domain.Yes, domain.ReasonAllVersions, "", ""},
		{"nothing stated", domain.VersionSet{}, "npm", "1.0.0", "", domain.ReasonNoRange, "", ""},
		{"a sentence", domain.VersionSet{Kind: domain.SetText, Text: "< V4"}, Generic, "3", domain.Yes, domain.ReasonInRange, "", "V4"},
		{"a sentence nobody can read", domain.VersionSet{Kind: domain.SetText, Text: "some of them"}, Generic, "3", "", domain.ReasonRangeUnread, "", ""},
		{"a sentence with a condition", domain.VersionSet{Kind: domain.SetText, Text: "< V4 with option A"}, Generic, "3", "", domain.ReasonCondition, "", "V4"},
		{"a sentence about all", domain.VersionSet{Kind: domain.SetText, Text: "All versions"}, Generic, "", domain.Yes, domain.ReasonAllVersions, "", ""},
		{"a CPE range with its bounds", domain.VersionSet{Kind: domain.SetCPE, Text: "cpe:2.3:a:v:p:*:*:*:*:*:*:*:* versionEndExcluding=4"}, Generic, "3", domain.Yes, domain.ReasonInRange, "", "4"},
		{"a build of a listed version", exact("1.4.0"), Generic, "1.4.0 Build 7", "", domain.ReasonUndecided, "", ""},
		{"a CPE range", domain.VersionSet{Kind: domain.SetCPE}, Generic, "3", "", domain.ReasonRangeUnread, "", ""},
		{"no version", exact("1.0"), Generic, "", "", domain.ReasonNoVersion, "", ""},
		{"listed", exact("1.0", "V1.1"), Generic, "1.1", domain.Yes, domain.ReasonListed, "V1.1", ""},
		{"listed in words", exact("Version 1.1"), "", "v1.1", domain.Yes, domain.ReasonListed, "Version 1.1", ""},
		{"listed by order", exact("1.1.0"), Generic, "1.1", domain.Yes, domain.ReasonListed, "1.1.0", ""},
		{"not listed", exact("1.0"), Generic, "1.2", domain.No, domain.ReasonNotListed, "", ""},
		{"not listed without an order", exact("R2 SP1"), "", "R2 SP2", domain.No, domain.ReasonNotListed, "", ""},
		{"junk is not unlisted", exact("1.0"), Generic, "unknown", "", domain.ReasonVersionUnreadable, "", ""},
		{"an empty list", exact(), Generic, "1", "", domain.ReasonNoRange, "", ""},

		{"in the first range", two, "npm", "1.4.9", domain.Yes, domain.ReasonInRange, "", "1.5.0"},
		{"at the fix", two, "npm", "1.5.0", domain.No, domain.ReasonFixedReached, "1.5.0", ""},
		{"in the second range", two, "npm", "2.3.0", domain.Yes, domain.ReasonInRange, "", ""},
		{"past the last affected", two, "npm", "2.3.1", domain.No, domain.ReasonFixedReached, "1.5.0", ""},
		{"before the first", two, "npm", "0.9.0", domain.No, domain.ReasonBelowRange, "", ""},
		{"unreadable", two, "npm", "latest", "", domain.ReasonVersionUnreadable, "", ""},
		{"no order", ranges(domain.SetOSV, "ECOSYSTEM", introduced("0")), "Nowhere", "1.0", "", domain.ReasonSchemeUnknown, "", ""},
		{"SEMVER goes before an unknown ecosystem", ranges(domain.SetOSV, "SEMVER", introduced("0"), fixed("2.0.0")), "Nowhere", "1.0.0", domain.Yes, domain.ReasonInRange, "", "2.0.0"},
		{"zero is before everything", ranges(domain.SetOSV, "ECOSYSTEM", introduced("0"), fixed("1.0-1")), "Debian:12", "0~~1", domain.Yes, domain.ReasonInRange, "", "1.0-1"},
		{"events out of order", ranges(domain.SetOSV, "SEMVER", fixed("1.5.0"), introduced("1.0.0")), "npm", "1.2.0", domain.Yes, domain.ReasonInRange, "", "1.5.0"},
		{"came back", ranges(domain.SetOSV, "SEMVER", introduced("0"), fixed("1.0.0"), introduced("2.0.0"), fixed("2.1.0")), "npm", "2.0.5", domain.Yes, domain.ReasonInRange, "", "2.1.0"},
		{"between", ranges(domain.SetOSV, "SEMVER", introduced("0"), fixed("1.0.0"), introduced("2.0.0"), fixed("2.1.0")), "npm", "1.5.0", domain.No, domain.ReasonFixedReached, "1.0.0", ""},
		{"beyond the limit", ranges(domain.SetOSV, "SEMVER", introduced("0"), limit("1.0.0")), "npm", "1.0.0", domain.No, domain.ReasonOutsideRange, "", ""},
		{"before the limit", ranges(domain.SetOSV, "SEMVER", introduced("0"), limit("1.0.0")), "npm", "0.5.0", domain.Yes, domain.ReasonInRange, "", ""},
		{"a limit of everything", ranges(domain.SetOSV, "SEMVER", introduced("0"), limit("*")), "npm", "9.0.0", domain.Yes, domain.ReasonInRange, "", ""},
		{"an unreadable event", ranges(domain.SetOSV, "SEMVER", introduced("0"), fixed("next")), "npm", "9.0.0", "", domain.ReasonRangeUnread, "", ""},
		{"an event that says nothing", ranges(domain.SetOSV, "SEMVER", domain.Event{}), "npm", "9.0.0", "", domain.ReasonRangeUnread, "", ""},
		{"commits", ranges(domain.SetOSV, "GIT", introduced("0")), "npm", "1.0.0", "", domain.ReasonGitRange, "", ""},
		{"commits and a list that has it", git, "PyPI", "1.0", domain.Yes, domain.ReasonListed, "1.0", ""},
		{"commits and a list that spells it otherwise", git, "PyPI", "1.0.0", domain.Yes, domain.ReasonListed, "1.0", ""},
		{"commits and a list that has it not", git, "PyPI", "2.0", "", domain.ReasonGitRange, "", ""},
		{"a list alone", domain.VersionSet{Kind: domain.SetOSV, Exact: []string{"1.0"}}, "PyPI", "2.0", domain.No, domain.ReasonNotListed, "", ""},
		{"neither list nor range", domain.VersionSet{Kind: domain.SetOSV}, "PyPI", "2.0", "", domain.ReasonNoRange, "", ""},
		{"the set names its order", domain.VersionSet{Kind: domain.SetOSV, Scheme: "Debian:12", Ranges: []domain.Range{{Type: "ECOSYSTEM", Events: []domain.Event{introduced("0"), fixed("2.0-1")}}}}, "npm", "2.0~rc1-1", domain.Yes, domain.ReasonInRange, "", "2.0-1"},

		{"vers in", vers("vers:npm/>=1.0.0|<2.0.0"), "npm", "1.5.0", domain.Yes, domain.ReasonInRange, "", "2.0.0"},
		{"vers at the end", vers("vers:npm/>=1.0.0|<2.0.0"), "npm", "2.0.0", domain.No, domain.ReasonOutsideRange, "", ""},
		{"vers below", vers("vers:npm/>=1.0.0|<2.0.0"), "npm", "0.5.0", domain.No, domain.ReasonBelowRange, "", ""},
		{"vers up to and with", vers("vers:npm/<=2.0.0"), "npm", "2.0.0", domain.Yes, domain.ReasonInRange, "", ""},
		{"vers after", vers("vers:npm/<1.0.0|>2.0.0"), "npm", "3.0.0", domain.Yes, domain.ReasonInRange, "", ""},
		{"vers between", vers("vers:npm/<1.0.0|>2.0.0"), "npm", "1.5.0", domain.No, domain.ReasonOutsideRange, "", ""},
		{"vers one version", vers("vers:intdot/4.1.2"), "", "V4.1.2", domain.Yes, domain.ReasonListed, "", ""},
		{"vers but not", vers("vers:npm/>=1.0.0|!=1.5.0|<2.0.0"), "npm", "1.5.0", domain.No, domain.ReasonOutsideRange, "", ""},
		{"vers excluded alone", vers("vers:npm/!=1.5.0"), "npm", "1.4.0", domain.Yes, domain.ReasonInRange, "", ""},
		{"vers all", vers("vers:all/*"), "", "", domain.Yes, domain.ReasonAllVersions, "", ""},
		{"vers none", vers("vers:none/*"), "", "1", domain.No, domain.ReasonOutsideRange, "", ""},
		{"vers all with a bound is read as text", vers("vers:all/<V4.3.8"), Generic, "4.0", domain.Yes, domain.ReasonInRange, "", "V4.3.8"},
		{"vers out of order", vers("vers:npm/<2.0.0|>=1.0.0"), "npm", "1.5.0", "", domain.ReasonRangeUnread, "", ""},
		{"vers of an unknown type", vers("vers:siemens/<4"), Generic, "1", "", domain.ReasonSchemeUnknown, "", ""},
		{"vers with an unreadable installed version", vers("vers:intdot/<4"), Generic, "R2", "", domain.ReasonVersionUnreadable, "", ""},
		{"vers percent", vers("vers:deb/<1%252"), "Debian", "0.1", "", domain.ReasonRangeUnread, "", ""},

		{"CVE numbers", ranges(domain.SetCVE, "custom", introduced("0"), fixed("8.0.45")), "", "8.0.36", domain.Yes, domain.ReasonInRange, "", "8.0.45"},
		{"CVE numbers fixed", ranges(domain.SetCVE, "custom", introduced("0"), fixed("8.0.45")), Generic, "8.0.45", domain.No, domain.ReasonFixedReached, "8.0.45", ""},
		{"CVE words", ranges(domain.SetCVE, "custom", introduced("0"), fixed("8.0 Update 3")), Generic, "8.0", domain.Yes, domain.ReasonInRange, "", "8.0 Update 3"},
		{"CVE installed words", ranges(domain.SetCVE, "custom", introduced("0"), fixed("8.0")), Generic, "7 SP1", domain.Yes, domain.ReasonInRange, "", "8.0"},
		{"CVE words without order", ranges(domain.SetCVE, "custom", introduced("0"), fixed("next release")), Generic, "8.0", "", domain.ReasonRangeUnread, "", ""},
		{"CVE contradiction", ranges(domain.SetCVE, "custom", introduced("8.0 SP2"), fixed("8.0 SP1")), Generic, "8.0 SP1", "", domain.ReasonRangeUnread, "", ""},
		{"CVE semver", ranges(domain.SetCVE, "semver", introduced("1.0.0"), fixed("1.2.0")), Generic, "1.2.0-rc.1", domain.Yes, domain.ReasonInRange, "", "1.2.0"},
		{"CVE semver of four numbers", ranges(domain.SetCVE, "semver", introduced("1.0.0"), fixed("1.2.0.4")), Generic, "1.2.0.3", domain.Yes, domain.ReasonInRange, "", "1.2.0.4"},
		{"CVE commits", ranges(domain.SetCVE, "git", introduced("0")), Generic, "1.0", "", domain.ReasonGitRange, "", ""},
		{"CVE list", domain.VersionSet{Kind: domain.SetCVE, Exact: []string{"4.1"}}, Generic, "v4.1", domain.Yes, domain.ReasonListed, "4.1", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Contains(tt.set, tt.scheme, tt.installed)
			if want := (Reading{tt.in, tt.code, tt.bound}); got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
			if fix := FixedOnBranch(tt.set, tt.scheme, tt.installed); fix != tt.fix {
				t.Errorf("fixed in %q, want %q", fix, tt.fix)
			}
			memo := NewMemo()
			for range 2 {
				if again := memo.Contains(&tt.set, tt.scheme, tt.installed); again != got {
					t.Errorf("remembered as %+v", again)
				}
			}
		})
	}
}

func TestParseVersRefuses(t *testing.T) {
	for name, in := range map[string]string{
		"no scheme": "npm/1.0", "capital scheme": "VERS:npm/1.0", "capital type": "vers:NPM/1.0", "no type": "vers:/1.0", "no constraint": "vers:npm/",
		"white space": "vers:npm/>= 1.0", "leading pipe": "vers:npm/|1.0", "trailing pipe": "vers:npm/1.0|", "two pipes": "vers:npm/1||2",
		"star with more": "vers:npm/*|1.0", "comparator alone": "vers:npm/>=", "bad percent": "vers:npm/1%2", "small percent": "vers:npm/1%2f",
		"bare comparator inside": "vers:npm/1.0<2.0", "not ASCII": "vers:npm/1.0é", "equals written out": "vers:npm/=1.0",
	} {
		t.Run(name, func(t *testing.T) {
			if v, err := ParseVers(in); err == nil {
				t.Errorf("%q was read as %+v", in, v)
			}
		})
	}
}

// samples draw versions of a scheme that its grammar takes.
var samples = map[string]*rapid.Generator[string]{
	"npm":       rapid.StringMatching(`v?[0-3]\.[0-3]\.[0-3](-(a|rc|[0-2])(\.[0-2])?)?(\+b[0-2])?`),
	"Debian":    rapid.StringMatching(`([01]:)?[0-3]\.[0-3](~rc[12]|\+dfsg)?(-[0-2](\+deb12u[12])?)?`),
	"Red Hat":   rapid.StringMatching(`([01]:)?[0-3]\.[0-3](~rc[12]|\^git[12])?(-[0-2]\.el[89](_[12])?)?`),
	"Alpine":    rapid.StringMatching(`[0-3](\.[1-9]){0,2}[ab]?(_(alpha|rc|p)[12]?)?(-r[0-2])?`),
	"PyPI":      rapid.StringMatching(`([01]!)?[0-3](\.[0-3]){0,2}((a|b|rc)[12])?(\.post[12])?(\.dev[12])?`),
	"Maven":     rapid.StringMatching(`[0-3](\.[0-3]){0,2}(-(alpha|beta|rc|SNAPSHOT|sp))?`),
	"RubyGems":  rapid.StringMatching(`[0-3](\.[0-3]){0,2}(\.(a|rc)[12])?`),
	"NuGet":     rapid.StringMatching(`[0-3](\.[0-3]){0,3}(-(a|B)(\.[12])?)?`),
	"Packagist": rapid.StringMatching(`v?[0-3](\.[0-3]){2}(-(alpha|beta|RC)[12])?`),
	"CRAN":      rapid.StringMatching(`[0-3]([.-][0-3]){1,2}`),
	Generic:     rapid.StringMatching(`v?[0-3](\.[0-9]{1,2}){0,3}`),
}

func schemesInOrder() []string {
	var names []string
	for name := range samples {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func TestLawsOfOrder(t *testing.T) {
	for _, scheme := range schemesInOrder() {
		t.Run(scheme, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				var m Memo
				v := rapid.SliceOfN(samples[scheme], 3, 3).Draw(t, "versions")
				order := func(i, j int) int {
					c, err := m.Compare(scheme, v[i], v[j])
					if err != nil {
						t.Fatalf("%q %q: %v", v[i], v[j], err)
					}
					return c
				}
				if order(0, 0) != 0 {
					t.Fatalf("%q is not itself", v[0])
				}
				if order(0, 1) != -order(1, 0) {
					t.Fatalf("%q and %q disagree with themselves", v[0], v[1])
				}
				if order(0, 1) <= 0 && order(1, 2) <= 0 && order(0, 2) > 0 {
					t.Fatalf("%q, %q, %q go in a circle", v[0], v[1], v[2])
				}
			})
		})
	}
}

func TestRangeIsOnePiece(t *testing.T) {
	for _, scheme := range schemesInOrder() {
		t.Run(scheme, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				var m Memo
				set := domain.VersionSet{Kind: domain.SetOSV, Ranges: []domain.Range{{Type: "ECOSYSTEM", Events: []domain.Event{
					introduced(samples[scheme].Draw(t, "introduced")), fixed(samples[scheme].Draw(t, "fixed")),
				}}}}
				v := rapid.SliceOfN(samples[scheme], 3, 8).Draw(t, "versions")
				slices.SortFunc(v, func(a, b string) int { c, _ := m.Compare(scheme, a, b); return c })
				was, changes := domain.No, 0
				for _, version := range v {
					in := m.Contains(&set, scheme, version).In
					if in == domain.Unanswered {
						continue // an rpm without its release, beside a bound with one
					}
					if in != was {
						changes++
					}
					was = in
				}
				if changes > 2 {
					t.Fatalf("%v leave and enter the range %d times", v, changes)
				}
			})
		})
	}
}

// naive evaluates one range as the OSV schema's own pseudocode does, on plain
// numbers.
func naive(events []domain.Event, v string) bool {
	less := func(a, b string) bool {
		if b == "0" {
			return false
		}
		if a == "0" {
			return true
		}
		c, _ := Compare(Generic, a, b)
		return c < 0
	}
	sorted := slices.Clone(events)
	slices.SortStableFunc(sorted, func(a, b domain.Event) int {
		x, y := a.Introduced+a.Fixed+a.LastAffected, b.Introduced+b.Fixed+b.LastAffected
		switch {
		case less(x, y):
			return -1
		case less(y, x):
			return 1
		}
		return 0
	})
	in := false
	for _, e := range sorted {
		switch {
		case e.Introduced != "" && (e.Introduced == "0" || !less(v, e.Introduced)):
			in = true
		case e.Fixed != "" && !less(v, e.Fixed):
			in = false
		case e.LastAffected != "" && less(e.LastAffected, v):
			in = false
		}
	}
	return in
}

func TestEvaluationIsTheSchemas(t *testing.T) {
	number := rapid.StringMatching(`[1-5]\.[0-3]`)
	rapid.Check(t, func(t *rapid.T) {
		events := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) domain.Event {
			v := number.Draw(t, "version")
			switch rapid.IntRange(0, 3).Draw(t, "kind") {
			case 0:
				return fixed(v)
			case 1:
				return last(v)
			case 2:
				return introduced("0")
			}
			return introduced(v)
		}), 1, 6).Draw(t, "events")
		set := ranges(domain.SetOSV, "ECOSYSTEM", events...)
		installed := number.Draw(t, "installed")
		got := Contains(set, Generic, installed)
		if want := naive(events, installed); (got.In == domain.Yes) != want || got.In == domain.Unanswered {
			t.Fatalf("%+v holds %s: got %+v, want %v", events, installed, got, want)
		}
		if fix := FixedOnBranch(set, Generic, installed); fix != "" {
			if c, _ := Compare(Generic, fix, installed); c <= 0 {
				t.Fatalf("the fix %s is not newer than %s", fix, installed)
			}
			if naive(events, fix) && !slices.ContainsFunc(events, func(e domain.Event) bool { return e.Introduced == fix }) {
				t.Fatalf("the fix %s is affected itself", fix)
			}
		}
	})
}

func FuzzContains(f *testing.F) {
	f.Add("npm", "1.0.0", "2.0.0", "vers:npm/>=1.0.0|!=1.5.0|<2.0.0")
	f.Add("Debian:12", "1:1.0~rc1-1+b1", "0", "vers:deb/*")
	f.Add("Alpine", "1.2_p1-r0", "1.2", "vers:datetime/2024-01-01T00:00:00Z")
	f.Fuzz(func(t *testing.T, scheme, a, b, text string) {
		c, err := Compare(scheme, a, b)
		back, errBack := Compare(scheme, b, a)
		if (err == nil) != (errBack == nil) || err == nil && c != -back {
			t.Errorf("%s %q %q: %d %v, back %d %v", scheme, a, b, c, err, back, errBack)
		}
		for _, set := range []domain.VersionSet{vers(text), ranges(domain.SetOSV, "ECOSYSTEM", introduced(b), fixed(text)), exact(text, b)} {
			if got := Contains(set, scheme, a); got.Code == "" {
				t.Errorf("no reason for %+v and %q", set, a)
			}
		}
	})
}
