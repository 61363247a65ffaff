package screen

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"

	"fenceline/internal/domain"
)

// Ask opens a form about the chosen advisory; "" closes it.
func (s *Advisories) Ask(form string) {
	s.state.Asking, s.state.ActErr = form, nil
	s.changed(s.state)
}

// Answer does what the open form asks about, with its text.
func (s *Advisories) Answer(text string) {
	text = strings.TrimSpace(text)
	key := s.state.Selected
	switch s.state.Asking {
	case AskComment:
		s.act(func(ctx context.Context) error { return s.source.Comment(ctx, key, text) }, nil)
	case AskNotForUs:
		if text == "" {
			s.state.ActErr = &domain.Error{Kind: domain.Invalid, Op: "not for us", Subject: string(key), Code: "reason_missing"}
			s.changed(s.state)
			return
		}
		s.act(func(ctx context.Context) error { return s.source.NotForUs(ctx, []domain.AdvisoryKey{key}, text) }, nil)
	case AskAllRead:
		s.act(s.source.MarkAllRead, nil)
	case AskDelete:
		name := string(key)
		if s.state.Detail != nil {
			name = s.state.Detail.ID
		}
		s.act(func(ctx context.Context) error { return s.source.DeleteAdvisory(ctx, key, text) }, func() {
			s.state.Selected = ""
			s.leave()
			s.deeds.Tell(Deed{Code: DeedDeleted, Tasks: []string{name}, undo: func(ctx context.Context) error { return s.source.RestoreAdvisory(ctx, key) }})
		})
	}
}

// ForUs puts the chosen advisory back on the list.
func (s *Advisories) ForUs() {
	key := s.state.Selected
	s.act(func(ctx context.Context) error { return s.source.NotForUs(ctx, []domain.AdvisoryKey{key}, "") }, nil)
}

// MarkRead notes that the chosen advisory was read, or that it counts as unread.
func (s *Advisories) MarkRead(read bool) {
	key := s.state.Selected
	s.act(func(ctx context.Context) error { return s.source.MarkRead(ctx, []domain.AdvisoryKey{key}, read) }, nil)
}

// OpenPage shows a page of the chosen advisory, and asks for what only that page shows:
// what the two newest revisions say differently, or the document as it came.
func (s *Advisories) OpenPage(page AdvisoryPage) {
	s.state.Page, s.state.ActErr = page, nil
	s.changed(s.state)
	switch {
	case page == PageRevisions && s.state.Changes == nil && len(s.state.Revisions) > 1:
		s.compare()
	case page == PageRaw && s.state.Raw == "":
		s.readRaw()
	}
}

// RawShown is how many bytes of a document as it came are shown.
const RawShown = 64 << 10

func (s *Advisories) readRaw() {
	key := s.state.Selected
	s.run(func(ctx context.Context, post func(func())) {
		data, err := s.source.RawAdvisory(ctx, key)
		text := rawText(data)
		post(func() {
			if s.state.Selected == key {
				s.state.Raw, s.state.ActErr = text, err
				s.changed(s.state)
			}
		})
	})
}

// rawText is the beginning of a document for reading: JSON on one line is put on many.
func rawText(data []byte) string {
	if len(data) <= 4*RawShown && bytes.Count(data, []byte("\n")) <= len(data)/400 {
		var out bytes.Buffer
		if json.Indent(&out, bytes.TrimPrefix(data, []byte("\ufeff")), "", "  ") == nil {
			data = out.Bytes()
		}
	}
	if len(data) > RawShown {
		data = data[:RawShown]
	}
	return strings.ToValidUTF8(strings.ReplaceAll(string(data), "\t", "  "), "\ufffd")
}

// compare asks what the two newest revisions say differently.
func (s *Advisories) compare() {
	key := s.state.Selected
	s.state.Busy, s.state.ActErr = true, nil
	s.changed(s.state)
	s.run(func(ctx context.Context, post func(func())) {
		diff, err := s.source.Difference(ctx, key, "", "")
		post(func() {
			s.state.Busy = false
			if s.state.Selected == key {
				if s.state.ActErr = err; err == nil {
					s.state.Changes = &diff
				}
			}
			s.changed(s.state)
		})
	})
}

// ShowPlaces lists every place that differs below what it means, or no longer.
func (s *Advisories) ShowPlaces() {
	s.state.Places = !s.state.Places
	s.changed(s.state)
}

// act does one thing to the chosen advisory and asks for everything again.
func (s *Advisories) act(work func(context.Context) error, then func()) {
	if s.state.Busy || s.state.Selected == "" {
		return
	}
	s.state.Busy, s.state.ActErr = true, nil
	s.changed(s.state)
	s.run(func(ctx context.Context, post func(func())) {
		err := work(ctx)
		post(func() {
			s.state.Busy, s.state.ActErr = false, err
			if err == nil {
				s.state.Asking = ""
				if then != nil {
					then()
				}
				s.Refresh()
			}
			s.changed(s.state)
		})
	})
}
