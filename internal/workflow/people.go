package workflow

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// How a passphrase is made into a secret: Argon2id with 64 MiB and three passes
// (RFC 9106, section 4, the second recommended choice with less threads).
const (
	secretTime    = 3
	secretMemory  = 64 << 10 // KiB
	secretThreads = 2
	secretLength  = 32
	saltLength    = 16
	shortest      = 10 // characters of a passphrase
)

// newSecret makes what a passphrase is checked against.
func newSecret(passphrase string) (*domain.Secret, error) {
	if utf8.RuneCountInString(passphrase) < shortest {
		return nil, &domain.Error{Kind: domain.Invalid, Op: "set passphrase", Code: "passphrase_short"}
	}
	s := &domain.Secret{Salt: make([]byte, saltLength), Time: secretTime, Memory: secretMemory, Threads: secretThreads}
	if _, err := rand.Read(s.Salt); err != nil {
		return nil, &domain.Error{Kind: domain.Internal, Op: "set passphrase", Err: err}
	}
	s.Hash = argon2.IDKey([]byte(passphrase), s.Salt, s.Time, s.Memory, s.Threads, secretLength)
	return s, nil
}

// fits tells whether a passphrase is the one the secret was made of.
func fits(s *domain.Secret, passphrase string) bool {
	if s == nil || s.Time == 0 || s.Threads == 0 {
		return false
	}
	return subtle.ConstantTimeCompare(s.Hash, argon2.IDKey([]byte(passphrase), s.Salt, s.Time, s.Memory, s.Threads, uint32(len(s.Hash)))) == 1
}

// assure checks the passphrase with which a desk is opened. Without one the
// person is asserted, whoever they are.
func (d *Desk) assure(ctx context.Context, passphrase string) error {
	d.assurance = domain.Asserted
	if passphrase == "" {
		return nil
	}
	return d.store.View(ctx, func(r *store.Read) error {
		name, err := d.person(r)
		if err != nil {
			return err
		}
		if err := proven(r, name, passphrase); err != nil {
			return err
		}
		d.assurance = domain.Passphrase
		return nil
	})
}

// proven checks a person's passphrase.
func proven(r *store.Read, name, passphrase string) error {
	p, err := r.Person(name)
	if err != nil && !domain.Is(err, domain.NotFound) {
		return err
	}
	if err != nil || !p.Retired.IsZero() || !fits(p.Secret, passphrase) {
		return &domain.Error{Kind: domain.Untrusted, Op: "check passphrase", Subject: name, Code: "passphrase_wrong"}
	}
	return nil
}

// may refuses who has not the role. Where nobody is defined, everybody may.
func (d *Desk) may(r *store.Read, role domain.Role) error {
	defined, err := anybody(r)
	if err != nil || !defined {
		return err
	}
	name, err := d.person(r)
	if err != nil {
		return err
	}
	return allowed(r, name, role)
}

// anybody tells whether a person is defined and not retired.
func anybody(r *store.Read) (bool, error) {
	for p, err := range r.People() {
		if err != nil {
			return false, err
		}
		if p.Retired.IsZero() {
			return true, nil
		}
	}
	return false, nil
}

func allowed(r *store.Read, name string, role domain.Role) error {
	p, err := r.Person(name)
	if err != nil && !domain.Is(err, domain.NotFound) {
		return err
	}
	if err != nil || !p.Retired.IsZero() {
		return &domain.Error{Kind: domain.Untrusted, Op: "act", Subject: name, Code: "person_not_defined"}
	}
	if !p.May(role) {
		return &domain.Error{Kind: domain.Untrusted, Op: "act", Subject: name, Code: "role_missing", Params: domain.Params{"role": string(role), "has": string(p.Role)}}
	}
	return nil
}

// approver says how surely somebody approved: the person who acts by how they
// opened the desk, another one by their own passphrase where they have one. Once
// people are defined, only who has the role approves.
func (d *Desk) approver(r *store.Read, name, passphrase string) (domain.Assurance, error) {
	defined, err := anybody(r)
	if err != nil || !defined {
		return domain.Asserted, err
	}
	if err := allowed(r, name, domain.RoleApprove); err != nil {
		return "", err
	}
	acts, err := d.person(r)
	if err != nil {
		return "", err
	}
	p, err := r.Person(name)
	switch {
	case err != nil:
		return "", err
	case p.Secret == nil:
		return domain.Asserted, nil
	case samePerson(acts, name) && d.assurance == domain.Passphrase:
		return domain.Passphrase, nil
	case passphrase == "":
		return "", &domain.Error{Kind: domain.Untrusted, Op: "approve", Subject: name, Code: "approval_unproven"}
	}
	return domain.Passphrase, proven(r, name, passphrase)
}

// twoPersons refuses an approval by who asked for it, on a desk that asks for two
// persons. It compares names: what they are worth is said by their assurance.
func (d *Desk) twoPersons(r *store.Read, subject, asks, approves string) error {
	desk, _, err := d.settings(r)
	if err != nil || !desk.TwoPersons {
		return err
	}
	code := domain.Code("approver_asked")
	switch {
	case asks == "":
		code = "approval_not_asked"
	case !samePerson(asks, approves):
		return nil
	}
	return &domain.Error{Kind: domain.Untrusted, Op: "approve", Subject: subject, Code: code, Params: domain.Params{"person": approves}}
}

// samePerson compares names as the list of people does.
func samePerson(a, b string) bool {
	return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}

// SetPerson defines a person, or changes their role; passphrase nil keeps the one
// they have, "" takes it away. The first person must be one who approves; from
// then on only they define others. Errors: Invalid, Untrusted (the role is missing).
func (d *Desk) SetPerson(ctx context.Context, name string, role domain.Role, passphrase *string) error {
	bad := func(code domain.Code, value string) error {
		return &domain.Error{Kind: domain.Invalid, Op: "define person", Subject: name, Code: code, Params: domain.Params{"value": value}}
	}
	name = strings.TrimSpace(name)
	switch {
	case name == "":
		return bad("person_without_name", "")
	case !(&domain.Person{Role: role}).May(domain.RoleRead):
		return bad("role_unknown", string(role))
	}
	var secret *domain.Secret
	if passphrase != nil && *passphrase != "" {
		var err error
		if secret, err = newSecret(*passphrase); err != nil {
			return err
		}
	}
	return d.changePerson(ctx, name, func(r *store.Read, p *domain.Person) error {
		defined, err := anybody(r)
		if err != nil {
			return err
		}
		if !defined && role != domain.RoleApprove {
			return bad("first_person_approves", "")
		}
		p.Name, p.Role = name, role
		if passphrase != nil {
			p.Secret = secret
		}
		return nil
	})
}

// RetirePerson takes a person off the list; what they did stays. The last one
// who approves can go only when nobody else is left. Errors: NotFound, Conflict.
func (d *Desk) RetirePerson(ctx context.Context, name string) error {
	at := d.now().UTC()
	return d.changePerson(ctx, name, func(r *store.Read, p *domain.Person) error {
		if p.Name == "" {
			return &domain.Error{Kind: domain.NotFound, Op: "retire person", Subject: name, Code: store.CodeNoPerson}
		}
		p.Retired = at
		return nil
	})
}

// changePerson changes one person, by somebody who approves, and keeps at least
// one who does as long as there are people.
func (d *Desk) changePerson(ctx context.Context, name string, edit func(*store.Read, *domain.Person) error) error {
	done, err := d.writer()
	if err != nil {
		return err
	}
	defer done()
	e := d.event("", "person.set", name)
	return d.store.Update(ctx, func(w *store.Write) error {
		if err := d.may(&w.Read, domain.RoleApprove); err != nil {
			return err
		}
		was, err := w.Person(name)
		if err != nil && !domain.Is(err, domain.NotFound) {
			return err
		}
		is := was
		if is.Created.IsZero() || !is.Retired.IsZero() {
			is = domain.Person{Created: e.At}
		}
		before := viewOf(&is)
		if before.Name == "" && was.Name != "" && !was.Retired.IsZero() {
			before = viewOf(&was)
		}
		if err := edit(&w.Read, &is); err != nil {
			return err
		}
		if err := w.PutPerson(is); err != nil {
			return err
		}
		if err := somebodyApproves(&w.Read); err != nil {
			return err
		}
		return d.log(w, e, before, viewOf(&is))
	})
}

// somebodyApproves refuses to leave people without one who may approve.
func somebodyApproves(r *store.Read) error {
	left := 0
	for p, err := range r.People() {
		if err != nil {
			return err
		}
		if p.May(domain.RoleApprove) {
			return nil
		}
		if p.Retired.IsZero() {
			left++
		}
	}
	if left == 0 {
		return nil
	}
	return &domain.Error{Kind: domain.Conflict, Op: "change person", Code: "nobody_approves"}
}

func viewOf(p *domain.Person) domain.PersonView {
	return domain.PersonView{Name: p.Name, Role: p.Role, Passphrase: p.Secret != nil, Created: p.Created, Retired: p.Retired}
}

// People lists the people of the desk by name, with all set also those who left.
func (d *Desk) People(ctx context.Context, all bool) ([]domain.PersonView, error) {
	var out []domain.PersonView
	err := d.store.View(ctx, func(r *store.Read) error {
		out = out[:0]
		for p, err := range r.People() {
			if err != nil {
				return err
			}
			if all || p.Retired.IsZero() {
				out = append(out, viewOf(&p))
			}
		}
		return nil
	})
	return out, err
}
