package screen

import (
	"context"

	"fenceline/internal/domain"
)

// ImportsTab is what the Imports screen lists.
type ImportsTab string

// The lists of the Imports screen.
const (
	TabReceipts   ImportsTab = "receipts"
	TabQuarantine ImportsTab = "quarantine"
	TabPayloads   ImportsTab = "payloads"
)

// quarantineAnswer is what is set aside and what keys wait for a decision.
type quarantineAnswer struct {
	items []domain.QuarantineItem
	files []domain.Payload
	keys  int
	csaf  domain.CSAFStanding
}

// lookAside asks for what is set aside and for the keys that were offered.
func (s *Imports) lookAside() {
	ask(s.run, &s.aside, func(ctx context.Context) (out quarantineAnswer, err error) {
		if out.items, err = s.source.Quarantine(ctx, false); err != nil {
			return out, err
		}
		if out.files, err = s.source.Payloads(ctx); err != nil {
			return out, err
		}
		csaf, err := s.source.CSAFFailing(ctx)
		if err != nil {
			return out, err
		}
		out.csaf = csaf.Standing
		keys, err := s.source.TrustKeys(ctx)
		for i := range keys {
			if keys[i].State == domain.KeyOffered {
				out.keys++
			}
		}
		return out, err
	}, func(found quarantineAnswer, err error) {
		if err != nil {
			s.state.AsideErr = err
		} else {
			s.state.AsideErr, s.state.Quarantine, s.state.KeysOffered, s.state.CSAF = nil, found.items, found.keys, found.csaf
			if s.state.AsideItem() == nil {
				s.state.Aside = ""
				if len(found.items) > 0 {
					s.state.Aside = found.items[0].Digest
				}
			}
			if s.state.Payloads = found.files; s.state.Payload() == nil && len(found.files) > 0 {
				s.state.PayloadChosen = found.files[0].Digest
			}
			if s.state.Tab == TabPayloads && len(found.files) == 0 {
				s.state.Tab = TabReceipts
			}
		}
		s.changed(s.state)
		if s.state.CheckFail == nil {
			s.checkWaiting()
		}
	})
}

// Waiting counts what waits for a person: files that could not be read, and what
// is set aside.
func (s *ImportsState) Waiting() int { return s.Rejected + len(s.Quarantine) }

// AsideItem is the chosen document of the quarantine, nil where there is none.
func (s *ImportsState) AsideItem() *domain.QuarantineItem {
	for i := range s.Quarantine {
		if s.Quarantine[i].Digest == s.Aside {
			return &s.Quarantine[i]
		}
	}
	return nil
}

// OpenTab lists receipts, or what is set aside.
func (s *Imports) OpenTab(tab ImportsTab) {
	s.state.Tab, s.state.ReleaseErr = tab, nil
	s.changed(s.state)
}

// ChooseAside chooses a document of the quarantine.
func (s *Imports) ChooseAside(digest string) {
	s.state.Aside, s.state.ReleaseErr = digest, nil
	s.changed(s.state)
}

// Release lets the chosen document in, with the reason a person gives.
func (s *Imports) Release(reason string) {
	item := s.state.AsideItem()
	if item == nil || s.state.Releasing {
		return
	}
	digest := item.Digest
	s.state.Releasing, s.state.ReleaseErr = true, nil
	s.changed(s.state)
	s.run(func(ctx context.Context, post func(func())) {
		receipt, err := s.source.Release(ctx, digest, reason)
		post(func() {
			s.state.Releasing, s.state.ReleaseErr = false, err
			if err == nil {
				s.state.Done = &receipt
				s.state.Selected = receipt.ID
			}
			s.changed(s.state)
			if err == nil {
				s.Refresh()
				if s.settled != nil {
					s.settled()
				}
			}
		})
	})
}
