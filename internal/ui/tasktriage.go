package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// triage shows the forensic steps with both clocks: of every asset with the duty,
// or what the tier asks for while the clocks are being read.
func (v *tasksView) triage(s *screen.TasksState) fyne.CanvasObject {
	k, t := v.w.k, s.Detail
	parts := []fyne.CanvasObject{k.heading(words.Text("Forensic triage"), words.TriageNote(t.Tier == domain.TierForensic)), space(1, gap4)}
	if s.Sheet == nil || len(s.Sheet.Targets) == 0 || s.Sheet.Task.ID != t.ID {
		for i, step := range words.TriageSteps() {
			if i > 0 {
				parts = append(parts, k.rule())
			}
			parts = append(parts, pad(6, 0, 6, 0, row(gap12, k.numbered(i+1),
				grow(column(0, k.para(step.What, styleRowBold, k.ink()), k.para(step.When, styleCaption, k.muted))))))
		}
		return column(0, parts...)
	}
	now := v.w.deps.Now()
	main := true
	for i := range s.Sheet.Targets {
		target := &s.Sheet.Targets[i]
		if i > 0 {
			parts = append(parts, space(1, gap12))
		}
		parts = append(parts, row(gap8, k.text(target.Asset.Name, styleRowBold, k.ink()), grow(k.cutTrailing(words.TriageHeld(target, v.w.zone(), now), styleCaption, k.muted))))
		if target.Suggested {
			parts = append(parts, k.para(words.TriageSuggested(), styleCaption, k.muted))
		}
		clocks := target.Clocks
		if len(clocks) == 0 {
			clocks = openSteps(&target.Triage)
		}
		for j := range clocks {
			c := &clocks[j]
			parts = append(parts, k.rule(), v.step(s, target, c, j, main && c.Record == nil, now))
			main = main && c.Record != nil
			if f := s.Form; f != nil && f.Asset == target.Asset.ID && f.Step == c.Step && len(s.Marked) < 2 {
				parts = append(parts, pad(gap4, 0, gap12, 0, v.form(s)))
			}
		}
	}
	return column(0, parts...)
}

// openSteps are the steps of a target whose clocks do not run.
func openSteps(t *domain.Triage) []domain.TriageClock {
	var out []domain.TriageClock
	for _, step := range domain.TriageSteps() {
		c := domain.TriageClock{Step: step}
		if r, ok := t.Record(step); ok {
			c.Record = &r
		}
		out = append(out, c)
	}
	return out
}

// step is one forensic step: what it asks for, both clocks, how much time is left.
func (v *tasksView) step(s *screen.TasksState, target *domain.TriageTarget, c *domain.TriageClock, place int, main bool, now time.Time) fyne.CanvasObject {
	k, zone := v.w.k, v.w.zone()
	var disc fyne.CanvasObject = k.numbered(place + 1)
	var right []fyne.CanvasObject
	title := styleRow
	switch {
	case c.Record != nil:
		disc = fixed(22, 22, k.icon("circle-check", 20, k.good.on))
		right = append(right, column(0, k.trailing(words.TriageDone(c), styleSmall, k.good.on)))
	default:
		if main {
			number := k.text(words.Number(place+1), styleSmall, k.surface)
			number.Alignment = fyne.TextAlignCenter
			disc, title = fixed(22, 22, layers(canvas.NewCircle(k.forensic.on), number)), styleRowBold
		}
		if !c.Due.IsZero() {
			right = append(right, fixed(112, 0, v.timeLeft(c, target, main, now)))
		}
		kind := plainButton
		if main && s.Form == nil {
			kind = mainButton
		}
		if !v.formOnStep(s, target.Asset.ID, c.Step) {
			task := []string{s.Detail.ID}
			right = append(right, k.button(kind, "", words.TriageAct(c.Step), func() { v.w.tasks.Begin(screen.ActTriage, task, target.Asset.ID, c.Step) }).low(),
				k.menuButton(quietButton, "ellipsis", "", func() []menuItem {
					return []menuItem{
						{word: words.ActName("waive"), press: func() { v.w.tasks.Begin(screen.ActWaive, task, target.Asset.ID, c.Step) }},
						{word: words.Text("Record for every asset with the duty…"), press: func() { v.w.tasks.Begin(screen.ActTriage, task, "", c.Step) }},
						{word: words.Text("Triage sheet to print…"), press: v.triageSheet(s.Detail.ID)},
					}
				}).low().saying(words.Text("More")))
		}
	}
	if v.narrow() && len(right) > 1 { // time over buttons, so that the words have room
		right = []fyne.CanvasObject{column(gap4, right[0], row(gap4, append([]fyne.CanvasObject{spring()}, right[1:]...)...))}
	}
	say := column(0, k.para(words.TriageStepTitle(c.Step), title, k.ink()), k.para(words.TriageClocks(c, zone, now), styleCaption, k.muted))
	return pad(6, 0, 6, 0, row(gap12, append([]fyne.CanvasObject{disc, grow(say)}, right...)...))
}

func (v *tasksView) formOnStep(s *screen.TasksState, asset string, step domain.TriageStep) bool {
	return s.Form != nil && s.Form.Asset == asset && s.Form.Step == step
}

// timeLeft is the time that is left of a step, the running one with a bar.
func (v *tasksView) timeLeft(c *domain.TriageClock, target *domain.TriageTarget, main bool, now time.Time) fyne.CanvasObject {
	k := v.w.k
	ink, st := k.ink(), styleCaption
	if main || c.Late {
		ink, st = k.forensic.on, styleSmall
	}
	parts := []fyne.CanvasObject{k.trailing(words.TimeLeft(c.Due, now), st, ink)}
	if main && !c.Late {
		gone := float32(now.Sub(target.Triage.Held).Seconds() / max(1, c.Step.Within().Seconds()))
		parts = append(parts, k.meter(gone, k.forensic.on))
	}
	return column(gap4, parts...)
}
