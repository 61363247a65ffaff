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

func (n *notice) show(s screen.ImportsState) {
	k := n.w.k
	var parts []fyne.CanvasObject
	switch {
	case s.Job != nil:
	case s.JobErr != nil:
		parts = []fyne.CanvasObject{k.icon("circle-alert", iconControl, k.overdue.on), grow(k.cut(words.ErrorLine(s.JobErr), styleRow, k.ink()))}
		if len(s.Paths) > 0 {
			parts = append(parts, k.button(linkButton, "", "Retry", n.w.imports.Retry))
		}
	case s.Done != nil:
		id := s.Done.ID
		parts = []fyne.CanvasObject{k.icon("check", iconControl, k.good.on), grow(k.cut(words.Receipt(*s.Done), styleRow, k.ink())),
			k.button(linkButton, "", "Receipt", func() { n.w.Go(screen.Route{Screen: screen.NameImports, ID: id}) })}
	case s.Stored != nil:
		parts = []fyne.CanvasObject{k.icon("check", iconControl, k.good.on), grow(k.cut(words.SnapshotSentence(s.Stored), styleRow, k.ink()))}
	}
	was := n.content.Visible()
	setVisible(n.content, len(parts) > 0)
	if len(parts) > 0 {
		n.inner.Objects = append(parts, k.button(quietButton, "x", "", n.w.imports.Read).low().saying("Close"))
		n.inner.Refresh()
	}
	if was != n.content.Visible() && n.w.root != nil {
		n.w.root.Refresh()
	}
}
