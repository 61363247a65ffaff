package workflow

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"os"
	"slices"
	"time"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// answersOf reads the answers about identities, once for a run.
func (m *matcher) answersOf(r *store.Read) (assess.Answers, error) {
	if m.answers != nil {
		return m.answers, nil
	}
	rules := assess.Answers{}
	for rule, err := range r.IdentityRules() {
		if err != nil {
			return nil, err
		}
		rules[assess.RulePair{Component: rule.Component, Product: rule.Product}] = rule.Same
	}
	m.answers = rules
	return rules, nil
}

// IdentityQuestions lists the pairs of a component and a product of which only the
// names agree and nobody has said whether they are the same, those with the most
// findings first.
func (d *Desk) IdentityQuestions(ctx context.Context) ([]domain.IdentityQuestion, error) {
	var out []domain.IdentityQuestion
	err := d.store.View(ctx, func(r *store.Read) error {
		assets, err := assetsByName(r, "")
		if err != nil {
			return err
		}
		all := map[assess.RulePair]*openQuestion{}
		for i := range assets {
			if err := askAbout(r, &assets[i], all); err != nil {
				return err
			}
		}
		out = make([]domain.IdentityQuestion, 0, len(all))
		for _, q := range all {
			q.Assets, q.Advisories = len(q.assets), len(q.advisories)
			rec, err := r.Advisory(q.Advisory)
			if err != nil && !domain.Is(err, domain.NotFound) {
				return err
			}
			q.Says = rec.Title
			out = append(out, q.IdentityQuestion)
		}
		slices.SortFunc(out, func(a, b domain.IdentityQuestion) int {
			return cmp.Or(cmp.Compare(b.Findings, a.Findings), cmp.Compare(a.Component, b.Component), cmp.Compare(a.Product, b.Product))
		})
		return nil
	})
	return out, err
}

type openQuestion struct {
	domain.IdentityQuestion
	assets     map[string]bool
	advisories map[domain.AdvisoryKey]bool
}

func askAbout(r *store.Read, a *domain.Asset, all map[assess.RulePair]*openQuestion) error {
	cur, err := r.Current(a.ID)
	if err != nil || cur.NameOnly == 0 {
		return err
	}
	finds, err := r.Findings(a.ID, cur.Findings)
	if err != nil {
		return err
	}
	held, err := r.Inventory(a.ID, cur.Inventory)
	if err != nil {
		return err
	}
	byID := make(map[string]*domain.Held, len(held))
	for i := range held {
		byID[held[i].ID] = &held[i]
	}
	for i := range finds {
		f, h := &finds[i], byID[finds[i].Component]
		if f.Confidence != domain.NameOnly || !assess.Matched(f) || h == nil {
			continue
		}
		pair := assess.RulePair{Component: h.Key, Product: f.Key}
		q := all[pair]
		if q == nil {
			q = &openQuestion{IdentityQuestion: domain.IdentityQuestion{Component: h.Key, Product: f.Key, Name: h.Name, Vendor: h.Vendor, Advisory: f.Advisory},
				assets: map[string]bool{}, advisories: map[domain.AdvisoryKey]bool{}}
			all[pair] = q
		}
		q.Advisory = min(q.Advisory, f.Advisory)
		q.assets[a.ID], q.advisories[f.Advisory] = true, true
		q.Findings++
	}
	return nil
}

// AnswerIdentity keeps whether a component is the product that statements under a
// key speak of, and matches what it touches again. Both are keys, as
// IdentityQuestions gives them. Errors: Invalid (a key is missing).
func (d *Desk) AnswerIdentity(ctx context.Context, component, product domain.PackageKey, same bool, reason string) error {
	if component == "" || product == "" {
		return &domain.Error{Kind: domain.Invalid, Op: "answer identity", Code: "identity_key_missing"}
	}
	done, err := d.writer()
	if err != nil {
		return err
	}
	defer done()
	at := d.now().UTC()
	err = d.store.Update(ctx, func(w *store.Write) error {
		person, err := d.person(&w.Read)
		if err != nil {
			return err
		}
		return d.putRule(w, domain.IdentityRule{Component: component, Product: product, Same: same, Reason: reason, By: person, At: at}, person)
	})
	if err != nil {
		return err
	}
	_, err = d.settle(ctx, func(domain.Progress) {})
	return err
}

// putRule writes an answer with its event and notes whom it touches.
func (d *Desk) putRule(w *store.Write, rule domain.IdentityRule, person string) error {
	was, _, err := w.IdentityRule(rule.Component, rule.Product)
	if err != nil {
		return err
	}
	if err := w.PutIdentityRule(rule); err != nil {
		return err
	}
	if err := pendKey(w, rule.Component); err != nil {
		return err
	}
	e := d.event(person, "identity.answer", string(rule.Component))
	e.Before, e.After, e.Reason = answerText(was), answerText(rule), rule.Reason
	return w.AppendEvent(e)
}

func answerText(r domain.IdentityRule) string {
	switch {
	case r.Product == "":
		return ""
	case r.Same:
		return "same as " + string(r.Product)
	}
	return "not " + string(r.Product)
}

// ForgetIdentity takes an answer back; the question is asked again. Errors: NotFound.
func (d *Desk) ForgetIdentity(ctx context.Context, component, product domain.PackageKey) error {
	done, err := d.writer()
	if err != nil {
		return err
	}
	defer done()
	err = d.store.Update(ctx, func(w *store.Write) error {
		rule, ok, err := w.IdentityRule(component, product)
		if err != nil {
			return err
		}
		if !ok {
			return &domain.Error{Kind: domain.NotFound, Op: "forget identity", Subject: string(component), Code: "no_such_identity_rule", Params: domain.Params{"name": string(component), "product": string(product)}}
		}
		person, err := d.person(&w.Read)
		if err != nil {
			return err
		}
		if err := w.DeleteIdentityRule(component, product); err != nil {
			return err
		}
		if err := pendKey(w, component); err != nil {
			return err
		}
		e := d.event(person, "identity.forget", string(component))
		e.Before = answerText(rule)
		return w.AppendEvent(e)
	})
	if err != nil {
		return err
	}
	_, err = d.settle(ctx, func(domain.Progress) {})
	return err
}

// IdentityRules lists every answer, by component and product.
func (d *Desk) IdentityRules(ctx context.Context) ([]domain.IdentityRule, error) {
	var out []domain.IdentityRule
	err := d.store.View(ctx, func(r *store.Read) error {
		out = nil
		for rule, err := range r.IdentityRules() {
			if err != nil {
				return err
			}
			out = append(out, rule)
		}
		return nil
	})
	return out, err
}

// ruleFile is the form in which answers travel.
type ruleFile struct {
	Fenceline string                `json:"fenceline"` // "identity rules"
	Rules     []domain.IdentityRule `json:"rules"`
}

const ruleFileKind = "identity rules"

// ExportIdentityRules writes all answers as JSON, each with who gave it, when and at
// which desk.
func (d *Desk) ExportIdentityRules(ctx context.Context, to Destination) error {
	rules, err := d.IdentityRules(ctx)
	if err != nil {
		return err
	}
	var desk domain.Desk
	err = d.store.View(ctx, func(r *store.Read) (err error) {
		desk, _, err = d.settings(r)
		return err
	})
	if err != nil {
		return err
	}
	file := ruleFile{Fenceline: ruleFileKind, Rules: make([]domain.IdentityRule, 0, len(rules))}
	for _, rule := range rules {
		if rule.Operator == "" {
			rule.Operator = desk.Operator
		}
		rule.ImportedBy, rule.ImportedAt = "", time.Time{}
		file.Rules = append(file.Rules, rule)
	}
	return to.Write(d.folder, func(w io.Writer) error {
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		return enc.Encode(file)
	})
}

// mostRuleBytes is how large a file of answers may be.
const mostRuleBytes = 16 << 20

// ImportIdentityRules takes in the answers of another desk. An answer of this desk
// stays where the two differ. Errors: Invalid (not such a file), Storage.
func (d *Desk) ImportIdentityRules(ctx context.Context, path string) (domain.IdentityImport, error) {
	var out domain.IdentityImport
	file, err := readRules(path)
	if err != nil {
		return out, err
	}
	done, err := d.writer()
	if err != nil {
		return out, err
	}
	defer done()
	at := d.now().UTC()
	var news []domain.IdentityRule
	person := ""
	err = d.store.View(ctx, func(r *store.Read) (err error) {
		out, news = domain.IdentityImport{}, nil
		if person, err = d.person(r); err != nil {
			return err
		}
		for _, rule := range file.Rules {
			have, known, err := r.IdentityRule(rule.Component, rule.Product)
			switch {
			case err != nil:
				return err
			case known && have.Same == rule.Same:
				out.Known++
			case known:
				out.Disputed++
			default:
				out.Added++
				rule.ImportedBy, rule.ImportedAt = person, at
				news = append(news, rule)
			}
		}
		return nil
	})
	if err != nil {
		return out, err
	}
	if err := inSteps(ctx, d.store, news, func(w *store.Write, rule domain.IdentityRule) error { return d.putRule(w, rule, person) }); err != nil {
		return out, err
	}
	_, err = d.settle(ctx, func(domain.Progress) {})
	return out, err
}

func readRules(path string) (ruleFile, error) {
	var file ruleFile
	refused := func(kind domain.Kind, code domain.Code, err error) error {
		return &domain.Error{Kind: kind, Op: "import identity rules", Subject: path, Code: code, Err: err}
	}
	f, err := os.Open(path)
	if err != nil {
		return file, refused(domain.Storage, "identity_file_unreadable", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, mostRuleBytes+1))
	if err != nil {
		return file, refused(domain.Storage, "identity_file_unreadable", err)
	}
	if len(data) > mostRuleBytes || json.Unmarshal(data, &file) != nil || file.Fenceline != ruleFileKind {
		return file, refused(domain.Invalid, "not_identity_rules", nil)
	}
	for _, rule := range file.Rules {
		if rule.Component == "" || rule.Product == "" || rule.By == "" {
			return file, refused(domain.Invalid, "not_identity_rules", nil)
		}
	}
	return file, nil
}
