package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// taskDrawn is what the drawn detail depends on.
type taskDrawn struct {
	detail   *domain.TaskDetail
	sheet    *domain.TriageSheet
	form     *screen.TaskForm
	selected string
	tab      screen.TaskTab
	busy     bool
	errs     int
	choices  string
	missing  bool
	marked   int
	minute   int64
	show     screen.TaskShow
	actErr   bool
	decide   int
	deciding *screen.DecideForm // of this task
}

// showDetail draws the chosen task anew where something it shows has changed.
func (v *tasksView) showDetail(s *screen.TasksState) {
	now := taskDrawn{detail: s.Detail, sheet: s.Sheet, form: s.Form, selected: s.Selected, tab: s.Tab, busy: s.Busy, missing: s.Missing != nil,
		marked: len(s.Marked), minute: v.w.deps.Now().Unix() / 60, show: s.Show, actErr: s.ActErr != nil, decide: v.w.decisions.State().Drawn}
	if own := v.w.decisions.State().Form; own != nil && own.Task == s.Selected {
		now.deciding = own
	}
	if s.Form != nil {
		now.errs, now.choices = len(s.Form.Errs), s.Form.Values["restart"]+s.Form.Values["outcome"]+s.Form.Values["into"]+s.Form.Values["assets"]
	}
	if s.Detail == nil && len(s.Marked) < 2 {
		now.form = nil // it is drawn with the task
	}
	was := v.drawn
	again := s.Form != nil && was.form == s.Form && len(s.Form.Errs) > 0 // what is wrong may have changed
	if was == now && s.Detail != nil && !again {
		return
	}
	v.drawn = now
	opened := now.form != nil && was.form != now.form
	inPlace := v.placed(s) != placeHead
	toTop := was.selected != now.selected || was.tab != now.tab || was.marked != now.marked && now.marked > 1 || opened && s.Form.Asset == "" && s.Form.Step == "" && !inPlace
	switch {
	case len(s.Marked) > 1:
		v.detail.set(detailPad(v.bulk(s)), toTop)
	case s.Detail != nil:
		v.detail.set(detailPad(v.task(s)), toTop)
	case s.Missing != nil:
		v.detail.set(v.w.k.failed(s.Missing, v.w.Refresh), true)
	case s.Selected != "":
		v.detail.set(v.w.k.waiting(words.Text("Reading the task")), true)
	default:
		v.detail.set(v.w.k.emptyState("list-checks", words.Text("No task chosen"), words.Text("Choose one in the list to see why it is due and what to do."), nil), true)
	}
	if now.deciding != nil && was.deciding == nil {
		v.detail.scroll.ScrollToBottom() // where the form stands
	}
	if !opened && !again {
		v.focus = nil
	}
}

// bulk is what stands in the place of a task while several are marked.
func (v *tasksView) bulk(s *screen.TasksState) fyne.CanvasObject {
	k := v.w.k
	parts := []fyne.CanvasObject{k.text(words.TasksSelected(len(s.Marked)), styleTitle, k.ink()), space(1, gap4),
		k.para(words.BulkGround(), styleBody, k.muted), space(1, gap16)}
	if s.Form != nil {
		parts = append(parts, v.form(s), space(1, gap16))
	} else {
		var acts []fyne.CanvasObject
		for _, act := range append(screen.Steps(statesShown(s, s.Marked)), keeping...) {
			acts = append(acts, k.button(plainButton, "", words.ActName(string(act)), v.begin(act, s.Marked, "")).low())
		}
		parts = append(parts, wrapping(gap8, gap8, append(acts, k.button(plainButton, "", words.ActName("approve"), v.begin(screen.ActApprove, s.Marked, "")).low())...), space(1, gap16))
	}
	n := 0
	for i := range s.Groups {
		for j := range s.Groups[i].Tasks {
			t := s.Groups[i].Tasks[j]
			if !v.list.marked[t.ID] {
				continue
			}
			if n++; n > partLimit {
				continue
			}
			parts = append(parts, k.rule(), fixed(0, 36, row(gap12, k.mark(tierMark(t.Tier), markSize, k.tier(t.Tier).on, k.surface),
				fixed(56, 0, k.text(t.ID, styleRow, k.muted)), grow(k.cut(words.Fix(t.PatchTask), styleRow, k.ink())), k.text(words.DueShort(t.Due, s.Today), styleRow, k.muted))))
		}
	}
	if n > partLimit {
		parts = append(parts, k.rule(), pad(gap8, 0, 0, 0, k.text(words.AndMore(n-partLimit), styleCaption, k.muted)))
	}
	return column(0, parts...)
}

func (v *tasksView) task(s *screen.TasksState) fyne.CanvasObject {
	k, t := v.w.k, s.Detail
	parts := append(v.taskHead(s), v.formAt(placeHead, s)...)
	if s.ActErr != nil {
		parts = append(parts, k.warning("circle-alert", words.FieldError(s.ActErr), k.overdue), space(1, gap12))
	}
	parts = append(parts,
		k.tabs([]tab{
			{words.Text("Overview"), 0, s.Tab == screen.TabOverview, func() { v.w.tasks.OpenTab(screen.TabOverview) }},
			{words.Text("Remediation"), len(t.Remediations) + len(t.Payloads), s.Tab == screen.TabRemediation, func() { v.w.tasks.OpenTab(screen.TabRemediation) }},
			{words.Text("Notes, files"), len(notesOf(t)) + len(t.Attachments), s.Tab == screen.TabNotes, func() { v.w.tasks.OpenTab(screen.TabNotes) }},
			{words.Text("History"), len(t.History), s.Tab == screen.TabHistory, func() { v.w.tasks.OpenTab(screen.TabHistory) }},
		}),
		space(1, gap16))
	switch s.Tab {
	case screen.TabRemediation:
		parts = append(parts, v.remediations(t))
	case screen.TabNotes:
		parts = append(parts, v.notes(s))
	case screen.TabHistory:
		parts = append(parts, v.past(t, s))
	default:
		why := []fyne.CanvasObject{v.why(s), space(1, gap24)}
		if t.Tier == domain.TierForensic || t.Why.ForensicSuggested || s.Sheet != nil && len(s.Sheet.Targets) > 0 {
			triage := []fyne.CanvasObject{v.triage(s), space(1, gap24)}
			if h := v.detail.Size().Height; clockRuns(s) && h > 0 && h < triageFirst {
				why, triage = triage, why // what runs out comes first where both have no room
			}
			why = append(why, triage...)
		}
		parts = append(parts, why...)
		parts = append(parts, v.targets(s), space(1, gap24))
		if len(t.Exceptions) > 0 {
			parts = append(parts, v.exceptions(s), space(1, gap24))
		}
		parts = append(parts, v.work(s), space(1, gap24), v.clears(t))
	}
	return column(0, parts...)
}

// taskHead is what a task is, by when, and what can be done; in a narrow pane its
// buttons have a line of their own, so that nothing above them is cut.
func (v *tasksView) taskHead(s *screen.TasksState) []fyne.CanvasObject {
	k, t := v.w.k, s.Detail
	dueC := k.tier(t.Tier).on
	if t.Overdue {
		dueC = k.overdue.on
	}
	fix := words.Fix(t.PatchTask)
	style := titleStyle(fix)
	if v.narrow() && style == styleTitle {
		style = textStyle{20, 28, true}
	}
	name := k.para(fix, style, k.ink())
	name.maxLines = 3
	line := k.cut(words.TaskLine(&t.TaskView), styleCaption, k.muted)
	title := rowTop(gap16, grow(name), pad(2, 0, 0, 0, k.text(words.DueOrClosed(&t.TaskView, s.Today), textStyle{16, 24, true}, dueC)))
	badges := apart(v.badges(t), k.trailing(words.OwnerNote(&t.TaskView), styleCaption, k.muted))
	if v.narrow() {
		return []fyne.CanvasObject{line, title, space(1, gap4), badges, space(1, gap8), row(gap8, append(v.acts(s), spring())...), space(1, gap8)}
	}
	return []fyne.CanvasObject{fixed(0, controlLow, row(gap8, append([]fyne.CanvasObject{grow(line)}, v.acts(s)...)...)), title, space(1, gap8), badges, space(1, gap12)}
}

const (
	headNarrow  float32 = 560
	triageFirst float32 = 720 // of the pane's height
)

// narrow tells whether the pane is too narrow for words and buttons on one line.
func (v *tasksView) narrow() bool {
	return v.detail != nil && v.detail.Size().Width > 0 && v.detail.Size().Width < headNarrow
}

// clockRuns tells whether a forensic step of the task is outstanding on a running clock.
func clockRuns(s *screen.TasksState) bool {
	if s.Sheet == nil || s.Sheet.Task.ID != s.Detail.ID {
		return false
	}
	for i := range s.Sheet.Targets {
		for j := range s.Sheet.Targets[i].Clocks {
			if s.Sheet.Targets[i].Clocks[j].Record == nil {
				return true
			}
		}
	}
	return false
}

// acts are the buttons of a task: its next step, plan, exception, everything else.
func (v *tasksView) acts(s *screen.TasksState) []fyne.CanvasObject {
	k, t := v.w.k, s.Detail
	tasks := []string{t.ID}
	can := screen.Steps(screen.StatesOf(t, ""))
	var out []fyne.CanvasObject
	shown := map[screen.TaskAct]bool{}
	for _, act := range []screen.TaskAct{screen.ActStart, screen.ActRestarted, screen.ActUnblock, screen.ActReopen} { // the next step
		if contains(can, act) && len(out) == 0 && v.detail.Size().Width > 480 {
			shown[act] = true
			out = append(out, k.button(plainButton, "", words.ActName(string(act)), v.begin(act, tasks, "")).low())
		}
	}
	for _, act := range []screen.TaskAct{screen.ActPlan, screen.ActExcept} {
		if contains(can, act) && v.detail.Size().Width > 420 {
			shown[act] = true
			out = append(out, k.button(plainButton, "", words.ActName(string(act)), v.begin(act, tasks, "")).low())
		}
	}
	return append(out, k.menuButton(plainButton, "ellipsis", "", func() []menuItem {
		var items []menuItem
		for _, act := range can {
			if !shown[act] {
				items = append(items, v.item(act, tasks, ""))
			}
		}
		for _, act := range keeping {
			items = append(items, v.item(act, tasks, ""))
		}
		for _, act := range v.further(t) {
			items = append(items, v.item(act, tasks, ""))
		}
		if s.Sheet != nil && len(s.Sheet.Targets) > 0 {
			items = append(items, menuItem{word: words.Text("Triage sheet to print…"), press: v.triageSheet(t.ID)})
		}
		return append(items, menuItem{word: words.Text("Show in the plan"), press: func() { v.w.toPlan(t.ID) }}, menuItem{word: words.Text("Copy as text"), press: func() { k.copy(words.TaskText(t)) }})
	}).low().saying(words.Text("More")))
}

func (v *tasksView) triageSheet(task string) func() {
	return func() {
		v.w.chooseSave("triage-"+task+".html", words.Text("Write"), v.w.tasks.WriteTriage)
	}
}

func contains(acts []screen.TaskAct, act screen.TaskAct) bool {
	for _, a := range acts {
		if a == act {
			return true
		}
	}
	return false
}

// toPlan shows a task where it is planned.
func (w *Window) toPlan(task string) {
	w.plan.Show(screen.PlanWeeks)
	w.Go(screen.Route{Screen: screen.NamePlan, ID: task})
}

func (v *tasksView) badges(t *domain.TaskDetail) fyne.CanvasObject {
	k := v.w.k
	var parts []fyne.CanvasObject
	if t.Tier != domain.TierNone { // nothing is open on a task without one
		parts = append(parts, k.tierChip(t.Tier, words.TierShort(t.Tier)))
	}
	if t.KEV {
		parts = append(parts, k.kev())
	}
	if t.Score > 0 {
		parts = append(parts, k.cvss(t.Score))
	}
	if say := words.EPSSBadge(t.EPSS); say != "" {
		parts = append(parts, k.badge("", say, k.muted, false))
	}
	parts = append(parts, k.stateWord(t.State, words.State(t.State)))
	return wrapping(gap8, gap8, parts...)
}

// decideMenu is how many flaws the menu of decisions holds at most.
const decideMenu = 16

// clears lists what the fix clears, ids as text.
func (v *tasksView) clears(t *domain.TaskDetail) fyne.CanvasObject {
	k := v.w.k
	parts := []fyne.CanvasObject{}
	for _, id := range t.Vulnerabilities {
		parts = append(parts, k.badge("", id, k.ink(), false))
	}
	body := []fyne.CanvasObject{k.heading(words.Text("Clears"), words.ClearsNote(len(t.Vulnerabilities))), wrapping(gap8, gap8, append(parts, v.w.relationsButton(domain.RelTask, t.ID))...)}
	if len(t.Vulnerabilities) == 0 {
		return column(gap8, body...)
	}
	return column(gap8, append(body, row(0, k.menuButton(plainButton, "", words.OwnDecisionButton(), func() []menuItem {
		var items []menuItem
		for i, id := range t.Vulnerabilities {
			if i == decideMenu {
				items = append(items, menuItem{word: words.Text("The others, among the findings"), press: func() { v.w.Go(screen.Route{Screen: screen.NameFindings}) }})
				break
			}
			items = append(items, menuItem{word: id, press: func() { v.w.decideTask(t, id) }})
		}
		return items
	}).low().saying(words.Text("Say how one of them bears here")), spring()), v.deciding(t))...)
}

// deciding is the form of a decision, where it was begun.
func (v *tasksView) deciding(t *domain.TaskDetail) fyne.CanvasObject {
	if form := v.w.decideOf("", t.ID); form != nil {
		return form
	}
	return space(1, 1)
}

// remediations are the publishers' words; links are text and never opened.
func (v *tasksView) remediations(t *domain.TaskDetail) fyne.CanvasObject {
	k := v.w.k
	parts := v.payloads(t)
	if len(t.Remediations) == 0 {
		return column(0, append(parts, k.para(words.NoRemediation(), styleBody, k.muted))...)
	}
	for i := range t.Remediations {
		r := &t.Remediations[i]
		if i > 0 {
			parts = append(parts, pad(gap12, 0, gap12, 0, k.rule()))
		}
		parts = append(parts,
			k.text(words.Remedy(r.Category), styleStrong, k.ink()),
			k.cut(words.RemediationFrom(r), styleCaption, k.muted), space(1, gap4))
		if r.Details != "" {
			parts = append(parts, k.para(r.Details, styleBody, k.ink()))
		}
		if say := words.RestartNeeded(r.Restart); say != "" {
			parts = append(parts, k.para(say, styleBody, k.ink()))
		}
		if r.URL != "" {
			parts = append(parts, space(1, gap4), row(gap8, grow(k.para(words.LinkAsText(r.URL), styleCaption, k.muted)),
				k.button(quietButton, "copy", "", func() { k.copy(r.URL) }).low().saying(words.Text("Copy the link"))))
		}
	}
	return column(0, parts...)
}
