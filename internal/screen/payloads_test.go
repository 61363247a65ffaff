package screen

import (
	"context"
	"slices"
	"testing"

	"fenceline/internal/domain"
)

func (d *desk) Payloads(context.Context) ([]domain.Payload, error) { return d.payloads, nil }

// TestPayloads chooses a patch file and copies it out, with and without a failure.
func TestPayloads(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	d.payloads = []domain.Payload{{Digest: "aa", Name: "a.msi"}, {Digest: "bb", Name: "b.msi"}}
	s, _ := newImports(d, q, nil)
	s.Refresh()
	q.all()
	st := s.State()
	if p := st.Payload(); p == nil || p.Digest != "aa" {
		t.Fatalf("chosen is %+v", p)
	}
	s.OpenTab(TabPayloads)
	s.ChoosePayload("bb")
	d.asked = nil
	s.CopyPayload("")
	s.CopyPayload("/media/usb/b.msi")
	s.CopyPayload("/media/usb/twice.msi")
	q.all()
	if st := s.State(); !slices.Equal(d.asked, []string{"payload bb /media/usb/b.msi"}) || st.CopiedTo != "/media/usb/b.msi" || st.Copying {
		t.Errorf("asked %q, %+v", d.asked, st.CopiedTo)
	}
	d.err = errDisk
	s.CopyPayload("/media/usb/b.msi")
	q.all()
	if st := s.State(); st.CopyErr == nil || st.CopiedTo != "" || st.Copying {
		t.Errorf("%v, %q", st.CopyErr, st.CopiedTo)
	}
	s.ChoosePayload("aa")
	if st := s.State(); st.CopyErr != nil {
		t.Error("the failure of another one stays")
	}
}
