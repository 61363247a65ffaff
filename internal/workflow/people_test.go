package workflow

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"fenceline/internal/domain"
	"fenceline/testdata/sample"
)

// asPerson opens the desk for one verb as somebody.
func asPerson(t *testing.T, folder string, c *clock, name, passphrase string, do func(*Desk) error) error {
	t.Helper()
	d, err := Open(t.Context(), Options{Folder: folder, Person: name, Passphrase: passphrase, Now: c.Now})
	if err != nil {
		return err
	}
	return errors.Join(do(d), d.Close())
}

func codeOf(err error) domain.Code {
	var e *domain.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return domain.Code(fmt.Sprint(err))
}

// TestPeople: once people are defined, roles are asked for, an approval is proved
// where it can be, and the log says which it was.
func TestPeople(t *testing.T) {
	c := &clock{now: dayOne}
	folder := t.TempDir()
	if err := asPerson(t, folder, c, "J.M.", "", func(d *Desk) error {
		_, err := d.OpenSample(t.Context(), Sample{Tree: sample.FS}, nil)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	secret, short, none := "correct horse battery", "123456789", ""
	set := func(name string, role domain.Role, passphrase *string) func(*Desk) error {
		return func(d *Desk) error { return d.SetPerson(ctx, name, role, passphrase) }
	}
	var task, other, third string
	grant := func(task *string, approver, proof string) func(*Desk) error {
		return func(d *Desk) error {
			_, err := d.Move(ctx, domain.Move{Intent: domain.IntentExcept, Tasks: []string{*task}, Reason: "no window", ApproverPassphrase: proof,
				Exception: domain.Exception{Approver: approver, Control: "own segment", End: "2027-02-01"}})
			return err
		}
	}
	steps := []struct {
		name, person, passphrase string
		do                       func(*Desk) error
		want                     domain.Code
	}{
		{"nobody is defined: anybody grants", "J.M.", "", func(d *Desk) error {
			tasks, err := d.Tasks(ctx, false)
			task, other, third = tasks[0].ID, tasks[1].ID, tasks[2].ID
			return errors.Join(err, grant(&task, "somebody", "")(d))
		}, ""},
		{"the first must approve", "J.M.", "", set("J.M.", domain.RoleEdit, nil), "first_person_approves"},
		{"a short passphrase", "J.M.", "", set("B.K.", domain.RoleApprove, &short), "passphrase_short"},
		{"no such role", "J.M.", "", set("B.K.", "owner", nil), "role_unknown"},
		{"the first person", "J.M.", "", set("B.K.", domain.RoleApprove, &secret), ""},
		{"who is not defined cannot act", "J.M.", "", set("J.M.", domain.RoleEdit, nil), "person_not_defined"},
		{"a wrong passphrase opens nothing", "B.K.", "wrong", set("J.M.", domain.RoleEdit, nil), "passphrase_wrong"},
		{"a passphrase of nobody", "Z.Z.", secret, set("J.M.", domain.RoleEdit, nil), "passphrase_wrong"},
		{"who approves defines", "B.K.", secret, set("J.M.", domain.RoleEdit, nil), ""},
		{"and a reader", "B.K.", secret, set("R.T.", domain.RoleRead, nil), ""},
		{"a reader reads", "R.T.", "", func(d *Desk) error { _, err := d.Tasks(ctx, false); return err }, ""},
		{"and changes nothing", "R.T.", "", func(d *Desk) error { return d.Claim(ctx, other, "", "") }, "role_missing"},
		{"an editor defines nobody", "J.M.", "", set("X.", domain.RoleEdit, nil), "role_missing"},
		{"nor approves a change", "J.M.", "", func(d *Desk) error { return d.Approve(ctx, []string{other}, false) }, "role_missing"},
		{"nor an exception", "J.M.", "", grant(&other, "J.M.", ""), "role_missing"},
		{"an approver who is not there to prove it", "J.M.", "", grant(&other, "B.K.", ""), "approval_unproven"},
		{"an approver whose proof is wrong", "J.M.", "", grant(&other, "B.K.", "wrong"), "passphrase_wrong"},
		{"an approver by passphrase", "J.M.", "", grant(&other, "B.K.", secret), ""},
		{"an approver in person, without the passphrase", "B.K.", "", grant(&third, "B.K.", ""), "approval_unproven"},
		{"an approver in person", "b.k.", secret, grant(&third, "B.K.", ""), ""},
		{"the last who approves stays", "B.K.", secret, func(d *Desk) error { return d.RetirePerson(ctx, "B.K.") }, "nobody_approves"},
		{"the passphrase is taken away", "B.K.", secret, set("B.K.", domain.RoleApprove, &none), ""},
		{"then the name is asserted", "B.K.", "", func(d *Desk) error { return d.Approve(ctx, []string{other}, false) }, ""},
		{"a reader leaves", "B.K.", "", func(d *Desk) error { return d.RetirePerson(ctx, "R.T.") }, ""},
		{"and cannot act", "R.T.", "", func(d *Desk) error { return d.Claim(ctx, other, "", "") }, "person_not_defined"},
		{"nobody of that name", "B.K.", "", func(d *Desk) error { return d.RetirePerson(ctx, "Nobody") }, "no_such_person"},
	}
	for _, s := range steps {
		if got := codeOf(asPerson(t, folder, c, s.person, s.passphrase, s.do)); got != s.want && !(s.want == "" && got == "<nil>") {
			t.Fatalf("%s: %q, want %q", s.name, got, s.want)
		}
	}
	d := openDesk(t, folder, c)
	register, err := d.Exceptions(ctx, true)
	if err != nil {
		t.Fatal(err)
	}
	how := map[string]domain.Assurance{}
	for _, e := range register {
		how[e.Task] = e.Approved
	}
	if how[task] != domain.Asserted || how[other] != domain.Passphrase || how[third] != domain.Passphrase {
		t.Errorf("approved: %v", how)
	}
	people, err := d.People(ctx, true)
	if err != nil || len(people) != 3 {
		t.Errorf("%v %v", people, err)
	}
	checkExport(t, d, secret)
}

// checkExport walks the chain of the exported lines by hand.
func checkExport(t *testing.T, d *Desk, secret string) {
	t.Helper()
	ctx := context.Background()
	var out bytes.Buffer
	if err := d.ExportEvents(ctx, &out, 1, ""); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), secret) || strings.Contains(out.String(), "salt") {
		t.Error("the log holds a secret")
	}
	prev, asserted, proved := strings.Repeat("0", 64), 0, 0
	var last domain.LogEvent
	for line := range strings.Lines(out.String()) {
		line = strings.TrimSuffix(line, "\n")
		var e domain.LogEvent
		if err := json.Unmarshal([]byte(line), &e); err != nil || e.Prev != prev || e.Seq != last.Seq+1 {
			t.Fatalf("line %d: %v", e.Seq, err)
		}
		switch e.Assurance {
		case domain.Asserted:
			asserted++
		case domain.Passphrase:
			proved++
		default:
			t.Fatalf("event %d does not say how surely it was %s", e.Seq, e.Person)
		}
		sum := sha256.Sum256([]byte(line))
		prev, last = hex.EncodeToString(sum[:]), e
	}
	head, err := d.VerifyLog(ctx)
	if err != nil || head.Hash != prev || head.Seq != last.Seq || asserted == 0 || proved == 0 {
		t.Errorf("head %v, lines end with %d %s; %d asserted, %d proved, %v", head, last.Seq, prev, asserted, proved, err)
	}
	if err := d.HoldsHead(ctx, fmt.Sprintf("%d:%s", head.Seq, head.Hash)); err != nil {
		t.Error(err)
	}
	for text, want := range map[string]domain.Code{"": "head_unreadable", "7": "head_unreadable", "0:" + prev: "head_unreadable",
		fmt.Sprintf("%d:%s", head.Seq-1, head.Hash): "head_not_held", fmt.Sprintf("%d:%s", head.Seq+1, head.Hash): "head_not_held"} {
		if got := codeOf(d.HoldsHead(ctx, text)); got != want {
			t.Errorf("head %q: %s", text, got)
		}
	}
}
