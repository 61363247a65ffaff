package assess

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"fenceline/internal/domain"
	"fenceline/internal/version"
)

// estate makes 40 assets with 50,000 components between them and an index of
// 100,000 advisories: packages of four ecosystems, a few of them with hundreds of
// advisories as a kernel has, most with one or none.
func estate() (assets [][]domain.Held, x index) {
	rng := rand.New(rand.NewPCG(1, 2))
	ecosystems := []struct{ purl, ecosystem, tail string }{
		{"pkg:npm/", "npm", ""}, {"pkg:pypi/", "PyPI", ""}, {"pkg:golang/example.org/", "Go", ""},
		{"pkg:deb/debian/", "Debian:12", "?arch=amd64&distro=debian-12.11"},
	}
	pick := func() int { // a third of all draws falls on 60 packages
		if rng.IntN(3) == 0 {
			return rng.IntN(60)
		}
		return rng.IntN(30_000)
	}
	number := func() string { return fmt.Sprintf("%d.%d.%d", rng.IntN(12), rng.IntN(30), rng.IntN(20)) }
	assets = make([][]domain.Held, 40)
	for i := range 50_000 {
		e := ecosystems[rng.IntN(len(ecosystems))]
		n := rng.IntN(30_000)
		if i%200 == 0 {
			n = rng.IntN(60)
		}
		name := fmt.Sprintf("package-%d", n)
		c := domain.Component{Name: name, Version: number()}
		c.PURL = e.purl + name + "@" + c.Version + e.tail
		assets[i%40] = append(assets[i%40], held(fmt.Sprintf("c%06d", i), c))
	}
	x = index{}
	for i := range 100_000 {
		e := ecosystems[rng.IntN(len(ecosystems))]
		name := fmt.Sprintf("package-%d", pick())
		if e.ecosystem == "Go" {
			name = "example.org/" + name
		}
		x.add(domain.BadgeUnsigned, osvAdvisory(fmt.Sprintf("OSV-%d", i), e.ecosystem, name,
			osvRange(domain.Event{Introduced: "0"}, domain.Event{Fixed: number()})))
	}
	return assets, x
}

func BenchmarkMatch(b *testing.B) {
	assets, x := estate()
	group := grouping()
	b.ReportAllocs()
	for b.Loop() {
		memo, found := version.NewMemo(), 0
		for i, components := range assets {
			found += len(Match(MatchInput{Asset: fmt.Sprint(i), Components: components, Rows: x.rows, Group: group, Versions: memo}))
		}
		if found == 0 {
			b.Fatal("nothing met anything")
		}
		b.ReportMetric(float64(found), "findings")
	}
}
