package screen

import (
	"errors"
	"slices"
	"testing"

	"fenceline/internal/domain"
)

func newTestSettings(d *desk, q *queue) (*Settings, *int) {
	settled := 0
	return NewSettings(d, q.run, func(SettingsState) {}, func() { settled++ }), &settled
}

func TestAnAnswerIsForgotten(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	s, _ := newTestSettings(d, q)
	s.Open(string(SectionRules))
	s.ForgetRule("01RULE")
	q.all()
	if st := s.State(); st.Did != DidForget || len(st.Rules) != 1 || !slices.Contains(d.asked, "forget 01RULE") {
		t.Errorf("%+v, asked %v", st, d.asked)
	}
}

func TestSettingsKeepWhatIsTypedUntilTheDeskChanges(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	s, settled := newTestSettings(d, q)
	s.Refresh()
	q.all()
	first := s.State().Version
	if s.State().Stage != Ready || first == 0 {
		t.Fatalf("%+v", s.State())
	}
	s.Refresh()
	q.all()
	if s.State().Version != first {
		t.Error("a page would be made anew although nothing changed")
	}
	d.err = errDisk
	s.Save(func(desk *domain.Desk) { desk.Operator = "X" })
	s.Save(func(desk *domain.Desk) { desk.Operator = "Y" })
	if !s.State().Busy || len(q.works) != 1 {
		t.Error("two acts at once")
	}
	q.all()
	if st := s.State(); st.ActErr == nil || st.Version != first || st.Did != DidNothing || *settled != 0 {
		t.Errorf("after a failure: %+v", st)
	}
	d.err = nil
	s.Save(func(desk *domain.Desk) { desk.Operator = "Cedar Hollow Hospital" })
	q.all()
	if st := s.State(); st.ActErr != nil || st.Did != DidSave || st.Version == first || *settled != 1 || st.Status.Desk.Operator != "Cedar Hollow Hospital" {
		t.Errorf("after saving: %+v, settled %d", st, *settled)
	}
	s.Open("people")
	if st := s.State(); st.Section != SectionPeople || st.Did != DidNothing {
		t.Errorf("what was done elsewhere is still said: %+v", st)
	}
	s.Open("of another world")
	if s.State().Section != SectionPeople {
		t.Error("an unknown part was opened")
	}
}

func TestPeopleKeepTheirPassphraseUnlessTold(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	s, _ := newTestSettings(d, q)
	s.SavePerson(" J.M. ", domain.RoleEdit, "")
	q.all()
	s.SavePerson("B.K.", domain.RoleApprove, "correct horse")
	q.all()
	s.DropPassphrase(domain.PersonView{Name: "B.K.", Role: domain.RoleApprove})
	q.all()
	s.Retire("J.M.")
	q.all()
	want := []string{"person J.M. edit", "person B.K. approve secret correct horse", "person B.K. approve secret ", "retire J.M."}
	if !slices.Equal(d.asked, want) {
		t.Errorf("%q", d.asked)
	}
}

func TestKeysInTheOrderOfWhatWaits(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	d.keys = []domain.TrustKey{{Fingerprint: "AA", State: domain.KeyRevoked}, {Fingerprint: "BB", State: domain.KeyPinned}, {Fingerprint: "CC", State: domain.KeyOffered}}
	s, _ := newTestSettings(d, q)
	s.Refresh()
	q.all()
	s.Open("keys/CC")
	st := s.State()
	if st.Keys[0].Fingerprint != "CC" || st.Keys[2].Fingerprint != "AA" || st.KeysWaiting() != 1 || st.Chosen().Fingerprint != "CC" {
		t.Fatalf("%+v", st)
	}
	s.Pin("CC", "https://a.example, https://b.example")
	q.all()
	s.Choose("BB")
	s.Revoke("lost")
	q.all()
	if want := []string{"pin CC for https://a.example for https://b.example", "revoke BB: lost"}; !slices.Equal(d.asked, want) {
		t.Errorf("%q", d.asked)
	}
}

func TestCompareFingerprints(t *testing.T) {
	const whole = "8A21F0C4D6E3B59752C0448D1E9AF37B60D25C1E"
	for typed, want := range map[string]Comparison{
		"":                      {Of: 40},
		"8a21 F0c4":             {Typed: 8, Agree: 8, Of: 40},
		"8A:21:F1":              {Typed: 6, Agree: 5, Of: 40, Differ: true},
		whole:                   {Typed: 40, Agree: 40, Of: 40},
		whole + "0":             {Typed: 41, Agree: 40, Of: 40, Differ: true},
		"8A21 F0C4 D6E3 B597 é": {Typed: 18, Agree: 16, Of: 40, Differ: true},
	} {
		if got := Compare(typed, whole); got != want || got.Whole() != (typed == whole) {
			t.Errorf("%q: %+v, whole %v", typed, got, got.Whole())
		}
	}
}

func TestRestoreAsksAfterTheBackupWasRead(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	s, _ := newTestSettings(d, q)
	s.CheckBackup("/x/a.backup", true)
	if s.State().Restore != nil {
		t.Error("asked before it was read")
	}
	q.all()
	if st := s.State(); st.Restore == nil || st.Restore.Assets != 3 || st.Backup != nil {
		t.Fatalf("%+v", st)
	}
	s.KeepDesk()
	s.CheckBackup("/x/a.backup", false)
	q.all()
	if st := s.State(); st.Restore != nil || st.Backup == nil || st.Did != DidCheck {
		t.Errorf("%+v", st)
	}
	s.BackUp("/x/b.backup")
	q.all()
	if st := s.State(); st.Backup.Path != "/x/b.backup" || st.Did != DidBackup {
		t.Errorf("%+v", st)
	}
}

func TestReadinessCardStaysOpenUntilItIsStored(t *testing.T) {
	q, d := &queue{}, sampleDesk()
	d.ready = domain.Readiness{Checks: []domain.ReadinessCheck{{Code: "ready_assets", Group: domain.GroupKnow, Mark: domain.CheckMet}, {Code: "ready_kev", Group: domain.GroupKnow, Mark: domain.CheckUnknown}}}
	s := NewReadiness(d, q.run, func(ReadinessState) {})
	s.Refresh()
	q.all()
	s.ShowGaps(true)
	st := s.State()
	if got := st.Checks(domain.GroupKnow); len(got) != 1 || got[0].Mark != domain.CheckUnknown {
		t.Errorf("to do: %+v", got)
	}
	s.Edit(domain.ContactISAC)
	d.err = errDisk
	s.Save(domain.Contact{Role: domain.ContactISAC, Name: "WaterISAC"})
	q.all()
	if st := s.State(); st.Editing != domain.ContactISAC || st.ActErr == nil || st.Busy {
		t.Errorf("after a failure: %+v", st)
	}
	d.err = nil
	s.Save(domain.Contact{Role: domain.ContactISAC, Name: "WaterISAC"})
	q.all()
	if st := s.State(); st.Editing != "" || st.ActErr != nil || d.asked[1] != "contact isac WaterISAC" {
		t.Errorf("after storing: %+v %q", st, d.asked)
	}
}

// What is kept is refused where it is no number, and 0 MiB keeps no patch file.
func TestSaveKeeping(t *testing.T) {
	d := &desk{}
	q := &queue{}
	s, _ := newTestSettings(d, q)
	for _, c := range []struct{ years, mib, code string }{
		{"", "4096", "retention_unfit"}, {"six", "4096", "retention_unfit"}, {"0", "1", "retention_unfit"},
		{"6", "", "payload_limit_unfit"}, {"6", "-4", "payload_limit_unfit"},
	} {
		s.SaveKeeping(c.years, c.mib)
		var e *domain.Error
		if !errors.As(s.State().ActErr, &e) || string(e.Code) != c.code || d.status.Desk.Retention != 0 {
			t.Errorf("%q years, %q MiB: %v, desk %+v", c.years, c.mib, s.State().ActErr, d.status.Desk)
		}
	}
	s.SaveKeeping("10", "0")
	q.all()
	if got := d.status.Desk; s.State().ActErr != nil || got.Retention != 10 || got.PayloadMiB != -1 {
		t.Errorf("%v, %+v", s.State().ActErr, got)
	}
}
