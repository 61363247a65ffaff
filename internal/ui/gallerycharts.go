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
	return []fyne.CanvasObject{
		three(full),
		g.named(words.Text("A desk without history"), row(0, fixed(320, 0, k.chartCard(v.openChart(young))), spring())),
		g.named(words.Text("Nothing in it"), row(0, fixed(320, 0, k.chartCard(k.ageChart([]domain.AgeBin{{To: 7}, {From: 8, To: 30}, {From: 31}}))), spring())),
		g.named(words.Text("In a narrow room"), row(0, fixed(220, 0, k.chartCard(v.openChart(full))), spring())),
	}
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
