package assess

import (
	"fmt"
	"strconv"
	"testing"

	"fenceline/internal/domain"
)

// plenty is a desk with many findings: components on each of the assets, flaws of
// each component.
func plenty(assets, components, flaws int) *plans {
	var names []string
	for a := range assets {
		names = append(names, "a"+strconv.Itoa(a))
	}
	p := newPlans(names...)
	for _, asset := range names {
		for c := range components {
			id := p.hold(asset, "c"+strconv.Itoa(c), "1.0."+strconv.Itoa(c%7))
			for f := range flaws {
				name := fmt.Sprintf("CVE-2026-%d", 10000+c*flaws+f)
				p.findings = append(p.findings, p.affected(id, name, "1.0."+strconv.Itoa(10+f)))
				if f%10 == 0 {
					p.facts[name] = Facts{KEV: []domain.Known{{Value: "2026-05-20", At: monday, Source: "CISA KEV"}}}
				}
			}
		}
	}
	return p
}

func BenchmarkPlan100k(b *testing.B) {
	p := plenty(100, 100, 10)
	first := Plan(p.input())
	p.tasks, p.targets = first.Tasks, first.Targets
	b.Run("first", func(b *testing.B) {
		q := *p
		q.tasks, q.targets = nil, nil
		b.ReportAllocs()
		for b.Loop() {
			Plan(q.input())
		}
	})
	b.Run("again", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if got := Plan(p.input()); len(got.Targets) > 0 {
				b.Fatal("something changed")
			}
		}
	})
}
