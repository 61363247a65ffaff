package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// showGaps draws what no advisory makes a finding of.
func (v *findingsView) showGaps(s *screen.FindingsState) {
	k := v.w.k
	choices := []segment{{words.Text("All gaps"), s.CountGaps(""), s.GapKind == "", func() { v.w.findings.ShowGaps("") }}}
	for _, kind := range domain.GapKinds() {
		if n := s.CountGaps(kind); n > 0 || s.GapKind == kind {
			choices = append(choices, segment{words.GapWord(kind), n, s.GapKind == kind, func() { v.w.findings.ShowGaps(kind) }})
		}
	}
	v.head.Objects = []fyne.CanvasObject{k.segments(choices), spring()}
	v.head.Refresh()
	v.ground.full = words.GapsGround()
	v.base.Objects = []fyne.CanvasObject{k.icon("info", iconInline, k.muted), grow(v.ground),
		k.button(linkButton, "", words.Text("All findings"), func() { v.w.findings.ShowOnly("") }).low()}
	v.base.Refresh()
	v.list.set(v.gapRows(s), s.Selected)
	var body fyne.CanvasObject = v.list
	switch {
	case len(s.GapRows) == 0 && s.Stage == screen.Ready:
		body = k.emptyState("scan-search", words.Text("No gaps here"), words.FindingsGround(&s.Status), nil)
	case len(s.GapRows) == 0:
		body = v.none(s)
	}
	v.underneath(body)
	v.drawn, v.row, v.chosen = nil, nil, s.Selected
	if g := s.Gap(); g != nil {
		v.detail.set(detailPad(v.gap(g)), true)
	} else {
		v.detail.set(k.emptyState("scan-search", words.Text("No gap chosen"), words.GapsGround(), nil), true)
	}
}

// gapRows lists gaps by asset, as the source orders them.
func (v *findingsView) gapRows(s *screen.FindingsState) []listRow {
	k := v.w.k
	var rows []listRow
	asset := ""
	mark, c := k.verdict(domain.CannotTell)
	for i := range s.GapRows {
		g := &s.GapRows[i]
		if g.Asset != asset {
			asset = g.Asset
			rows = append(rows, listRow{height: groupHeightLow, head: &groupHead{title: g.AssetName}})
		}
		rows = append(rows, listRow{key: g.ID, height: rowPlain, cells: []cell{
			{mark: mark, markC: c.on, text: words.GapWord(g.Kind), c: c.on, bold: true}, {text: words.GapSubject(g)}, {text: words.GapDay(g)}, {text: g.Ecosystem, c: k.muted}}})
	}
	return rows
}

func (v *findingsView) gap(g *domain.Gap) fyne.CanvasObject {
	k := v.w.k
	parts := []fyne.CanvasObject{
		k.text(words.GapSubject(g), styleSection, k.ink()), space(1, gap4),
		k.para(words.Gap(g), styleLead, k.ink()), space(1, gap16),
		wrapping(gap8, gap8, k.button(plainButton, "", words.Text("Open {asset}", "asset", g.AssetName), func() { v.w.Go(screen.Route{Screen: screen.NameAssets, ID: g.Asset}) }).low()), space(1, gap16)}
	for _, line := range words.GapEvidence(g) {
		parts = append(parts, k.para(line, styleBody, k.ink()), space(1, gap8))
	}
	return column(0, parts...)
}

// toGaps lists the gaps of a kind; "" all of them.
func (w *Window) toGaps(kind domain.GapKind) {
	w.decisions.Show(false, "")
	w.findings.ShowGaps(kind)
	w.Go(screen.Route{Screen: screen.NameFindings})
}
