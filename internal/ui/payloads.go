package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// payloadDrawn is what the page of a patch file was made of.
type payloadDrawn struct {
	digest, copied string
	copying        bool
	failed         error
}

// payloadRows lists the patch files that came in bundles.
func (v *importsView) payloadRows(s *screen.ImportsState) []listRow {
	k := v.w.k
	rows := make([]listRow, 0, len(s.Payloads))
	for i := range s.Payloads {
		p := &s.Payloads[i]
		rows = append(rows, listRow{key: p.Digest, height: rowTwoLines, cells: []cell{
			{text: p.Name, path: true, sub: words.PayloadFor(p), subC: k.muted}, {text: words.Bytes(p.Size), c: k.muted}, v.origin(p.Badge),
		}})
	}
	return rows
}

// showPayload draws the chosen patch file.
func (v *importsView) showPayload(s *screen.ImportsState) {
	p := s.Payload()
	if p == nil {
		return
	}
	now := payloadDrawn{p.Digest, s.CopiedTo, s.Copying, s.CopyErr}
	if v.tab == screen.TabPayloads && v.payloadAt == now {
		return
	}
	v.payloadAt = now
	v.right.Objects = []fyne.CanvasObject{newPage(detailPad(v.payload(s, p)))}
	v.right.Refresh()
}

func (v *importsView) payload(s *screen.ImportsState, p *domain.Payload) fyne.CanvasObject {
	k := v.w.k
	parts := []fyne.CanvasObject{
		k.cut(words.PayloadCame(p, v.w.zone(), v.w.deps.Now()), styleCaption, k.muted),
		k.para(p.Name, titleStyle(p.Name), k.ink()), space(1, gap8), wrapping(gap8, gap8, k.trust(p.Badge), k.badge("", words.Bytes(p.Size), k.muted, false)), space(1, gap16),
		k.para(words.PayloadVerdict(p), styleBody, k.ink()), space(1, gap16),
	}
	copying := k.button(mainButton, "", words.Text("Copy to a stick…"), func() {
		v.w.chooseSave(words.FileName(p.Name), words.Text("Copy"), v.w.imports.CopyPayload)
	})
	switch {
	case s.Copying:
		copying.lockedBecause(words.Text("Being copied and compared"))
	case !p.Here:
		copying.lockedBecause(words.Text("Its bytes are not on this desk"))
	case p.Badge == domain.BadgeFailed:
		copying.lockedBecause(words.Text("What fails its proof is not handed out"))
	}
	parts = append(parts, row(0, copying, spring()))
	switch {
	case s.Copying:
		parts = append(parts, space(1, gap8), k.para(words.Text("Being copied and compared"), styleRow, k.muted))
	case s.CopyErr != nil:
		parts = append(parts, space(1, gap8), k.warning("circle-alert", words.ErrorLine(s.CopyErr), k.overdue))
	case s.CopiedTo != "":
		parts = append(parts, space(1, gap8), k.para(words.PayloadCopied(s.CopiedTo), styleRow, k.good.on))
	}
	if len(p.For) > 0 {
		parts = append(parts, space(1, gap24), k.text(words.Text("What it is for"), styleSection, k.ink()), space(1, gap4))
		for i := range p.For {
			parts = append(parts, k.para(words.PayloadBond(&p.For[i]), styleRow, k.ink()))
		}
	}
	parts = append(parts, space(1, gap24), k.text(words.Text("What came with it"), styleSection, k.ink()), space(1, gap4))
	for i := range p.Proofs {
		parts = append(parts, pad(gap4, 0, gap4, 0, column(0, k.para(p.Proofs[i].File, styleRow, k.ink()), k.para(words.Proof(&p.Proofs[i]), styleCaption, k.muted))), k.rule())
	}
	parts = append(parts, space(1, gap8), k.para(p.File, styleCaption, k.muted), k.para(words.Text("SHA-256 {digest}", "digest", p.Digest), styleCaption, k.muted))
	return column(0, parts...)
}
