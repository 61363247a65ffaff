package ui

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// notesOf are the notes people kept of a task, newest first.
func notesOf(t *domain.TaskDetail) []domain.LogEvent {
	var out []domain.LogEvent
	for _, e := range newestFirst(t.History) {
		if e.Verb == "task.note" {
			out = append(out, e)
		}
	}
	return out
}

// newestFirst orders events by number, the newest first.
func newestFirst(events []domain.LogEvent) []domain.LogEvent {
	out := slices.Clone(events)
	slices.SortFunc(out, func(a, b domain.LogEvent) int { return cmp.Compare(b.Seq, a.Seq) })
	return out
}

// notes are what people wrote down, and a place to write.
func (v *tasksView) notes(s *screen.TasksState) fyne.CanvasObject {
	k, t := v.w.k, s.Detail
	parts := []fyne.CanvasObject{v.files(s), space(1, gap24), k.heading(words.Text("Notes"), ""), space(1, gap8)}
	if s.Form == nil || s.Form.Act != screen.ActNote {
		parts = append(parts, row(0, k.button(plainButton, "message-square", words.Text("Add a note…"), v.beginAt(placeNotes, screen.ActNote, []string{t.ID}, "")).low(), spring()), space(1, gap12))
	}
	parts = append(parts, v.formAt(placeNotes, s)...)
	all := notesOf(t)
	if len(all) == 0 {
		return column(0, append(parts, k.para(words.NoNotes(), styleBody, k.muted))...)
	}
	zone := zoneOf(s.Status.Desk)
	for i := range all {
		e := &all[i]
		parts = append(parts, k.rule(), pad(gap8, 0, gap8, 0, column(2, k.para(e.After, styleBody, k.ink()), k.cut(words.NoteBy(e, t, zone), styleCaption, k.muted))))
	}
	return column(0, parts...)
}

// past is the task's part of the event log as a timeline, newest first.
func (v *tasksView) past(t *domain.TaskDetail, s *screen.TasksState) fyne.CanvasObject {
	k := v.w.k
	if len(t.History) == 0 {
		return k.para(words.NoHistory(), styleBody, k.muted)
	}
	zone := zoneOf(s.Status.Desk)
	var parts []fyne.CanvasObject
	var day domain.Day
	events := newestFirst(t.History)
	for i := range events {
		e := &events[i]
		if d := domain.DayOf(e.At, zone); d != day {
			if day != "" {
				parts = append(parts, space(1, gap8))
			}
			day = d
			parts = append(parts, k.text(words.HistoryDay(d, s.Today), styleSmall, k.muted), space(1, gap4))
		}
		last := i == len(events)-1 || domain.DayOf(events[i+1].At, zone) != day
		parts = append(parts, &fyne.Container{Layout: &timelineLayout{}, Objects: []fyne.CanvasObject{
			timelineDot(k, e), timelineLine(k, last),
			column(0, k.para(words.HistoryEvent(e, t), styleRow, k.ink()), k.cut(words.EventTime(e, zone), styleCaption, k.muted)),
		}})
	}
	return column(0, parts...)
}

// timelineDot is filled for what evidence showed, a ring for what a person said.
func timelineDot(k *kit, e *domain.LogEvent) fyne.CanvasObject {
	dot := canvas.NewCircle(k.primary)
	switch {
	case e.Verb == "target."+string(domain.StateVerified):
		dot.FillColor = k.good.on
	case e.Verb == "target."+string(domain.StateReopened):
		dot.FillColor = k.overdue.on
	case len(e.Verb) > 5 && e.Verb[:5] == "task.":
		dot.FillColor, dot.StrokeColor, dot.StrokeWidth = k.surface, k.edge, 2
	}
	return dot
}

func timelineLine(k *kit, last bool) fyne.CanvasObject {
	line := canvas.NewRectangle(k.line)
	setVisible(line, !last)
	return line
}

// timelineLayout places a dot, the line down from it, and the words beside them.
type timelineLayout struct{}

const timelineLeft float32 = 24

func (*timelineLayout) heightOf(o []fyne.CanvasObject, width float32) float32 {
	return heightFor(o[2], width-timelineLeft) + gap12
}

func (*timelineLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, 36) }

func (*timelineLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	const dot float32 = 10
	o[0].Move(fyne.NewPos(1, 5))
	o[0].Resize(fyne.NewSquareSize(dot))
	o[1].Move(fyne.NewPos(1+dot/2-1, 5+dot+2))
	o[1].Resize(fyne.NewSize(2, max(0, size.Height-dot-4)))
	o[2].Move(fyne.NewPos(timelineLeft, 0))
	o[2].Resize(fyne.NewSize(size.Width-timelineLeft, size.Height-gap12))
}
