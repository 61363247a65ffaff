package ui

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"fenceline/assets"
)

// painted are the coloured copies of icons and marks made so far, by name.
type painted map[string]fyne.Resource

// Strokes on the 24 grid: small icons need a stronger one.
const (
	strokeWide  = "1.6"
	strokeSmall = "1.95"
)

// resource gives the mark or icon of that name in colour c, with under as the
// colour of what lies on a filled mark. Thin icons get a stronger stroke at 14
// and less.
func (p painted) resource(name string, size float32, c, under color.Color) fyne.Resource {
	svg, isMark := assets.Mark(name)
	if !isMark {
		var ok bool
		if svg, ok = assets.Icon(name); !ok {
			panic("ui: no icon " + name)
		}
	}
	stroke := strokeWide
	if size <= iconInline {
		stroke = strokeSmall
	}
	key := fmt.Sprintf("%s-%s-%s-%s.svg", name, stroke, hexOf(c), hexOf(under))
	if r, ok := p[key]; ok {
		return r
	}
	svg = bytes.ReplaceAll(svg, []byte("#ffffff"), []byte(hexOf(under)))
	svg = bytes.ReplaceAll(svg, []byte("#000000"), []byte(hexOf(c)))
	if !isMark {
		svg = bytes.ReplaceAll(svg, []byte(`stroke-width="1.75"`), []byte(`stroke-width="`+stroke+`"`))
	}
	r := fyne.NewStaticResource(key, svg)
	p[key] = r
	return r
}

func hexOf(c color.Color) string {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return fmt.Sprintf("#%02x%02x%02x", n.R, n.G, n.B)
}

// icon gives a picture of the icon or mark of that name, size units wide and
// high, in colour c.
func (k *kit) icon(name string, size float32, c color.Color) *canvas.Image {
	img := canvas.NewImageFromResource(k.painted.resource(name, size, c, k.surface))
	img.FillMode = canvas.ImageFillContain
	img.SetMinSize(fyne.NewSize(size, size))
	return img
}
