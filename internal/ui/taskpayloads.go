package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

// payloads are the patch files whose bundle says that they are for the task, with
// how far their origin is proven. They are handed on, never opened.
func (v *tasksView) payloads(t *domain.TaskDetail) []fyne.CanvasObject {
	k := v.w.k
	if len(t.Payloads) == 0 {
		return nil
	}
	parts := []fyne.CanvasObject{k.heading(words.Text("Patch payloads"), words.PayloadsNote()), space(1, gap4)}
	for i := range t.Payloads {
		p := &t.Payloads[i]
		line := []fyne.CanvasObject{grow(k.cut(p.Name, styleStrong, k.ink())), k.trust(p.Badge)}
		if p.Here && p.Badge != domain.BadgeFailed {
			line = append(line, k.button(plainButton, "", words.Text("Copy to a stick…"), func() {
				v.w.chooseSave(words.FileName(p.Name), words.Text("Copy"), func(path string) { v.w.tasks.CopyPayload(p.Digest, path) })
			}).low())
		}
		parts = append(parts, fixed(0, 36, row(gap8, line...)), k.para(words.PayloadLine(p), styleCaption, k.muted))
		if i < len(t.Payloads)-1 {
			parts = append(parts, pad(gap8, 0, gap4, 0, k.rule()))
		}
	}
	return append(parts, space(1, gap24))
}
