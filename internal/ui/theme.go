package ui

import (
	"image/color"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"fenceline/assets"
)

// Appearance is how a person wants the window to look.
type Appearance string

// Appearances; the zero value follows the system.
const (
	FollowSystem Appearance = ""
	Light        Appearance = "light"
	Dark         Appearance = "dark"
)

// look is the program's theme for the toolkit's own widgets: fields, menus,
// dialogs, scroll bars. Everything else takes its colours from a [kit].
type look struct {
	appearance    Appearance
	regular, bold fyne.Resource
}

func newLook(a Appearance) *look {
	return &look{appearance: a, regular: bundled(false), bold: bundled(true)}
}

// bundledFonts are made once: the toolkit keeps what it read of a font under the
// resource.
var bundledFonts = sync.OnceValue(func() [2]fyne.Resource {
	return [2]fyne.Resource{
		fyne.NewStaticResource("FencelineSans-Regular.ttf", assets.Font("Regular")),
		fyne.NewStaticResource("FencelineSans-SemiBold.ttf", assets.Font("SemiBold")),
	}
})

func bundled(bold bool) fyne.Resource {
	if bold {
		return bundledFonts()[1]
	}
	return bundledFonts()[0]
}

// dark reports whether the dark palette is in force under the system's variant.
func (l *look) dark(variant fyne.ThemeVariant) bool {
	switch l.appearance {
	case Light:
		return false
	case Dark:
		return true
	}
	return variant == theme.VariantDark
}

func (l *look) palette(variant fyne.ThemeVariant) *palette {
	if l.dark(variant) {
		return &dark
	}
	return &light
}

// Color implements [fyne.Theme].
func (l *look) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	p := l.palette(variant)
	switch name {
	case theme.ColorNameBackground, theme.ColorNameHeaderBackground:
		return p.ground
	case theme.ColorNameOverlayBackground, theme.ColorNameMenuBackground, theme.ColorNameInputBackground, theme.ColorNameButton:
		return p.surface
	case theme.ColorNameForeground:
		return p.text
	case theme.ColorNamePlaceHolder, theme.ColorNameDisabled:
		return p.muted
	case theme.ColorNamePrimary, theme.ColorNameHyperlink:
		return p.primary
	case theme.ColorNameForegroundOnPrimary:
		return p.onPrimary
	case theme.ColorNameFocus, theme.ColorNameSelection:
		return p.selected
	case theme.ColorNameHover, theme.ColorNamePressed:
		return p.hover
	case theme.ColorNameInputBorder, theme.ColorNameSeparator, theme.ColorNameDisabledButton:
		return p.line
	case theme.ColorNameScrollBar:
		return p.scroll
	case theme.ColorNameScrollBarBackground, theme.ColorNameShadow:
		return color.Transparent
	case theme.ColorNameError:
		return p.overdue.on
	case theme.ColorNameWarning:
		return p.days14.on
	case theme.ColorNameSuccess:
		return p.good.on
	}
	if l.dark(variant) {
		return theme.DefaultTheme().Color(name, theme.VariantDark)
	}
	return theme.DefaultTheme().Color(name, theme.VariantLight)
}

// Font implements [fyne.Theme].
func (l *look) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Symbol:
		return theme.DefaultTheme().Font(style)
	case style.Bold:
		return l.bold
	}
	return l.regular
}

// Icon implements [fyne.Theme].
func (l *look) Icon(name fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(name)
}

// Size implements [fyne.Theme].
func (l *look) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		return styleRow.size // of fields and the toolkit's dialogs; all else names its size
	case theme.SizeNameHeadingText:
		return styleTitle.size
	case theme.SizeNameSubHeadingText:
		return styleSection.size
	case theme.SizeNameCaptionText:
		return styleCaption.size
	case theme.SizeNamePadding:
		return gap4
	case theme.SizeNameInnerPadding:
		return gap8
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return radiusControl
	case theme.SizeNameInputBorder, theme.SizeNameSeparatorThickness:
		return hairline
	case theme.SizeNameScrollBar:
		return 10
	case theme.SizeNameScrollBarSmall:
		return 4
	case theme.SizeNameScrollBarRadius:
		return 3
	case theme.SizeNameInlineIcon:
		return iconControl
	}
	return theme.DefaultTheme().Size(name)
}
