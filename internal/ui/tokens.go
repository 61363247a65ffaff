package ui

import (
	"image/color"

	"fenceline/internal/domain"
)

// Spacing in units of the toolkit (pixels at scale 1).
const (
	gap4  float32 = 4
	gap8  float32 = 8
	gap12 float32 = 12
	gap16 float32 = 16
	gap24 float32 = 24
)

// Radii, strokes.
const (
	radiusChip    float32 = 4
	radiusControl float32 = 6
	radiusCard    float32 = 8
	hairline      float32 = 1
	ringWidth     float32 = 2
)

// Sizes of the frame and its parts.
const (
	railWidth       float32 = 184
	railNarrow      float32 = 56
	railEntryHeight float32 = 36
	topBarHeight    float32 = 48
	statusHeight    float32 = 28
	searchWidth     float32 = 420
	messageHeight   float32 = 40
	listHeadHeight  float32 = 56
	columnHeight    float32 = 32
	groupHeight     float32 = 36
	groupHeightLow  float32 = 32
	rowTask         float32 = 40
	rowPlain        float32 = 36
	rowTwoLines     float32 = 56
	rowThreeLines   float32 = 92
	rowInner        float32 = 30
	controlHeight   float32 = 32
	controlLow      float32 = 28
	chipHeight      float32 = 22
	badgeHeight     float32 = 20
	iconRail        float32 = 18
	iconControl     float32 = 16
	iconInline      float32 = 14
	markSize        float32 = 12
	narrowBelow     float32 = 1100 // window width under which the rail keeps icons only
	documentMax     float32 = 560
	contentWidth    float32 = 1256
	smallWindowWide float32 = 640
	smallWindowHigh float32 = 420
)

// textStyle is one step of the type scale: glyph size, line height, weight.
type textStyle struct {
	size, line float32
	bold       bool
}

// The type scale. Two weights only, nothing under 12.
var (
	styleTitle   = textStyle{22, 28, true}
	styleSection = textStyle{16, 24, true}
	styleLead    = textStyle{16, 24, false}
	styleStrong  = textStyle{14, 20, true}
	styleBody    = textStyle{14, 20, false}
	styleRow     = textStyle{13, 20, false}
	styleRowBold = textStyle{13, 20, true}
	styleCaption = textStyle{12, 16, false}
	styleSmall   = textStyle{12, 16, true}
)

// titleStyle is the title's style, smaller for a title of many words.
func titleStyle(s string) textStyle {
	if len(s) > 80 {
		return styleSection
	}
	return styleTitle
}

// lineOf gives the line height that belongs to a glyph size.
func lineOf(size float32) float32 {
	switch {
	case size >= 22:
		return 28
	case size >= 16:
		return 24
	case size > 12:
		return 20
	}
	return 16
}

// tint is a colour and the faint ground it stands on in chips and cards.
type tint struct{ on, under color.Color }

// palette is every colour of one appearance.
type palette struct {
	ground, surface, hover, selected color.Color
	down                             color.Color // under what is held down
	line, edge                       color.Color
	rim                              color.Color // outline of buttons, badges, pills and segments
	text, muted                      color.Color
	primary, onPrimary, primaryHover color.Color
	primaryDown                      color.Color
	focus, scroll                    color.Color

	forensic, days3, days14, days60, upgrade tint
	good, unknown, exception                 tint
	overdue                                  tint // also failed, affected

	chartForensic, chart3, chart14, chart60, chartUpgrade color.Color
	bar, barHollow                                        color.Color
}

// veil lies over the window while a sheet has its attention.
func (*palette) veil() color.Color { return color.NRGBA{A: 0x59} }

func hex(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
}

func pair(on, under uint32) tint { return tint{hex(on), hex(under)} }

// light and dark are the two appearances.
var (
	light = palette{
		ground: hex(0xF6F7F9), surface: hex(0xFFFFFF), hover: hex(0xF3F5F8), selected: hex(0xE4F0F5),
		down: hex(0xE7EBF0), line: hex(0xE2E6EC), edge: hex(0x7B8694), rim: hex(0xCDD5DF),
		text: hex(0x18202C), muted: hex(0x566273),
		primary: hex(0x0B5D7A), onPrimary: hex(0xFFFFFF), primaryHover: hex(0x094E67), primaryDown: hex(0x073F54),
		focus: hex(0x2583A8), scroll: hex(0xC3CAD4),
		forensic: pair(0x8E1B3A, 0xF6EBEE), days3: pair(0xC2352B, 0xFAEDEC), days14: pair(0x945200, 0xF8F0E6),
		days60: pair(0x2B62A8, 0xEBF0F7), upgrade: pair(0x566273, 0xEFF1F3),
		good: pair(0x1A6E46, 0xE9F2ED), unknown: pair(0x65489B, 0xFFFFFF), exception: pair(0x6C5F10, 0xF3F1E6),
		overdue:       pair(0xC2352B, 0xFAEDEC),
		chartForensic: hex(0x8E1B3A), chart3: hex(0xD0564D), chart14: hex(0xC8842A), chart60: hex(0x6B94C9),
		chartUpgrade: hex(0x8B96A4), bar: hex(0x3F8AA6), barHollow: hex(0xE3EEF3),
	}
	dark = palette{
		ground: hex(0x12161C), surface: hex(0x1A2028), hover: hex(0x202731), selected: hex(0x1D333F),
		down: hex(0x2A333E), line: hex(0x2B333E), edge: hex(0x748292), rim: hex(0x434E5C),
		text: hex(0xE7ECF2), muted: hex(0x9AA7B6),
		primary: hex(0x4FB3D4), onPrimary: hex(0x0C1A20), primaryHover: hex(0x6CC6E4), primaryDown: hex(0x8AD3EA),
		focus: hex(0x6CC6E4), scroll: hex(0x434E5C),
		forensic: pair(0xF58FC4, 0x3A2A3B), days3: pair(0xFF9180, 0x3A2B2E), days14: pair(0xFFB95C, 0x393129),
		days60: pair(0x8FBBFF, 0x28364A), upgrade: pair(0xA9B4C2, 0x2C343E),
		good: pair(0x7FD6A8, 0x243A38), unknown: pair(0xC3AEF0, 0x1A2028), exception: pair(0xE3CF6A, 0x35352D),
		overdue:       pair(0xFF9180, 0x3A2B2E),
		chartForensic: hex(0xF58FC4), chart3: hex(0xE5705F), chart14: hex(0xC98A35), chart60: hex(0x5A88C8),
		chartUpgrade: hex(0x647284), bar: hex(0x4A9DBA), barHollow: hex(0x22333C),
	}
)

// tier gives the colours of a tier.
func (p *palette) tier(t domain.Tier) tint {
	switch t {
	case domain.TierForensic:
		return p.forensic
	case domain.Tier3Days:
		return p.days3
	case domain.Tier14Days:
		return p.days14
	case domain.Tier60Days:
		return p.days60
	}
	return p.upgrade
}

// chart gives the column colour of a tier.
func (p *palette) chart(t domain.Tier) color.Color {
	switch t {
	case domain.TierForensic:
		return p.chartForensic
	case domain.Tier3Days:
		return p.chart3
	case domain.Tier14Days:
		return p.chart14
	case domain.Tier60Days:
		return p.chart60
	}
	return p.chartUpgrade
}

// tierMark names the shape of a tier.
func tierMark(t domain.Tier) string {
	switch t {
	case domain.TierForensic:
		return "tier-forensic"
	case domain.Tier3Days:
		return "tier-3"
	case domain.Tier14Days:
		return "tier-14"
	case domain.Tier60Days:
		return "tier-60"
	}
	return "tier-upgrade"
}

// verdictLook gives shape and colours of a verdict.
func (p *palette) verdict(v domain.Verdict) (mark string, c tint) {
	switch v {
	case domain.Affected:
		return "affected", p.overdue
	case domain.NotAffected:
		return "verified", p.good
	}
	return "cannot-tell", p.unknown
}

// state gives shape and colour of a target's state.
func (p *palette) state(s domain.State) (mark string, c color.Color) {
	switch s {
	case domain.StatePlanned:
		return "state-planned", p.primary
	case domain.StateProgress:
		return "state-progress", p.primary
	case domain.StateClaimed:
		return "state-claimed", p.primary
	case domain.StateRestart:
		return "state-restart", p.muted
	case domain.StateTriage:
		return "tier-forensic", p.forensic.on
	case domain.StateVerified:
		return "state-verified", p.good.on
	case domain.StateBlocked:
		return "state-blocked", p.overdue.on
	case domain.StateException:
		return "exception", p.exception.on
	case domain.StateNotApplicable:
		return "verified", p.muted
	case domain.StateReopened:
		return "state-open", p.overdue.on
	}
	return "state-open", p.muted
}
