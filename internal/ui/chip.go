package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"fenceline/internal/domain"
	"fenceline/internal/words"
)

// chip is a filled label with a shape, 22 high.
func (k *kit) chip(mark, label string, c tint) fyne.CanvasObject {
	back := canvas.NewRectangle(c.under)
	back.CornerRadius = radiusChip
	body := pad(3, gap8, 3, gap8, row(6, k.mark(mark, markSize, c.on, c.under), k.text(label, styleSmall, c.on)))
	return fixed(0, chipHeight, layers(back, body))
}

// unknownChip is the dashed label of what cannot be told.
func (k *kit) unknownChip(label string) fyne.CanvasObject {
	body := pad(3, gap8, 3, gap8, row(6, k.mark("cannot-tell", markSize, k.unknown.on, k.unknown.under), k.text(label, styleSmall, k.unknown.on)))
	return fixed(0, chipHeight, layers(newDashes(k.unknown.on, radiusChip), body))
}

// mark is an icon whose white parts take the colour of the ground under it.
func (k *kit) mark(name string, size float32, c, under color.Color) *canvas.Image {
	img := canvas.NewImageFromResource(k.painted.resource(name, size, c, under))
	img.FillMode = canvas.ImageFillContain
	img.SetMinSize(fyne.NewSquareSize(size))
	return img
}

func (k *kit) tierChip(t domain.Tier, label string) fyne.CanvasObject {
	return k.chip(tierMark(t), label, k.tier(t))
}

func (k *kit) verdictChip(v domain.Verdict, label string) fyne.CanvasObject {
	if v == domain.CannotTell {
		return k.unknownChip(label)
	}
	mark, c := k.verdict(v)
	return k.chip(mark, label, c)
}

// badge is a quiet outline with an optional icon, 20 high.
func (k *kit) badge(icon, label string, c color.Color, bold bool) fyne.CanvasObject {
	return k.outlined(icon, label, c, k.rim, bold)
}

func (k *kit) outlined(icon, label string, c, stroke color.Color, bold bool) fyne.CanvasObject {
	st := styleCaption
	st.bold = bold
	var inner fyne.CanvasObject = k.text(label, st, c)
	if icon != "" {
		inner = row(gap4, k.icon(icon, markSize, c), inner)
	}
	return fixed(0, badgeHeight, layers(box(color.Transparent, stroke, radiusChip), pad(2, 6, 2, 6, inner)))
}

// kev is the one solid badge.
func (k *kit) kev() fyne.CanvasObject {
	back := canvas.NewRectangle(k.ink())
	back.CornerRadius = radiusChip
	return fixed(0, badgeHeight, layers(back, pad(2, 6, 2, 6, k.text("KEV", styleSmall, k.surface))))
}

// cvss is a score badge; nil where there is no score.
func (k *kit) cvss(score float64) fyne.CanvasObject {
	return k.badge("", words.ScoreBadge(score), k.ink(), false)
}

// tlp is the label of an advisory, in capitals.
func (k *kit) tlp(t domain.TLP) fyne.CanvasObject {
	label := words.Text("TLP:{t}", "t", string(t))
	switch t {
	case domain.TLPRed:
		return k.outlined("", label, k.overdue.on, k.overdue.on, true)
	case domain.TLPAmber, domain.TLPAmberStrict:
		return k.badge("", label, k.ink(), true)
	case domain.TLPUnlabelled:
		return k.badge("", words.Text("no TLP"), k.muted, false)
	}
	return k.badge("", label, k.muted, false)
}

// trust is the badge of how far an origin is proven.
func (k *kit) trust(b domain.Badge) fyne.CanvasObject {
	label := words.BadgeShort(b)
	switch b {
	case domain.BadgeVerified:
		return k.badge("circle-check", label, k.good.on, false)
	case domain.BadgeSigned:
		return k.badge("key-round", label, k.muted, false)
	case domain.BadgeHash:
		return k.badge("hash", label, k.muted, false)
	case domain.BadgeFailed:
		return k.outlined("shield-x", label, k.overdue.on, k.overdue.on, false)
	}
	return k.badge("file", label, k.muted, false)
}

// stateWord is shape and word of a target's state.
func (k *kit) stateWord(s domain.State, label string) fyne.CanvasObject {
	mark, c := k.state(s)
	return row(6, k.icon(mark, markSize, c), k.text(label, styleRow, k.ink()))
}
