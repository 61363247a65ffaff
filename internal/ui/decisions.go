package ui

import (
	"fyne.io/fyne/v2"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
	"fenceline/internal/words"
)

// ownList is the list of the desk's own decisions, which takes the place of the
// findings.
func (v *findingsView) ownList() *worklist {
	l := v.w.k.worklist([]listColumn{
		{title: words.Text("Decided"), width: 128},
		{title: words.Text("Software")},
		{title: words.Text("Vulnerability"), width: 132},
		{title: words.Text("Where"), width: 116, from: 680},
		{title: words.Text("Looked at again"), width: 116},
	}, nil)
	l.onChoose = v.w.decisions.Select
	v.w.keepsColumns("decisions", l)
	return l
}

// toDecision shows one of the desk's own decisions.
func (w *Window) toDecision(id string) {
	w.decisions.Show(true, id)
	w.Go(screen.Route{Screen: screen.NameFindings})
}

// showOwn draws the decisions.
func (v *findingsView) showOwn(s *screen.DecisionsState) {
	k := v.w.k
	choice := func(word string, ended bool) segment {
		return segment{word, -1, s.Ended == ended, func() { v.w.decisions.WithEnded(ended) }}
	}
	v.head.Objects = []fyne.CanvasObject{
		k.button(quietButton, "arrow-left", "", func() { v.w.decisions.Show(false, "") }).low().saying(words.Text("Back to the findings")),
		k.text(words.Text("Own decisions"), styleSection, k.ink()), space(gap4, 0),
		k.segments([]segment{choice(words.Text("In force"), false), choice(words.Text("All"), true)}), spring(),
		k.button(plainButton, "", words.Text("Export…"), func() { v.w.decisions.ChooseExport(&screen.VEXExport{Format: "openvex", Audience: "inside"}) }).low(),
	}
	v.head.Refresh()
	v.groundLine(words.OwnDecisionsGround(), "")
	var rows []listRow
	for i := range s.All {
		d := &s.All[i]
		mark, c := k.verdict(vexVerdict(d.Status))
		until := cell{text: words.VEXUntil(d), c: k.muted}
		if d.ReviewDue {
			until.c, until.bold = k.overdue.on, true
		}
		rows = append(rows, listRow{key: d.ID, height: rowPlain, cells: []cell{
			{mark: mark, markC: c.on, text: words.DecideStatus(d.Status), bold: true}, {text: words.VEXSubject(&d.VEXDecision)},
			{text: d.Vulnerabilities[0]}, {text: words.VEXWhere(d)}, until,
		}})
	}
	v.own.set(rows, s.Selected)
	var body fyne.CanvasObject = v.own
	switch {
	case len(s.All) > 0:
	case s.Stage == screen.Loading:
		body = k.waiting(words.Text("Reading the decisions"))
	case s.Stage == screen.Failed:
		body = k.failed(s.Err, v.w.decisions.Refresh)
	default:
		body = k.emptyState("scan-search", words.Text("No own decisions"), words.NoOwnDecisions(), nil)
	}
	v.underneath(body)
	switch d := s.Chosen(); {
	case s.Export != nil:
		v.detail.set(detailPad(v.export(s)), false)
	case d != nil:
		v.detail.set(detailPad(v.decision(s, d)), v.chosen != d.ID)
		v.chosen = d.ID
	default:
		v.detail.set(k.emptyState("scan-search", words.Text("No decision chosen"), words.Text("Choose one in the list to see who made it and who says otherwise."), nil), true)
	}
}

// vexVerdict is the verdict whose mark stands for a status.
func vexVerdict(s domain.Status) domain.Verdict {
	switch s {
	case domain.StatusAffected:
		return domain.Affected
	case domain.StatusUnderInvestigation:
		return domain.CannotTell
	}
	return domain.NotAffected
}

// decision is one whole: what, where, until when, by whom, and who says otherwise.
func (v *findingsView) decision(s *screen.DecisionsState, d *domain.VEXView) fyne.CanvasObject {
	k := v.w.k
	head := []fyne.CanvasObject{grow(k.cut(d.ID, styleCaption, k.muted))}
	if d.Ended.IsZero() {
		head = append(head, k.button(plainButton, "", words.Text("Take back…"), func() { v.w.decisions.AskUndo(true) }).low())
	}
	parts := []fyne.CanvasObject{fixed(0, controlLow, row(gap12, head...)), space(1, gap8),
		k.para(words.VEXTitle(&d.VEXDecision), styleLead, k.ink()), space(1, gap16)}
	if s.ActErr != nil && !s.Undoing {
		parts = append(parts, k.warning("circle-alert", words.FieldError(s.ActErr), k.overdue), space(1, gap12))
	}
	if s.Undoing {
		wrong := ""
		if s.ActErr != nil {
			wrong = words.FieldError(s.ActErr)
		}
		in := k.input(words.Text("Reason"), s.Reason, words.Text("The module is needed again"), "", wrong, nil)
		in.field.OnChanged = v.w.decisions.WhyUndo
		in.keys(v.w.decisions.Undo, func() { v.w.decisions.AskUndo(false) })
		send := k.button(mainButton, "", words.Text("Take back"), v.w.decisions.Undo)
		if s.Busy {
			send.lockedBecause(words.Text("Being stored"))
		}
		parts = append(parts, k.formBox(k.para(words.VEXUndoAsk(), styleBody, k.ink()), in.box,
			row(gap8, send, k.button(plainButton, "", words.Text("Keep it"), func() { v.w.decisions.AskUndo(false) }), spring())), space(1, gap16))
	}
	lines := []string{words.Sentence(words.VEXScope(d)) + ".", words.Sentence(words.VEXStands(d, v.w.zone())) + ".", words.VEXBy(&d.VEXDecision, v.w.zone())}
	if d.Impact != "" {
		lines = append(lines, words.Text("For readers elsewhere: {impact}", "impact", d.Impact))
	}
	for _, line := range lines {
		parts = append(parts, k.rule(), pad(gap8, 0, gap8, 0, k.para(line, styleRow, k.ink())))
	}
	if d.Ended.IsZero() {
		parts = append(parts, space(1, gap16), k.text(words.Text("What it does, and who says otherwise"), styleSection, k.ink()), space(1, gap4))
		for _, line := range words.VEXAgainst(d) {
			parts = append(parts, k.rule(), pad(gap8, 0, gap8, 0, k.para(line, styleRow, k.ink())))
		}
	}
	return column(0, parts...)
}

// export is for whom the decisions are written, and how.
func (v *findingsView) export(s *screen.DecisionsState) fyne.CanvasObject {
	k, e := v.w.k, s.Export
	parts := []fyne.CanvasObject{k.para(words.Text("Export the decisions"), styleTitle, k.ink()), space(1, gap4), k.para(words.VEXExportGround(), styleBody, k.muted), space(1, gap16),
		k.text(words.Text("Who will read it"), styleSection, k.ink()), space(1, gap4)}
	for _, audience := range []string{"inside", "examiner", "provider", "public"} {
		name, about := words.VEXAudience(audience)
		parts = append(parts, k.option(name, about, e.Audience == audience, func() { v.w.decisions.ChooseExport(&screen.VEXExport{Format: e.Format, Audience: audience}) }))
	}
	parts = append(parts, space(1, gap16), k.text(words.Text("Form"), styleSection, k.ink()), space(1, gap4))
	for _, format := range []string{"openvex", "csaf"} {
		parts = append(parts, k.option(words.VEXFormat(format), "", e.Format == format, func() { v.w.decisions.ChooseExport(&screen.VEXExport{Format: format, Audience: e.Audience}) }))
	}
	parts = append(parts, space(1, gap16))
	switch {
	case s.ActErr != nil:
		parts = append(parts, k.warning("circle-alert", words.FieldError(s.ActErr), k.overdue), space(1, gap12))
		if s.NoAuthor() {
			parts = append(parts, row(0, k.button(linkButton, "", words.Text("Name and website of the operator"), func() {
				v.w.Go(screen.Route{Screen: screen.NameSettings, ID: string(screen.SectionDesk)})
			}), spring()), space(1, gap12))
		}
	case e.Done != nil:
		parts = append(parts, k.warning("circle-check", words.VEXWritten(e.Done), k.good), space(1, gap12))
	}
	write := k.button(mainButton, "", words.Text("Write the file…"), func() {
		v.w.chooseSave("own-"+e.Audience+"."+e.Format+".json", words.Text("Write"), v.w.decisions.Write)
	})
	if s.Busy {
		write.lockedBecause(words.Text("Being written"))
	}
	return column(0, append(parts, row(gap8, write, k.button(plainButton, "", words.Text("Close"), func() { v.w.decisions.ChooseExport(nil) }), spring()))...)
}
