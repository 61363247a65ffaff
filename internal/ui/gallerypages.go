package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// charts shows what is drawn: columns by tier over time, work against a line of capacity,
// ages, and each with nothing in it.
func (v *galleryView) charts() fyne.CanvasObject {
	k := v.w.k
	week := func(i int) domain.FlowWeek {
		monday := time.Date(2026, 9, 7, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 7*i)
		by := map[domain.Tier]int{domain.TierForensic: i % 2, domain.Tier3Days: 2 + i%3, domain.Tier14Days: 12 + 2*i, domain.Tier60Days: 20 + i, domain.TierUpgrade: 9}
		sum := 0
		for _, n := range by {
			sum += n
		}
		return domain.FlowWeek{Monday: domain.DayOf(monday, time.UTC), In: 9 + i, Closed: 7 + i%4, Backlog: sum, ByTier: by, InMinutes: 480 + 60*(i%5), ClosedMinutes: 420 + 90*(i%4)}
	}
	s := &screen.TodayState{Stats: &domain.Statistics{}}
	for i := range 12 {
		s.Stats.Weeks = append(s.Stats.Weeks, week(i))
		s.Capacity = append(s.Capacity, 600)
	}
	s.Today.OpenByTier = s.Stats.Weeks[11].ByTier
	s.Today.Ages = []domain.AgeBin{{From: 0, To: 7, Open: 9, Overdue: 2}, {From: 7, To: 14, Open: 13}, {From: 14, To: 30, Open: 14}, {From: 30, To: 60, Open: 18, Overdue: 1}, {From: 60, To: 90, Open: 8}, {From: 90, Open: 3}}
	today := &todayView{w: v.w}
	var cards []fyne.CanvasObject
	for _, p := range append(today.pictures(s), k.tierChart(s.Today.OpenByTier), k.tierChart(nil)) {
		cards = append(cards, k.chartCard(p))
	}
	return &fyne.Container{Layout: &cardsLayout{least: 280}, Objects: cards}
}

// timeline shows what a person said, what evidence showed, and what came back.
func (v *galleryView) timeline() fyne.CanvasObject {
	view := &tasksView{w: v.w}
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 5, 0, 0, time.UTC) }
	task := &domain.TaskDetail{History: []domain.LogEvent{
		{Seq: 1, At: at(20, 14), Person: "J.M.", Verb: "target." + string(domain.StateClaimed), Subject: galleryTask},
		{Seq: 2, At: at(23, 9), Person: "J.M.", Verb: "target." + string(domain.StateVerified), Subject: galleryTask},
		{Seq: 3, At: at(24, 9), Person: "J.M.", Verb: "target." + string(domain.StateReopened), Subject: galleryTask},
		{Seq: 4, At: at(24, 11), Person: "R.O.", Verb: "task.note", Subject: galleryTask, After: words.GalleryLong()},
	}}
	return v.framed(0, view.past(task, &screen.TasksState{Today: domain.DayOf(galleryNow, time.UTC)}))
}

// document shows an advisory with markup in it, which stays as it is written, and what
// two of its revisions say differently.
func (v *galleryView) document() fyne.CanvasObject {
	a := &domain.Advisory{Format: domain.FormatCSAF, Namespace: "https://example.com", ID: "EX-2026-0118", Revision: "2", Title: words.GalleryLong(), Publisher: galleryPublisher,
		Summary:         words.Text("A crafted request ends the service. <b>Markup</b> and [links](https://example.com) are shown as they are written."),
		Vulnerabilities: []domain.Vulnerability{{ID: "CVE-2026-51877"}}, References: []domain.Reference{{Category: "self", URL: "https://example.com/EX-2026-0118.json"}},
		Withdrawn: galleryNow.AddDate(0, 0, -1), Modified: galleryNow.AddDate(0, 0, -2)}
	changes := &domain.Difference{Older: domain.RevisionView{Revision: "1"}, Newer: domain.RevisionView{Revision: "2"}, Changes: []domain.Change{
		{Sort: domain.ChangeChanged, Path: []string{"document", "title"}, Before: galleryProduct, After: galleryLater},
		{Sort: domain.ChangeAdded, Path: []string{"vulnerabilities", "[CVE-2026-51877]", "remediations"}, After: "9.2.4"},
		{Sort: domain.ChangeRemoved, Path: []string{"document", "notes"}, Before: "9.2.3"},
	}}
	s := &screen.AdvisoriesState{Detail: a, Changes: changes}
	view := &advisoriesView{w: v.w, actions: actionsOf(s)}
	return v.framed(0, view.document(s))
}

// relations shows things that hang together, one of them chosen.
func (v *galleryView) relations() fyne.CanvasObject {
	found := screen.RelationsState{}
	model := screen.NewRelations(galleryWeb{}, func(work func(context.Context, func(func()))) {
		work(context.Background(), func(f func()) { f() })
	}, func(s screen.RelationsState) { found = s })
	model.Open(screen.RelationsOf(domain.RelTask, galleryTask).ID)
	model.Refresh()
	g := newRelationGraph(v.w.k)
	g.onChoose, g.onMove, g.onOpen, g.onTurn = func(int) {}, func(screen.Doing) {}, nothing, nothing
	g.show(found)
	return v.w.k.card(fixed(0, g.MinSize().Height, g))
}

// galleryWeb is the web of relations that the gallery shows.
type galleryWeb struct{}

// Relations implements [screen.RelationsSource].
func (galleryWeb) Relations(_ context.Context, kind domain.RelationKind, key string, most int) (domain.Relations, error) {
	var w domain.RelationWeb
	center := w.Node(kind, key, key, words.Fix(fixChart))
	flaw := w.Node(domain.RelVulnerability, "CVE-2026-51877", "CVE-2026-51877", "")
	component := w.Node(domain.RelComponent, "chart", "chart-server", "9.2.1")
	for _, name := range []string{"PORTAL-01", "PORTAL-TEST"} {
		asset := w.Node(domain.RelAsset, name, name, "")
		w.Join(component, asset, "", false)
		w.Join(asset, center, "", false)
	}
	w.Join(flaw, component, "", false)
	w.Join(w.Node(domain.RelAdvisory, "EX-2026-0118", "EX-2026-0118", galleryProduct), flaw, "", false)
	w.Join(w.Node(domain.RelThreat, "t", "T1190", "attack-pattern"), flaw, "targets", false)
	return w.Around(center, most), nil
}
