package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// sameProduct asks whether the component is the product the advisory speaks of, where only
// the names agree: asked once, kept for every asset.
func (v *findingsView) sameProduct(s *screen.FindingsState) fyne.CanvasObject {
	k, q := v.w.k, s.Detail.Question
	failed := ""
	if s.AnswerErr != nil {
		failed = words.ErrorLine(s.AnswerErr)
	}
	in := k.input(words.Text("How it is known, optional"), "", "", words.Text("Such as: seen in the About box of both."), failed, nil)
	same := k.button(plainButton, "", words.Text("It is the same product"), func() { v.w.findings.Answer(true, in.field.Text) }).low()
	other := k.button(plainButton, "", words.Text("It is another one"), func() { v.w.findings.Answer(false, in.field.Text) }).low()
	if s.Answering {
		same.lockedBecause(words.Text("Being matched again"))
		other.lockedBecause(words.Text("Being matched again"))
	}
	return k.formBox(k.para(words.SameProduct(q), styleBody, k.ink()), in.box, wrapping(gap8, gap8, same, other), k.para(words.Text("Your answer holds for every asset and can be taken back."), styleCaption, k.muted))
}
