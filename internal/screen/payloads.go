package screen

import (
	"context"

	"fenceline/internal/domain"
)

// Payload is the chosen patch file, nil where there is none.
func (s *ImportsState) Payload() *domain.Payload {
	for i := range s.Payloads {
		if s.Payloads[i].Digest == s.PayloadChosen {
			return &s.Payloads[i]
		}
	}
	return nil
}

// ChoosePayload chooses a patch file.
func (s *Imports) ChoosePayload(digest string) {
	s.state.PayloadChosen, s.state.CopyErr, s.state.CopiedTo = digest, nil, ""
	s.changed(s.state)
}

// CopyPayload copies the chosen patch file to a path; it is compared with its hash while
// it is written and read again afterwards.
func (s *Imports) CopyPayload(path string) {
	p := s.state.Payload()
	if p == nil || path == "" || s.state.Copying {
		return
	}
	digest := p.Digest
	s.state.Copying, s.state.CopyErr, s.state.CopiedTo = true, nil, ""
	s.changed(s.state)
	s.run(func(ctx context.Context, post func(func())) {
		err := s.source.CopyPayload(ctx, digest, path)
		post(func() {
			s.state.Copying = false
			if s.state.PayloadChosen == digest {
				if s.state.CopyErr = err; err == nil {
					s.state.CopiedTo = path
				}
			}
			s.changed(s.state)
		})
	})
}
