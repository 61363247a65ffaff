package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// firstRun is the start of an empty desk: three steps, or the sample.
func (w *Window) firstRun() fyne.CanvasObject {
	k := w.k
	step := func(n int, title, say string, act fyne.CanvasObject, last bool) fyne.CanvasObject {
		disc := canvas.NewCircle(k.selected)
		number := k.text(words.Number(n), styleStrong, k.primary)
		number.Alignment = fyne.TextAlignCenter
		parts := []fyne.CanvasObject{pad(gap16, gap24, gap16, gap24, row(gap16,
			fixed(32, 32, layers(disc, number)),
			grow(column(2, k.text(title, styleStrong, k.ink()), k.para(say, styleRow, k.muted))), act))}
		if !last {
			parts = append(parts, pad(0, gap24, 0, gap24, k.rule()))
		}
		return column(0, parts...)
	}
	start := words.FirstSteps()
	assetButton := k.button(mainButton, "plus", words.Text("Add assets"), func() {
		w.Go(screen.Route{Screen: screen.NameAssets})
		w.assets.StartAdding(true)
	})
	if !w.assets.CanAdd() {
		assetButton = k.button(mainButton, "monitor", words.Text("Assets"), func() { w.Go(screen.Route{Screen: screen.NameAssets}) })
	}
	sample := k.button(plainButton, "hospital", words.Text("Open the sample hospital"), w.imports.OpenSample)
	return &fyne.Container{Layout: &middleLayout{760}, Objects: []fyne.CanvasObject{column(0,
		fixed(0, 40, row(0, spring(), k.icon("brand", 40, k.primary), spring())), space(1, gap12),
		centredText(k, start.Title, styleTitle), centred(k, start.Say), space(1, gap24),
		k.card(column(0,
			step(1, start.Steps[0].What, start.Steps[0].When, fixed(140, 0, assetButton), false),
			step(2, start.Steps[1].What, start.Steps[1].When, fixed(140, 0, w.importButton(plainButton)), false),
			step(3, start.Steps[2].What, start.Steps[2].When, space(140, 0), true))),
		space(1, gap24),
		row(gap12, spring(), k.text(start.Or, styleRow, k.muted), sample, spring()),
		space(1, gap12), centred(k, start.Private),
	)}}
}

func centredText(k *kit, s string, st textStyle) fyne.CanvasObject {
	t := k.text(s, st, k.ink())
	t.Alignment = fyne.TextAlignCenter
	return t
}
