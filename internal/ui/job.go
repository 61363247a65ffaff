package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/screen"
	"fenceline/internal/words"
)

func jobWords(j *screen.Job) words.JobState {
	return words.JobState{Name: j.Name, Sample: j.Sample, Renew: j.Renew, SBOM: j.SBOM, Stopping: j.Stopping, Progress: j.Progress, Rate: j.Rate, Left: j.Left}
}

// jobCard says above a form how far long work is, and lets a person stop it. The bar
// stands there once it is known how much there is to do.
func (k *kit) jobCard(title, pace string, j *screen.Job, stop func()) fyne.CanvasObject {
	cancel := k.button(linkButton, "", words.Text("Cancel"), stop)
	if j.Stopping {
		cancel.lockedBecause(words.Text("Stopping"))
	}
	parts := []fyne.CanvasObject{row(gap12, grow(k.cut(title, styleStrong, k.ink())), cancel)}
	if j.Progress.Total > 0 {
		share := float32(j.Progress.Done) / float32(j.Progress.Total)
		parts = append(parts, fixed(0, 8, k.meter(share, k.primary)))
	}
	parts = append(parts, k.cut(pace, styleCaption, k.muted))
	return k.card(pad(gap12, gap16, gap12, gap16, column(gap4, parts...)))
}
