package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// charts shows every kind of chart, full, with little in it, and narrow.
func (g *Gallery) charts() []fyne.CanvasObject {
	k, weeks := g.w.k, exhibitWeeks()
	v := &todayView{w: g.w}
	full := &screen.TodayState{Stats: &domain.Statistics{Weeks: weeks}}
	full.Today.OpenByTier, full.Today.Ages = weeks[len(weeks)-1].ByTier, exhibitAges()
	for i := range weeks {
		full.Capacity = append(full.Capacity, 60*(12+3*(i/8)))
	}
	young := &screen.TodayState{Stats: &domain.Statistics{}}
	young.Today.OpenByTier = full.Today.OpenByTier
	three := func(s *screen.TodayState) fyne.CanvasObject {
		var cards []fyne.CanvasObject
		for _, p := range v.pictures(s) {
			cards = append(cards, k.chartCard(p))
		}
		return &fyne.Container{Layout: &cardsLayout{least: 280}, Objects: cards}
	}
	told := v.pictures(full)
	for i, p := range told {
		switch plot := p.plot.(type) {
		case *chart:
			plot.focused, plot.at = true, 3
		case *flowChart:
			plot.focused, plot.at = i == 0, 5
		}
	}
	told[1].plot.(*flowChart).at = 3
	var walked []fyne.CanvasObject
	for _, p := range told {
		walked = append(walked, k.chartCard(p))
	}
	return []fyne.CanvasObject{
		three(full),
		g.named(words.Text("A value told: by arrows with the focus, under the pointer, by arrows"), &fyne.Container{Layout: &cardsLayout{least: 280}, Objects: walked}),
		g.named(words.Text("A desk without history"), row(0, fixed(320, 0, k.chartCard(v.openChart(young))), spring())),
		g.named(words.Text("Nothing in it"), row(0, fixed(320, 0, k.chartCard(k.ageChart([]domain.AgeBin{{To: 7}, {From: 8, To: 30}, {From: 31}}))), spring())),
		g.named(words.Text("In a narrow room"), row(0, fixed(220, 0, k.chartCard(v.openChart(full))), spring())),
	}
}

// versions shows the line of versions: inside a range, beside ranges, and where there is
// none to draw.
func (g *Gallery) versions() []fyne.CanvasObject {
	k := g.w.k
	line := func(status domain.Status, installed int, versions []string, spans ...domain.VersionSpan) *domain.VersionLine {
		l := &domain.VersionLine{Scheme: "generic", Status: status, Installed: versions[installed], Spans: spans}
		for i, v := range versions {
			l.Points = append(l.Points, domain.VersionPoint{Version: v, Installed: i == installed})
		}
		for _, s := range spans {
			if s.From < installed && (s.To < 0 || s.To > installed) {
				l.In = true
				if s.To >= 0 && !s.ToIn {
					l.Points[s.To].Fixed = true
				}
			}
		}
		return l
	}
	span := func(from, to int, ends ...bool) domain.VersionSpan {
		return domain.VersionSpan{From: from, To: to, FromIn: ends[0], ToIn: ends[1]}
	}
	inside := line(domain.StatusAffected, 1, []string{"3.0.0", "3.0.15", "3.0.19"}, span(0, 2, true, false))
	branches := line(domain.StatusAffected, 3, []string{"9.0", "9.0.99", "10.0", "10.1.48", "10.1.52", "11", "11.0.3"}, span(0, 1, true, false), span(2, 4, true, false), span(5, 6, true, false))
	branches.More = 2
	fixed := line(domain.StatusAffected, 1, []string{"1.2.0", "1.3.1"}, span(-1, 0, false, false))
	fixed.Points[0].Fixed = true
	clear := line(domain.StatusNotAffected, 1, []string{"2.0", "2.4"}, span(0, -1, true, false))
	long := line(domain.StatusAffected, 1, []string{"1:2.9.14+dfsg-1.3~deb12u1", "1:2.9.14+dfsg-1.3~deb12u2", "1:2.9.14+dfsg-1.3~deb12u4"}, span(0, 2, true, true))
	long.Scheme = exhibitScheme
	card := func(state string, l *domain.VersionLine) fyne.CanvasObject { return g.named(state, k.versionCard(l)) }
	focused := k.versionLine(inside)
	focused.focused, focused.at = true, 1
	cards := []fyne.CanvasObject{card(words.Text("Inside the range"), inside), card(words.Text("Several branches"), branches), card(words.Text("At or after the fix"), fixed), card(words.Text("Said not to be affected, no end"), clear), card(words.Text("Long text"), long),
		g.named(words.Text("Focus"), k.card(padAll(gap16, focused)))}
	for _, why := range []domain.Code{domain.LineNoVersion, domain.LineWords, domain.LineOrder} {
		cards = append(cards, card(words.Text("Cannot be drawn"), &domain.VersionLine{Why: why}))
	}
	return []fyne.CanvasObject{&fyne.Container{Layout: &cardsLayout{least: 440}, Objects: cards}}
}

// relations shows things that hang together, one of them chosen.
func (g *Gallery) relations() []fyne.CanvasObject {
	found := screen.RelationsState{}
	model := screen.NewRelations(exhibitWeb{}, func(work func(context.Context, func(func()))) {
		work(context.Background(), func(f func()) { f() })
	}, func(s screen.RelationsState) { found = s })
	model.Open(screen.RelationsOf(domain.RelTask, "T-118").ID)
	model.Refresh()
	graph := func(focused bool) fyne.CanvasObject {
		drawn := newRelationGraph(g.w.k)
		drawn.onChoose, drawn.onMove, drawn.onOpen, drawn.onTurn = func(int) {}, func(screen.Doing) {}, nothing, nothing
		drawn.focused = focused
		drawn.show(found)
		scroll := container.NewHScroll(fixed(0, drawn.MinSize().Height, drawn))
		scroll.Offset.X = drawn.MinSize().Width // to the chosen one
		return scroll
	}
	return []fyne.CanvasObject{g.bare(words.Text("At rest"), graph(false)), g.bare(words.Text("Focus"), graph(true))}
}

// exhibitWeb is the web of relations that the gallery shows.
type exhibitWeb struct{}

// Relations implements [screen.RelationsSource].
func (exhibitWeb) Relations(_ context.Context, kind domain.RelationKind, key string, most int) (domain.Relations, error) {
	var w domain.RelationWeb
	task := exhibitTask(key, exhibitProduct, "10.1.52", domain.TierForensic, "", 2, domain.StateOpen)
	center := w.Node(kind, key, key, words.Fix(task.PatchTask))
	flaw := w.Node(domain.RelVulnerability, "CVE-2026-51877", "CVE-2026-51877", "")
	component := w.Node(domain.RelComponent, "tomcat", exhibitProduct, "10.1.48")
	for _, name := range []string{"PORTAL-01", "PORTAL-TEST"} {
		asset := w.Node(domain.RelAsset, name, name, "")
		w.Join(component, asset, "", false)
		w.Join(asset, center, "", false)
	}
	w.Join(flaw, component, "", false)
	w.Join(w.Node(domain.RelAdvisory, "EX-2026-0118", "EX-2026-0118", exhibitProduct), flaw, "", false)
	w.Join(w.Node(domain.RelThreat, "t", "T1190", "attack-pattern"), flaw, "targets", false)
	return w.Around(center, most), nil
}
