package workflow

import (
	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// besideDates puts beside the due dates of open targets what the operator's
// calendar has there.
func besideDates(r *store.Read, targets []domain.TargetView, today domain.Day) error {
	settings, err := r.PlanSettings()
	if err != nil {
		return err
	}
	for i := range targets {
		t := &targets[i]
		if t.State.Done() || t.Due.Date == "" {
			continue
		}
		a, err := r.Asset(t.Asset)
		if err != nil {
			return err
		}
		written := settings.Windows[a.WindowGroup]
		if a.Window != "" {
			written = []string{a.Window}
		}
		var windows []domain.Window
		var texts []string
		for _, text := range written {
			if w, err := domain.ParseWindow(text); err == nil { // what cannot be read is told by the plan
				windows, texts = append(windows, w), append(texts, text)
			}
		}
		t.Beside = assess.DateNotes(t.Due.Date, today, a.WindowGroup, windows, texts, settings.Freezes)
	}
	return nil
}

// besideOf are the notes of the target whose date is the task's.
func besideOf(targets []domain.TargetView, due domain.Day) []domain.DateNote {
	for i := range targets {
		if !targets[i].State.Done() && targets[i].Due.Date == due {
			return targets[i].Beside
		}
	}
	return nil
}
