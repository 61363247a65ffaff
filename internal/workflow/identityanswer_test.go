package workflow

import (
	"testing"

	"fenceline/internal/domain"
)

// TestFindingAsksOnce holds that a finding by name only asks, that the answer ends the
// question, and that taking it back asks again.
func TestFindingAsksOnce(t *testing.T) {
	d, _, _ := openSample(t)
	nameOnly := func() (found []domain.FindingView) {
		all, _, err := d.Findings(t.Context(), FindingFilter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range all {
			if f.Confidence == domain.NameOnly && f.Verdict != domain.NotAffected {
				found = append(found, f)
			}
		}
		return found
	}
	asks := func(id string) *domain.IdentityQuestion {
		e, err := d.Explain(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return e.Question
	}
	before := nameOnly()
	if len(before) == 0 {
		t.Fatal("the sample has no finding by name only")
	}
	q := asks(before[0].ID)
	if q == nil || q.Component == "" || q.Product != before[0].Key || q.Name == "" || q.Says == "" {
		t.Fatalf("%+v", q)
	}
	listed, err := d.IdentityQuestions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, l := range listed {
		found = found || l.Component == q.Component && l.Product == q.Product
	}
	if !found {
		t.Errorf("%+v is not among the questions %+v", q, listed)
	}
	if err := d.AnswerIdentity(t.Context(), q.Component, q.Product, false, "seen"); err != nil {
		t.Fatal(err)
	}
	for _, f := range nameOnly() {
		if p := asks(f.ID); p != nil && p.Component == q.Component && p.Product == q.Product {
			t.Errorf("%s asks again", f.ID)
		}
	}
	if err := d.ForgetIdentity(t.Context(), q.Component, q.Product); err != nil {
		t.Fatal(err)
	}
	if asks(before[0].ID) == nil {
		t.Error("an answer that was taken back is not asked for again")
	}
}
