package workflow

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"fenceline/internal/assess"
	"fenceline/internal/domain"
	"fenceline/internal/store"
)

// DueTSV computes due dates for lines of facts, without a desk; the form is that
// of assess.DueTSV.
func DueTSV(r io.Reader, w io.Writer) error { return assess.DueTSV(r, w) }

// rulesOf are the tables that judge the assets of the desk.
func rulesOf(r *store.Read, desk domain.Desk) (*assess.RulesSet, error) {
	policies, err := r.PolicySettings()
	if err != nil {
		return nil, err
	}
	made := map[string]*assess.Rules{}
	of := func(name string) (*assess.Rules, error) {
		if rules := made[name]; rules != nil {
			return rules, nil
		}
		table, ok := policies.Table(name)
		if !ok {
			return nil, policyUnknown(name)
		}
		rules, err := assess.NewRules(table)
		made[name] = rules
		return rules, err
	}
	out := &assess.RulesSet{Groups: map[string]*assess.Rules{}}
	if desk.Policy != domain.PolicyBOD {
		if out.Desk, err = of(desk.Policy); err != nil {
			return nil, err
		}
	}
	for group, name := range policies.Groups {
		if out.Groups[group], err = of(name); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func policyUnknown(name string) error {
	return &domain.Error{Kind: domain.NotFound, Op: "find policy", Subject: name, Code: "policy_unknown", Params: domain.Params{"value": name}}
}

// Policies lists the tables, the program's first, with what each is used for.
func (d *Desk) Policies(ctx context.Context) ([]domain.PolicyView, error) {
	var out []domain.PolicyView
	err := d.store.View(ctx, func(r *store.Read) error {
		desk, _, err := d.settings(r)
		if err != nil {
			return err
		}
		policies, err := r.PolicySettings()
		if err != nil {
			return err
		}
		out = out[:0]
		for i, t := range policies.All() {
			view := domain.PolicyView{Table: t, Own: i >= len(domain.Policies()), Desk: t.Name == desk.Policy}
			for group, name := range policies.Groups {
				if name == t.Name {
					view.Groups = append(view.Groups, group)
				}
			}
			slices.Sort(view.Groups)
			out = append(out, view)
		}
		return nil
	})
	return out, err
}

// Policy gives one table by its name. Errors: NotFound.
func (d *Desk) Policy(ctx context.Context, name string) (domain.Table, error) {
	var out domain.Table
	err := d.store.View(ctx, func(r *store.Read) error {
		policies, err := r.PolicySettings()
		if err != nil {
			return err
		}
		table, ok := policies.Table(name)
		if !ok {
			return policyUnknown(name)
		}
		out = table
		return nil
	})
	return out, err
}

// ImportPolicy takes in a table of the operator's own from a file: JSON as `policy
// show --json` writes it, or CSV as `policy show --csv` does, which needs name and
// version. A table of the same name is replaced by another version of it, and all
// dates that rest on it are reckoned again; changed rows need another version.
// Errors: NotFound (no such file), Invalid (with the place), Conflict (the name is
// the program's, or the version is there with other rows).
func (d *Desk) ImportPolicy(ctx context.Context, file, name, version string) (domain.Table, error) {
	table, err := readPolicy(file, name, version)
	if err != nil {
		return table, err
	}
	return table, d.setPolicies(ctx, "policy.import", table.Name, func(p *domain.PolicySettings, _ *domain.Desk) error {
		refuse := func(code domain.Code) error {
			return &domain.Error{Kind: domain.Conflict, Op: "import policy", Subject: table.Name, Code: code, Params: domain.Params{"name": table.Name, "version": table.Version}}
		}
		if _, taken := domain.Policy(table.Name); taken {
			return refuse("policy_name_taken")
		}
		own := slices.Clone(p.Own)
		at, found := slices.BinarySearchFunc(own, table.Name, func(t domain.Table, name string) int { return compareText(t.Name, name) })
		switch {
		case !found:
			own = slices.Insert(own, at, table)
		case own[at].Version == table.Version && !reflect.DeepEqual(own[at], table):
			return refuse("policy_version_taken")
		default:
			own[at] = table
		}
		p.Own = own
		return nil
	})
}

func readPolicy(file, name, version string) (domain.Table, error) {
	f, err := os.Open(file)
	if err != nil {
		return domain.Table{}, &domain.Error{Kind: domain.NotFound, Op: "import policy", Subject: file, Code: "no_such_file", Err: err}
	}
	defer f.Close()
	var table domain.Table
	if strings.EqualFold(filepath.Ext(file), ".csv") {
		if name == "" || version == "" {
			return table, &domain.Error{Kind: domain.Invalid, Op: "import policy", Subject: file, Code: "policy_unnamed"}
		}
		table, err = assess.ReadPolicyCSV(f, name, version)
	} else if table, err = assess.ReadPolicy(f); err == nil && (name != "" || version != "") {
		if name != "" {
			table.Name = name
		}
		if version != "" {
			table.Version = version
		}
		err = table.Check()
	}
	var e *domain.Error
	if errors.As(err, &e) {
		e.Subject = file
	}
	return table, err
}

// ExportPolicy writes a table to a file: JSON as [Desk.ImportPolicy] reads it, or
// its rows as CSV. Errors: NotFound, Storage.
func (d *Desk) ExportPolicy(ctx context.Context, name string, rows bool, to Destination) error {
	table, err := d.Policy(ctx, name)
	if err != nil {
		return err
	}
	return to.Write(d.folder, func(w io.Writer) error {
		if rows {
			return table.WriteCSV(w)
		}
		out := json.NewEncoder(w)
		out.SetEscapeHTML(false)
		out.SetIndent("", "  ")
		return out.Encode(table)
	})
}

// UsePolicy judges by a table from now on: the whole desk, or the assets of one
// group; an empty name leaves the group to the desk's policy. All dates are reckoned
// again. Errors: NotFound.
func (d *Desk) UsePolicy(ctx context.Context, name, group string) error {
	group = strings.TrimSpace(group)
	return d.setPolicies(ctx, "policy.use", cmp.Or(group, "desk"), func(p *domain.PolicySettings, desk *domain.Desk) error {
		if _, ok := p.Table(name); !ok && (name != "" || group == "") {
			return policyUnknown(name)
		}
		if group == "" {
			desk.Policy = name
			return nil
		}
		groups := maps.Clone(p.Groups)
		if groups == nil {
			groups = map[string]string{}
		}
		if groups[group] = name; name == "" {
			delete(groups, group)
		}
		p.Groups = groups
		return nil
	})
}

// DropPolicy takes a table of the operator's own away. Errors: NotFound, Conflict
// (it is used, or the program's).
func (d *Desk) DropPolicy(ctx context.Context, name string) error {
	return d.setPolicies(ctx, "policy.drop", name, func(p *domain.PolicySettings, desk *domain.Desk) error {
		refuse := func(code domain.Code) error {
			return &domain.Error{Kind: domain.Conflict, Op: "drop policy", Subject: name, Code: code, Params: domain.Params{"name": name}}
		}
		if _, builtIn := domain.Policy(name); builtIn {
			return refuse("policy_built_in")
		}
		if _, ok := p.Table(name); !ok {
			return policyUnknown(name)
		}
		if desk.Policy == name || slices.Contains(slices.Collect(maps.Values(p.Groups)), name) {
			return refuse("policy_in_use")
		}
		p.Own = slices.DeleteFunc(slices.Clone(p.Own), func(t domain.Table) bool { return t.Name == name })
		return nil
	})
}

// setPolicies changes the policies, logs it, and reckons all dates again where
// something that is used changed.
func (d *Desk) setPolicies(ctx context.Context, verb, subject string, edit func(*domain.PolicySettings, *domain.Desk) error) error {
	done, err := d.writer()
	if err != nil {
		return err
	}
	defer done()
	type chosen struct {
		Policy string `json:"policy"`
		domain.PolicySettings
	}
	e := d.event("", verb, subject)
	moves := false
	err = d.store.Update(ctx, func(w *store.Write) error {
		desk, err := w.Desk()
		if err != nil && !domain.Is(err, domain.NotFound) {
			return err
		}
		was, err := w.PolicySettings()
		if err != nil {
			return err
		}
		is, to := was, desk
		if err := edit(&is, &to); err != nil {
			return err
		}
		if reflect.DeepEqual(is, was) && to.Policy == desk.Policy {
			moves = false
			return nil
		}
		moves = verb != "policy.drop"
		if to.Policy != desk.Policy {
			if err := w.PutDesk(to); err != nil {
				return err
			}
		}
		if err := w.PutPolicySettings(is); err != nil {
			return err
		}
		return d.log(w, e, chosen{desk.Policy, was}, chosen{to.Policy, is})
	})
	if err != nil || !moves {
		return err
	}
	if err := d.pendAll(ctx); err != nil {
		return err
	}
	_, err = d.settle(ctx, func(domain.Progress) {})
	return err
}
