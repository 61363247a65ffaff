package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
)

// input is a field with its name above and, under it, what is expected or what is
// wrong with it.
type input struct {
	field *field
	under *fyne.Container // what is expected, or what is wrong
	k     *kit
	box   fyne.CanvasObject
}

// input makes one; err is "" where nothing is wrong. behind may be nil.
func (k *kit) input(label, value, hint, help, err string, behind fyne.CanvasObject) *input {
	return k.inputOf(controlHeight, label, value, hint, help, err, behind)
}

// textHeight is a field of three lines.
const textHeight float32 = 76

// textInput is an [kit.input] for some sentences: Enter begins a line, Ctrl+Enter sends.
func (k *kit) textInput(label, value, hint, help, err string) *input {
	in := k.inputOf(textHeight, label, value, hint, help, err, nil)
	in.field.MultiLine, in.field.Wrapping = true, fyne.TextWrapWord
	return in
}

func (k *kit) inputOf(high float32, label, value, hint, help, err string, behind fyne.CanvasObject) *input {
	f := k.field(hint)
	f.wrong = err != ""
	f.Text = value
	f.CursorColumn = len([]rune(value))
	edge, say, c := k.edge, help, k.muted
	if err != "" {
		edge, say, c = k.overdue.on, err, k.overdue.on
	}
	in := &input{field: f, under: layers(), k: k}
	parts := []fyne.CanvasObject{k.text(label, styleSmall, k.ink()), fixed(0, high, f.boxed("", edge, behind))}
	switch {
	case err != "":
		in.under.Objects = []fyne.CanvasObject{k.para(say, styleCaption, c)}
		parts = append(parts, in.under)
	case help != "":
		in.under.Objects = []fyne.CanvasObject{k.cut(say, styleCaption, c)}
		parts = append(parts, in.under)
	}
	in.box = column(gap4, parts...)
	return in
}

// says puts other words under the field.
func (in *input) says(s string) {
	say := in.k.cut(s, styleCaption, in.k.muted)
	in.under.Objects = []fyne.CanvasObject{say}
	say.Resize(in.under.Size())
	in.under.Refresh()
}

// keys gives the field Enter and Escape.
func (in *input) keys(enter, escape func()) *input {
	in.field.OnSubmitted = func(string) { enter() }
	in.field.onEscape = escape
	return in
}

// formBox is the ground a form stands on.
func (k *kit) formBox(parts ...fyne.CanvasObject) fyne.CanvasObject {
	return layers(box(k.palette.ground, k.line, radiusControl), padAll(gap12, column(gap12, parts...)))
}

// chooseSave asks where a file goes; what is there is replaced only after the
// dialog has asked.
func (w *Window) chooseSave(name, confirm string, then func(path string)) {
	d := dialog.NewFileSave(func(out fyne.URIWriteCloser, err error) {
		if err == nil && out != nil {
			path := out.URI().Path()
			_ = out.Close()
			then(path)
		}
	}, w.win)
	d.SetFileName(name)
	d.Resize(fyne.NewSize(dialogWide, dialogHigh))
	d.SetConfirmText(confirm)
	d.Show()
}

// chooseOpen asks for a file that is there.
func (w *Window) chooseOpen(confirm string, then func(path string)) {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err == nil && r != nil {
			path := r.URI().Path()
			_ = r.Close() // it was only found
			then(path)
		}
	}, w.win)
	d.Resize(fyne.NewSize(dialogWide, dialogHigh))
	d.SetConfirmText(confirm)
	d.Show()
}
