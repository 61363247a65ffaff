package version

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

// written draws versions as people write them, precise ones and others.
var written = rapid.OneOf(
	rapid.StringMatching(`V?[0-3](\.[0-3]){0,3}`),
	rapid.StringMatching(`V?[0-3]\.[0-3]( SP[1-3])?( (HF|Upd|Update |Patch )[1-3])?`),
	rapid.StringMatching(`[0-3]\.0?[0-9]{1,2}[A-Z]?`),
	rapid.StringMatching(`[0-3](\.[0-3])?\.x`),
	rapid.StringMatching(`20[12][0-9]( R[12])?( SP[12])?`),
	rapid.StringMatching(`R?[1-3]\.0[0-3]\.0[0-3]`),
	rapid.StringMatching(`1[25]\.[0-2]\([1-4]\)E[AX]?[1-3]?`),
	rapid.StringMatching(`[0-3]\.[0-3]-[0-9]{1,2}`),
	rapid.StringMatching(`[0-3]\.[0-3] [Bb]uild [0-9]{2}`),
	rapid.StringMatching(`[0-3]\.[0-3](-rc[12]|b[12])`),
	rapid.StringMatching(`(SE|CPCI85 V|A)[0-3]\.[0-3]`),
	rapid.StringMatching(`20[12][0-9]-0[1-9]-[12][0-9]`),
)

func mustRelease(t *rapid.T, s string) *release {
	r, ok := parseRelease(s)
	if !ok {
		t.Fatalf("%q is no version", s)
	}
	return r
}

// The order says the same from both sides, and never goes in a circle where it
// decides.
func TestLawsOfReleases(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(written, 3, 3).Draw(t, "versions")
		a, b, c := mustRelease(t, text[0]), mustRelease(t, text[1]), mustRelease(t, text[2])
		if compareReleases(a, b) != compareReleases(b, a).flip() {
			t.Fatalf("%q and %q disagree: %b and %b", text[0], text[1], compareReleases(a, b), compareReleases(b, a))
		}
		if compareReleases(a, a)&same == 0 {
			t.Fatalf("%q is not itself", text[0])
		}
		ab, bc, ac := compareReleases(a, b), compareReleases(b, c), compareReleases(a, c)
		if ab&newer == 0 && bc&newer == 0 && ac == newer {
			t.Fatalf("%q, %q, %q go in a circle", text[0], text[1], text[2])
		}
		if ab == same && ac != bc && ac != anyOrder && bc != anyOrder && ac&bc == 0 {
			t.Fatalf("%q is %q, and %q tells them apart", text[0], text[1], text[2])
		}
	})
}

// What has no weight changes no verdict.
func TestWeightlessSpellings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		statement := rapid.SampledFrom([]string{"< ", "<= ", ">= ", "> ", "All versions < ", ""}).Draw(t, "operator")
		number := rapid.StringMatching(`[1-9](\.[0-9]{1,2}){2}( SP[1-9])?`)
		bound, installed := number.Draw(t, "bound"), number.Draw(t, "installed")
		base, _ := Check(KindRange, statement+bound, installed)
		for _, spelled := range []string{"V" + installed, "v" + installed, "Version " + installed, " " + installed + " ", "0" + installed,
			"firmware " + installed, strings.ReplaceAll(installed, " ", "_"), strings.ReplaceAll(installed, "SP", "Service Pack ")} {
			if got, _ := Check(KindRange, statement+bound, spelled); got.In != base.In {
				t.Fatalf("%q: %q is %q and %q is %q", statement+bound, installed, base.In, spelled, got.In)
			}
		}
		if got, _ := Check(KindRange, statement+"V"+bound, installed); got.In != base.In {
			t.Fatalf("a V weighs in %q against %q", statement+bound, installed)
		}
		if base.In == domain.Unanswered {
			t.Fatalf("%q against %q is open", statement+bound, installed)
		}
	})
}

// A bound and its opposite share the versions between them and give none to both.
func TestOppositeBounds(t *testing.T) {
	opposite := map[string]string{"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
	rapid.Check(t, func(t *rapid.T) {
		op := rapid.SampledFrom([]string{"<", "<=", ">", ">="}).Draw(t, "operator")
		bound, installed := written.Draw(t, "bound"), written.Draw(t, "installed")
		a, _ := Check(KindRange, op+" "+bound, installed)
		b, _ := Check(KindRange, opposite[op]+" "+bound, installed)
		if a.In != domain.Unanswered && a.In == b.In {
			t.Fatalf("%q is %s by both %s %s and its opposite", installed, verdict(a.In), op, bound)
		}
	})
}

// An imprecise version is decided only where every version it could be agrees.
func TestImpreciseVersionsAreDecidedByAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.StringMatching(`[1-4]\.[0-3](\.[0-3])?`)
		statement := rapid.SampledFrom([]string{"< A", "<= A", "> A", ">= A", ">= A | < B", "A | B", "from A to B", "< A | < B"}).Draw(t, "form")
		statement = strings.NewReplacer("A", number.Draw(t, "a"), "B", number.Draw(t, "b")).Replace(statement)
		prefix := rapid.StringMatching(`[1-4](\.[0-3])?`).Draw(t, "prefix")
		vague, _ := Check(KindRange, statement, prefix+".x")
		one, _ := Check(KindRange, statement, prefix+"."+rapid.StringMatching(`[0-4](\.[0-4])?`).Draw(t, "rest"))
		if vague.In != domain.Unanswered && one.In != domain.Unanswered && vague.In != one.In {
			t.Fatalf("%q: %s.x is %s and one of them %s", statement, prefix, verdict(vague.In), verdict(one.In))
		}
	})
}

// A condition never makes a version affected, and clears none that lies inside.
func TestConditionsOnlyOpen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		op := rapid.SampledFrom([]string{"< ", "<= ", ">= ", "All versions < ", "V1.0 | "}).Draw(t, "operator")
		condition := rapid.SampledFrom([]string{" with option G28", " (only with serial number below 500)", " only if the web server is used", " on Windows",
			" in connection with WinCC <= V7.3", " when running on host B"}).Draw(t, "condition")
		bound, installed := written.Draw(t, "bound"), written.Draw(t, "installed")
		bare, _ := Check(KindRange, op+bound, installed)
		with, _ := Check(KindRange, op+bound+condition, installed)
		if with.In == domain.Yes && !strings.HasPrefix(op, "V1.0") || with.In == domain.No && bare.In == domain.Yes {
			t.Fatalf("%q is %s without and %s with %q", installed, verdict(bare.In), verdict(with.In), condition)
		}
	})
}

// What is no version is decided by no statement but one about all versions.
func TestNoVersionIsNotDecided(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		installed := rapid.SampledFrom([]string{"", " ", "unknown", "n/a", "latest", "none", "?", "> 1.0", "1.0 - 2.0", "1.0 | 2.0", "..", "v", "(devel)", "1.0, 1.1"}).Draw(t, "installed")
		op := rapid.SampledFrom([]string{"< ", ">= ", ""}).Draw(t, "operator")
		bound := written.Draw(t, "bound")
		for _, kind := range []string{KindRange, KindExact} {
			if got, _ := Check(kind, op+bound, installed); got.In != domain.Unanswered {
				t.Fatalf("%q is %s by %q", installed, verdict(got.In), op+bound)
			}
			for _, all := range []string{"All versions", "*", "vers:all/*", "all versions"} {
				if got, _ := Check(kind, all, installed); got.In != domain.Yes {
					t.Fatalf("%q is %s by %q", installed, verdict(got.In), all)
				}
			}
		}
	})
}

func FuzzCheck(f *testing.F) {
	f.Add("csaf_range", "All versions < V5.1 SP1 HF8 (only with option G28)", "V5.1 SP1")
	f.Add("csaf_range", ">= 4.00A_v10.95.201.23|<=4.04E_v10.95.210.01", "15.2(4)EA7")
	f.Add("csaf_exact", "PM554-TP-ETH | 2.0.87-4018403-k4 | 4.1SAA", "2.5-GA-01-22261 Rev T")
	f.Add("csaf_range", "< 1"+strings.Repeat(" v1", 300), "1 v1 v1 v1 v1 v1 v1 v1 v1 v1")
	f.Add("csaf_exact", "2014-2016 | V1.81.01 - V1.81.03, and", "7.x")
	f.Add("csaf_range", "between 1.0 (including) and 2.0 (excluding) or from 3 up to but not including 4", "2310****")
	f.Add("vers", "vers:npm/>=1.0.0|<2.0.0", "1.5.0-rc.1")
	f.Add("cpe_range", `cpe:2.3:o:cisco:ios:15.2\(4\)ea7:*:*:*:*:*:*:* versionEndExcluding=2`, "15.2(4)EA7")
	f.Add("windows_build", "fixed=10.0.19045.5011; kb=KB5044273", "10.0.19045.4894; kb=KB5044273")
	f.Add("osv_deb", "introduced=0 fixed=1:2.0-1~rc1; introduced=3", "1:1.0-1")
	f.Fuzz(func(t *testing.T, kind, statement, installed string) {
		got, err := Check(kind, statement, installed)
		if err != nil {
			return
		}
		if got.Code == "" || got.Read == "" && got.In != domain.Unanswered {
			t.Errorf("%s %q %q: %+v", kind, statement, installed, got)
		}
		for _, pair := range [][2]string{{statement, statement}, {installed, installed}, {installed + " | " + statement, installed}} {
			if self, err := Check(kind, pair[0], pair[1]); err != nil || self.Code == "" {
				t.Errorf("%s %q: %+v", kind, pair, self)
			}
		}
		if again, _ := Check(kind, statement, installed); again != got {
			t.Errorf("%s %q %q: %+v and %+v", kind, statement, installed, got, again)
		}
		if got.In != domain.Unanswered && strings.TrimSpace(installed) == "" && got.Code != domain.ReasonAllVersions {
			t.Errorf("%s %q decides without a version: %+v", kind, statement, got)
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	for name, c := range map[string][2]string{
		"range":     {"All versions < V5.1 SP1 HF8", "V5.1 SP1"},
		"list":      {"11.1.0|11.2.0|12.0.0|12.1.0|13.0.0|13.1.0|13.2.0", "13.0.1"},
		"condition": {"All versions < V8.1 with WinCC V7.3 Upd 19", "V8.0"},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Check(KindRange, c[0], c[1]); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+"/remembered", func(b *testing.B) {
			m := NewMemo()
			b.ReportAllocs()
			for b.Loop() {
				m.checkText(c[0], c[1])
			}
		})
	}
}
