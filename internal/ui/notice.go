package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// notice is the one message above the status bar: what the last job did, or
// why it stopped. It stays until it is read.
type notice struct {
	w       *Window
	inner   *fyne.Container
	content *fyne.Container
}

func newNotice(w *Window) *notice {
	n := &notice{w: w, inner: row(gap12)}
	n.content = layers(canvas.NewRectangle(w.k.surface), column(0, w.k.rule(), fixed(0, messageHeight-hairline, pad(0, gap16, 0, gap16, n.inner))))
	n.content.Hide()
	return n
}

// draw shows the newest of what a person did and what a job did.
func (n *notice) draw() {
	if n == nil {
		return
	}
	k, s, d := n.w.k, n.w.imports.State(), n.w.deeds.State()
	var parts []fyne.CanvasObject
	switch {
	case d.Deed != nil:
		parts = n.deed(&d)
	case s.Job != nil:
	case s.JobErr != nil:
		parts = []fyne.CanvasObject{k.icon("circle-alert", iconControl, k.overdue.on), grow(k.cut(words.ErrorLine(s.JobErr), styleRow, k.ink()))}
		if len(s.Paths) > 0 {
			parts = append(parts, k.button(linkButton, "", words.Text("Retry"), n.w.imports.Retry))
		}
	case s.Done != nil:
		id := s.Done.ID
		parts = []fyne.CanvasObject{k.icon("check", iconControl, k.good.on), grow(k.cut(words.Receipt(*s.Done), styleRow, k.ink())),
			k.button(linkButton, "", words.Text("Receipt"), func() { n.w.Go(screen.Route{Screen: screen.NameImports, ID: id}) })}
	case s.Stored != nil:
		parts = []fyne.CanvasObject{k.icon("check", iconControl, k.good.on), grow(k.cut(words.SnapshotSentence(s.Stored), styleRow, k.ink()))}
	}
	was := n.content.Visible()
	setVisible(n.content, len(parts) > 0)
	if len(parts) > 0 {
		n.inner.Objects = append(parts, k.button(quietButton, "x", "", n.read).low().saying(words.Text("Close  Esc")))
		n.inner.Refresh()
	}
	if was != n.content.Visible() && n.w.root != nil {
		n.w.root.Refresh()
	}
}

// deed tells what a person just did, with the way back.
func (n *notice) deed(d *screen.DeedsState) []fyne.CanvasObject {
	k := n.w.k
	if d.Err != nil {
		return []fyne.CanvasObject{k.icon("circle-alert", iconControl, k.overdue.on), grow(k.cut(words.FieldError(d.Err), styleRow, k.ink()))}
	}
	say := words.Deed(words.Done{Code: d.Deed.Code, Tasks: d.Deed.Tasks, Done: d.Deed.Done, Refused: d.Deed.Refused, Day: d.Deed.Day, Week: d.Deed.Week, Name: d.Deed.Name})
	parts := []fyne.CanvasObject{k.icon("check", iconControl, k.good.on), grow(k.cut(say, styleRow, k.ink()))}
	if d.Deed.CanUndo() {
		undo := k.button(linkButton, "", words.Text("Undo"), n.w.deeds.Undo).saying("Ctrl+Z")
		if d.Busy {
			undo.lockedBecause(words.Text("Being taken back"))
		}
		parts = append(parts, undo)
	}
	return parts
}

// read takes the message in sight away.
func (n *notice) read() {
	if n.w.deeds.State().Deed != nil {
		n.w.deeds.Read()
		return
	}
	n.w.imports.Read()
}
