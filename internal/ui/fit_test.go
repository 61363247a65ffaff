package ui

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestWithin(t *testing.T) {
	for _, c := range []struct {
		name  string
		size  fyne.Size
		scale float32
		room  Room
		want  fyne.Size
	}{
		{"a small laptop", usualSize, 1, Room{1366, 728}, fyne.NewSize(1350, 688)},
		{"a large screen", usualSize, 1, Room{2560, 1400}, usualSize},
		{"twice as fine", usualSize, 2, Room{2560, 1400}, fyne.NewSize(1264, 660)},
		{"as left", fyne.NewSize(900, 600), 1, Room{1366, 728}, fyne.NewSize(900, 600)},
		{"far too small", usualSize, 2, Room{800, 600}, fyne.NewSize(smallWindowWide, smallWindowHigh)},
		{"not known", usualSize, 1, Room{}, usualSize},
	} {
		got, smaller := within(c.size, c.scale, c.room)
		if got != c.want || smaller != (c.want != c.size) {
			t.Errorf("%s: %v %v, want %v", c.name, got, smaller, c.want)
		}
	}
}
