package assess

import "fenceline/internal/domain"

// windowAhead is how far behind a due date the next window is looked for, in days.
const windowAhead = 92

// DateNotes says what of the operator's calendar stands beside a due date: the
// freeze that covers it, those between today and it, and the last window before it is over, or that there is
// none from today on. Windows are those the asset waits for; none: any day will do.
func DateNotes(due, today domain.Day, group string, windows []domain.Window, texts []string, freezes []domain.Freeze) []domain.DateNote {
	if due == "" {
		return nil
	}
	var out []domain.DateNote
	frozen := func(day domain.Day) *domain.Freeze {
		for i := range freezes {
			if freezes[i].Covers(group, day) {
				return &freezes[i]
			}
		}
		return nil
	}
	if f := frozen(due); f != nil {
		out = append(out, domain.DateNote{Code: domain.NoteFrozen, Day: f.From, To: f.To, Reason: f.Reason})
	}
	for i := range freezes { // the clock of a date counts these days as all others
		if f := &freezes[i]; f.To < due && f.To >= today && f.Covers(group, f.To) {
			out = append(out, domain.DateNote{Code: domain.NoteFreeze, Day: f.From, To: f.To, Reason: f.Reason})
		}
	}
	if len(windows) == 0 {
		return out
	}
	on := func(day domain.Day) string {
		if frozen(day) != nil {
			return ""
		}
		for i := range windows {
			if windows[i].On(day) {
				return texts[i]
			}
		}
		return ""
	}
	for day := due; day >= today; day = day.Add(-1) {
		if text := on(day); text != "" {
			return append(out, domain.DateNote{Code: domain.NoteLastWindow, Day: day, Window: text})
		}
	}
	note := domain.DateNote{Code: domain.NoteNoWindow}
	first := max(due.Add(1), today)
	for n := range windowAhead {
		if text := on(first.Add(n)); text != "" {
			note.Day, note.Window = first.Add(n), text
			break
		}
	}
	return append(out, note)
}
