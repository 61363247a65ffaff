package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// galleryNow is the instant at which the pieces with clocks stand.
var galleryNow = time.Date(2026, 11, 24, 22, 20, 0, 0, time.UTC)

func nothing() {}

// buttons shows every kind of button in every state.
func (v *galleryView) buttons() fyne.CanvasObject {
	k := v.w.k
	shares := []float32{.16, .21, .21, .21, .21}
	lines := []fyne.CanvasObject{k.cells(shares, k.muted, styleCaption, "", words.Text("at rest"), words.Text("under the pointer"), words.Text("with the focus"), words.Text("locked"))}
	for _, kind := range []struct {
		name string
		kind buttonKind
		icon string
	}{{words.Text("main"), mainButton, ""}, {words.Text("plain"), plainButton, "download"}, {words.Text("quiet"), quietButton, "copy"}, {words.Text("link"), linkButton, ""}} {
		make := func() *button { return k.button(kind.kind, kind.icon, words.Text("Export…"), nothing) }
		start := func(o fyne.CanvasObject) fyne.CanvasObject { return row(0, o, spring()) }
		lines = append(lines, k.grid(shares, k.text(kind.name, styleCaption, k.muted), start(make()), start(hovering(make())),
			start(ringed(make())), start(make().lockedBecause(words.Text("Nothing to export")))))
	}
	small := row(gap8, k.button(plainButton, "", words.Sense("do", "Open"), nothing).low(), k.menuButton(quietButton, "ellipsis", "", func() []menuItem {
		return []menuItem{{word: words.Text("Copy as text"), press: nothing}, {word: words.Text("Compact rows"), press: nothing, checked: true}}
	}).low().saying(words.Text("More")), spring())
	return v.framed(gap12, append(lines, small)...)
}

// fields shows lines to type in, and what is chosen from a few.
func (v *galleryView) fields() fyne.CanvasObject {
	k := v.w.k
	third := []float32{1. / 3, 1. / 3, 1. / 3}
	focused := k.input(words.Text("Until"), words.Day("2026-12-18", ""), "", words.Text("Weekday, day, month, year"), "", nil)
	focused.field.outline.StrokeColor, focused.field.outline.StrokeWidth = k.focus, ringWidth
	typed := k.grid(third,
		k.input(words.Text("Reason"), words.Text("Waiting for the vendor"), "", words.Text("Printed in the report"), "", nil).box, focused.box,
		k.input(words.Text("Approved by"), "J.M.", "", "", words.Text("Needs a second person"), nil).box)
	empty := k.grid(third,
		k.input(words.Text("Owner"), "", words.Text("Nobody yet"), "", "", nil).box,
		k.input(words.Text("Note"), words.GalleryLong(), "", "", "", nil).box,
		fixed(0, controlHeight, k.field(words.Text("Find an asset, CVE, advisory or component")).boxed("search", k.line, nil)))
	ways := k.grid([]float32{.5, .5}, k.option(words.Text("Public"), words.Text("The internet can reach it."), true, nothing), k.option(words.Text("Not public"), "", false, nothing))
	segments := row(gap16, k.segments([]segment{{words.State(domain.StateOpen), 12, true, nothing}, {words.Text("Closed"), 208, false, nothing}, {words.Text("All"), -1, false, nothing}}), spring(),
		k.check(words.Text("Restart needed"), true, nothing), k.check(words.Text("Vendor only"), false, nothing))
	tabs := k.tabs([]tab{{words.Text("Overview"), 0, true, nothing}, {words.Text("Remediation"), 3, false, nothing}, {words.Text("History"), 14, false, nothing}})
	return v.framed(gap16, typed, empty, ways, segments, tabs)
}

// rows shows a work list with one row in each state, and a list of marked rows.
func (v *galleryView) rows() fyne.CanvasObject {
	k := v.w.k
	columns := []listColumn{{key: "tier", width: 24}, {key: "fix", title: words.Text("Fix")}, {key: "row", title: words.Text("State of the row"), width: 160},
		{key: "due", title: words.Text("Due"), width: 110}, {key: "state", title: words.Text("State"), width: 110}}
	line := func(key, fix, how string) listRow {
		mark, c := k.state(domain.StateOpen)
		return listRow{key: key, height: rowTask, cells: []cell{{mark: tierMark(domain.Tier14Days), markC: k.days14.on}, {text: fix}, {text: how, c: k.muted},
			{text: words.Day("2026-11-27", "2026-11-24"), dashed: key == "c"}, {mark: mark, markC: c, text: words.State(domain.StateOpen)}}}
	}
	head := func(title, count string, folded bool) listRow {
		return listRow{height: groupHeight, head: &groupHead{mark: tierMark(domain.Tier14Days), c: k.days14.on, title: title, count: count, fold: nothing, folded: folded}}
	}
	list := k.worklist(columns, nil)
	list.sorted, list.down = "due", true
	list.focused, list.keyed = true, true
	list.set([]listRow{
		head(words.TierShort(domain.Tier14Days), "4", false),
		line("a", words.Fix(fixFirefox), words.Text("at rest")),
		line("b", words.Fix(fixOpenSSL), words.Text("under the pointer")),
		line("c", words.Fix(fix7Zip), words.Text("chosen, with the focus")),
		line("d", words.GalleryLong(), words.Text("long")),
		head(words.TierShort(domain.Tier60Days), "18", true),
	}, "c")
	marked := k.worklist(columns, nil)
	marked.header = nil
	marked.box.Objects = []fyne.CanvasObject{marked.scroll}
	marked.onMark, marked.marked = func(string, bool) {}, map[string]bool{"e": true, "f": true}
	marked.set([]listRow{line("e", words.Fix(fixPostgres), words.Text("marked")), line("f", words.Fix(fixAcrobat), words.Text("marked")),
		line("g", words.Fix(fixPuTTY), words.Text("not marked"))}, "")
	show := func(l *worklist, rows, groups int, header float32) fyne.CanvasObject {
		return fixed(0, float32(rows)*rowTask+float32(groups)*groupHeight+header, l)
	}
	lists := column(gap12, k.card(show(list, 4, 2, columnHeight)), k.card(column(0, show(marked, 3, 0, 0),
		pad(gap8, gap16, gap8, gap16, row(gap8, grow(k.text(words.TasksSelected(2), styleRowBold, k.ink())), k.button(plainButton, "", words.Text("Export…"), nothing).low())))))
	list.Resize(fyne.NewSize(galleryWidth, 4*rowTask+2*groupHeight+columnHeight))
	for _, seen := range list.pool {
		if seen.index == 2 {
			seen.hover(true)
		}
	}
	return lists
}

// steps shows the forensic steps of one asset: one done, one running, one to come.
func (v *galleryView) steps() fyne.CanvasObject {
	held := galleryNow.Add(-75 * time.Minute)
	steps := domain.TriageSteps()
	clocks := make([]domain.TriageClock, len(steps))
	for i, step := range steps {
		clocks[i] = domain.TriageClock{Step: step, Due: held.Add(step.Within()), PolicyDue: held.Add(step.Within())}
	}
	clocks[0].Record = &domain.TriageRecord{Step: steps[0], Note: gallerySegment, By: "J.M.", At: galleryNow.Add(-time.Hour)}
	sheet := &domain.TriageSheet{Targets: []domain.TriageTarget{{Asset: domain.Asset{ID: "portal", Name: "PORTAL-01"}, Triage: domain.Triage{Held: held}, Clocks: clocks}}}
	task := &domain.TaskDetail{}
	task.Tier = domain.TierForensic
	w := *v.w
	w.deps.Now = func() time.Time { return galleryNow }
	view := &tasksView{w: &w}
	return v.framed(0, view.triage(&screen.TasksState{Detail: task, Sheet: sheet}))
}

// states shows long work, messages, and what stands where there is nothing.
func (v *galleryView) states() fyne.CanvasObject {
	k := v.w.k
	running := &screen.Job{Name: "advisories.zip", Progress: domain.Progress{Done: 193, Total: 312}, Rate: 41, Left: 3 * time.Second}
	ending := *running
	ending.Stopping = true
	message := func(icon string, c tint, say, act string) fyne.CanvasObject {
		return k.card(pad(gap8, gap16, gap8, gap16, row(gap12, k.icon(icon, iconControl, c.on), grow(k.cut(say, styleRow, k.ink())), k.button(linkButton, "", act, nothing))))
	}
	job := jobWords(running)
	left := column(gap12, k.jobCard(words.Text("Reading advisories"), words.JobPace(job), running, nothing), k.jobCard(words.Text("Stopping"), words.JobPace(job), &ending, nothing),
		message("check", k.good, words.Text("T-112 planned for Wed 25 Nov"), words.Text("Undo")),
		message("circle-alert", k.overdue, words.Text("The stick was removed. 193 of 312 are in."), words.Text("Retry")),
		k.warning("triangle-alert", words.Text("Two assets share this serial number."), k.days14), k.warning("circle-alert", words.GalleryLong(), k.overdue))
	right := column(gap12,
		k.card(fixed(0, 200, k.emptyState("inbox", words.Text("No advisories yet"), words.Text("Drop a folder or an archive here, or import from a stick. Nothing is sent anywhere."), k.button(mainButton, "download", words.Text("Import…"), nothing)))),
		k.card(fixed(0, 120, k.waiting(words.Text("Reading the tasks")))),
		k.card(fixed(0, 240, k.failed(&domain.Error{Kind: domain.Storage, Op: "read tasks", Err: errGallery}, nothing))))
	return rowTop(gap16, grow(left), grow(right))
}
