package ui

import (
	"image/color"

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
	n.content = w.k.messageBar(n.inner)
	n.content.Hide()
	return n
}

// messageBar is the ground of a message, as wide as its room.
func (k *kit) messageBar(inner *fyne.Container) *fyne.Container {
	return layers(canvas.NewRectangle(k.surface), column(0, k.rule(), fixed(0, messageHeight-hairline, pad(0, gap16, 0, gap16, inner))))
}

// message is what a message says: a shape, a sentence, what can be done, and the
// button that takes it away.
func (k *kit) message(mark string, c color.Color, say string, read func(), acts ...fyne.CanvasObject) []fyne.CanvasObject {
	parts := append([]fyne.CanvasObject{k.icon(mark, iconControl, c), grow(k.cut(say, styleRow, k.ink()))}, acts...)
	return append(parts, k.button(quietButton, "x", "", read).low().saying(words.Text("Close  Esc")))
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
		var again []fyne.CanvasObject
		if len(s.Paths) > 0 {
			again = append(again, k.button(linkButton, "", words.Text("Retry"), n.w.imports.Retry))
		}
		parts = k.message("circle-alert", k.overdue.on, words.ErrorLine(s.JobErr), n.read, again...)
	case s.Done != nil:
		id := s.Done.ID
		parts = k.message("check", k.good.on, words.Receipt(*s.Done), n.read,
			k.button(linkButton, "", words.Text("Receipt"), func() { n.w.Go(screen.Route{Screen: screen.NameImports, ID: id}) }))
	case s.Stored != nil:
		parts = k.message("check", k.good.on, words.SnapshotSentence(s.Stored), n.read)
	}
	was := n.content.Visible()
	setVisible(n.content, len(parts) > 0)
	if len(parts) > 0 {
		n.inner.Objects = parts
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
		return k.message("circle-alert", k.overdue.on, words.FieldError(d.Err), n.read)
	}
	say := words.Deed(words.Done{Code: d.Deed.Code, Tasks: d.Deed.Tasks, Done: d.Deed.Done, Refused: d.Deed.Refused, Day: d.Deed.Day, Week: d.Deed.Week, Name: d.Deed.Name})
	var back []fyne.CanvasObject
	if d.Deed.CanUndo() {
		undo := k.button(linkButton, "", words.Text("Undo"), n.w.deeds.Undo).saying("Ctrl+Z")
		if d.Busy {
			undo.lockedBecause(words.Text("Being taken back"))
		}
		back = append(back, undo)
	}
	return k.message("check", k.good.on, say, n.read, back...)
}

// read takes the message in sight away.
func (n *notice) read() {
	if n.w.deeds.State().Deed != nil {
		n.w.deeds.Read()
		return
	}
	n.w.imports.Read()
}
