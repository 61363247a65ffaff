package ui

import "fyne.io/fyne/v2"

// usualSize is that of a window nobody has sized yet.
var usualSize = fyne.NewSize(1440, 900)

// titleRoom is what a system's frame takes from a window, beside and above it.
var titleRoom = fyne.NewSize(16, 40)

// Room is the part of a monitor that windows may lie on, in pixels; 0 where not known.
type Room struct{ Wide, High int }

// fit makes a window smaller that would reach over the edge of its monitor: on a laptop
// of 1366 x 768 its status bar would lie under the taskbar.
func (w *Window) fit() {
	if w.deps.Room == nil {
		return
	}
	if size, smaller := within(w.size, w.win.Canvas().Scale(), w.deps.Room()); smaller {
		w.win.Resize(size)
		w.win.CenterOnScreen()
	}
}

// within is the size of a window, given in units of the toolkit, as far as there is
// room for it. It never becomes smaller than the frame needs.
func within(size fyne.Size, scale float32, room Room) (fyne.Size, bool) {
	if scale <= 0 || room.Wide <= 0 || room.High <= 0 {
		return size, false
	}
	free := fyne.NewSize(float32(room.Wide)/scale, float32(room.High)/scale).Subtract(titleRoom)
	fits := fyne.NewSize(max(min(size.Width, free.Width), smallWindowWide), max(min(size.Height, free.Height), smallWindowHigh))
	return fits, fits != size
}
