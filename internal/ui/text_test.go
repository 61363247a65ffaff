package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestFontFor: the program's words and those of Latin scripts are written with the
// bundled fonts alone; the toolkit looks for all others.
func TestFontFor(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(newLook(Light))
	for words, alone := range map[string]bool{
		"": true, "Overdue: 3": true, "Última versión – “así”…": true, "Škoda, Łódź": true, "→ ≤ 14": true,
		"東京": false, "Ελλάδα": false, "🙂": false, "soft\u00adhyphen": false, "\t": false,
	} {
		for _, bold := range []bool{false, true} {
			if got := fontFor(words, bold); (got != nil) != alone {
				t.Errorf("%q (bold %v): font %v", words, bold, got)
			}
		}
	}
	for r := rune(0); r < 0x3000; r++ {
		if !inBundled(r) {
			continue
		}
		for i, font := range bundledFonts() {
			// What a font has no sign for is drawn with another font, at another width
			// or height; the toolkit's own answer for both must be the same.
			a, _ := fyne.CurrentApp().Driver().RenderedTextSize(string(r), 13, fyne.TextStyle{Bold: i == 1}, font)
			b, _ := fyne.CurrentApp().Driver().RenderedTextSize(string(r), 13, fyne.TextStyle{Bold: i == 1}, nil)
			if a != b {
				t.Fatalf("%q (font %d) is %v alone and %v among the toolkit's fonts", r, i, a, b)
			}
		}
	}
}

func TestShortenPath(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(newLook(Light))
	const path = "/srv/sticks/clearinghouse/2026-11/osv/GHSA-aaaa-bbbb-0001.json"
	if got := shortenPath(path, styleRow, 1e4); got != path {
		t.Errorf("with room: %q", got)
	}
	for _, width := range []float32{0, 12, 90, 160, 300} {
		got := shortenPath(path, styleRow, width)
		rest, cut := strings.CutPrefix(got, "…")
		if !cut || !strings.HasSuffix(path, rest) || width > 20 && widthOf(got, styleRow) > width {
			t.Errorf("%v: %q, %v wide", width, got, widthOf(got, styleRow))
		}
		longer := "…" + path[len(path)-len(rest)-1:]
		if width > 20 && widthOf(longer, styleRow) <= width {
			t.Errorf("%v: %q has room for more", width, got)
		}
	}
}
